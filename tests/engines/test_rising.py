"""What rising arrays share, by definition and by every way of finding it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.engines.whoosh.rising import common, highest, inside, places, runs

few = st.sets(st.integers(0, 60), max_size=12)
many = st.sets(st.integers(0, 3_000), max_size=12).map(
    lambda some: {at + step for at in some for step in range(100)}
)
sets = few | many


def rising(numbers: set[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(sorted(numbers), np.int64)


@given(sets, sets)
def test_two_sets_meet_alike_whichever_is_larger(left: set[int], right: set[int]) -> None:
    numbers, others = rising(left), rising(right)
    assert inside(numbers, others).tolist() == [number in right for number in numbers.tolist()]
    assert numbers[places(numbers, others)].tolist() == sorted(left & right)
    assert common(numbers << 40, others << 40).tolist() == [n << 40 for n in sorted(left & right)]


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 40)), max_size=30), st.booleans())
def test_runs_follow_each_other(pairs: list[tuple[int, int]], long: bool) -> None:
    pairs = [(begin, length * 400 if long else length) for begin, length in pairs]
    begins, lengths = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    expected = [begin + step for begin, length in pairs for step in range(length)]
    assert runs(begins, lengths).tolist() == expected


@given(st.lists(st.integers(0, 20), max_size=20), st.integers(0, 25), st.integers(1, 200))
def test_the_highest_with_all_that_tie(scores: list[int], wanted: int, times: int) -> None:
    every = np.array(scores * times, np.float64)
    best = sorted(every.tolist(), reverse=True)[:wanted]
    expected = [at for at, score in enumerate(every.tolist()) if best and score >= best[-1]]
    assert highest(every, wanted).tolist() == expected
