"""How much memory the C library holds for a serving process beyond what is in use."""

from __future__ import annotations

import ctypes
from itertools import count
from typing import Final

# From glibc's malloc.h.
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8

ARENAS: Final = 2
LARGE: Final = 1_000_000
"""Bytes from which on an array gets pages of its own."""
ANSWERS: Final = 25
"""After so many a process gives back what is free: .1 ms for each of them."""


def hold_little() -> bool:
    """Has this process, and those it forks, give back what a search took; whether it could.

    By default glibc opens a pool for each thread, up to eight for a core, and learns to keep
    what large arrays leave: at 100,000 articles a seventh of the memory, and no search was
    quicker for it. Other C libraries are left as they are.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return all((mallopt(_M_ARENA_MAX, ARENAS), mallopt(_M_MMAP_THRESHOLD, LARGE)))


def give_back() -> None:
    """Return to the system the pages that nothing stands on. It takes .2 to 12 ms."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class Spare:
    """What a process holds and does not use, given back between answers.

    What a search worked out and what is kept of it come to lie in turn: after a thousand
    searches a fifth of the process was free between what was in use, and no array went whole.
    """

    def __init__(self) -> None:
        self._answers = count(1)

    def answered(self) -> None:
        """To be called after each answer."""
        if next(self._answers) % ANSWERS == 0:
            give_back()
