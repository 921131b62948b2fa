"""An article laid out for reading: paragraphs, each with the passages and anchors in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from index.article import Article
from search.page import ArticlePage, Range

_LINE: Final = re.compile(r"[^\r\n]+")


Anchor = tuple[int, int, str]
"""Code points ``start`` to ``end`` of a text, and the id that links to them."""
_begin: Final = itemgetter(0)


class Anchors:
    """The words of an article that evidence was read from, as places to link to.

    Words that overlap are one place.
    """

    def __init__(self, article: Article) -> None:
        spans: dict[str, list[Range]] = {}
        for each in article.evidence:
            if each.start is not None and each.end is not None and each.start < each.end:
                spans.setdefault(each.place, []).append((each.start, each.end))
        self._of = {place: tuple(_apart(place, found)) for place, found in spans.items()}

    def of(self, place: str) -> tuple[Anchor, ...]:
        """Those of one field, rising and apart."""
        return self._of.get(place, ())

    def at(self, place: str, start: int) -> str | None:
        """The id of the place that holds code point ``start`` of a field."""
        found = self.of(place)
        at = bisect_right(found, start, key=_begin) - 1
        return found[at][2] if at >= 0 and start < found[at][1] else None


def _apart(place: str, spans: Iterable[Range]) -> Iterator[Anchor]:
    first, last = -1, -1
    for start, end in sorted(spans):
        if start >= last:
            if first >= 0:
                yield first, last, f"{place}-{first}"
            first = start
        last = max(last, end)
    if first >= 0:
        yield first, last, f"{place}-{first}"


def within(anchors: Sequence[Anchor], first: int, last: int) -> tuple[Anchor, ...]:
    """The anchors that begin between ``first`` and ``last``, as places of that stretch.

    They rise, as :meth:`Anchors.of` gives them.
    """
    inside = anchors[
        bisect_left(anchors, first, key=_begin) : bisect_left(anchors, last, key=_begin)
    ]
    return tuple((start - first, min(end, last) - first, name) for start, end, name in inside)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the body from code point ``start`` on; the rest counts from there."""

    id: str
    text: str
    ranges: tuple[Range, ...]
    anchors: tuple[Anchor, ...] = ()
    start: int = 0


def whole(text: str, ranges: Sequence[Range], anchors: Sequence[Anchor]) -> Paragraph:
    """A headline or a standfirst in the shape of a paragraph."""
    return Paragraph("", text, tuple(ranges), tuple(anchors))


def paragraphs(
    body: str, ranges: Sequence[Range], anchors: Sequence[Anchor] = ()
) -> tuple[Paragraph, ...]:
    """The body's lines that are not blank, with the ranges and anchors that fall into each.

    A range over a line end is marked on both sides of it; an anchor is where it begins.
    """
    found: list[Paragraph] = []
    pending = sorted(ranges)
    for line in _LINE.finditer(body):
        text = line.group()
        if not text.strip():
            continue
        while pending and pending[0][1] <= line.start():
            pending.pop(0)
        inside = []
        for start, end in pending:
            if start >= line.end():
                break
            inside.append(
                (max(start, line.start()) - line.start(), min(end, line.end()) - line.start())
            )
        here = within(anchors, line.start(), line.end())
        found.append(Paragraph(f"p{len(found) + 1}", text, tuple(inside), here, line.start()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Passages:
    """Where the query matched: how often, and the paragraphs to jump to."""

    count: int
    first: str | None
    paragraphs: int


def passages(page: ArticlePage, body: Sequence[Paragraph]) -> Passages:
    """The count over title, standfirst and body."""
    marked = [paragraph for paragraph in body if paragraph.ranges]
    ranges = (page.title_ranges, page.standfirst_ranges, page.body_ranges)
    return Passages(
        count=sum(len(each) for each in ranges),
        first=marked[0].id if marked else None,
        paragraphs=len(marked),
    )
