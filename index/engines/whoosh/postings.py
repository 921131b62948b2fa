"""Where terms stand, as arrays, and what is made of them.

A place is a *key*: the document's number in the high half, the position in the low one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.inverted import Inverted
from index.engines.whoosh.rising import NONE, Ints, Mask, counted, places, runs

Numbers = NDArray[Any]
"""Whole numbers of any type."""

_SPARSE: Final = 16
"""So many times fewer postings than there are documents are added up by sorting them."""


class Part:
    """One segment's postings of a term, by the numbers of the snapshot's live documents.

    Of several terms as one they follow each other term by term: ``docs`` rise within each.
    """

    __slots__ = ("_begins", "_inverted", "_keep", "_terms", "base", "docs", "end", "frequencies")

    def __init__(
        self, inverted: Inverted, terms: Sequence[int], base: int, size: int, live: Mask | None
    ) -> None:
        """``terms`` are numbers of a field's; the segment's ``size`` documents begin at ``base``.

        ``live`` is None where none of them is deleted.
        """
        self._inverted = inverted
        self._terms = terms
        self.base = base
        self.end = base + size
        self.docs: Ints = self._sliced(inverted.docs).astype(np.int64)
        self.docs += base
        self.frequencies = self._sliced(inverted.frequencies)
        self._keep = None if live is None else live.take(self.docs)
        if self._keep is not None:
            self.docs = self.docs.compress(self._keep)
            self.frequencies = self.frequencies.compress(self._keep)
        self._begins: Ints | None = None

    def _sliced(self, column: Numbers) -> Numbers:
        """The terms' share of a column of the field's postings."""
        offsets = self._inverted.postings
        found = [column[int(offsets[term]) : int(offsets[term + 1])] for term in self._terms]
        return found[0] if len(found) == 1 else np.concatenate(found)

    @property
    def several(self) -> bool:
        """Whether it is of several terms."""
        return len(self._terms) > 1

    @property
    def covering(self) -> bool:
        """Whether a span may cover several positions."""
        return self._inverted.lengths is not None

    @property
    def begins(self) -> Ints:
        """Where in the field's column the spans of each document begin."""
        if self._begins is None:
            frequencies = self._sliced(self._inverted.frequencies)
            begins = np.cumsum(frequencies, dtype=np.int64)
            begins -= frequencies
            postings, first = self._inverted.postings, 0
            for term in self._terms:
                here = begins[first : first + int(postings[term + 1]) - int(postings[term])]
                here += int(self._inverted.occurrences[term]) - here[0]
                first += len(here)
            self._begins = begins if self._keep is None else begins.compress(self._keep)
        return self._begins

    def starts(self, at: Ints | None) -> Ints:
        """Keys of the starts in the documents ``at``, in their order; None: in all."""
        docs = self.docs if at is None else self.docs.take(at)
        frequencies = self.frequencies if at is None else self.frequencies.take(at)
        keys = np.repeat(docs << 32, frequencies)
        keys |= self._spans(self._inverted.starts, at, frequencies)
        return keys

    def ends(self, at: Ints | None) -> tuple[Ints, Ints]:
        """The same, and the keys behind each span."""
        keys = self.starts(at)
        if self._inverted.lengths is None:
            return keys, keys + 1
        frequencies = self.frequencies if at is None else self.frequencies.take(at)
        return keys, keys + self._spans(self._inverted.lengths, at, frequencies)

    def _spans(self, column: Numbers, at: Ints | None, frequencies: Numbers) -> Numbers:
        """The documents' share of a column of the field's spans."""
        if at is not None or self._keep is not None:
            begins = self.begins if at is None else self.begins.take(at)
            return column.take(runs(begins, frequencies))
        offsets = self._inverted.occurrences
        found = [column[int(offsets[term]) : int(offsets[term + 1])] for term in self._terms]
        return found[0] if len(found) == 1 else np.concatenate(found)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term, or several as one, stand in the live documents of a snapshot.

    ``docs`` rise; ``frequencies`` run beside them. Positions are not read before they
    are asked for, and then of the documents asked about. ``parts`` are those of following
    segments; ``several`` says that some are of several terms.
    """

    docs: Ints
    frequencies: Numbers
    parts: tuple[Part, ...] = ()
    several: bool = False

    @classmethod
    def of_term(cls, parts: Sequence[Part]) -> Occurrences:
        """Of one term; ``parts``, one or more, are of following segments."""
        if len(parts) == 1:
            return cls(parts[0].docs, parts[0].frequencies, tuple(parts))
        docs = np.concatenate([part.docs for part in parts])
        ends = np.cumsum([len(part.docs) for part in parts])
        for part, end in zip(parts, ends.tolist(), strict=True):
            part.docs = docs[end - len(part.docs) : end]
        return cls(docs, np.concatenate([part.frequencies for part in parts]), tuple(parts))

    @classmethod
    def of_several(cls, parts: Sequence[Part], size: int) -> Occurrences:
        """Of several terms as one, in a snapshot of ``size`` documents."""
        docs, frequencies = added([(part.docs, part.frequencies) for part in parts], size)
        return cls(docs, frequencies, tuple(parts), several=True)

    @property
    def covering(self) -> bool:
        """Whether a form may cover several positions."""
        return any(part.covering for part in self.parts)

    @property
    def nbytes(self) -> int:
        """What it takes, when positions have been asked for."""
        parts = sum((16 if self.several else 8) * len(part.docs) + 600 for part in self.parts)
        return self.docs.nbytes + self.frequencies.nbytes + parts

    def keys(self, docs: Ints | None = None) -> Ints:
        """Rising keys of the starts of all spans, or those in ``docs``, which rise."""
        found = [part.starts(at) for part, at in self._among(docs)]
        if self.several:
            for keys in found:
                keys.sort(kind="stable")
        if len(found) < 2:
            return found[0] if found else NONE
        return np.concatenate(found)

    def spans(self, docs: Ints | None = None) -> tuple[Ints, Ints]:
        """The same, and the keys behind each span."""
        if not self.covering:
            keys = self.keys(docs)
            return keys, keys + 1
        found = [part.ends(at) for part, at in self._among(docs)]
        keys, ends = (np.concatenate([NONE, *(each[side] for each in found)]) for side in (0, 1))
        if not self.several:
            return keys, ends
        order = np.argsort(keys, kind="stable")
        return keys[order], ends[order]

    def _among(self, docs: Ints | None) -> Iterator[tuple[Part, Ints | None]]:
        """The parts with any of ``docs``, and at which of their own; None: all."""
        if docs is None:
            yield from ((part, None) for part in self.parts)
        elif self.several:
            yield from self._flagged(docs)
        else:
            yield from self._cut(places(self.docs, docs))

    def _cut(self, at: Ints) -> Iterator[tuple[Part, Ints | None]]:
        """Of places in ``docs`` those of each part."""
        begin = 0
        for part in self.parts:
            if not len(at):
                return
            end = begin + len(part.docs)
            if at[0] < end:
                cut = int(at.searchsorted(end))
                yield part, None if cut == len(part.docs) else at[:cut] - begin
                at = at[cut:]
            begin = end

    def _flagged(self, docs: Ints) -> Iterator[tuple[Part, Ints | None]]:
        """Where a part's documents do not rise each is looked at."""
        for part in self.parts:
            first, last = docs.searchsorted((part.base, part.end))
            if first < last:
                flags = np.zeros(part.end, bool)
                flags[docs[first:last]] = True
                at = np.flatnonzero(flags.take(part.docs))
                if len(at):
                    yield part, at


def added(found: Sequence[tuple[Ints, Numbers]], size: int) -> tuple[Ints, Numbers]:
    """The distinct documents of several postings, rising, and the sum of their frequencies.

    Document numbers are below ``size``.
    """
    if not found:
        return NONE, NONE
    every = np.concatenate([docs for docs, _ in found])
    counts = np.concatenate([frequencies for _, frequencies in found])
    if len(every) * _SPARSE < size:
        order = np.argsort(every, kind="stable")
        docs, times = counted(every[order])
        return docs, np.add.reduceat(counts[order].astype(np.int64), np.cumsum(times) - times)
    total = np.bincount(every, weights=counts, minlength=size)
    docs = np.flatnonzero(total)
    return docs, total.take(docs).astype(np.int32)
