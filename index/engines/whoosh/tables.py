"""Counts in rows: of a row's numbers, which rise, how often each was counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.engines.whoosh.rising import Ints, Numbers, counted, sizes, summed
from index.engines.whoosh.sections import Sections, SectionWriter, narrow


@dataclass(frozen=True, slots=True)
class Table:
    """Row ``r`` holds ``numbers`` and ``counts`` from ``offsets[r]`` to ``offsets[r + 1]``."""

    offsets: Numbers
    numbers: Numbers
    counts: Numbers

    @classmethod
    def read(cls, sections: Sections, name: str) -> Table:
        return cls(*(sections[f"{name}/{part}"] for part in PARTS))

    def write(self, writer: SectionWriter, name: str) -> None:
        for part, values in zip(PARTS, (self.offsets, self.numbers, self.counts), strict=True):
            writer.put(f"{name}/{part}", narrow(values))

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.offsets) - 1

    def where(self, rows: Ints, numbers: Ints) -> Ints:
        """The place of each number in its row, -1 where it is not: a binary search of all."""
        rows, numbers = np.broadcast_arrays(rows, numbers)
        known = rows < self.size
        if not known.any() or not len(self.numbers):
            return np.full(rows.shape, -1)
        row = np.where(known, rows, 0)
        low = self.offsets[row].astype(np.int64)
        end = np.where(known, self.offsets[row + 1].astype(np.int64), low)
        high = end
        last = len(self.numbers) - 1
        for _ in range(int((high - low).max()).bit_length()):
            middle = (low + high) >> 1
            below = (low < high) & (self.numbers[np.minimum(middle, last)] < numbers)
            low, high = np.where(below, middle + 1, low), np.where(below, high, middle)
        found = (low < end) & (self.numbers[np.minimum(low, last)] == numbers)
        return np.where(found, low, -1)

    def of(self, rows: Ints, numbers: Ints) -> Ints:
        """How often each number was counted in its row."""
        at = self.where(rows, numbers)
        found = np.zeros(at.shape, np.int64)
        known = at >= 0
        found[known] = self.counts[at[known]]
        return found

    def total(self, rows: Iterable[int], numbers: Sequence[int]) -> int:
        """What some rows of this table count of ``numbers``, all together.

        Of few rows much faster than :meth:`of`.
        """
        kind = self.numbers.dtype
        # of another type numpy would look in a copy of the whole row
        wanted = np.array([each for each in numbers if each <= np.iinfo(kind).max], kind)
        found = 0
        for row in rows:
            inside = slice(int(self.offsets[row]), int(self.offsets[row + 1]))
            held = self.numbers[inside]
            if len(held):
                at = held.searchsorted(wanted)
                hit = held.take(at, mode="clip") == wanted
                found += int(self.counts[inside].take(at.compress(hit)).sum(dtype=np.int64))
        return found

    def rows(self, first: int, last: int) -> tuple[Ints, Ints, Ints]:
        """(row, number, count) of all in the rows from ``first`` to ``last``."""
        offsets = self.offsets[first : last + 1]
        inside = slice(int(offsets[0]), int(offsets[-1]))
        of = np.repeat(np.arange(first, last), sizes(offsets))
        return of, self.numbers[inside].astype(np.int64), self.counts[inside].astype(np.int64)


PARTS = ("offsets", "numbers", "counts")


def table(rows: Ints, numbers: Ints, counts: Ints, size: int) -> Table:
    """Of counts that come by row and rising number; there are ``size`` rows."""
    offsets = np.append(0, np.cumsum(np.bincount(rows, minlength=size)))
    return Table(narrow(offsets), narrow(numbers), narrow(counts))


def tallied(keys: Ints) -> tuple[Ints, Ints]:
    """Distinct keys, rising, and how often each stands."""
    return counted(np.sort(keys))


def remaining(keys: Sequence[Ints], counts: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Distinct keys, rising, and the sum of what each counts; only sums above 0."""
    found, total = summed(keys, counts)
    return found[total > 0], total[total > 0]
