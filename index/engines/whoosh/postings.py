"""Where terms stand, as arrays, and what is made of them."""

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
    """

    docs: Numbers
    frequencies: Numbers
    starts: Numbers
    lengths: Numbers


def span_keys(postings: Postings) -> Ints:
    """One rising number per span: the document in the high half, the start in the low."""
    docs = postings.docs.astype(np.int64)
    keys: Ints = (np.repeat(docs, postings.frequencies) << 32) | postings.starts
    return keys


def united(parts: Sequence[Postings]) -> Postings:
    """Postings of several terms in the same documents, as those of one term."""
    keys = np.concatenate([span_keys(part) for part in parts])
    order = np.argsort(keys, kind="stable")
    docs, frequencies = counted(keys[order] >> 32)
    return Postings(
        docs,
        frequencies,
        np.concatenate([part.starts for part in parts])[order],
        np.concatenate([part.lengths for part in parts])[order],
    )


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

    def spans(self, at: Ints | None) -> tuple[Ints, Numbers]:
        """Rising keys (see ``span_keys``) and lengths of the spans in the documents ``at``."""
        starts, lengths = self._postings.starts, self._postings.lengths
        docs, frequencies = self.docs, self.frequencies
        if at is not None or self._keep is not None:
            begins = self.begins
            if at is not None:
                docs, frequencies = docs.take(at), frequencies.take(at)
                begins = begins.take(at)
            inside = runs(begins, frequencies)
            starts, lengths = starts.take(inside), lengths.take(inside)
        keys = np.repeat(docs << 32, frequencies)
        keys |= starts
        return keys, lengths


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term, or several as one, stand in the live documents of a snapshot.

    ``docs`` rise; ``frequencies`` run beside them. Positions are not read before they
    are asked for, and then of the documents asked about. ``covering`` says that a form
    may cover several positions. ``parts`` are those of following segments; of several
    ``terms`` as one the terms themselves.
    """

    docs: Ints
    frequencies: Numbers
    parts: tuple[Part, ...] = ()
    covering: bool = False
    terms: tuple[Occurrences, ...] = ()

    @classmethod
    def of_term(cls, parts: Sequence[Part], covering: bool) -> Occurrences:
        """Of one term; ``parts``, one or more, are of following segments."""
        if len(parts) == 1:
            return cls(parts[0].docs, parts[0].frequencies, tuple(parts), covering)
        docs = np.concatenate([part.docs for part in parts])
        ends = np.cumsum([len(part.docs) for part in parts])
        for part, end in zip(parts, ends.tolist(), strict=True):
            part.docs = docs[end - len(part.docs) : end]
        frequencies = np.concatenate([part.frequencies for part in parts])
        return cls(docs, frequencies, tuple(parts), covering)

    @classmethod
    def of_several(cls, terms: Sequence[Occurrences], size: int) -> Occurrences:
        """Of several terms as one, in a snapshot of ``size`` documents."""
        docs, frequencies = added([(term.docs, term.frequencies) for term in terms], size)
        covering = any(term.covering for term in terms)
        return cls(docs, frequencies, (), covering, tuple(terms))

    @property
    def nbytes(self) -> int:
        """What it takes, when positions have been asked for."""
        begins = sum(8 * len(part.docs) + 400 for part in self.parts)
        return self.docs.nbytes + self.frequencies.nbytes + begins

    def keys(self, docs: Ints | None = None) -> Ints:
        """Rising keys (see ``span_keys``) of all spans, or those in ``docs``, which rise."""
        found = [keys for keys, _ in self._spans(docs)]
        if len(found) < 2:
            return found[0] if found else NONE
        keys = np.concatenate(found)
        if self.terms:
            keys.sort(kind="stable")
        return keys

    def spans(self, docs: Ints | None = None) -> tuple[Ints, Ints]:
        """The same, and the keys behind each span."""
        if not self.covering:
            keys = self.keys(docs)
            return keys, keys + 1
        found = list(self._spans(docs))
        keys = np.concatenate([NONE, *(keys for keys, _ in found)])
        ends = keys + np.concatenate([NONE, *(lengths for _, lengths in found)])
        if not self.terms:
            return keys, ends
        order = np.argsort(keys, kind="stable")
        return keys[order], ends[order]

    def _spans(self, docs: Ints | None) -> Iterator[tuple[Ints, Numbers]]:
        """Of each part, or each part of each term."""
        for term in self.terms:
            yield from term._spans(docs)
        at = None if docs is None else places(self.docs, docs)
        if at is None or len(at) == len(self.docs):
            yield from (part.spans(None) for part in self.parts)
            return
        begin = 0
        for part in self.parts:
            if not len(at):
                return
            end = begin + len(part.docs)
            if at[0] < end:
                cut = int(at.searchsorted(end))
                yield part.spans(at[:cut] - begin)
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
