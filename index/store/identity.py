"""By what an article is recognised when it comes again.

Each key only when known: its own id; its address; for an input with neither, the
place and the words it was read from, so that other options or a better
understanding change the article and not its id; title + outlet + day of
publication. An unknown outlet or day recognises nothing: different articles do
share titles.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

from index.address import canonical_url
from index.article import Article, Draft

Key = tuple[str, str]

OWN: Final = "own"
URL: Final = "url"
INPUT: Final = "input"
DAY: Final = "day"


def own_key(draft: Draft) -> Key | None:
    """The key of the id that the input itself gives."""
    return (OWN, draft.own_id) if draft.own_id is not None else None


def url_key(url: str | None) -> Key | None:
    """The key of an address: its canonical form, or as it is when it has none."""
    return (URL, canonical_url(url) or url) if url is not None else None


def input_key(draft: Draft) -> Key | None:
    """The key of the same words at the same place, without an id or address of their own."""
    if draft.own_id is not None or draft.url is not None:
        return None
    return INPUT, _digest(draft.origin, draft.title or "", draft.standfirst or "", draft.text)


def day_key(article: Article) -> Key | None:
    """The key of title + outlet + day of publication; a derived title is no title."""
    published = article.published
    if article.title_derived or article.outlet is None or published is None:
        return None
    if published.precision not in ("minute", "day"):
        return None
    title = " ".join(unicodedata.normalize("NFC", article.title).casefold().split())
    return DAY, _digest(title, article.outlet, published.value[:10])


def _digest(*parts: str) -> str:
    content = "\n".join(parts).encode("utf-8", "replace")
    return hashlib.blake2b(content, digest_size=16).hexdigest()
