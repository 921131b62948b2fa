"""Is what the product says exact? Forms, highlights, counts and the speed of the analysis.

Every gate compares with ``quality.spelling``, which tells the spelling rules a
second time, over real news in all the forms in which text reaches an archive
(``written``): ``keys`` that one word has one exact form, ``highlights`` that
exactly the asked words are marked, ``totals`` that as many articles match as a
plain count finds. ``speed`` measures beside pyvi, in one run.

    python -m quality.exactness            the three gates on the corpus
    python -m quality.exactness --speed    words per second
"""
