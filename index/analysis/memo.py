"""A bounded table from surface to result: a word is worked out once, not every time it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

# A thousand articles have some 20,000 surfaces. 16,384 entries take about 2.5 MB, and there are a
# dozen tables; four times as many made neither analysing nor understanding quicker.
ENTRIES: Final = 1 << 14
LONGEST: Final = 40

V = TypeVar("V")


class Memo(dict[str, V]):
    """``memo[surface]`` is ``work(surface)``, remembered.

    A full table is emptied: the frequent surfaces are back after one article.
    Surfaces above ``LONGEST`` code points are never kept, so that hostile text
    cannot fill the memory. Threads may share it: both compute the same value.
    A value that equals its surface is that object: one place in memory to read, not two.
    """

    __slots__ = ("work",)

    def __init__(self, work: Callable[[str], V]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, surface: str) -> V:
        value = self.work(surface)
        if value == surface:
            value = surface
        if len(surface) <= LONGEST:
            if len(self) >= ENTRIES:
                self.clear()
            self[surface] = value
        return value
