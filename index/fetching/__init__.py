"""HTTP → pages, feeds and their articles."""
