"""What a query that is being typed may become: key terms and persons of the archive.

All names lie in one text, one per line. A *start* is the place of a word in it,
and the starts are in the order of what follows them: those that a prefix fits are
side by side, and two binary searches find them. The 52,800 terms and persons of 24,000
articles have 122,500 starts, and take 6 MB.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from index.analysis import Tokens, analyze
from index.engines.base import TermCount
from index.engines.schema import MISSING
from search.suggest import cells
from search.suggest.cells import Cells

Kind = Literal["term", "person"]
Only = Literal["any", "persons", "opening"]
"""All names; persons; persons, and terms whose first word it is."""

_END: Final = "\n"  # below every character of a word, and in none


@dataclass(frozen=True, slots=True)
class Name:
    """A key term or a person, as articles write it, and how many articles have it."""

    text: str
    kind: Kind
    documents: int


@dataclass(frozen=True, slots=True)
class Names:
    """Names by falling count; a name's place among them is its *rank*.

    ``starts`` and ``ranks`` run in parallel: ``ranks[i]`` is the rank of the name
    that the word at ``starts[i]`` of ``text`` belongs to, ``opening[i]`` whether it
    begins with that word. The name of rank r is written ``labels[ends[r - 1] : ends[r]]``.
    """

    labels: str
    ends: NDArray[np.int32]
    documents: NDArray[np.int32]
    persons: NDArray[np.bool_]
    text: str
    qualities: NDArray[np.uint8]
    tones: NDArray[np.uint8]
    starts: NDArray[np.int32]
    ranks: NDArray[np.int32]
    opening: NDArray[np.bool_]

    @classmethod
    def of(cls, terms: Iterable[TermCount], persons: Iterable[TermCount]) -> Names:
        """The names of an index's key terms and persons; of one that is both, the commoner."""
        collected = _Collected()
        for each in terms:
            collected.add("term", each)
        for each in persons:
            collected.add("person", each)
        return collected.names()

    def name(self, rank: int) -> Name:
        """The name of a rank."""
        first = self.ends[rank - 1] if rank else 0
        return Name(
            self.labels[first : self.ends[rank]],
            "person" if self.persons[rank] else "term",
            int(self.documents[rank]),
        )

    def beginning(self, prefixes: Sequence[Cells], limit: int, only: Only = "any") -> list[Name]:
        """At most ``limit`` names with a word where one of ``prefixes`` fits, most frequent first.

        A letter without marks fits in any marking, one with a tone only as it stands, one
        with another mark (ơ) in any tone.
        """
        fitting = [self._ranks(self._fitting(prefix), only) for prefix in prefixes]
        return [self.name(rank) for rank in _least(np.concatenate(fitting), limit)]

    def _ranks(self, fitting: NDArray[np.intp], only: Only) -> NDArray[np.int32]:
        ranks = self.ranks[fitting]
        match only:
            case "persons":
                return ranks[self.persons[ranks]]
            case "opening":
                return ranks[self.persons[ranks] | self.opening[fitting]]
            case "any":
                return ranks

    def _fitting(self, prefix: Cells) -> NDArray[np.intp]:
        size = len(prefix.text)

        def following(start: int) -> str:
            return self.text[start : start + size]

        first = bisect_left(self.starts, prefix.text, key=following)
        last = bisect_right(self.starts, prefix.text, lo=first, key=following)
        found = np.arange(first, last)
        for at, (quality, tone) in enumerate(zip(prefix.qualities, prefix.tones, strict=True)):
            if quality or tone:
                places = self.starts[found] + at
                fits = self.qualities[places] == quality
                if tone:
                    fits &= self.tones[places] == tone
                found = found[fits]
        return found


def _least(ranks: NDArray[np.int32], limit: int) -> list[int]:
    """The least ``limit`` distinct ranks, in order."""
    size = 4 * limit
    while size < len(ranks):
        found = np.unique(np.partition(ranks, size)[:size])
        if len(found) >= limit:
            return [int(rank) for rank in found[:limit]]
        size *= 4
    return [int(rank) for rank in np.unique(ranks)[:limit]]


class _Collected:
    """Names as they come, in columns: 53,000 of them as objects would take 70 MB to put in order.

    All spellings of the same words are one name: the commonest spelling, with the sum
    of their counts. Each name has its lines: itself, and from each joined form (f16) on.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._spellings: dict[Kind, dict[int, _Spelling]] = {"term": {}, "person": {}}
        self._text: list[str] = []
        self._qualities = bytearray()
        self._tones = bytearray()
        self._starts = array("i")
        self._of_name = array("i")
        self._opening = bytearray()
        self._stored = cache(cells.stored)  # for as long as this takes: most words come often

    def add(self, kind: Kind, counted: TermCount) -> None:
        tokens = analyze(counted.text)
        words = " ".join(tokens.exact)
        if not words or counted.text == MISSING:
            return
        number = self._numbers.get(words)
        if number is None:
            number = self._numbers[words] = len(self._numbers)
            self._add_lines(number, tokens)
        same = self._spellings[kind]
        same[number] = _commoner(same.get(number), counted)

    def _add_lines(self, number: int, tokens: Tokens) -> None:
        words = [self._stored(form) for form in tokens.exact]
        starts = accumulate((len(word.text) + 1 for word in words[:-1]), initial=0)
        self._add_line(number, cells.spaced(words), starts)
        for alt in tokens.alts:
            behind = alt.first + alt.count
            together = cells.joined(words[alt.first : behind])
            if alt.count > 1 and together.text == alt.text:
                self._add_line(number, cells.spaced([together, *words[behind:]]), (0,))

    def _add_line(self, number: int, line: Cells, starts: Iterable[int]) -> None:
        for start in starts:
            self._starts.append(len(self._tones) + start)
            self._of_name.append(number)
            self._opening.append(start == 0)
        self._text += (line.text, _END)
        self._qualities += line.qualities + b"\0"
        self._tones += line.tones + b"\0"

    def names(self) -> Names:
        named = [self._name(number) for number in range(len(self._numbers))]
        falling = sorted(range(len(named)), key=lambda at: _order(named[at]))
        ranks = np.empty(len(named), np.int32)
        ranks[falling] = np.arange(len(named), dtype=np.int32)
        text = "".join(self._text)
        starts = self._starts
        order = sorted(range(len(starts)), key=lambda at: _line_from(text, starts[at]))
        return Names(
            labels="".join(named[at].text for at in falling),
            ends=np.cumsum([len(named[at].text) for at in falling], dtype=np.int32),
            documents=np.array([named[at].documents for at in falling], np.int32),
            persons=np.array([named[at].kind == "person" for at in falling], np.bool_),
            text=text,
            qualities=np.frombuffer(self._qualities, np.uint8),
            tones=np.frombuffer(self._tones, np.uint8),
            starts=np.array(starts, np.int32)[order],
            ranks=ranks[np.array(self._of_name, np.int32)[order]],
            opening=np.frombuffer(self._opening, np.bool_)[order],
        )

    def _name(self, number: int) -> Name:
        """What is a key term more often than a person is no person, but a mistake of ours."""
        found = [
            Name(same[number].text, kind, same[number].documents)
            for kind, same in self._spellings.items()
            if number in same
        ]
        return max(found, key=lambda name: (name.documents, name.kind == "person"))


@dataclass(frozen=True, slots=True)
class _Spelling:
    """The commonest spelling so far, its own count, and that of all spellings."""

    text: str
    own: int
    documents: int


def _commoner(known: _Spelling | None, counted: TermCount) -> _Spelling:
    if known is None:
        return _Spelling(counted.text, counted.documents, counted.documents)
    own, text = max((known.own, known.text), (counted.documents, counted.text))
    return _Spelling(text, own, known.documents + counted.documents)


def _order(name: Name) -> tuple[int, int, str]:
    return -name.documents, len(name.text), name.text


def _line_from(text: str, start: int) -> str:
    return text[start : text.index(_END, start)]
