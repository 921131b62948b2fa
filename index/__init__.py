"""How an article gets in.

Nouns: a *reader* turns an input into a ``Draft`` (what was found); *enrich*
turns a Draft into an ``Article`` (what we know); the *store* keeps both and is
the source of truth; *analysis* turns text into tokens; an *engine* holds the
derived index and answers questions about it.

    outcomes = ingest(read(path), store, engine)      # see pipeline.py
"""
