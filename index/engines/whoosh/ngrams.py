"""How often the exact tokens of a segment stand, alone, in pairs and in threes.

What the readings of unmarked words ask for then costs no postings, and no positions what
the rarity of a pair asks for: in how many documents it stands, as written and folded.
Counts are of live documents: what the deleted ones had is read from the postings and taken
away exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.inverted import Inverted, Places
from index.engines.whoosh.markings import Markings
from index.engines.whoosh.rising import Ints, Numbers, by_number, counted, distinct, sizes
from index.engines.whoosh.sections import Sections, SectionWriter
from index.engines.whoosh.tables import PARTS, Table, remaining, table, tallied

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
_REPEATED: Final = "pairs/repeated"
_FOLDED: Final = "pairs/folded"
_TRIPLES: Final = "triples"


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands side by side in some documents of a segment, by the numbers of its terms.

    Row ``t`` of ``pairs`` holds the terms that follow ``t``; a row of ``triples`` what follows
    a pair, in the order of the pairs. None where they are too many to be counted.

    ``repeated`` counts, of the pairs, how often each stands in a document that had it before:
    it stands in as many documents as it stands at all, less these. ``folded`` counts the same
    of pairs of folded forms, by the numbers of the forms. Most pairs are in neither.
    """

    pairs: Table
    repeated: Table
    folded: Table
    triples: Table | None

    @classmethod
    def of(cls, places: Places, markings: Markings) -> Counts:
        """Of tokens by document and position, whose terms are those of ``markings``."""
        docs, positions, terms = places
        beside = (np.diff(docs) == 0) & (np.diff(positions) == 1)
        at = np.flatnonzero(beside)
        lefts, rights, of, forms = terms[at], terms[at + 1], docs[at], markings.forms
        pairs, repeated = _paired(lefts, rights, of, len(forms))
        _, folded = _paired(forms[lefts], forms[rights], of, len(markings.folds))
        begins = np.flatnonzero(beside[:-1] & beside[1:])
        return cls(pairs, repeated, folded, _triples(terms, begins, pairs))

    @classmethod
    def read(cls, sections: Sections) -> Counts:
        pairs, repeated, folded = (
            Table.read(sections, name) for name in (_PAIRS, _REPEATED, _FOLDED)
        )
        threes = f"{_TRIPLES}/offsets" in sections
        return cls(pairs, repeated, folded, Table.read(sections, _TRIPLES) if threes else None)

    def write(self, writer: SectionWriter) -> None:
        """All of them."""
        self.pairs.write(writer, _PAIRS)
        self.repeated.write(writer, _REPEATED)
        self.folded.write(writer, _FOLDED)
        if self.triples is not None:
            self.triples.write(writer, _TRIPLES)

    def apart(self, path: Path) -> Counts:
        """The same, mapped from a file of their own that has no name."""
        with SectionWriter(path) as writer:
            self.write(writer)
        sections = Sections(path)
        path.unlink()
        return Counts.read(sections)

    def documents(self, left: int, right: int) -> int:
        """In how many of the documents a term stands before another."""
        return self.pairs.total([left], [right]) - self.repeated.total([left], [right])

    def documents_folded(self, markings: Markings, left: int, right: int) -> int:
        """The same of two folded forms of ``markings``."""
        every = self.pairs.total(markings.of_fold(left), markings.of_fold(right))
        return every - self.folded.total([left], [right])

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


def _paired(lefts: Ints, rights: Ints, docs: Ints, size: int) -> tuple[Table, Table]:
    """How often each pair stands, and in a document that had it before.

    Pairs come by document; both sides are below ``size``.
    """
    order = by_number(rights, size)
    order = order[by_number(lefts[order], size)]
    keys, docs = (lefts << 32 | rights)[order], docs[order]
    again = (keys[1:] == keys[:-1]) & (docs[1:] == docs[:-1])
    found, repeated = (counted(some) for some in (keys, keys[1:][again]))
    return _by_left(*found, size), _by_left(*repeated, size)


def _by_left(keys: Ints, counts: Ints, size: int) -> Table:
    """Rows by the left side of rising keys."""
    return table(keys >> 32, keys & _RIGHT, counts, size)


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


class Held(NamedTuple):
    """What some documents hold; ``occurrences`` and ``documents`` have an entry for every term."""

    counts: Counts
    occurrences: Numbers
    documents: Numbers


@dataclass(frozen=True)
class NGrams:
    """The counts of one segment, deleted documents included.

    ``lengths`` is how many tokens each document has.
    """

    inverted: Inverted
    markings: Markings
    counts: Counts
    lengths: Numbers

    def of_documents(self, wanted: NDArray[np.bool_]) -> Iterator[Held]:
        """What these documents hold of the counts, those of _TOKENS at a time."""
        numbers = np.flatnonzero(wanted)
        full = np.cumsum(self.lengths[numbers], dtype=np.int64) // _TOKENS
        for some in np.split(numbers, np.flatnonzero(np.diff(full)) + 1):
            if len(some):
                these = np.zeros(len(wanted), bool)
                these[some] = True
                yield self._held(self.inverted.places(these))

    def _held(self, places: Places) -> Held:
        size = len(self.inverted.terms)
        once = distinct(places.docs * size + places.terms) % max(1, size)
        return Held(
            Counts.of(places, self.markings),
            np.bincount(places.terms, minlength=size),
            np.bincount(once, minlength=size),
        )


class Live:
    """The counts of a segment's live documents."""

    def __init__(self, every: NGrams, dead: Sequence[Held]) -> None:
        """``dead`` is what its deleted documents hold of them, each in one of these."""
        self._every = every
        self._counts = every.counts
        self._dead = [held.counts for held in dead]
        self._find = lru_cache(_REMEMBERED)(every.inverted.terms.find)
        postings = every.inverted.postings, every.inverted.occurrences
        self.documents = sizes(postings[0]) - sum(held.documents for held in dead)
        self.occurrences = sizes(postings[1]) - sum(held.occurrences for held in dead)

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

    def documents_with(self, left: str, right: str) -> int:
        """In how many documents one stands before the other."""
        pair = self._find(left), self._find(right)
        if min(pair) < 0:
            return 0
        return self._counts.documents(*pair) - sum(each.documents(*pair) for each in self._dead)

    def documents_with_folded(self, left: str, right: str) -> int:
        """The same of two folded forms, in whatever markings."""
        markings = self._every.markings
        pair = markings.folds.find(left), markings.folds.find(right)
        if min(pair) < 0:
            return 0
        found = [each.documents_folded(markings, *pair) for each in (self._counts, *self._dead)]
        return found[0] - sum(found[1:])

    @property
    def has_triples(self) -> bool:
        """False where a segment, or one it was merged from, had too many terms."""
        return self._counts.triples is not None

    def triples(self, runs: Sequence[Sequence[str]]) -> Ints:
        """How often the three of each of ``runs`` stand side by side."""
        texts = sorted({text for run in runs for text in run})
        numbers = dict(zip(texts, self._numbered(texts).tolist(), strict=True))
        threes = np.array([[numbers[text] for text in run] for run in runs], np.int64)
        lefts, middles, rights = threes.reshape(-1, 3).T
        found = self._counts.of_triples(lefts, middles, rights)
        for each in self._dead:
            found -= each.of_triples(lefts, middles, rights)
        return found

    def _numbered(self, texts: Iterable[str]) -> Ints:
        """The numbers of ``texts``; one beyond the last for what is no term."""
        found = np.array([self._find(text) for text in texts], np.int64)
        found[found < 0] = len(self._every.inverted.terms)
        return found

    def _pairs(self, lefts: Ints, rights: Ints) -> Ints:
        found = self._counts.pairs.of(lefts, rights)
        for each in self._dead:
            found -= each.pairs.of(lefts, rights)
        return found


@dataclass(frozen=True, slots=True)
class Addend:
    """A table that is added to others: ``sign`` is -1 where it is taken away.

    ``numbers`` are the new numbers of its rows and of what stands in them. They do not fall:
    what no live document has takes that of the next, for its counts come to nothing.
    """

    table: Table
    numbers: Ints
    sign: int

    def inside(self, first: int, last: int) -> tuple[Ints, Ints]:
        """(keys, counts) of the rows with a new number in this range."""
        rows, numbers, counts = self.table.rows(*self.rows(first, last))
        return self.numbers[rows] << 32 | self.numbers[numbers], self.sign * counts

    def rows(self, first: int, last: int) -> tuple[int, int]:
        """The rows with a new number in this range."""
        begin, end = np.searchsorted(self.numbers, [first, last]).tolist()
        return begin, end

    def reach(self, first: int) -> int:
        """The new number of a row before which a stretch from ``first`` on should end."""
        begin = int(np.searchsorted(self.numbers, first))
        if begin >= len(self.numbers):
            return _END
        return self.stretch(first, _beyond(self.table.offsets, int(self.table.offsets[begin])))

    def stretch(self, first: int, beyond: int) -> int:
        """The new number of the row ``beyond``; above ``first``."""
        if beyond >= len(self.numbers):
            return _END
        return max(first + 1, int(self.numbers[beyond]))


class Part:
    """Counts that are added to others, or taken away; see :class:`Addend`.

    ``numbers`` are the new numbers of its terms, ``forms`` those of its folded forms.
    """

    def __init__(self, counts: Counts, numbers: Ints, forms: Ints, sign: int) -> None:
        self.pairs = Addend(counts.pairs, numbers, sign)
        self.repeated = Addend(counts.repeated, numbers, sign)
        self.folded = Addend(counts.folded, forms, sign)
        self.triples = counts.triples

    def triples_in(self, first: int, last: int) -> tuple[Ints, Ints]:
        """(keys, counts) of the threes whose left term has a new number in this range."""
        if self.triples is None:
            raise ValueError("no triples")
        begin, end = self.pairs.rows(first, last)
        pairs, numbers = self.pairs.table, self.pairs.numbers
        lefts, middles, _ = pairs.rows(begin, end)
        base = int(pairs.offsets[begin])
        rows, rights, counts = self.triples.rows(base, int(pairs.offsets[end]))
        sides = lefts[rows - base], middles[rows - base], rights
        return _key(*(numbers[side] for side in sides)), self.pairs.sign * counts

    def reach(self, first: int) -> int:
        """As that of the pairs, and so that the threes are few enough too."""
        reach = self.pairs.reach(first)
        begin = int(np.searchsorted(self.pairs.numbers, first))
        if self.triples is None or begin >= len(self.pairs.numbers):
            return reach
        pairs, triples = self.pairs.table.offsets, self.triples.offsets
        row = _beyond(triples, int(triples[int(pairs[begin])]))
        beyond = int(np.searchsorted(pairs, row, side="right")) - 1
        return min(reach, self.pairs.stretch(first, beyond))


def _beyond(offsets: Numbers, begin: int) -> int:
    """The last row that ends within ``_MERGED_AT_ONCE`` of ``begin``, and one more."""
    return int(np.searchsorted(offsets, begin + _MERGED_AT_ONCE, side="right")) - 1


def merge(writer: SectionWriter, parts: Sequence[Part], markings: Markings) -> None:
    """Write the counts of segments as those of one with the terms of ``markings``.

    New numbers rise with the old ones, so parts are read in step, a stretch at a time.
    """
    size = len(markings.terms)
    threes = size <= MOST_TERMS and all(part.triples is not None for part in parts)
    pairs = _Rows(writer, _PAIRS)
    triples = _Rows(writer, _TRIPLES) if threes else None
    for first, last in _stretches(parts, size):
        keys = pairs.add_sums([part.pairs for part in parts], first, last)
        if triples is not None:
            of = zip(*(part.triples_in(first, last) for part in parts), strict=True)
            triples.add(_packed(*remaining(*of), keys >> 32 << _BITS | keys & _RIGHT))
    _merge(writer, _REPEATED, [part.repeated for part in parts], size)
    _merge(writer, _FOLDED, [part.folded for part in parts], len(markings.folds))


def _merge(writer: SectionWriter, name: str, addends: Sequence[Addend], size: int) -> None:
    rows = _Rows(writer, name)
    for first, last in _stretches(addends, size):
        rows.add_sums(addends, first, last)


class _Rows:
    """A table as it is written, some rows after the other."""

    def __init__(self, writer: SectionWriter, name: str) -> None:
        self._offsets, self._numbers, self._counts = (
            writer.growing(f"{name}/{part}") for part in PARTS
        )
        self._offsets.add(np.zeros(1, np.int64))

    def add(self, rows: Table) -> None:
        self._offsets.add(self._numbers.count + rows.offsets[1:].astype(np.int64))
        self._numbers.add(rows.numbers)
        self._counts.add(rows.counts)

    def add_sums(self, addends: Sequence[Addend], first: int, last: int) -> Ints:
        """The rows with new numbers in this range, and their keys."""
        of = zip(*(each.inside(first, last) for each in addends), strict=True)
        keys, counts = remaining(*of)
        self.add(_by_left(keys - (first << 32), counts, last - first))
        return keys


def _stretches(parts: Sequence[Addend | Part], size: int) -> Iterator[tuple[int, int]]:
    first = 0
    while first < size:
        last = min([size, *(part.reach(first) for part in parts)])
        yield first, last
        first = last
