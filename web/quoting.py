"""The quotations of an article on its page: a list, and where they stand in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.article import Article, Field, Quote, SpeakerKind
from search.page import Range
from search.request import SearchRequest
from web import links
from web.facts import Ground, Grounds
from web.reading import Anchor, Paragraph, within

SHOWN: Final = 160
"""Code points of a quotation that the list shows; the text has all of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One quotation of the list; ``grounds`` say by which words, ``url`` searches the person.

    ``speaker`` is what the archive calls who says it, ``here`` what the article does
    where that is something else.
    """

    number: int
    text: str
    whole: bool
    speaker: str | None
    here: str | None
    kind: SpeakerKind | None
    sure: bool
    grounds: tuple[Ground, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text: inside quotation ``quote`` (numbered from 1) or outside all.

    ``first`` and ``last`` say whether the quotation begins and ends in it.
    """

    text: str
    ranges: tuple[Range, ...]
    anchors: tuple[Anchor, ...] = ()
    quote: int | None = None
    first: bool = False
    last: bool = False


def entries(article: Article, names: Sequence[str], grounds: Grounds) -> tuple[Entry, ...]:
    """The quotations in the order of the article, with the words that were read.

    ``names`` are the archive's values of the article's persons, in their order.
    """
    found: list[Entry] = []
    for number, quote in enumerate(article.quotes, 1):
        speaker = quote.speaker_among(article.persons, names)
        person = quote.kind == "person" and speaker
        found.append(
            Entry(
                number=number,
                text=" ".join(quote.text[:SHOWN].split()),
                whole=len(quote.text) <= SHOWN,
                speaker=speaker,
                here=quote.speaker if quote.speaker != speaker else None,
                kind=quote.kind,
                sure=quote.sure,
                grounds=grounds.of("quote", f"{quote.field}:{quote.start}"),
                url=links.search_url(SearchRequest().only("person", person)) if person else None,
            )
        )
    return tuple(found)


class Layout:
    """Where the quotations of an article stand in its lines."""

    def __init__(self, article: Article) -> None:
        self._quotes: dict[Field, list[tuple[int, Quote]]] = {}
        for number, quote in enumerate(article.quotes, 1):
            self._quotes.setdefault(quote.field, []).append((number, quote))

    def parts(self, field: Field, line: Paragraph) -> tuple[Part, ...]:
        """``line`` of ``field``, cut where quotations begin and end; offsets count in a part."""
        quotes = self._quotes.get(field, [])
        end = line.start + len(line.text)
        found: list[Part] = []
        at = line.start
        for number, quote in quotes[bisect_right(quotes, at, key=lambda one: one[1].end) :]:
            if quote.start >= end:
                break
            first, last = max(quote.start, at), min(quote.end, end)
            if first > at:
                found.append(_part(line, at, first))
            begins, ends = first == quote.start, last == quote.end
            inside = _part(line, first, last)
            found.append(replace(inside, quote=number, first=begins, last=ends))
            at = last
        if at < end:
            found.append(_part(line, at, end))
        return tuple(found)


def _part(line: Paragraph, first: int, last: int) -> Part:
    a, b = first - line.start, last - line.start
    ranges = tuple((max(x, a) - a, min(y, b) - a) for x, y in line.ranges if x < b and y > a)
    return Part(line.text[a:b], ranges, within(line.anchors, a, b))
