"""Words near each other: windows over arrays of positions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.rising import Ints, distinct

_NEVER = np.iinfo(np.int64).max


def windows(slots: Sequence[tuple[Ints, int]], width: int) -> tuple[Ints, Ints]:
    """Keys of both ends of the minimal windows, rising; see ``query.Near``.

    Each slot comes as the rising keys where its words begin, and how many of them a
    window must hold.
    """
    near = _near_the_rarest(slots, width)
    firsts = distinct(np.concatenate([np.zeros(0, np.int64), *(keys for keys, _ in near)]))
    if not len(firsts):
        return firsts, firsts
    lasts = np.max([_reached(keys, firsts, count) for keys, count in near], axis=0)
    # a window that ends where the next one ends holds that one
    minimal = np.append(lasts[:-1] < lasts[1:], True)
    found = minimal & (lasts - firsts < width)
    return firsts[found], lasts[found]


def densest(
    slots: Sequence[Ints], weights: Sequence[float], width: int, docs: Ints
) -> NDArray[np.float64]:
    """Of each of ``docs`` the most that the slots in one window of ``width`` weigh together.

    Slots come as the rising keys where their words begin; all are in ``docs``, rising.
    """
    best = np.zeros(len(docs))
    begins = distinct(np.concatenate(slots))
    if not len(begins):
        return best
    total = np.zeros(len(begins))
    for keys, weight in zip(slots, weights, strict=True):
        total += np.where(_reached(keys, begins, 1) - begins < width, weight, 0.0)
    np.maximum.at(best, np.searchsorted(docs, begins >> 32), total)
    return best


def _near_the_rarest(slots: Sequence[tuple[Ints, int]], width: int) -> list[tuple[Ints, int]]:
    """The slots with only those keys that a window around the rarest one's can hold."""
    rare = min((keys for keys, _ in slots), key=len, default=np.zeros(0, np.int64))
    return [(_within(keys, rare, width), count) for keys, count in slots]


def _within(keys: Ints, rare: Ints, width: int) -> Ints:
    """Those of ``keys`` that lie less than ``width`` from one of ``rare``."""
    size = len(keys) + 1
    opened = np.bincount(np.searchsorted(keys, rare - width, side="right"), minlength=size)
    closed = np.bincount(np.searchsorted(keys, rare + width), minlength=size)
    return keys[np.cumsum(opened - closed)[:-1] > 0]


def _reached(keys: Ints, firsts: Ints, count: int) -> Ints:
    """Where the ``count``-th of ``keys`` from each of ``firsts`` on stands."""
    at = np.searchsorted(keys, firsts) + count - 1
    return np.append(keys, _NEVER)[np.minimum(at, len(keys))]
