"""The feeds that a page names in its head."""

from __future__ import annotations

from typing import Final

from index.address import joined
from index.errors import InputRejected
from index.readers.kinds import essence
from index.readers.page.tree import parse

_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)


def advertised_feeds(
    raw: bytes, url: str | None = None, media_type: str | None = None
) -> tuple[str, ...]:
    """The addresses of ``<link rel="alternate">`` feeds, absolute where ``url`` is known."""
    try:
        tree = parse(raw, media_type)
    except InputRejected:
        return ()
    found = (
        joined(url, link.get("href", ""))
        for link in tree.iter("link")
        if "alternate" in link.get("rel", "").lower().split()
        and essence(link.get("type")) in _TYPES
        and link.get("href", "").strip()
    )
    return tuple(dict.fromkeys(filter(None, found)))
