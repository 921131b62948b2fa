"""Where terms stand, as arrays, and what is made of them.

A place is a *key*: the document's number in the high half, the position in the low one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.engines.whoosh.hot import Hot
from index.engines.whoosh.inverted import Inverted, sums_before
from index.engines.whoosh.rising import NONE, Ints, Mask, Numbers, inside, runs, summed
from index.engines.whoosh.sections import smallest

_BISECTED: Final = 16
"""So many times fewer documents than a term has postings are looked up one by one."""
_FREQUENT: Final = 8
"""What stands in one of so many documents is kept as a number for each document there is: one
byte, as a rule, in place of eight for each that has it."""
_SPARSE: Final = 16
"""So many times fewer postings than there are documents are added up by sorting them."""


class Part:
    """One segment's postings of a term, read where they lie.

    Of several terms as one they follow each other term by term, and documents rise within each.
    Documents have the numbers of the snapshot; a posting's number counts deleted ones too.
    """

    __slots__ = ("_inverted", "_live", "_terms", "base", "end", "size")

    def __init__(
        self, inverted: Inverted, terms: Sequence[int], base: int, size: int, live: Mask | None
    ) -> None:
        """``terms`` are numbers of a field's; the segment's ``size`` documents begin at ``base``.

        ``live`` is None where none of them is deleted.
        """
        self._inverted = inverted
        self._terms = terms
        self._live = live
        self.base = base
        self.end = base + size
        self.size = sum(self._sizes())

    def _sizes(self) -> list[int]:
        """How many postings each term has."""
        offsets = self._inverted.postings
        return [int(offsets[term + 1]) - int(offsets[term]) for term in self._terms]

    def _sliced(self, column: Numbers, offsets: Numbers) -> Numbers:
        """The terms' share of a column."""
        found = [column[int(offsets[term]) : int(offsets[term + 1])] for term in self._terms]
        return found[0] if len(found) == 1 else np.concatenate(found)

    @property
    def _docs(self) -> Numbers:
        """The document of each posting, as the segment numbers it."""
        return self._sliced(self._inverted.docs, self._inverted.postings)

    @property
    def _frequencies(self) -> Numbers:
        return self._sliced(self._inverted.frequencies, self._inverted.postings)

    @property
    def several(self) -> bool:
        """Whether it is of several terms."""
        return len(self._terms) > 1

    @property
    def whole(self) -> bool:
        """Whether no document of the segment is deleted."""
        return self._live is None

    @property
    def covering(self) -> bool:
        """Whether a span may cover several positions."""
        return self._inverted.lengths is not None

    def postings(self) -> tuple[Ints, Numbers]:
        """The live documents, and how often each has the terms."""
        docs: Ints = self._docs.astype(np.int64)
        docs += self.base
        if self._live is None:
            return docs, self._frequencies
        keep = self._live.take(docs)
        return docs.compress(keep), self._frequencies.compress(keep)

    def find(self, docs: Ints) -> tuple[Ints, Ints]:
        """Which of ``docs``, live and rising, have the terms, and at which posting each.

        In the order of the postings; each document is looked up.
        """
        first, last = docs.searchsorted((self.base, self.end)).tolist()
        if first == last:
            return NONE, NONE
        column, offsets = self._inverted.docs, self._inverted.postings
        # of another type numpy would look in a copy of it all
        wanted = (docs[first:last] - self.base).astype(column.dtype)
        which, at, begin = [], [], 0
        for term in self._terms:
            held = column[int(offsets[term]) : int(offsets[term + 1])]
            places = held.searchsorted(wanted)
            hit = np.flatnonzero(held.take(places, mode="clip") == wanted)
            which.append(hit + first)
            at.append(places.take(hit) + begin)
            begin += len(held)
        if len(which) == 1:
            return which[0], at[0]
        return np.concatenate(which), np.concatenate(at)

    def places(self, docs: Ints) -> Ints:
        """The postings of ``docs``, live and rising, in their order."""
        first, last = docs.searchsorted((self.base, self.end)).tolist()
        if (last - first) * len(self._terms) * _BISECTED < self.size:
            return self.find(docs)[1]
        flags = np.zeros(self.end - self.base, bool)
        flags[docs[first:last] - self.base] = True
        return np.flatnonzero(flags.take(self._docs))

    def frequencies(self, at: Ints) -> Numbers:
        """Of the postings ``at``."""
        return self._frequencies.take(at)

    def starts(self, at: Ints | None) -> Ints:
        """Keys of the starts in the postings ``at``, in their order; None: in all live ones."""
        return self._keyed(at)[0]

    def ends(self, at: Ints | None) -> tuple[Ints, Ints]:
        """The same, and the keys behind each span."""
        keys, spans = self._keyed(at)
        lengths = self._inverted.lengths
        return keys, keys + (1 if lengths is None else self._spans(lengths, spans))

    def _keyed(self, at: Ints | None) -> tuple[Ints, Ints | None]:
        """Keys of the starts, and which of the field's spans they are; None: all of the terms'."""
        docs, frequencies = self._docs, self._frequencies
        if at is None and self._live is not None:
            at = np.flatnonzero(self._live[self.base : self.end].take(docs))
        spans = None
        if at is not None:
            begins = self._begins(frequencies, at)
            docs, frequencies = docs.take(at), frequencies.take(at)
            spans = runs(begins, frequencies)
        keys = np.repeat((docs.astype(np.int64) + self.base) << 32, frequencies)
        keys |= self._spans(self._inverted.starts, spans)
        return keys, spans

    def _begins(self, frequencies: Numbers, at: Ints) -> Ints:
        """Where in the field's spans those of the postings ``at`` begin."""
        begins = sums_before(frequencies, at)
        offsets = self._inverted.occurrences
        if len(self._terms) == 1:
            begins += int(offsets[self._terms[0]])
            return begins
        firsts = np.array([int(offsets[term]) for term in self._terms])
        behind = np.array([int(offsets[term + 1]) for term in self._terms])
        before = np.cumsum(behind - firsts) - (behind - firsts)
        of = np.cumsum(self._sizes()).searchsorted(at, side="right")
        begins += (firsts - before).take(of)
        return begins

    def _spans(self, column: Numbers, spans: Ints | None) -> Numbers:
        """A share of one of the field's columns of spans."""
        if spans is None:
            return self._sliced(column, self._inverted.occurrences)
        return column.take(spans)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term, or several as one, stand in the live documents of a snapshot.

    ``parts``, one or more, are of following segments; nothing of them is read before it is
    asked for. ``key`` names them in ``hot``; ``room`` is how many documents the snapshot has.
    """

    parts: tuple[Part, ...]
    key: tuple[str, str]
    hot: Hot
    room: int

    @property
    def docs(self) -> Ints:
        """The documents, rising."""
        return self.postings[0]

    @property
    def postings(self) -> tuple[Ints, Numbers]:
        """Them, and how often each has the terms."""
        every = self.every
        if every is not None:
            docs = np.flatnonzero(every != 0)
            return docs, every.take(docs)
        key = (*self.key, "postings")
        kept: tuple[Ints, Numbers] | None = self.hot.get(key)
        if kept is None:
            found = [part.postings() for part in self.parts]
            if self.several:
                kept = added(found, self.room)
            elif len(found) == 1:
                kept = found[0]
            else:
                each_docs, each_times = zip(*found, strict=True)
                kept = np.concatenate(each_docs), np.concatenate(each_times)
            self.hot.put(key, kept, kept[0].nbytes + kept[1].nbytes)
        return kept

    @property
    def every(self) -> Numbers | None:
        """How often each document of the snapshot has the terms; None where most have none."""
        if self.most * _FREQUENT < self.room:
            return None
        key = (*self.key, "every")
        kept: Numbers | None = self.hot.get(key)
        if kept is None:
            docs, frequencies = zip(*(part.postings() for part in self.parts), strict=True)
            total = np.bincount(np.concatenate(docs), np.concatenate(frequencies), self.room)
            kept = total.astype(smallest(int(total.max(initial=0))))
            self.hot.put(key, kept, kept.nbytes)
        return kept

    @property
    def several(self) -> bool:
        """Whether some part is of several terms."""
        return any(part.several for part in self.parts)

    @property
    def most(self) -> int:
        """In as many documents they stand at most; nothing is read for it."""
        return sum(part.size for part in self.parts)

    @property
    def number(self) -> int:
        """In how many documents they stand."""
        if not self.several and all(part.whole for part in self.parts):
            return self.most
        every = self.every
        return len(self.docs) if every is None else int(np.count_nonzero(every))

    @property
    def covering(self) -> bool:
        """Whether a form may cover several positions."""
        return any(part.covering for part in self.parts)

    def holding(self, docs: Ints) -> Mask:
        """Which of ``docs``, live and rising, have any of the terms."""
        if self.are_few(docs):
            found = np.zeros(len(docs), bool)
            found[self.find(docs)[0]] = True
            return found
        every = self.every
        return inside(docs, self.docs) if every is None else every.take(docs) != 0

    def find(self, docs: Ints) -> tuple[Ints, Numbers]:
        """At which of ``docs``, live and rising, the terms stand, and how often: each looked up.

        For what :meth:`are_few` says: one term, and few documents.
        """
        found = [(part, *part.find(docs)) for part in self.parts]
        return (
            np.concatenate([which for _, which, _ in found]),
            np.concatenate([part.frequencies(at) for part, _, at in found]),
        )

    def are_few(self, docs: Ints) -> bool:
        """Whether each of ``docs`` is better looked up where the postings lie."""
        return not self.several and len(docs) * _BISECTED < self.most

    def keys(self, docs: Ints | None = None) -> Ints:
        """Rising keys of the starts of all spans, or those in ``docs``, live and rising."""
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
        """The parts with any of ``docs``, and at which postings; None: all."""
        for part in self.parts:
            at = None if docs is None else part.places(docs)
            if at is None or len(at):
                yield part, at


def added(found: Sequence[tuple[Ints, Numbers]], size: int) -> tuple[Ints, Numbers]:
    """The distinct documents of several postings, rising, and the sum of their frequencies.

    Document numbers are below ``size``.
    """
    if not found:
        return NONE, NONE
    every, counts = [docs for docs, _ in found], [frequencies for _, frequencies in found]
    if sum(map(len, every)) * _SPARSE < size:
        return summed(every, counts)
    total = np.bincount(np.concatenate(every), np.concatenate(counts), size)
    docs = np.flatnonzero(total)
    return docs, total.take(docs).astype(np.int32)
