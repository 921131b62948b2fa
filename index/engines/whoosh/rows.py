"""What a snapshot knows of each document beside words and values: dates, lengths, stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines import bm25
from index.engines.schema import EXACT
from index.engines.whoosh.fields import ROW
from index.engines.whoosh.rising import Ints, Mask
from index.engines.whoosh.segment import Segment

_DAY = 24 * 60
UNDATED = np.iinfo(np.int64).max
_WIDTHS = (4, 7, 10)


@dataclass(frozen=True, slots=True)
class Level:
    """``labels`` are ``2025``, ``2025-10`` or ``2025-10-29``.

    ``of`` has each unit's place in them, -1 where it is coarser itself; ``units`` are the others.
    """

    of: Ints
    labels: NDArray[np.object_]
    units: Ints


@dataclass(frozen=True, slots=True)
class Units:
    """The years, months and days that documents are dated with, as numbers.

    ``of`` has each document's finest unit, ``size`` where it has no place on the time
    line. ``years``, ``months`` and ``days`` have those of each unit.
    """

    of: Ints
    size: int
    years: Level
    months: Level
    days: Level


class Rows:
    """Columns over all documents, deleted ones included, each made when it is first asked for."""

    def __init__(self, segments: Sequence[Segment], live: Mask) -> None:
        self._segments = segments
        self._live = live
        self._columns: dict[str, NDArray[Any]] = {}

    def column(self, name: str) -> NDArray[Any]:
        """One field of ``fields.ROW`` of all documents, side by side in memory."""
        if name not in self._columns:
            parts = [np.zeros(0, ROW), *(segment.rows for segment in self._segments)]
            self._columns[name] = np.concatenate([part[name] for part in parts])
        return self._columns[name]

    def prepare(self) -> None:
        """Make what is made when it is first asked for."""
        _ = self.norms, self.units, self.sharing

    @cached_property
    def dated(self) -> Mask:
        """Which documents have a place on the time line."""
        return np.asarray(self.column("level") > 0)

    @cached_property
    def norms(self) -> dict[str, NDArray[np.float64]]:
        """By zone, what BM25 adds to a frequency because of the document's length."""
        return {zone: self._norms(zone) for zone in EXACT}

    def _norms(self, zone: str) -> NDArray[np.float64]:
        lengths = self.column(f"length_{zone}").astype(np.float64)
        # a mean of 0 has no documents with anything in the zone
        mean = float(lengths.mean(where=self._live)) if self._live.any() else 0.0
        return bm25.K1 * (1 - bm25.B + bm25.B * lengths / (mean or 1.0))

    @cached_property
    def stories(self) -> Ints:
        """Each document's story as a number from 0 on; not every number has one."""
        told = self.column("story")
        first, last = told.min(initial=0), told.max(initial=0)
        if last - first < 8 * len(told) + 1_000:
            return np.asarray(told - first)
        return np.unique(told, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def shared(self) -> Mask:
        """Which documents tell a story that another one tells too."""
        return np.asarray(np.bincount(self.stories).take(self.stories) > 1)

    @cached_property
    def sharing(self) -> Ints:
        """Those documents."""
        return np.flatnonzero(self.shared)

    def minutes(self, docs: Ints, newest: bool) -> Ints:
        """What a date order sorts ``docs`` by, rising; UNDATED where they have no date."""
        start = self.column("start").take(docs)
        return np.where(self.dated.take(docs), -start if newest else start, UNDATED)

    @cached_property
    def units(self) -> Units:
        """The finest unit of each document's date."""
        level = self.column("level").astype(np.int64)
        dated = np.flatnonzero(level)
        days = self.column("start").take(dated) // _DAY
        first = days.min(initial=0)
        codes = (days - first) * 3 + level.take(dated) - 1
        present = np.zeros(int(codes.max(initial=-1)) + 1, bool)
        present[codes] = True
        found = np.flatnonzero(present)
        of = np.full(len(level), len(found))
        of[dated] = (np.cumsum(present) - 1).take(codes)
        levels = (found % 3 + 1).astype(np.int8)
        texts = (found // 3 + first).astype("datetime64[D]").astype(str).tolist()
        return Units(of, len(found), *(_level(texts, levels, level) for level in (1, 2, 3)))


def _level(texts: Sequence[str], levels: NDArray[np.int8], level: int) -> Level:
    shorts = [text[: _WIDTHS[level - 1]] for text in texts]
    labels = {short: number for number, short in enumerate(dict.fromkeys(shorts))}
    numbers = np.array([labels[short] for short in shorts], np.int64)
    named = np.empty(len(labels), object)
    named[:] = list(labels)
    fine = levels >= level
    return Level(np.where(fine, numbers, -1), named, np.flatnonzero(fine))
