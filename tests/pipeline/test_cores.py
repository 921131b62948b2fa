"""How seldom the collector of garbage looks through what workers, and who feeds them, hold."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from index.cores import YOUNG, OnAllCores


def _held(items: Sequence[int]) -> list[tuple[int, int]]:
    """For each item, how many objects the collector leaves alone, and its first threshold."""
    return [(gc.get_freeze_count(), gc.get_threshold()[0]) for _ in items]


def test_what_a_worker_loads_for_its_first_chunk_is_not_looked_through_again() -> None:
    with OnAllCores(1) as cores:
        first, second = (cores.begin(_held, [1])() for _ in range(2))
    (frozen, threshold), (frozen_then, threshold_then) = *first, *second
    assert threshold != YOUNG
    assert frozen_then > frozen + 10_000  # some are from the start on under Python 3.12
    assert threshold_then == YOUNG


def test_the_process_that_feeds_workers_goes_on_as_before_them() -> None:
    before = gc.get_threshold()
    with OnAllCores(1):
        assert gc.get_threshold() == (YOUNG, *before[1:])
    assert gc.get_threshold() == before
