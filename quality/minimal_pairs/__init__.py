"""Does a word with marks ever stand for another one? Minimal pairs, as data for any engine.

A minimal pair is a word and its *twin*: two words that are one without their
marks (năm and Nam, bán and bàn). Of each pair an archive holds a *good* document
with the word, once and in a long text, and a *bad* one with the twin, many times
and in its title. ``cases`` is the form of documents, queries and expectations;
``material`` what they are made of: pairs of the corpus (``from_corpus``) or our
own (``from_own``); ``building`` makes the ones from the other; ``running`` asks
an engine and compares; ``product`` and ``standard`` are engines to be asked.

    python -m quality.minimal_pairs --write FOLDER    documents.jsonl and cases.jsonl
    python -m quality.minimal_pairs --engine folding  what such an engine gets wrong
"""
