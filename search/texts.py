"""One raw text, its tokens, and where a word or phrase stands in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import inf

from index.analysis import Tokens, analyze, fold_all
from index.engines.query import Leaf, Near, Phrase, Prefix, Term
from index.engines.schema import EXACT, FOLD
from search.limits import MARKED_CHARACTERS

_EXACT = frozenset(EXACT.values())
_FOLD = frozenset(FOLD.values())

TokenSpan = tuple[int, int]
"""First and last token, both inside."""


class Text:
    """One raw text and its tokens by form."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.tokens: Tokens = analyze(raw[:MARKED_CHARACTERS])

    @cached_property
    def _exact(self) -> Mapping[str, list[TokenSpan]]:
        return _by_form(self.tokens.exact)

    @cached_property
    def _fold(self) -> Mapping[str, list[TokenSpan]]:
        return _by_form(fold_all(self.tokens.exact))

    @cached_property
    def _alt(self) -> Mapping[str, list[TokenSpan]]:
        found: dict[str, list[TokenSpan]] = {}
        for alt in self.tokens.alts:
            found.setdefault(alt.text, []).append((alt.first, alt.first + alt.count - 1))
        return found

    def find(self, leaf: Leaf) -> Sequence[TokenSpan]:
        """Every occurrence of ``leaf``."""
        match leaf:
            case Term(field, text):
                return self._layer(field).get(text, ())
            case Prefix(field, text):
                spans = self._layer(field).items()
                return sorted(s for form, at in spans if form.startswith(text) for s in at)
            case Phrase(slots):
                return self._phrase(slots)
            case Near():
                return self._near(leaf)

    def _layer(self, field: str) -> Mapping[str, list[TokenSpan]]:
        if field in _EXACT:
            return self._exact
        return self._fold if field in _FOLD else self._alt

    def _phrase(self, slots: Sequence[Sequence[Term]]) -> list[TokenSpan]:
        positions = self.tokens.positions
        reached = [span for term in slots[0] for span in self.find(term)]
        for slot in slots[1:]:
            ends: dict[int, list[int]] = {}
            for term in slot:
                for first, last in self.find(term):
                    ends.setdefault(first, []).append(last)
            reached = [
                (first, end)
                for first, last in reached
                for end in ends.get(last + 1, ())
                if positions[last + 1] == positions[last] + 1
            ]
        return sorted(set(reached))

    def _near(self, leaf: Near) -> list[TokenSpan]:
        """The words of ``leaf`` in every window that holds them all."""
        positions = self.tokens.positions
        spans = {
            slot: sorted({span for term in slot for span in self.find(term)}) for slot in leaf.slots
        }
        starts = [
            (sorted({positions[first] for first, _ in spans[slot]}), count)
            for slot, count in Counter(leaf.slots).items()
        ]
        found: set[TokenSpan] = set()
        for begin, end in _windows(starts, leaf.width):
            for held in spans.values():
                at = bisect_left(held, begin, key=lambda span: positions[span[0]])
                while at < len(held) and positions[held[at][0]] <= end:
                    found.add(held[at])
                    at += 1
        return sorted(found)


def _windows(starts: Sequence[tuple[list[int], int]], width: int) -> list[tuple[int, int]]:
    """First and last position of the minimal windows; see ``query.Near``.

    Each slot comes as the positions where its words begin, and how many it wants.
    """

    def reached(begin: int) -> float:
        ends = [(at, bisect_left(at, begin) + count - 1) for at, count in starts]
        return max(at[index] if index < len(at) else inf for at, index in ends)

    begins = sorted({begin for at, _ in starts for begin in at})
    ends = [reached(begin) for begin in begins]
    return [
        (begin, int(end))
        for begin, (end, following) in zip(begins, pairwise([*ends, inf]), strict=True)
        if end < following and end - begin < width
    ]


def _by_form(forms: Sequence[str]) -> dict[str, list[TokenSpan]]:
    found: dict[str, list[TokenSpan]] = {}
    for index, form in enumerate(forms):
        found.setdefault(form, []).append((index, index))
    return found
