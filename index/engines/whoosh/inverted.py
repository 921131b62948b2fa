"""One token field of a segment: its terms, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.rising import NONE, Ints, Numbers, runs
from index.engines.whoosh.sections import Sections, SectionWriter, narrow, smallest
from index.engines.whoosh.texts import Texts

AT_ONCE = 1 << 19
"""Postings looked at together where all are: 4 MB of each array that is made of them."""


class Places(NamedTuple):
    """Tokens by document and position: ``terms`` are numbers of terms."""

    docs: Ints
    positions: Ints
    terms: Ints


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings of all terms, in the order of the terms; documents rise within each.

    Those of term ``t`` are ``docs`` and ``frequencies`` from ``postings[t]`` to
    ``postings[t + 1]``; they stand at ``starts`` from ``occurrences[t]`` to
    ``occurrences[t + 1]``, and cover ``lengths`` positions, each 1 where there is no array.
    """

    terms: Texts
    postings: Numbers
    occurrences: Numbers
    docs: Numbers
    frequencies: Numbers
    starts: Numbers
    lengths: Numbers | None

    @classmethod
    def read(cls, sections: Sections, field: str) -> Inverted:
        return cls(
            Texts.read(sections, f"{field}/terms"),
            sections[f"{field}/postings"],
            sections[f"{field}/occurrences"],
            sections[f"{field}/docs"],
            sections[f"{field}/frequencies"],
            sections[f"{field}/starts"],
            sections.get(f"{field}/lengths"),
        )

    def write(self, writer: SectionWriter, field: str, size: int) -> None:
        """Of a segment of ``size`` documents; every array as narrow as it can be."""
        self.terms.write(writer, f"{field}/terms")
        writer.put(f"{field}/postings", narrow(self.postings))
        writer.put(f"{field}/occurrences", narrow(self.occurrences))
        writer.put(f"{field}/docs", self.docs.astype(document_kind(size), copy=False))
        writer.put(f"{field}/frequencies", narrow(self.frequencies))
        writer.put(f"{field}/starts", narrow(self.starts))
        if self.lengths is not None and (self.lengths != 1).any():
            writer.put(f"{field}/lengths", narrow(self.lengths))

    def of_term(self, at: int) -> tuple[Numbers, Numbers, Numbers, Numbers | None]:
        """Its documents, frequencies, starts and lengths, where they lie."""
        inside = slice(int(self.postings[at]), int(self.postings[at + 1]))
        spans = slice(int(self.occurrences[at]), int(self.occurrences[at + 1]))
        lengths = None if self.lengths is None else self.lengths[spans]
        return self.docs[inside], self.frequencies[inside], self.starts[spans], lengths

    def of_documents(self, wanted: NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
        """(terms, documents, frequencies, places of the spans) of postings of some documents.

        In the order of the postings, those of AT_ONCE at a time.
        """
        begin = 0
        for first in range(0, len(self.docs), AT_ONCE):
            docs = self.docs[first : first + AT_ONCE]
            frequencies = self.frequencies[first : first + AT_ONCE]
            hit = np.flatnonzero(wanted[docs])
            times = frequencies[hit].astype(np.int64)
            terms = np.searchsorted(self.postings, hit + first, side="right") - 1
            spans = runs(begin + sums_before(frequencies, hit), times)
            yield terms, docs[hit].astype(np.int64), times, spans
            begin += int(frequencies.sum(dtype=np.int64))

    def places(self, wanted: NDArray[np.bool_]) -> Places:
        """The tokens of the documents that are ``wanted``, by document and position."""
        docs, positions, terms = [NONE], [NONE], [NONE]
        for of, held, times, spans in self.of_documents(wanted):
            docs.append(np.repeat(held, times))
            terms.append(np.repeat(of, times))
            positions.append(self.starts[spans].astype(np.int64))
        found = Places(*map(np.concatenate, (docs, positions, terms)))
        order = np.argsort(found.docs << 32 | found.positions, kind="stable")
        return Places(*(each[order] for each in found))


_FEW = 1 << 6


def sums_before(values: Numbers, at: Ints) -> Ints:
    """The sum of all values before each place.

    Adding up every one takes five times as long as finding the few that are asked for, so
    then only sums of _FEW are made, and the rest of each place's own.
    """
    if len(at) * _FEW > len(values):
        ends = np.cumsum(values, dtype=np.int64)
        return ends[at] - values[at]
    blocks = np.add.reduceat(values, np.arange(0, len(values), _FEW), dtype=np.int64)
    rest = at % _FEW
    inside = np.concatenate([NONE, values[runs(at - rest, rest)]])
    ends = np.append(0, np.cumsum(inside))
    last = np.cumsum(rest)
    before = np.cumsum(blocks) - blocks
    found: Ints = before[at // _FEW] + ends[last] - ends[last - rest]
    return found


def document_kind(size: int) -> np.dtype[Any]:
    """What numbers of ``size`` documents are kept as."""
    return smallest(max(0, size - 1))
