"""What was worked out of one snapshot and may be asked for again, within bounds."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Any, Final

_AROUND: Final = 600
"""Bytes of the objects around what is kept."""
_LEFT: Final = 0.75
"""The share of either bound that is left full when the least recently used go."""
MOST: Final = 1 << 15
"""Values kept, however small. Those of a small archive are, and quickly made again; a hundred
thousand of them cost more than their bytes: objects that come and go leave holes behind."""


class _Kept:
    """A value, what it costs, and when it was last asked for."""

    __slots__ = ("cost", "used", "value")

    def __init__(self, value: Any, cost: int, used: int) -> None:
        self.value = value
        self.cost = cost
        self.used = used


class Hot:
    """Belongs to one snapshot and goes with it; what is kept must not be changed.

    Safe for threads. Looking up takes no lock: a search does so some hundred times.
    """

    def __init__(self, budget: int) -> None:
        """``budget`` in bytes."""
        self._budget = budget
        self._kept: dict[Hashable, _Kept] = {}
        self._lock = threading.Lock()
        self._clock = 0
        self.size = 0

    def get(self, key: Hashable) -> Any:
        """None where it is not kept."""
        found = self._kept.get(key)
        if found is None:
            return None
        found.used = self._clock
        return found.value

    def put(self, key: Hashable, value: Any, nbytes: int) -> None:
        """Keep ``value``, whose arrays take ``nbytes``."""
        cost = nbytes + _AROUND
        if cost > self._budget // 4:
            return  # it would drive out all else
        with self._lock:
            if key in self._kept:
                return
            self._clock += 1
            self._kept[key] = _Kept(value, cost, self._clock)
            self.size += cost
            if self.size > self._budget or len(self._kept) > MOST:
                self._make_room()

    def _make_room(self) -> None:
        """Those go that were asked for longest ago."""
        for key, kept in sorted(self._kept.items(), key=lambda item: item[1].used):
            if self.size <= self._budget * _LEFT and len(self._kept) <= MOST * _LEFT:
                return
            del self._kept[key]
            self.size -= kept.cost
