"""What a query that is being typed may become: key terms and persons of the archive.

All names lie in one text, one per line. A *start* is the place of a word in it,
and the starts are in the order of what follows them: those that a prefix fits are
side by side, and two binary searches find them. The 52,800 terms and persons of 24,000
articles have 122,500 starts, and take 6 MB.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
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
_LINE_END: Final = Cells(_END, b"\0", b"\0")


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
        merged = sorted(_merged(terms, persons), key=lambda each: _order(each[0]))
        names = [name for name, _ in merged]
        stored = cache(cells.stored)  # for as long as this takes: most words come often
        lines: list[Cells] = []
        found: list[tuple[int, int, bool]] = []
        at = 0
        for rank, (_, tokens) in enumerate(merged):
            for line, starts in _lines(tokens, stored):
                found += ((at + start, rank, start == 0) for start in starts)
                lines += (line, _LINE_END)
                at += len(line.text) + 1
        whole = cells.joined(lines)
        found.sort(key=lambda start: whole.text[start[0] : whole.text.index(_END, start[0])])
        places = np.array(found, np.int32).reshape(-1, 3)
        return cls(
            labels="".join(name.text for name in names),
            ends=np.cumsum([len(name.text) for name in names], dtype=np.int32),
            documents=np.array([name.documents for name in names], np.int32),
            persons=np.array([name.kind == "person" for name in names], np.bool_),
            text=whole.text,
            qualities=np.frombuffer(whole.qualities, np.uint8),
            tones=np.frombuffer(whole.tones, np.uint8),
            starts=np.ascontiguousarray(places[:, 0]),
            ranks=np.ascontiguousarray(places[:, 1]),
            opening=places[:, 2] > 0,
        )

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


def _merged(
    terms: Iterable[TermCount], persons: Iterable[TermCount]
) -> Iterator[tuple[Name, Tokens]]:
    """One name for all spellings of the same words: the commonest, with the sum of their counts."""
    same: dict[tuple[str, ...], dict[Kind, list[TermCount]]] = {}
    tokens: dict[tuple[str, ...], Tokens] = {}
    kinds: tuple[tuple[Kind, Iterable[TermCount]], ...] = (("term", terms), ("person", persons))
    for kind, counted in kinds:
        for each in counted:
            found = analyze(each.text)
            words = tuple(found.exact)
            if words and each.text != MISSING:
                tokens.setdefault(words, found)
                same.setdefault(words, {}).setdefault(kind, []).append(each)
    for words, by_kind in same.items():
        yield (
            max((_named(kind, each) for kind, each in by_kind.items()), key=_trusted),
            tokens[words],
        )


def _named(kind: Kind, spellings: Sequence[TermCount]) -> Name:
    best = max(spellings, key=lambda each: (each.documents, each.text))
    return Name(best.text, kind, sum(each.documents for each in spellings))


def _trusted(name: Name) -> tuple[int, bool]:
    """What is a key term more often than a person is no person, but a mistake of recognition."""
    return name.documents, name.kind == "person"


def _order(name: Name) -> tuple[int, int, str]:
    return -name.documents, len(name.text), name.text


def _lines(tokens: Tokens, stored: Callable[[str], Cells]) -> Iterator[tuple[Cells, list[int]]]:
    """The name as words, with the start of each; and from each joined form (f16) on."""
    words = [stored(form) for form in tokens.exact]
    starts = [0]
    for word in words[:-1]:
        starts.append(starts[-1] + len(word.text) + 1)
    yield cells.spaced(words), starts
    for alt in tokens.alts:
        parts = words[alt.first : alt.first + alt.count]
        together = cells.joined(parts)
        if alt.count > 1 and together.text == alt.text:
            rest = words[alt.first + alt.count :]
            yield cells.spaced([together, *rest]), [0]
