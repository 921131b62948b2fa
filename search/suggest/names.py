"""What a query that is being typed may become: key terms and persons of the archive.

All names lie in one text, one per line. A *start* is the place of a word in it,
and the starts are in the order of what follows them: those that a prefix fits are
side by side, and two binary searches find them. The 52,800 terms and persons of 24,000
articles have 122,500 starts, and take 6 MB.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search.suggest.cells import Cells

Kind = Literal["term", "person"]
Only = Literal["any", "persons", "opening"]
"""All names; persons; persons, and terms whose first word it is."""


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
