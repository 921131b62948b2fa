"""An article laid out for reading: paragraphs, each with the passages in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from search.page import ArticlePage, Range

_LINE: Final = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the body; ``ranges`` are code points of ``text``."""

    id: str
    text: str
    ranges: tuple[Range, ...]


def paragraphs(body: str, ranges: Sequence[Range]) -> tuple[Paragraph, ...]:
    """The body's lines that are not blank, with the ranges that fall into each.

    A range over a line end is marked on both sides of it.
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
        found.append(Paragraph(f"p{len(found) + 1}", text, tuple(inside)))
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
