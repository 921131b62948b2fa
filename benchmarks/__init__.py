"""Speed and size, measured on real articles: ``make bench``."""
