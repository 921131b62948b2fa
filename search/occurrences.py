"""Where the words and phrases of a query stand in one text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, pairwise
from math import inf
from typing import Final

from index.analysis import fold, is_marked
from index.engines.query import Leaf, Near, Phrase, Prefix, Term
from index.engines.schema import EXACT, FOLD
from search.texts import Text, TokenSpan

_EXACT: Final = frozenset(EXACT.values())
_FOLD: Final = frozenset(FOLD.values())

_FEW: Final = 50
"""So many forms are looked for one by one; of more, each token is asked whether it is one."""

_Spans = Mapping[str, Sequence[TokenSpan]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What tokens are looked for: by their folded forms, and by how either form begins."""

    folded: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, leaves: Iterable[Leaf]) -> Wanted:
        """The tokens that occurrences of ``leaves`` are made of."""
        every = list(leaves)
        texts = {term.text for leaf in every for term in _terms(leaf)}
        prefixes = (leaf.text for leaf in every if isinstance(leaf, Prefix))
        folded = (form for text in texts for form in (text, fold(text)) if not is_marked(form))
        return cls(frozenset(folded), tuple(prefixes))

    def among(self, text: Text) -> Iterable[int]:
        """The places of such tokens in ``text``, rising."""
        if not self.beginnings and len(self.folded) <= _FEW:
            return sorted(at for form in self.folded for at in text.folded.places(form))
        folded = text.folded.forms()
        if not self.beginnings:
            return compress(range(len(folded)), map(self.folded.__contains__, folded))
        return [
            at
            for at, (form, bare) in enumerate(zip(text.tokens.exact, folded, strict=True))
            if bare in self.folded
            or bare.startswith(self.beginnings)
            or form.startswith(self.beginnings)
        ]


def _terms(leaf: Leaf) -> Iterator[Term]:
    match leaf:
        case Term():
            yield leaf
        case Phrase(slots) | Near(slots):
            for slot in slots:
                yield from slot
        case Prefix():
            return


class Occurrences:
    """Finds leaves of a query in ``text``: those that ``wanted`` was made of."""

    def __init__(self, text: Text, wanted: Wanted) -> None:
        self._text = text
        self._tokens = text.tokens
        self._wanted = wanted

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

    @cached_property
    def _words(self) -> tuple[_Spans, _Spans]:
        """The tokens by exact and by folded form."""
        exact: defaultdict[str, list[TokenSpan]] = defaultdict(list)
        folded: defaultdict[str, list[TokenSpan]] = defaultdict(list)
        forms = self._tokens.exact
        for at in self._wanted.among(self._text):
            span = (at, at)
            exact[forms[at]].append(span)
            folded[fold(forms[at])].append(span)
        return exact, folded

    @cached_property
    def _alt(self) -> _Spans:
        found: defaultdict[str, list[TokenSpan]] = defaultdict(list)
        for alt in self._tokens.alts:
            found[alt.text].append((alt.first, alt.first + alt.count - 1))
        return found

    def _layer(self, field: str) -> _Spans:
        if field in _EXACT:
            return self._words[0]
        return self._words[1] if field in _FOLD else self._alt

    def _slot(self, slot: Sequence[Term]) -> list[TokenSpan]:
        return [span for term in slot for span in self._layer(term.field).get(term.text, ())]

    def _phrase(self, slots: Sequence[Sequence[Term]]) -> list[TokenSpan]:
        positions = self._tokens.positions
        reached = self._slot(slots[0])
        for slot in slots[1:]:
            if not reached:
                break
            ends: defaultdict[int, list[int]] = defaultdict(list)
            for first, last in self._slot(slot):
                ends[first].append(last)
            reached = [
                (first, end)
                for first, last in reached
                for end in ends.get(last + 1, ())
                if positions[last + 1] == positions[last] + 1
            ]
        return sorted(set(reached))

    def _near(self, leaf: Near) -> list[TokenSpan]:
        """The words of ``leaf`` in every window that holds them all."""
        positions = self._tokens.positions
        spans = {slot: sorted(set(self._slot(slot))) for slot in leaf.slots}
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
