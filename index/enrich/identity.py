"""Which article this is: its id, and the two forms that recognise it again.

The scheme is stable; ids are in people's links:

- an input's own id, as it is
- ``u-`` + 20 hex digits of SHA-256 over the canonical URL
- ``t-`` + 20 hex digits over title, outlet and day of publication, when the last
  two are known: 58 different articles of a collection of 24,000 share a title
- ``c-`` + 20 hex digits over title and text
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final
from urllib.parse import SplitResult, urlsplit

from index.article import ArticleDate, Draft
from index.enrich.tables import plain

_TRACKING: Final = re.compile(
    r"^(?:utm_\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|zarsrc|gidzl|spm|ref|ref_src"
    r"|referrer|src|source|from|share|sharetype|amp|amp_\w*|cmpid|ocid|at_\w*|xtor|wt_\w*|vn_?source|s_cid|st_source)$",
    re.IGNORECASE,
)
_DIGITS: Final = 20  # 80 bits: no two of a billion articles meet by chance


def _web_address(url: str) -> tuple[SplitResult, str] | None:
    """The parts of an http(s) URL and its host with any unusual port."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().rstrip(".")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return parts, host if port in (None, 80, 443) else f"{host}:{port}"


def _own_query(query: str) -> str:
    """``query`` without tracking parameters, with its "?"; the rest keeps its order."""
    kept = [
        part for part in query.split("&") if part and not _TRACKING.match(part.partition("=")[0])
    ]
    return "?" + "&".join(kept) if kept else ""


def link_url(url: str | None) -> str | None:
    """``url`` as a link to show: an http(s) address without tracking and fragment.

    None for anything else ("javascript:", a path).
    """
    found = _web_address(url) if url else None
    if not found:
        return None
    parts, where = found
    return f"{parts.scheme.lower()}://{where}{parts.path}{_own_query(parts.query)}"


def canonical_url(url: str) -> str | None:
    """``url`` in the form that all its copies share; None when it is no web address.

    Scheme, "www." and "m.", default port, fragment, tracking parameters and a
    last slash make no difference. Only for comparing: such an address need not
    answer.
    """
    found = _web_address(url)
    if not found:
        return None
    parts, where = found
    for prefix in ("www.", "m.", "amp."):
        where = where.removeprefix(prefix)
    return f"https://{where}{parts.path.rstrip('/')}{_own_query(parts.query)}"


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def published_day(published: ArticleDate | None) -> str | None:
    """The day of publication (``2025-10-29``) when it is known that precisely."""
    if published is None or published.precision not in ("minute", "day"):
        return None
    return published.value[:10]


def article_id(
    draft: Draft, title: str, body: str, outlet: str | None, published: ArticleDate | None
) -> str:
    """The article's id by the strongest thing that names it; see the module."""
    if draft.own_id:
        return draft.own_id
    address = canonical_url(draft.url) if draft.url else None
    if address:
        return "u-" + _digest(address)
    day = published_day(published)
    if outlet and day:
        return "t-" + _digest(plain(title), outlet, day)
    return "c-" + _digest(plain(title), plain(body))
