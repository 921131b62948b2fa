"""Where terms stand, as arrays, and what is made of them.

A place is a *key*: the document's number in the high half, the position in the low one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.rising import NONE, Ints, Mask, counted, places, runs

Numbers = NDArray[Any]
"""Whole numbers of any type."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one term stands in one segment.

    ``docs`` rise; ``frequencies`` run beside them; ``starts`` and ``lengths`` hold
    the spans of all docs one after the other, ``frequencies[i]`` for ``docs[i]``.
    ``lengths`` is None where every span covers one position.
    """

    docs: Numbers
    frequencies: Numbers
    starts: Numbers
    lengths: Numbers | None


class Part:
    """One segment's postings of a term, by the numbers of the snapshot's live documents."""

    __slots__ = ("_begins", "_keep", "_postings", "docs", "frequencies")

    def __init__(self, postings: Postings, base: int, live: Mask | None) -> None:
        """``base`` is the segment's first number; ``live`` None: it has no deleted documents."""
        self.docs: Ints = postings.docs.astype(np.int64)
        self.docs += base
        self.frequencies = postings.frequencies
        self._postings = postings
        self._keep = None if live is None else live.take(self.docs)
        if self._keep is not None:
            self.docs = self.docs.compress(self._keep)
            self.frequencies = self.frequencies.compress(self._keep)
        self._begins: Ints | None = None

    @property
    def begins(self) -> Ints:
        """Where the spans of each document begin."""
        if self._begins is None:
            frequencies = self._postings.frequencies
            begins = np.cumsum(frequencies, dtype=np.int64)
            begins -= frequencies
            self._begins = begins if self._keep is None else begins.compress(self._keep)
        return self._begins

    @property
    def covering(self) -> bool:
        """Whether a span may cover several positions."""
        return self._postings.lengths is not None

    def starts(self, at: Ints | None) -> Ints:
        """Rising keys of the starts in the documents ``at``; None: in all."""
        docs, frequencies, inside = self._inside(at)
        keys = np.repeat(docs << 32, frequencies)
        starts = self._postings.starts
        keys |= starts if inside is None else starts.take(inside)
        return keys

    def ends(self, at: Ints | None) -> tuple[Ints, Ints]:
        """The same, and the keys behind each span."""
        keys = self.starts(at)
        lengths = self._postings.lengths
        if lengths is None:
            return keys, keys + 1
        _, _, inside = self._inside(at)
        return keys, keys + (lengths if inside is None else lengths.take(inside))

    def _inside(self, at: Ints | None) -> tuple[Ints, Numbers, Ints | None]:
        """Documents, frequencies, and which of the spans are theirs; None: all."""
        if at is None:
            whole = self._keep is None
            return (
                self.docs,
                self.frequencies,
                None if whole else runs(self.begins, self.frequencies),
            )
        frequencies = self.frequencies.take(at)
        return self.docs.take(at), frequencies, runs(self.begins.take(at), frequencies)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term, or several as one, stand in the live documents of a snapshot.

    ``docs`` rise; ``frequencies`` run beside them. Positions are not read before they
    are asked for, and then of the documents asked about. ``parts`` are those of following
    segments; of several ``terms`` as one the terms themselves.
    """

    docs: Ints
    frequencies: Numbers
    parts: tuple[Part, ...] = ()
    terms: tuple[Occurrences, ...] = ()

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
    def of_several(cls, terms: Sequence[Occurrences], size: int) -> Occurrences:
        """Of several terms as one, in a snapshot of ``size`` documents."""
        docs, frequencies = added([(term.docs, term.frequencies) for term in terms], size)
        return cls(docs, frequencies, (), tuple(terms))

    @property
    def covering(self) -> bool:
        """Whether a form may cover several positions."""
        return any(p.covering for p in self.parts) or any(t.covering for t in self.terms)

    @property
    def nbytes(self) -> int:
        """What it takes, when positions have been asked for."""
        begins = sum(8 * len(part.docs) + 400 for part in self.parts)
        return self.docs.nbytes + self.frequencies.nbytes + begins

    def keys(self, docs: Ints | None = None) -> Ints:
        """Rising keys of the starts of all spans, or those in ``docs``, which rise."""
        found = [part.starts(at) for part, at in self._among(docs)]
        if len(found) < 2:
            return found[0] if found else NONE
        keys = np.concatenate(found)
        if self.terms:
            keys.sort(kind="stable")
        return keys

    def spans(self, docs: Ints | None = None) -> tuple[Ints, Ints]:
        """The same, and the keys behind each span."""
        found = [part.ends(at) for part, at in self._among(docs)]
        keys, ends = (np.concatenate([NONE, *(each[side] for each in found)]) for side in (0, 1))
        if not self.terms:
            return keys, ends
        order = np.argsort(keys, kind="stable")
        return keys[order], ends[order]

    def _among(self, docs: Ints | None) -> Iterator[tuple[Part, Ints | None]]:
        """The parts with any of ``docs``, and at which of their own; None: all."""
        for term in self.terms:
            yield from term._among(docs)
        if not self.parts:
            return
        at = None if docs is None else places(self.docs, docs)
        if at is None or len(at) == len(self.docs):
            yield from ((part, None) for part in self.parts)
            return
        begin = 0
        for part in self.parts:
            if not len(at):
                return
            end = begin + len(part.docs)
            if at[0] < end:
                cut = int(at.searchsorted(end))
                yield part, at[:cut] - begin
                at = at[cut:]
            begin = end


def added(found: Sequence[tuple[Ints, Numbers]], size: int) -> tuple[Ints, Numbers]:
    """The distinct documents of several postings, rising, and the sum of their frequencies.

    Document numbers are below ``size``.
    """
    if len(found) == 1:
        return found[0]
    if not found:
        return NONE, NONE
    every = np.concatenate([docs for docs, _ in found])
    counts = np.concatenate([frequencies for _, frequencies in found])
    if len(every) * _DENSE < size:
        order = np.argsort(every, kind="stable")
        docs, times = counted(every[order])
        return docs, np.add.reduceat(counts[order].astype(np.int64), np.cumsum(times) - times)
    total = np.bincount(every, weights=counts, minlength=size)
    docs = np.flatnonzero(total)
    return docs, total.take(docs).astype(np.int32)


_DENSE = 16
"""A sum over all documents costs less than sorting, from so small a share of them on."""
