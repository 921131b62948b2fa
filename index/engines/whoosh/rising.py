"""Rising arrays of whole numbers: what they share, what is distinct, what stands in which.

``np.unique`` hashes: for the 400,000 places of two frequent words it takes 125 ms. A
stable sort merges runs that rise already in a few. Sets that rise meet by bisection where
one is much smaller, and in a table of flags or by merging where they are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
"""Whole numbers of any type."""
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

NONE: Final[Ints] = np.zeros(0, np.int64)

_FLAGS = 16
"""One set being so many times smaller, looking its numbers up costs less than flags for all."""
_MERGE = 4
"""The same, compared with merging the two."""
_MANY = 10_000


def distinct(runs: NDArray[Any]) -> NDArray[Any]:
    """The numbers of ``runs``, rising, each once."""
    ordered = np.sort(runs, kind="stable")
    return ordered[_new(ordered)]


def counted(rising: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """The distinct numbers of a rising array, and how often each stands in it."""
    first = np.flatnonzero(_new(rising))
    return rising[first], np.diff(first, append=len(rising))


def summed(
    keys: Sequence[NDArray[Any]], counts: Sequence[NDArray[Any]]
) -> tuple[NDArray[Any], Ints]:
    """The distinct numbers of several ``keys``, rising, and the sum of what each counts."""
    every = np.concatenate(keys)
    order = np.argsort(every, kind="stable")
    distinct_keys, times = counted(every[order])
    if not len(times):
        return distinct_keys, times
    ordered = np.concatenate(counts).astype(np.int64)[order]
    return distinct_keys, np.add.reduceat(ordered, np.cumsum(times) - times)


def inside(numbers: Ints, others: Ints) -> Mask:
    """Which of ``numbers`` stand in ``others``; both rise, each number once, from 0 on."""
    if not len(numbers) or not len(others):
        return np.zeros(len(numbers), bool)
    if len(numbers) * _FLAGS < len(others):
        at = others.searchsorted(numbers)
        return np.asarray(others.take(at, mode="clip") == numbers)
    if len(others) * _FLAGS < len(numbers):
        at = numbers.searchsorted(others)
        found = np.zeros(len(numbers), bool)
        found[at.compress(numbers.take(at, mode="clip") == others)] = True
        return found
    flags = np.zeros(int(max(numbers[-1], others[-1])) + 1, bool)
    flags[others] = True
    return flags.take(numbers)


def places(numbers: Ints, others: Ints) -> Ints:
    """Where in ``numbers`` those of ``others`` stand that it has; as for :func:`inside`."""
    if len(numbers) and len(others) * _FLAGS < len(numbers):
        at = numbers.searchsorted(others)
        return at.compress(numbers.take(at, mode="clip") == others)
    return np.flatnonzero(inside(numbers, others))


def common(keys: Ints, others: Ints) -> Ints:
    """The numbers that stand in both, which rise, each number once; they may be large."""
    few, many = (keys, others) if len(keys) <= len(others) else (others, keys)
    if not len(few):
        return few
    if len(few) * _MERGE < len(many):
        return few.compress(many.take(many.searchsorted(few), mode="clip") == few)
    merged = np.concatenate((few, many))
    merged.sort(kind="stable")
    return merged[:-1].compress(merged[1:] == merged[:-1])


def runs(begins: Ints, lengths: NDArray[Any]) -> Ints:
    """The numbers ``begins[i]``, ``begins[i] + 1``, ..., ``lengths[i]`` of them, for all i."""
    ends = np.cumsum(lengths, dtype=np.int64)
    if not len(ends):
        return NONE
    if ends[-1] < _MANY:
        found = np.repeat(begins - ends + lengths, lengths)
        found += np.arange(len(found))
        return found
    # adding up steps takes two thirds of the time, once there are many
    some = np.flatnonzero(lengths)
    begins, lengths, ends = begins.take(some), lengths.take(some), ends.take(some)
    steps = np.ones(int(ends[-1]), np.int64)
    steps[0] = begins[0]
    steps[ends[:-1]] = begins[1:] - begins[:-1] - lengths[:-1] + 1
    return steps.cumsum(out=steps)


def by_number(numbers: Ints, size: int) -> Ints:
    """A stable order of numbers below ``size``.

    numpy sorts 16 bits by counting, ten times as fast as wider numbers: so the low ones
    first, then the high ones.
    """
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if size > 1 << 16:
        high = (numbers >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def sizes(offsets: NDArray[Any]) -> Ints:
    """How many there are from each offset to the next."""
    return np.diff(offsets.astype(np.int64)).astype(np.int64, copy=False)


def highest(scores: NDArray[Any], wanted: int) -> Ints:
    """Where the ``wanted`` highest of ``scores`` stand, and all that tie with the last.

    ``np.partition`` of 50,000 scores takes .5 ms; the highest of each of many groups bound
    the least that can be wanted, and few are above it: .03 ms.
    """
    if wanted <= 0:
        return NONE
    if len(scores) <= wanted:
        return np.arange(len(scores))
    groups = len(scores) // 64
    if groups <= wanted:
        return np.flatnonzero(scores >= _least(scores, wanted))
    tops = scores[: groups * 64].reshape(64, groups).max(axis=0)
    found = np.flatnonzero(scores >= _least(tops, wanted))
    there = scores.take(found)
    return found.compress(there >= _least(there, wanted))


def _least(scores: NDArray[Any], wanted: int) -> Any:
    """The ``wanted``-th highest."""
    at = len(scores) - wanted
    return np.partition(scores, at)[at]


def _new(rising: NDArray[Any]) -> Mask:
    """Where another number begins."""
    new = np.ones(len(rising), bool)
    new[1:] = rising[1:] != rising[:-1]
    return new
