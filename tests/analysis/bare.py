"""The libraries as they are, to be compared with. Their sources warn when they are compiled."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes and pickles' version notes
    from pyvi import ViUtils
    from pyvi.ViPosTagger import ViPosTagger
    from pyvi.ViTokenizer import ViTokenizer
    from underthesea import ner, sent_tokenize, word_tokenize

__all__ = ["ViPosTagger", "ViTokenizer", "ViUtils", "ner", "sent_tokenize", "word_tokenize"]
