"""What was worked out of one snapshot and may be asked for again, within a byte budget."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, Final

_AROUND: Final = 600
"""Bytes of the objects around what is kept."""


class Hot:
    """Least recently used first out. It belongs to one snapshot and goes with it.

    Safe for threads; what is kept must not be changed.
    """

    def __init__(self, budget: int) -> None:
        """``budget`` in bytes."""
        self._budget = budget
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def get(self, key: Hashable) -> Any:
        """None where it is not kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: Any, nbytes: int) -> None:
        """Keep ``value``, whose arrays take ``nbytes``."""
        cost = nbytes + _AROUND
        if cost > self._budget // 4:
            return  # it would drive out all else
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value, cost
            self.size += cost
            while self.size > self._budget:
                _, (_, old) = self._kept.popitem(last=False)
                self.size -= old
