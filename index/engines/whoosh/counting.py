"""Facet and date counts of documents, or of the stories that they tell."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import deadline
from index.engines.base import DateCounts, FacetCounts
from index.engines.query import FacetWanted, Group
from index.engines.schema import MISSING
from index.engines.whoosh.rising import NONE, Ints, Mask, counted, highest
from index.engines.whoosh.rows import Units
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.values import Carried

_SPARSE = 32
"""So many times fewer than there are values, what is found is counted by sorting it."""


class Counter:
    """Counts over ``docs``, which rise and are live.

    A story counts once for each value. Most stories are told by one document; only of
    the others are values compared with what the story had already.
    """

    def __init__(self, snapshot: Snapshot, docs: Ints, group: Group) -> None:
        self._snapshot = snapshot
        self.docs = docs
        self._stories: Ints | None = None
        if group == "story":
            self._stories = snapshot.rows.stories.take(docs)
            self._shared = snapshot.rows.shared.take(docs)

    def number(self, keep: Mask | None = None) -> int:
        """How many articles, or stories, those documents are that ``keep`` says."""
        if self._stories is None:
            return len(self.docs) if keep is None else int(np.count_nonzero(keep))
        stories = self._stories if keep is None else self._stories.compress(keep)
        shared = self._shared if keep is None else self._shared.compress(keep)
        alone = len(stories) - int(np.count_nonzero(shared))
        return alone + len(counted(np.sort(stories.compress(shared)))[0])

    def facet(self, wanted: FacetWanted) -> FacetCounts:
        """The most frequent values; see FacetCounts."""
        deadline.check()
        carried = self._snapshot.values[wanted.facet]
        numbers, counts = self._carried(carried, wanted.facet)
        missing = 0
        if carried.missing is not None:
            at = _place(numbers, carried.missing)
            if at is not None:
                missing = int(counts[at])
                numbers, counts = np.delete(numbers, at), np.delete(counts, at)
        most = highest(counts, wanted.size)
        order = np.lexsort((carried.ranks.take(numbers.take(most)), -counts.take(most)))
        most = most.take(order[: wanted.size])
        texts = carried.texts(numbers.take(most))
        listed = list(zip(texts, counts.take(most).tolist(), strict=True))
        shown = set(texts) if wanted.keep else set()
        for value in dict.fromkeys(wanted.keep):
            if value not in shown and value != MISSING:
                number = carried.number(value)
                at = None if number is None else _place(numbers, number)
                listed.append((value, 0 if at is None else int(counts[at])))
        return FacetCounts(tuple(listed), missing, len(numbers))

    def _carried(self, carried: Carried, facet: str) -> tuple[Ints, Ints]:
        """The values that occur, by number, and their counts."""
        if self._stories is None:
            everything = self._snapshot.documents
            if len(self.docs) == everything:
                return _occurring(self._snapshot.carrying[facet])
            if len(self.docs) * 2 > everything:
                others = carried.of(self._snapshot.others(self.docs))[0]
                counts = self._snapshot.carrying[facet].copy()
                counts -= np.bincount(others, minlength=len(counts))
                return _occurring(counts)
        values, times = carried.of(self.docs)
        return _counts(self._once(values, times), carried.most)

    def _once(self, values: NDArray[Any], times: Ints | None = None) -> NDArray[Any]:
        """``values`` of documents (``times`` of each), those of one story told apart."""
        if self._stories is None:
            return values
        shared, stories = self._shared, self._stories
        if times is not None:
            shared, stories = np.repeat(shared, times), np.repeat(stories, times)
        if not shared.any():
            return values
        room = int(stories.max()) + 1
        pairs = values.compress(shared).astype(np.int64) * room + stories.compress(shared)
        told = counted(np.sort(pairs))[0] // room
        return np.concatenate((values.compress(~shared), told))

    def dates(self) -> DateCounts:
        """Per year, month and day."""
        units = self._snapshot.rows.units
        of = units.of.take(self.docs)
        undated = of == len(units.labels)
        years, months, days = (
            self._level(units, of, level, labels)
            for level, labels in (
                (1, units.year_labels),
                (2, units.month_labels),
                (3, units.labels),
            )
        )
        no_year = self._snapshot.rows.column("no_year").take(self.docs)
        return DateCounts(years, months, days, self.number(no_year), self.number(undated))

    def _level(
        self, units: Units, of: Ints, level: int, labels: NDArray[np.object_]
    ) -> dict[str, int]:
        """Counts of one level's labels."""
        at = {1: units.years, 2: units.months}.get(level)
        if at is None:
            at = np.where(units.levels == 3, np.arange(len(units.levels)), -1)
        numbers = np.append(at, -1).take(of)
        if self._stories is None:
            numbers = numbers.compress(numbers >= 0)
        else:
            numbers = self._once(numbers + 1) - 1
            numbers = numbers.compress(numbers >= 0)
        found, counts = _counts(numbers, len(labels))
        return dict(zip(labels.take(found).tolist(), counts.tolist(), strict=True))


def _place(numbers: Ints, number: int) -> int | None:
    """Where a number stands among rising ones."""
    at = int(numbers.searchsorted(number))
    return at if at < len(numbers) and numbers[at] == number else None


def _counts(values: NDArray[Any], most: int) -> tuple[Ints, Ints]:
    """The distinct ``values``, rising, and how often each occurs; all are below ``most``."""
    if len(values) * _SPARSE < most:
        found, counts = counted(np.sort(values))
        return found.astype(np.int64), counts
    return _occurring(np.bincount(values)) if len(values) else (NONE, NONE)


def _occurring(counts: Ints) -> tuple[Ints, Ints]:
    found = np.flatnonzero(counts)
    return found, counts.take(found)
