"""What underthesea and pyvi are worth to us: ``python -m quality.segmenters``.

Nouns: a *cut* says where a sentence's words are (``cuts``: each library as it comes
and as we ask it); ``terms`` scores the product's key terms with each of them, the
rest is in ``__main__``: speed, and persons with and without pyvi's tags.
"""
