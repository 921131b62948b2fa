"""The passages of an article that show why it matched: text + exact ranges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from search.highlights import Match, ranges
from search.page import Range, Snippet
from search.quotations import Quotation
from search.texts import Text

LENGTH: Final = 200
"""Characters of a fragment, more or less: it ends where a word ends."""
MOST: Final = 3
_LEAD: Final = 60
"""A fragment starts with its sentence when that begins this near the match."""
_CANDIDATES: Final = 400
"""Places looked at in one text; an article with more matches shows itself anywhere."""
_SEEN_AGAIN: Final = 0.1
"""What a word is worth that an earlier fragment has shown already."""
_SHOWN: Final = 0.6
"""A later fragment shows a word the earlier ones lack, or at least this share of the
best one's score: beside "đàm phán" a lone "đàm" in "hội đàm" tells nothing."""
_OFTEN: Final = 0.02
_ADJACENT: Final = 0.5
"""What two matched words side by side add: a phrase beats its scattered words."""


class _Fragment(NamedTuple):
    text: int
    start: int
    end: int
    score: float
    leaves: frozenset[int]


def snippets(
    texts: Sequence[Text],
    found: Sequence[Sequence[Match]],
    quotations: Mapping[Quotation, Sequence[Match]] = MappingProxyType({}),
) -> tuple[Snippet, ...]:
    """At most MOST fragments, those that show the most of the query, in text order.

    ``found[i]`` are the matches of ``texts[i]``, rising. Fragments of the ``quotations``
    that the query found come first. Without any match, the opening of the last text
    that has words (the body).
    """
    quoted = _quoted(quotations)
    free = [[match for match in matches if match.quotation is None] for matches in found]
    others = _fragments(texts, free, MOST - len(quoted))
    return (*quoted, *others) or opening(texts)


def _quoted(quotations: Mapping[Quotation, Sequence[Match]]) -> list[Snippet]:
    """A fragment of each of the MOST quotations that show the most, in text order."""
    scored = [
        (-_score(found), number, _of_quotation(quotation, found))
        for number, (quotation, found) in enumerate(quotations.items())
    ]
    best = sorted(scored, key=itemgetter(0, 1))[:MOST]
    return [snippet for _, _, snippet in sorted(best, key=itemgetter(1))]


def _of_quotation(quotation: Quotation, matches: Sequence[Match]) -> Snippet:
    """The quotation, or of a long one the part that shows the most of ``matches``."""
    text, quote = quotation.text, quotation.quote
    start, end = quote.start, min(_end(text, quote.start), quote.end)
    if end < quote.end and matches:
        best = max(_windows(0, text, matches), key=lambda each: (each.score, -each.start))
        start, end = max(best.start, start), min(best.end, quote.end)
    cut = (start > quote.start, end < quote.end)
    snippet = _snippet(text, matches, start, end)
    return replace(snippet, quote=quote, speaker=quotation.speaker, cut=cut)


def _fragments(
    texts: Sequence[Text], found: Sequence[Sequence[Match]], most: int
) -> Iterator[Snippet]:
    windows = [
        window
        for number, (text, matches) in enumerate(zip(texts, found, strict=True))
        for window in _windows(number, text, matches)
    ]
    for f in sorted(_best(windows, most), key=lambda each: (each.text, each.start)):
        yield _snippet(texts[f.text], found[f.text], f.start, f.end)


def opening(texts: Sequence[Text]) -> tuple[Snippet, ...]:
    """The first fragment of the last text that has words."""
    for text in reversed(texts):
        if len(text.tokens):
            start = text.tokens.starts[0]
            return (_snippet(text, (), start, _end(text, start)),)
    return ()


def _windows(number: int, text: Text, matches: Sequence[Match]) -> list[_Fragment]:
    """One fragment per place where a match begins."""
    if not matches:
        return []
    starts = [match.start for match in matches]
    made: dict[int, _Fragment] = {}
    for match in matches[:_CANDIDATES]:
        start = _start(text, match)
        if start in made:
            continue
        end = max(_end(text, start), match.end)
        inside = matches[bisect_left(starts, start) : bisect_right(starts, end)]
        whole = [each for each in inside if each.end <= end]
        leaves = frozenset([each.leaf for each in whole])
        made[start] = _Fragment(number, start, end, _score(whole), leaves)
    return list(made.values())


def _start(text: Text, match: Match) -> int:
    """The sentence's beginning when near, else a word shortly before the match."""
    begin = text.sentence(match.tokens[0])
    if match.start - begin <= _LEAD:
        return begin
    token = bisect_left(text.tokens.starts, match.start - _LEAD)
    return text.tokens.starts[min(token, match.tokens[0])]


def _end(text: Text, start: int) -> int:
    """Where the last word ends that fits; at least one word."""
    length = len(text.raw)
    if length - start <= LENGTH:
        return start + len(text.raw[start:].rstrip())
    token = bisect_right(text.tokens.ends, start + LENGTH) - 1
    first = bisect_left(text.tokens.starts, start)
    end = text.tokens.ends[max(token, min(first, len(text.tokens) - 1))]
    # the full stop or closing quote that belongs to the last word
    while end < length and end - start < LENGTH + 3 and text.raw[end] in '.,!?…”"’)':
        end += 1
    return end


def _score(matches: Sequence[Match]) -> float:
    """Distinct leaves and neighbours first, then how often."""
    if len(matches) == 1:
        first, last = matches[0].tokens
        return 1 + _ADJACENT * min(last - first, 4) + _OFTEN
    spans = {match.tokens for match in matches}
    lasts = {last for _, last in spans}
    adjacent = {match.leaf for match in matches if match.tokens[0] - 1 in lasts}
    wide = sum(last - first for first, last in spans)
    distinct = len({match.leaf for match in matches})
    return distinct + _ADJACENT * (len(adjacent) + min(wide, 4)) + _OFTEN * min(len(spans), 20)


def _best(windows: list[_Fragment], most: int) -> list[_Fragment]:
    """The best fragments that do not overlap; later ones should show something new."""
    chosen: list[_Fragment] = []
    shown: frozenset[int] = frozenset()
    while windows and len(chosen) < most:
        best = max(windows, key=lambda w: (_worth(w, shown), -w.text, -w.start))
        if chosen and best.leaves <= shown and best.score < _SHOWN * chosen[0].score:
            break
        chosen.append(best)
        shown |= best.leaves
        windows = [w for w in windows if not _overlap(w, best)]
    return chosen


def _worth(window: _Fragment, shown: frozenset[int]) -> float:
    known = len(window.leaves & shown)
    return window.score - (1 - _SEEN_AGAIN) * known


def _overlap(one: _Fragment, other: _Fragment) -> bool:
    return one.text == other.text and one.start < other.end and other.start < one.end


def _snippet(text: Text, matches: Sequence[Match], start: int, end: int) -> Snippet:
    inside = [each for each in matches if start <= each.start and each.end <= end]
    marked: tuple[Range, ...] = tuple((a - start, b - start) for a, b in ranges(text, inside))
    return Snippet(text.raw[start:end], marked)
