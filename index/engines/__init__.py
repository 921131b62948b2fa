"""The index, behind one protocol.

Nouns: a ``Document`` (schema.py) is what an engine keeps of an article; a
``Question`` (query.py) is what it is asked; an ``Answer`` (base.py) is what it
says. ``memory`` answers by brute force and is the oracle of the tests; ``whoosh``
is the engine of the product. Neither knows the other.

    with engine.writer() as writer: writer.put(document(kept))
    answer = engine.search(Question(where=Term("exact", "nga")))
"""
