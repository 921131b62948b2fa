"""A page's draft, completed by what the feed says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from index.address import host_of
from index.article import Draft

_COMPLETED: Final = ("title", "standfirst", "published", "outlet", "authors", "tags", "section")
_PREFIXES: Final = ("www.", "m.", "amp.", "mobile.")


def own_address(draft: Draft, fetched: str) -> Draft:
    """The draft at the address it has on the site that it was ``fetched`` from.

    A page says itself which address it has (canonical). It is believed within its own
    site only: else any page could put itself in the place of another paper's article.
    """
    stated = draft.url
    if stated is None or _site(stated) == _site(fetched):
        return replace(draft, url=stated or fetched)
    return replace(draft, url=fetched, extra={**draft.extra, "canonical": stated})


def completed(page: Draft, entry: Draft, feed: str) -> Draft:
    """The page's draft with the entry's values where the page is silent."""
    added = {
        name: getattr(entry, name)
        for name in _COMPLETED
        if not getattr(page, name) and getattr(entry, name)
    }
    keys: Mapping[str, str] = {name: f"feed {name}" for name in added}
    return replace(page, **added, keys={**page.keys, **keys}, extra={**page.extra, "feed": feed})


def _site(url: str) -> str:
    """The host without what distinguishes only the copies for phones."""
    host = host_of(url).rstrip(".")
    for prefix in _PREFIXES:
        host = host.removeprefix(prefix)
    return host
