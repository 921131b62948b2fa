"""How often three tokens stand side by side, in rows by the pair they begin with.

A row holds the terms that follow its pair, rising, and how often each does: half the size
of whole keys, and a mapped file can be searched in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.rising import Ints, counted, summed

_BITS: Final = 21
MOST_TERMS: Final = 1 << _BITS
"""Of more terms in one segment triples are not counted: three would not fit 63 bits."""

_MERGED_AT_ONCE: Final = 1 << 17
"""Triples of a part that are unpacked at once: nine parts are merged a million at a time."""

_NONE = np.zeros(0, np.int64)

Unsigned = NDArray[np.unsignedinteger[Any]]
Pairs = tuple[Ints, Ints]
"""Left and right term numbers of pairs, rising by left and then right."""


@dataclass(frozen=True, slots=True)
class Triples:
    """Row ``i`` is of the i-th pair: ``thirds`` and ``counts`` up to ``ends[i]``."""

    ends: Unsigned | Ints
    thirds: Unsigned | Ints
    counts: Unsigned | Ints

    def counted(self, pairs: int) -> bool:
        """Whether there is a row for each of so many pairs; see :data:`NOT_COUNTED`."""
        return len(self.ends) == pairs

    def of(self, pair: int, third: int) -> int:
        """How often the term ``third`` follows the pair of row ``pair``."""
        first = int(self.ends[pair - 1]) if pair else 0
        row = self.thirds[first : int(self.ends[pair])]
        at = int(np.searchsorted(row, third))
        return int(self.counts[first + at]) if at < len(row) and row[at] == third else 0

    def rows(self, pairs: Pairs, first: int, last: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Lefts, middles, rights and counts of the triples in rows ``first`` to ``last``."""
        begin = int(self.ends[first - 1]) if first else 0
        ends = np.append(begin, self.ends[first:last].astype(np.int64))
        lengths = ends[1:] - ends[:-1]
        inside = slice(begin, begin + int(lengths.sum()))
        lefts, middles = (np.repeat(side[first:last], lengths) for side in pairs)
        thirds, counts = (side[inside].astype(np.int64) for side in (self.thirds, self.counts))
        return lefts, middles, thirds, counts

    def unpacked(self, pairs: Pairs) -> tuple[Ints, Ints]:
        """Rising keys, see :func:`key`, and their counts."""
        *sides, counts = self.rows(pairs, 0, len(self.ends))
        return key(*sides), counts


NOT_COUNTED: Final = Triples(_NONE, _NONE, _NONE)
"""Of a segment with too many terms, and of what it was merged into."""


def key(lefts: Ints, middles: Ints, rights: Ints) -> Ints:
    """One number for three term numbers below MOST_TERMS; order is by left, middle, right."""
    keys: Ints = lefts << 2 * _BITS | middles << _BITS | rights
    return keys


def packed(keys: Ints, counts: Ints, pairs: Pairs) -> Triples:
    """Rows of ``pairs`` from rising distinct keys and what was counted for each."""
    rows = _key_of_pairs(pairs)
    row = np.searchsorted(rows, keys >> _BITS)
    ends = np.cumsum(np.bincount(row, minlength=len(rows)))
    return Triples(ends, keys & ((1 << _BITS) - 1), counts)


def of_tokens(tokens: Ints, size: int, pairs: Pairs) -> Triples:
    """Of a run of term numbers below ``size``, which marks a gap."""
    if size >= MOST_TERMS:
        return NOT_COUNTED
    word = tokens < size
    begins = np.flatnonzero(word[:-2] & word[1:-1] & word[2:])
    keys = key(tokens[begins], tokens[begins + 1], tokens[begins + 2])
    return packed(*counted(np.sort(keys)), pairs)


def less(every: tuple[Triples, Pairs], dead: tuple[Triples, Pairs], pairs: Pairs) -> Triples:
    """``every`` without those of some of the same documents; ``pairs`` are those left."""
    if not every[0].counted(len(every[1][0])):
        return NOT_COUNTED
    keys, counts = every[0].unpacked(every[1])
    gone, times = dead[0].unpacked(dead[1])
    counts[np.searchsorted(keys, gone)] -= times
    return packed(keys[counts > 0], counts[counts > 0], pairs)


def more(parts: Sequence[tuple[Triples, Pairs]], pairs: Pairs) -> Triples:
    """The sum over different documents of one segment; ``pairs`` are those of all."""
    keys, counts = zip(*(part.unpacked(own) for part, own in parts), strict=True)
    return packed(*summed(keys, counts), pairs)


def merged(parts: Sequence[tuple[Triples, Pairs, Ints]], size: int, pairs: Pairs) -> Triples:
    """The sum of ``parts``, each with its pairs and the new number of each of its terms.

    New numbers rise with the old ones, so parts are read in step, a stretch at a time.
    """
    if size >= MOST_TERMS or not all(of.counted(len(own[0])) for of, own, _ in parts):
        return NOT_COUNTED
    found = [summed(keys, counts) for keys, counts in _stretches(parts, size)]
    keys = np.concatenate([_NONE, *(keys for keys, _ in found)])
    return packed(keys, np.concatenate([_NONE, *(counts for _, counts in found)]), pairs)


def _stretches(
    parts: Sequence[tuple[Triples, Pairs, Ints]], size: int
) -> Iterator[tuple[list[Ints], list[Ints]]]:
    """Keys and counts of every part for one range of left terms after the other."""
    lefts = [new[pairs[0]] for _, pairs, new in parts]
    first = 0
    while first < size:
        last = min([size, *(_reach(p[0], of, first) for p, of in zip(parts, lefts, strict=True))])
        keys: list[Ints] = []
        counts: list[Ints] = []
        for (triples, pairs, new), left in zip(parts, lefts, strict=True):
            begin, end = np.searchsorted(left, [first, last]).tolist()
            *sides, times = triples.rows(pairs, begin, end)
            keys.append(key(*(new[side] for side in sides)))
            counts.append(times)
        yield keys, counts
        first = last


def _reach(triples: Triples, lefts: Ints, first: int) -> int:
    """The left term before which a part's stretch from ``first`` on should end."""
    row = int(np.searchsorted(lefts, first))
    begin = int(triples.ends[row - 1]) if row else 0
    beyond = int(np.searchsorted(triples.ends, begin + _MERGED_AT_ONCE))
    return max(first + 1, int(lefts[beyond])) if beyond < len(lefts) else MOST_TERMS


def _key_of_pairs(pairs: Pairs) -> Ints:
    lefts, rights = pairs
    keys: Ints = lefts << _BITS | rights
    return keys
