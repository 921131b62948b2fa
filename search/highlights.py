"""Where in an article's raw text the executed query matched, and nothing else.

The query nodes are evaluated once more on the article's own tokens, so that only
branches which match this article are marked: of the readings *đàm phán* and
*đám phần* an article about talks shows the first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

from index.analysis import Tokens, analyze, fold_all
from index.engines.query import (
    And,
    DateWithin,
    Enough,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
    field_of,
)
from index.engines.schema import EXACT, FOLD, ZONE_OF
from search.language.nodes import Leaf
from search.language.nodes import leaves as leaves_of
from search.limits import MARKED_CHARACTERS

_EXACT = frozenset(EXACT.values())
_FOLD = frozenset(FOLD.values())

TokenSpan = tuple[int, int]
"""First and last token, both inside."""


@dataclass(frozen=True, slots=True)
class Match:
    """One occurrence: characters ``start`` to ``end``, tokens, and which leaf."""

    start: int
    end: int
    tokens: TokenSpan
    leaf: int


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


class Highlighter:
    """The marks of one executed query, for any number of articles.

    An article that does not match ``full`` shows what it has of ``words``: each
    word by its first node that the article matches.
    """

    def __init__(self, full: Node, words: Sequence[Sequence[Node]] = ()) -> None:
        self._full = full
        self._words = words

    def mark(self, title: Text, others: Sequence[Text]) -> list[list[Match]]:
        """The matches in the title and in each of ``others``, in text order."""
        leaves = self._leaves(title, others)
        found = [_matches(title, leaves, ("text", "title", "person"))]
        return found + [_matches(text, leaves, ("text", "person")) for text in others]

    def _leaves(self, title: Text, others: Sequence[Text]) -> list[Leaf]:
        matched, leaves = _evaluate(self._full, title, others)
        if matched:
            return leaves
        leaves = []
        for ways in self._words:
            tried = (_evaluate(way, title, others) for way in ways)
            leaves += next((found for ok, found in tried if ok), [])
        # an article found through names, or one too long to be read to its end
        return list(dict.fromkeys(leaves or leaves_of(self._full)))


def _matches(text: Text, leaves: Sequence[Leaf], zones: Sequence[str]) -> list[Match]:
    starts, ends = text.tokens.starts, text.tokens.ends
    return sorted(
        (
            Match(starts[first], ends[last], (first, last), number)
            for number, leaf in enumerate(leaves)
            if _zone(leaf) in zones
            for first, last in text.find(leaf)
        ),
        key=lambda match: (match.start, match.end),
    )


def _zone(leaf: Leaf) -> str:
    return ZONE_OF[field_of(leaf)]


def _evaluate(node: Node, title: Text, others: Sequence[Text]) -> tuple[bool, list[Leaf]]:
    """Whether the texts match, and the leaves of every branch that does."""
    match node:
        case Term() | Phrase() | Near() | Prefix():
            zone = _zone(node)
            if zone == "person":
                return True, [node]  # names are not looked up again
            texts = [title] if zone == "title" else [title, *others]
            return any(text.find(node) for text in texts), [node]
        case And(nodes):
            parts = [_evaluate(each, title, others) for each in nodes]
            return all(ok for ok, _ in parts), [leaf for _, found in parts for leaf in found]
        case Or(nodes):
            parts = [_evaluate(each, title, others) for each in nodes]
            kept = [found for ok, found in parts if ok]
            return bool(kept), list(dict.fromkeys(leaf for found in kept for leaf in found))
        case Enough(nodes):
            parts = [_evaluate(each, title, others) for each in nodes]
            return True, [leaf for ok, found in parts if ok for leaf in found]
        case Not() | Value() | DateWithin() | Everything():
            return True, []
        case Nothing():
            return False, []


def ranges(text: Text, matches: Sequence[Match]) -> tuple[tuple[int, int], ...]:
    """What to mark: matches joined where they overlap or only space lies between."""
    joined: list[tuple[int, int]] = []
    for match in matches:
        if joined and not text.raw[joined[-1][1] : match.start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], match.end))
        else:
            joined.append((match.start, match.end))
    return tuple(joined)
