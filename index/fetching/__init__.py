"""HTTP → what is new at an address: a page's article, or those of a feed's entries.

Nouns: a **Visit** asks one address and gives **Found** things. ``client`` fetches:
``urls`` and ``resolving`` (with ``addresses``) say where it may go, ``robots`` and
``politeness`` when, ``exchange`` is one request. ``pages`` and ``entries`` read what came,
``merging`` joins an entry with its page.

    visits = Visits(Client(settings.fetch), store, SystemClock())
    for found in visits.visit("https://vov.vn/rss/the-gioi.rss", Options()): ...

It stores nothing: a state is to be kept once the articles that it stands for are.
"""
