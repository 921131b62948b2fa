"""How the C library holds memory for the threads of a serving process."""

from __future__ import annotations

import ctypes
from typing import Final

# From glibc's malloc.h.
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8

ARENAS: Final = 2
LARGE: Final = 1_000_000
"""Bytes from which on an array gets pages of its own."""


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
