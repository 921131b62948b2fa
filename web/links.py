"""Addresses of this site. Everything that links uses these, so links cannot drift.

Paths only, never a host: the answer does not depend on a Host header, and
nothing here can lead off the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit

from flask import current_app, url_for
from flask import request as asked

from search.request import DEFAULT_LIMIT, Facet, Pair, SearchRequest
from web.language import current

_TYPED_DAY: Final = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*")
_TYPED_MONTH: Final = re.compile(r"\s*(\d{1,2})[/.-](\d{4})\s*")
_SHOWN_SAFE: Final = "/:"
MARKING: Final = ("q", "match", "marks", "alt")
_REMEMBERED: Final = 4_096
"""Values of facets whose encoded form is known: mostly the same are shown."""
QUERY_PARTS: Final = 2_000
"""Parameters read from one URL; a form of ours has far fewer."""


@dataclass(frozen=True, slots=True)
class Link:
    """``current`` says that it leads to what is shown."""

    text: str
    url: str
    current: bool = False


def query_string(pairs: Iterable[Pair]) -> str:
    """``?a=b&...`` or nothing; readable, with ``+`` for spaces."""
    text = urlencode(list(pairs), safe=_SHOWN_SAFE)
    return f"?{text}" if text else ""


def _language_pairs() -> list[Pair]:
    """``lang=`` where the reader's language is not the site's default."""
    code = current().code
    return [] if code == current_app.config["TIMTIN_SETTINGS"].lang else [("lang", code)]


def search_url(request: SearchRequest) -> str:
    """The search page of a request, in the reader's language."""
    pairs = request.with_lang(None).to_args()
    return "/" + query_string([*pairs, *_language_pairs()])


class Excluding:
    """The search pages of a request that leave out one more value of a facet.

    A page has 250 such links, which differ in one value: the rest is made once.
    """

    def __init__(self, request: SearchRequest, facet: Facet) -> None:
        self._request = request
        self._facet = facet
        self._chosen = request.selection(facet)
        name = f"-{facet}"
        pairs = [*request.excluding(facet, "").with_lang(None).to_args(), *_language_pairs()]
        at = pairs.index((name, ""))
        self._before = f"/{query_string([*pairs[:at], (name, '')])}"
        self._after = query_string(pairs[at + 1 :]).replace("?", "&", 1)

    def url(self, value: str) -> str:
        """With ``value`` excluded, or no longer excluded when it was."""
        if value in self._chosen.include or value in self._chosen.exclude:
            return search_url(self._request.excluding(self._facet, value))
        return self._before + _encoded(value) + self._after


@lru_cache(_REMEMBERED)
def _encoded(value: str) -> str:
    return quote_plus(value, safe=_SHOWN_SAFE)


def plain_search_url(request: SearchRequest) -> str:
    """The search page of a request in no particular language, for documents."""
    return "/" + query_string(request.with_lang(None).to_args())


def api_url(request: SearchRequest) -> str:
    """The same search for programs."""
    return "/api/v1/search" + query_string(request.with_lang(None).to_args())


def explain_url(request: SearchRequest, id: str | None = None) -> str:
    """Why the search finds what it finds, and of one article why it matches."""
    return "/explain" + query_string([*_explained(request, id), *_language_pairs()])


def explain_api_url(request: SearchRequest, id: str = "") -> str:
    """The same for programs; without an id, one can be written behind it, percent-encoded."""
    return "/api/v1/explain" + query_string(_explained(request, id))


def explained_pairs(pairs: Iterable[Pair]) -> tuple[list[Pair], str | None]:
    """The search's own parameters, and the article asked about."""
    pairs = list(pairs)
    wanted = next((value for name, value in pairs if name == "id" and value), None)
    return [pair for pair in pairs if pair[0] != "id"], wanted


def _explained(request: SearchRequest, id: str | None) -> list[Pair]:
    """What of a search decides whether and how well an article matches."""
    whole = replace(request, limit=DEFAULT_LIMIT, page=1, cursor=None, lang=None)
    return [*whole.to_args(), *([] if id is None else [("id", id)])]


def article_url(id: str, request: SearchRequest | None = None) -> str:
    """An article's page, with what of the search decides which passages it marks."""
    pairs = [pair for pair in request.to_args() if pair[0] in MARKING] if request else []
    # safe="" keeps an id with slashes in one path segment
    return f"/article/{quote(id, safe='')}" + query_string([*pairs, *_language_pairs()])


def article_api_url(id: str) -> str:
    return f"/api/v1/articles/{quote(id, safe='')}"


def revisions_url(id: str, number: int | None = None) -> str:
    """The earlier texts of an article, and what was changed after one of them."""
    pairs = [] if number is None else [("revision", str(number))]
    return f"/article/{quote(id, safe='')}/revisions" + query_string([*pairs, *_language_pairs()])


def revision_api_url(id: str, number: int) -> str:
    return f"{article_api_url(id)}/revisions/{number}"


def copies_url(id: str, request: SearchRequest | None = None) -> str:
    """Where an article's page lists the copies of its story."""
    return article_url(id, request) + "#copies"


def story_api_url(id: int) -> str:
    return f"/api/v1/stories/{id}"


def plain_article_url(id: str) -> str:
    """An article's page in no particular language, for documents."""
    return f"/article/{quote(id, safe='')}"


def person_url(name: str) -> str:
    """The page of a name."""
    return plain_person_url(name) + query_string(_language_pairs())


def plain_person_url(name: str) -> str:
    """The page of a name in no particular language, for documents."""
    return f"/person/{quote(name, safe='')}"


def person_api_url(name: str) -> str:
    """The same for programs."""
    return f"/api/v1/persons/{quote(name, safe='')}"


def persons_url(letter: str | None = None, by_count: bool = False) -> str:
    """The list of names, or of those under a letter."""
    pairs = [("letter", letter)] if letter else []
    pairs += [("sort", "count")] if by_count else []
    return "/persons" + query_string([*pairs, *_language_pairs()])


def saved_url(id: str) -> str:
    """The short, shareable address of a saved search."""
    return f"/s/{quote(id, safe='')}" + query_string(_language_pairs())


def page_url(endpoint: str) -> str:
    """One of the fixed pages, in the reader's language."""
    return url_for(endpoint) + query_string(_language_pairs())


def other_language_url(path: str, pairs: Iterable[Pair], code: str) -> str:
    """This very page in another language."""
    return path + query_string([*(p for p in pairs if p[0] != "lang"), ("lang", code)])


def original_url(url: str | None) -> str | None:
    """An article's own address when it is one a browser may follow: http or https."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def pairs_of(query: str) -> list[Pair]:
    """The (name, value) pairs of a query string, its bytes taken as UTF-8."""
    query = query.lstrip("?")
    parts = "&".join(query.split("&")[:QUERY_PARTS])
    return parse_qsl(parts, keep_blank_values=True, errors="replace")


def asked_pairs() -> list[Pair]:
    """The parameters of the URL being answered; none of a form that was posted."""
    return pairs_of(asked.query_string.decode("utf-8", "replace"))


def as_typed(pairs: Iterable[Pair]) -> list[Pair]:
    """What a person puts into the form → what the URL says.

    Empty fields go; ``1/3/2022`` and ``3/2022`` in from and to become ISO.
    """
    kept: list[Pair] = []
    for name, value in pairs:
        if not value.strip():
            continue
        kept.append((name, _iso(value) if name in ("from", "to") else value))
    return kept


def _iso(value: str) -> str:
    if day := _TYPED_DAY.fullmatch(value):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if month := _TYPED_MONTH.fullmatch(value):
        return f"{month[2]}-{int(month[1]):02}"
    return value
