"""Are exactly the asked words marked, in raw text of any form?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from quality.exactness.asked import Asked
from quality.spelling import WORD, ZERO_WIDTH, same
from search.page import ArticlePage, Hit, Range
from search.request import SearchRequest
from search.service import Service

_WHOLE: Final = 5
"""Of every fifth hit the whole article is looked at, not only its passages."""


@dataclass(slots=True)
class Marks:
    """``hits`` are articles found by a query, ``ranges`` what is marked in them."""

    hits: int = 0
    ranges: int = 0
    wrong: list[str] = field(default_factory=list)


def check(service: Service, queries: Iterable[Asked], limit: int = 10) -> Marks:
    """Ask every query, look at the first ``limit`` hits of each."""
    marks = Marks()
    for asked in queries:
        # other names of the same are marked rightly, but were not asked for in these words
        request = SearchRequest(q=asked.query, limit=limit, match="all", alt="off")
        for hit in service.search(request).hits:
            marks.hits += 1
            texts = [(hit.title, hit.title_ranges), *((s.text, s.ranges) for s in hit.snippets)]
            marks.ranges += sum(len(ranges) for _, ranges in texts)
            faults = [*_faults(texts, asked), *_not_of_the_article(service, hit)]
            if marks.hits % _WHOLE == 0:
                page = service.article(hit.id, asked.query, request)
                whole = _texts(page)
                marks.ranges += sum(len(ranges) for _, ranges in whole)
                faults += [*_faults(whole, asked), *_missed(page, asked)]
            marks.wrong += [f"{hit.id} {asked.kind} {asked.query!r}: {each}" for each in faults]
    return marks


_Texts = Sequence[tuple[str, Sequence[Range]]]


def _texts(page: ArticlePage) -> _Texts:
    article = page.kept.article
    return (
        (article.title, page.title_ranges),
        (article.standfirst or "", page.standfirst_ranges),
        (article.body, page.body_ranges),
    )


def _faults(texts: _Texts, asked: Asked) -> Iterator[str]:
    if not any(ranges for _, ranges in texts):
        yield "nothing is marked"
    for text, ranges in texts:
        yield from faults_in(text, ranges, asked)


def _not_of_the_article(service: Service, hit: Hit) -> Iterator[str]:
    article = service.article(hit.id).kept.article
    for snippet in hit.snippets:
        if snippet.text not in article.body and snippet.text not in (article.standfirst or ""):
            yield f"{snippet.text!r} is no piece of the raw text"


def faults_in(text: str, ranges: Sequence[Range], asked: Asked) -> Iterator[str]:
    """What is wrong with the marks in one raw text."""
    end_before = 0
    for start, end in ranges:
        if not end_before <= start < end <= len(text):
            yield f"({start}, {end}) lies outside or over another"
            continue
        end_before = end
        piece = text[start:end]
        if not asked.covers(piece):
            yield f"{piece!r} was not asked for"
        if not _at_border(text, start) or not _at_border(text, end):
            yield f"{piece!r} is cut out of {text[max(0, start - 8) : end + 8]!r}"
        if _loose(piece[0]) or piece[-1].isspace() or piece[-1] in ZERO_WIDTH:
            yield f"{piece!r} has a border of its own"


def _at_border(text: str, at: int) -> bool:
    """Whether no word and no number goes through ``at``; what is invisible does not part one."""
    left, right = at - 1, at
    while left >= 0 and text[left] in ZERO_WIDTH:
        left -= 1
    while right < len(text) and text[right] in ZERO_WIDTH:
        right += 1
    if left < 0 or right >= len(text):
        return True
    before, behind = _kind(text[left]), _kind(text[right])
    if behind == "mark":
        return False
    # 35km is a number and a unit, F16 is one word
    return not (before in ("letter", "mark") and behind) and not (before == behind == "digit")


def _kind(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] == "L":
        return "letter"
    if category[0] == "M":
        return "mark"
    return "digit" if category == "Nd" else ""


def _loose(char: str) -> bool:
    return char.isspace() or char in ZERO_WIDTH or unicodedata.category(char)[0] == "M"


def _missed(page: ArticlePage, asked: Asked) -> Iterator[str]:
    """Where a word stands in the body by a plain look at it and no mark lies over it."""
    if asked.kind != "word":
        return
    for match in WORD.finditer(page.kept.article.body):
        if same(match[0]) == same(asked.query) and not any(
            start <= match.start() and match.end() <= end for start, end in page.body_ranges
        ):
            yield f"{match[0]!r} is not marked at {match.start()}"
