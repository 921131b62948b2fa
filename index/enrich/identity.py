"""Which article this is: its id, and the two forms that recognise it again.

The scheme is stable; ids are in people's links:

- an input's own id, as it is
- ``u-`` + 20 hex digits of SHA-256 over the canonical URL
- ``t-`` + 20 hex digits over title, outlet and day of publication, when the last
  two are known: 58 different articles of a collection of 24,000 share a title
- ``c-`` + 20 hex digits over title and text
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from index.address import canonical_url
from index.article import ArticleDate, Draft
from index.enrich.tables import plain

_DIGITS: Final = 20  # 80 bits: no two of a billion articles meet by chance


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def article_id(
    draft: Draft, title: str, body: str, outlet: str | None, published: ArticleDate | None
) -> str:
    """The article's id by the strongest thing that names it; see the module."""
    if draft.own_id:
        return draft.own_id
    address = canonical_url(draft.url) if draft.url else None
    if address:
        return "u-" + _digest(address)
    day = published.day if published else None
    if outlet and day:
        return "t-" + _digest(plain(title), outlet, day)
    return "c-" + _digest(plain(title), plain(body))
