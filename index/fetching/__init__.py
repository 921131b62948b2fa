"""HTTP → what is new at an address: a page's article, or those of a feed's entries.

Nouns: a **Visit** asks one address and gives **Found** things. ``client`` fetches:
``urls`` and ``resolving`` (with ``addresses``) say where it may go, ``robots`` and
``politeness`` when, ``exchange`` is one request. ``pages`` and ``entries`` read what came,
``merging`` joins an entry with its page.

    visits = Visits(Client(settings.fetch), store, SystemClock())
    for found in visits.visit("https://vov.vn/rss/the-gioi.rss", Options()): ...

It stores nothing: a state is to be kept once the articles that it stands for are.
"""

from index.fetching.client import Client
from index.fetching.clock import Clock, SystemClock
from index.fetching.findings import Found, Unchanged
from index.fetching.refusal import NotFetched
from index.fetching.visits import Visits

__all__ = ["Client", "Clock", "Found", "NotFetched", "SystemClock", "Unchanged", "Visits"]
