"""How an answer gets out.

Nouns: a ``SearchRequest`` is one URL's parameters; the *language* package turns
what a person typed into a tree, its problems and an executable question; the
``Service`` asks an engine, reads the store and fills a ``Page``.

    request, problems = SearchRequest.from_args(pairs)
    page = Service(store, engine).search(request, problems)
"""
