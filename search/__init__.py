"""How an answer gets out.

Nouns: a ``SearchRequest`` is one URL's parameters; the *language* package turns
what a person typed into a tree and its problems; the *service* asks an engine
and fills a ``Page``.

    page = service.run(SearchRequest.from_args(args))
"""
