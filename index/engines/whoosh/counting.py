"""Facet and date counts of documents, or of the stories that they tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import deadline
from index.engines.base import DateCounts, FacetCounts
from index.engines.query import FacetWanted, Group
from index.engines.schema import MISSING
from index.engines.whoosh.rising import NONE, Ints, Mask, counted, distinct, highest
from index.engines.whoosh.rows import Level
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.values import Carried, Names

_SHORT = 1 << 16
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
        self._alone, self._sharing = docs, NONE
        if group == "story":
            shared = snapshot.rows.shared.take(docs)
            self._alone, self._sharing = docs.compress(~shared), docs.compress(shared)
        self._stories = snapshot.rows.stories.take(self._sharing)

    def number(self, keep: Mask | None = None) -> int:
        """How many articles, or stories, those documents are that ``keep`` says."""
        docs = self.docs if keep is None else self.docs.compress(keep)
        if not len(self._sharing):
            return len(docs)
        shared = self._snapshot.rows.shared.take(docs)
        stories = self._snapshot.rows.stories.take(docs.compress(shared))
        return len(docs) - len(stories) + len(distinct(stories))

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
                others = numbers != carried.missing
                numbers, counts = numbers.compress(others), counts.compress(others)
        most, occurring = highest(counts, wanted.size), len(numbers)
        if wanted.by_name:
            most, occurring = _of_names(carried.names, numbers, counts, wanted)
        order = _order(counts.take(most), carried.ranks.take(numbers.take(most)))
        most = most.take(order if wanted.by_name else order[: wanted.size])
        texts = carried.texts(numbers.take(most))
        listed = list(zip(texts, counts.take(most).tolist(), strict=True))
        kept = _others(wanted.keep, texts) if wanted.keep else []
        for value in kept:
            number = carried.number(value)
            at = None if number is None else _place(numbers, number)
            listed.append((value, 0 if at is None else int(counts[at])))
        everywhere: list[int] = []
        if wanted.everywhere:
            everywhere += self._snapshot.carrying[wanted.facet].take(numbers.take(most)).tolist()
            everywhere += self._snapshot.frequencies(wanted.facet, kept).values()
        return FacetCounts(tuple(listed), missing, occurring, tuple(everywhere))

    def _carried(self, carried: Carried, facet: str) -> tuple[Ints, Ints]:
        """The values that occur, by number, and their counts."""
        told = self._told(*carried.of(self._sharing))
        if len(self._alone) * 2 <= self._snapshot.documents:
            values, _ = carried.of(self._alone)
            return _counts(np.concatenate((values, told)), carried.most)
        counts = self._snapshot.carrying[facet]
        if len(self._alone) < self._snapshot.documents:
            others, _ = carried.of(self._snapshot.others(self._alone))
            counts = counts - np.bincount(others, minlength=len(counts))
            counts += np.bincount(told, minlength=len(counts))
        return _occurring(counts)

    def _told(self, values: NDArray[Any], times: Ints) -> NDArray[Any]:
        """``values`` of the documents that share stories, once for each story."""
        if not len(values):
            return values
        room = int(self._stories.max()) + 1
        pairs = values.astype(np.int64) * room + np.repeat(self._stories, times)
        told: NDArray[Any] = distinct(np.sort(pairs)) // room
        return told

    def dates(self) -> DateCounts:
        """Per year, month and day."""
        units = self._snapshot.rows.units
        alone = np.bincount(units.of.take(self._alone), minlength=units.size + 1)[:-1]
        sharing = units.of.take(self._sharing)
        years, months, days = (
            self._level(level, alone, sharing) for level in (units.years, units.months, units.days)
        )
        undated = units.of.take(self.docs) == units.size
        no_year = self._snapshot.rows.column("no_year").take(self.docs)
        return DateCounts(years, months, days, self.number(no_year), self.number(undated))

    def _level(self, level: Level, alone: Ints, sharing: Ints) -> dict[str, int]:
        """Counts of one level's labels, of those by unit and the units of those who share."""
        labels = level.of.take(level.units)
        each = np.bincount(labels, alone.take(level.units), len(level.labels))
        counts = each.astype(np.int64)
        if len(sharing):
            # one label more: none
            numbers = np.append(level.of, -1).take(sharing) % (len(level.labels) + 1)
            told = self._told(numbers, np.ones(len(sharing), np.int64))
            counts += np.bincount(told, minlength=len(counts) + 1)[:-1]
        found, some = _occurring(counts)
        return dict(zip(level.labels.take(found).tolist(), some.tolist(), strict=True))


def _of_names(names: Names, numbers: Ints, counts: Ints, wanted: FacetWanted) -> tuple[Ints, int]:
    """Where the values of the most frequent names stand among ``numbers``; how many names occur."""
    name = names.of.take(numbers)
    alone = names.alone.take(numbers)
    own, occurring = np.zeros(names.size, np.int64), np.zeros(names.size, bool)
    own[name.compress(alone)] = counts.compress(alone)
    occurring[name] = True
    found = np.flatnonzero(occurring)
    listed = np.zeros(names.size, bool)
    listed[found.take(highest(own.take(found), wanted.size))] = True
    listed[[number for value in wanted.keep if (number := names.number(value)) is not None]] = True
    return np.flatnonzero(listed.take(name)), len(found)


def _others(kept: Sequence[str], listed: Sequence[str]) -> list[str]:
    """The values to keep, once each, that are not among the ``listed``."""
    shown = {MISSING, *listed}
    return [text for text in dict.fromkeys(kept) if text not in shown]


def _order(counts: Ints, ranks: NDArray[np.int32]) -> Ints:
    """By falling count, then by rising rank."""
    fall = counts.max(initial=0) - counts
    if len(fall) and fall.max() < _SHORT:
        fall = fall.astype(np.uint16)  # which numpy sorts digit by digit, not by comparing
    ranked: Ints = ranks.argsort(kind="stable")
    order: Ints = fall.take(ranked).argsort(kind="stable")
    return ranked.take(order)


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
