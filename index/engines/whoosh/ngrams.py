"""How often the exact tokens of a segment stand, alone, in pairs and in threes.

What the readings of unmarked words ask for then costs no postings. Counts are of live
documents: what the deleted ones had is read from the postings and taken away exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.inverted import Inverted, Places
from index.engines.whoosh.rising import Ints, distinct, sizes
from index.engines.whoosh.sections import Sections, SectionWriter
from index.engines.whoosh.tables import Table, remaining, table, tallied

Numbers = NDArray[Any]

_BITS: Final = 21
MOST_TERMS: Final = 1 << _BITS
"""Of more terms in one segment threes are not counted: three would not fit 63 bits."""

_MERGED_AT_ONCE: Final = 1 << 17
"""Pairs and threes of a part that are unpacked at once: nine parts are merged a million
at a time."""

_TOKENS: Final = 1 << 19
"""Tokens of documents that are counted together, in 50 MB."""

_REMEMBERED: Final = 4_096
"""Words whose numbers a segment remembers: of a language's syllables the usual ones."""

_END: Final = (1 << 63) - 1
_PAIRS: Final = "pairs"
_TRIPLES: Final = "triples"


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands in some documents of a segment, by the numbers of its terms.

    ``occurrences`` and ``documents`` have an entry for every term. Row ``t`` of ``pairs``
    holds the terms that follow ``t``; a row of ``triples`` what follows a pair, in the
    order of the pairs. None where they are too many to be counted.
    """

    occurrences: Numbers
    documents: Numbers
    pairs: Table
    triples: Table | None

    @classmethod
    def of(cls, places: Places, size: int) -> Counts:
        """Of tokens by document and position, whose terms are numbers below ``size``."""
        docs, positions, terms = places
        beside = (np.diff(docs) == 0) & (np.diff(positions) == 1)
        at = np.flatnonzero(beside)
        keys, counts = tallied(terms[at] << 32 | terms[at + 1])
        pairs = table(keys >> 32, keys & _RIGHT, counts, size)
        return cls(
            np.bincount(terms, minlength=size),
            np.bincount(distinct(docs * size + terms) % max(1, size), minlength=size),
            pairs,
            _triples(terms, np.flatnonzero(beside[:-1] & beside[1:]), pairs),
        )

    @classmethod
    def read(cls, sections: Sections, inverted: Inverted) -> Counts:
        triples = f"{_TRIPLES}/offsets" in sections
        return cls(
            sizes(inverted.occurrences),
            sizes(inverted.postings),
            Table.read(sections, _PAIRS),
            Table.read(sections, _TRIPLES) if triples else None,
        )

    def write(self, writer: SectionWriter) -> None:
        """The pairs and threes: all else is in the postings."""
        self.pairs.write(writer, _PAIRS)
        if self.triples is not None:
            self.triples.write(writer, _TRIPLES)

    def apart(self, path: Path) -> Counts:
        """The same, with pairs and threes mapped from a file of their own that has no name."""
        with SectionWriter(path) as writer:
            self.write(writer)
        sections = Sections(path)
        path.unlink()
        triples = Table.read(sections, _TRIPLES) if self.triples is not None else None
        return replace(self, pairs=Table.read(sections, _PAIRS), triples=triples)

    def of_triples(self, lefts: Ints, middles: Ints, rights: Ints) -> Ints:
        """How often three stand side by side; raises ValueError where none are counted."""
        if self.triples is None:
            raise ValueError("no triples")
        pairs = self.pairs.where(lefts, middles)
        found = np.zeros(len(pairs), np.int64)
        known = pairs >= 0
        found[known] = self.triples.of(pairs[known], rights[known])
        return found


_RIGHT: Final = (1 << 32) - 1
_THIRD: Final = (1 << _BITS) - 1


def _triples(terms: Ints, begins: Ints, pairs: Table) -> Table | None:
    if pairs.size > MOST_TERMS:
        return None
    keys, counts = tallied(_key(terms[begins], terms[begins + 1], terms[begins + 2]))
    lefts, middles, _ = pairs.rows(0, pairs.size)
    return _packed(keys, counts, lefts << _BITS | middles)


def _key(lefts: Ints, middles: Ints, rights: Ints) -> Ints:
    """One number for three term numbers below MOST_TERMS, ordered by left, middle, right."""
    keys: Ints = lefts << 2 * _BITS | middles << _BITS | rights
    return keys


def _packed(keys: Ints, counts: Ints, pairs: Ints) -> Table:
    """Rows by pair of rising keys; ``pairs`` are those of the rows, two terms in each."""
    rows = np.searchsorted(pairs, keys >> _BITS)
    return table(rows, keys & _THIRD, counts, len(pairs))


@dataclass(frozen=True)
class NGrams:
    """The counts of one segment, deleted documents included.

    ``lengths`` is how many tokens each document has.
    """

    inverted: Inverted
    counts: Counts
    lengths: Numbers

    def of_documents(self, wanted: NDArray[np.bool_]) -> Iterator[Counts]:
        """What these documents hold of the counts, those of _TOKENS at a time."""
        numbers = np.flatnonzero(wanted)
        full = np.cumsum(self.lengths[numbers], dtype=np.int64) // _TOKENS
        for some in np.split(numbers, np.flatnonzero(np.diff(full)) + 1):
            if len(some):
                these = np.zeros(len(wanted), bool)
                these[some] = True
                yield Counts.of(self.inverted.places(these), len(self.inverted.terms))


class Live:
    """The counts of a segment's live documents."""

    def __init__(self, every: NGrams, dead: Sequence[Counts]) -> None:
        """``dead`` is what its deleted documents hold of them, each in one of these."""
        self._every = every
        self._dead = dead
        self._find = lru_cache(_REMEMBERED)(every.inverted.terms.find)
        self.occurrences = every.counts.occurrences - sum(each.occurrences for each in dead)
        self.documents = every.counts.documents - sum(each.documents for each in dead)

    def of(self, counted: Numbers, texts: Iterable[str]) -> Ints:
        """The entries of ``occurrences`` or ``documents`` for ``texts``."""
        numbers = self._numbered(texts)
        found = np.zeros(len(numbers), np.int64)
        known = numbers < len(counted)
        found[known] = counted[numbers[known]]
        return found

    def pairs(self, lefts: Iterable[str], rights: Iterable[str]) -> Ints:
        """How often each of ``lefts`` stands before each of ``rights``: a matrix."""
        return self._pairs(self._numbered(lefts)[:, None], self._numbered(rights))

    def side_by_side(self, lefts: Iterable[str], rights: Iterable[str]) -> Ints:
        """How often each of ``lefts`` stands before the one of ``rights`` in its place."""
        return self._pairs(self._numbered(lefts), self._numbered(rights))

    @property
    def has_triples(self) -> bool:
        """False where a segment, or one it was merged from, had too many terms."""
        return self._every.counts.triples is not None

    def triples(self, runs: Sequence[Sequence[str]]) -> Ints:
        """How often the three of each of ``runs`` stand side by side."""
        texts = sorted({text for run in runs for text in run})
        numbers = dict(zip(texts, self._numbered(texts).tolist(), strict=True))
        threes = np.array([[numbers[text] for text in run] for run in runs], np.int64)
        lefts, middles, rights = threes.reshape(-1, 3).T
        found = self._every.counts.of_triples(lefts, middles, rights)
        for each in self._dead:
            found -= each.of_triples(lefts, middles, rights)
        return found

    def _numbered(self, texts: Iterable[str]) -> Ints:
        """The numbers of ``texts``; one beyond the last for what is no term."""
        found = np.array([self._find(text) for text in texts], np.int64)
        found[found < 0] = len(self._every.inverted.terms)
        return found

    def _pairs(self, lefts: Ints, rights: Ints) -> Ints:
        found = self._every.counts.pairs.of(lefts, rights)
        for each in self._dead:
            found -= each.pairs.of(lefts, rights)
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """Counts that are added to others: ``sign`` is -1 where they are taken away.

    ``numbers`` are the new numbers of its terms, which do not fall: a term that no live
    document has takes that of the next, for its counts come to nothing.
    """

    pairs: Table
    triples: Table | None
    numbers: Ints
    sign: int

    def pairs_in(self, first: int, last: int) -> tuple[Ints, Ints]:
        """(keys, counts) of the pairs whose left term has a new number in this range."""
        lefts, rights, counts = self.pairs.rows(*self._terms(first, last))
        return self.numbers[lefts] << 32 | self.numbers[rights], self.sign * counts

    def triples_in(self, first: int, last: int) -> tuple[Ints, Ints]:
        """The same of the threes."""
        begin, end = self._terms(first, last)
        pairs = self.pairs
        lefts, middles, _ = pairs.rows(begin, end)
        base = int(pairs.offsets[begin])
        rows, rights, counts = self._threes().rows(base, int(pairs.offsets[end]))
        sides = lefts[rows - base], middles[rows - base], rights
        return _key(*(self.numbers[side] for side in sides)), self.sign * counts

    def reach(self, first: int) -> int:
        """The new number of a left term before which a stretch from ``first`` on should end."""
        begin = int(np.searchsorted(self.numbers, first))
        pairs = self.pairs.offsets
        if begin >= len(self.numbers):
            return _END
        beyond = _beyond(pairs, int(pairs[begin]))
        if self.triples is not None:
            triples = self.triples.offsets
            row = _beyond(triples, int(triples[int(pairs[begin])]))
            beyond = min(beyond, int(np.searchsorted(pairs, row, side="right")) - 1)
        if beyond >= len(self.numbers):
            return _END
        return max(first + 1, int(self.numbers[beyond]))

    def _terms(self, first: int, last: int) -> tuple[int, int]:
        begin, end = np.searchsorted(self.numbers, [first, last]).tolist()
        return begin, end

    def _threes(self) -> Table:
        if self.triples is None:
            raise ValueError("no triples")
        return self.triples


def _beyond(offsets: Numbers, begin: int) -> int:
    """The last row that ends within ``_MERGED_AT_ONCE`` of ``begin``, and one more."""
    return int(np.searchsorted(offsets, begin + _MERGED_AT_ONCE, side="right")) - 1


def merge(writer: SectionWriter, parts: Sequence[Part], size: int) -> None:
    """Write the counts of segments as those of one with ``size`` terms.

    New numbers rise with the old ones, so parts are read in step, a stretch at a time.
    """
    threes = size <= MOST_TERMS and all(part.triples is not None for part in parts)
    pairs = _Rows(writer, _PAIRS)
    triples = _Rows(writer, _TRIPLES) if threes else None
    for first, last in _stretches(parts, size):
        keys, counts = remaining(*zip(*(part.pairs_in(first, last) for part in parts), strict=True))
        pairs.add(table((keys >> 32) - first, keys & _RIGHT, counts, last - first))
        if triples is not None:
            of = zip(*(part.triples_in(first, last) for part in parts), strict=True)
            triples.add(_packed(*remaining(*of), keys >> 32 << _BITS | keys & _RIGHT))


class _Rows:
    """A table as it is written, some rows after the other."""

    def __init__(self, writer: SectionWriter, name: str) -> None:
        self._offsets, self._numbers, self._counts = (
            writer.growing(f"{name}/{part}") for part in ("offsets", "numbers", "counts")
        )
        self._offsets.add(np.zeros(1, np.int64))

    def add(self, rows: Table) -> None:
        self._offsets.add(self._numbers.count + rows.offsets[1:].astype(np.int64))
        self._numbers.add(rows.numbers)
        self._counts.add(rows.counts)


def _stretches(parts: Sequence[Part], size: int) -> Iterator[tuple[int, int]]:
    first = 0
    while first < size:
        last = min([size, *(part.reach(first) for part in parts)])
        yield first, last
        first = last
