"""The distance to all words at once is the distance to each."""

from __future__ import annotations

from functools import cache
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.base import Terms
from search.suggest.distance import BAND, distances, marks_apart, near
from search.suggest.slips import (
    BARE,
    DOUBLED,
    EXTRA_BESIDE,
    EXTRA_LETTER,
    LETTER_COST,
    MISSING_LETTER,
    NEIGHBOURS,
    TONE_COST,
    TRANSPOSED,
    Spelled,
    spelled,
)
from search.suggest.vocabulary import Vocabulary

WORDS = st.text(alphabet="adeghinotđăâêôơưáàảãạếườ", min_size=1, max_size=8).filter(
    lambda word: spelled(word) is not None
)
OUTSIDE = 4 * DOUBLED
"""Leaving the band costs three letters one way and one back at least."""


def taken(word: str) -> Spelled:
    found = spelled(word)
    assert found is not None
    return found


def vocabulary(*words: str) -> Vocabulary:
    known = sorted(set(words))
    return Vocabulary.of(Terms(known, [1] * len(known)))


def by_definition(typed: Spelled, meant: Spelled) -> float:
    """Optimal string alignment, cell by cell from the end."""
    a, b = typed.symbols, meant.symbols

    def extra(at: int) -> float:
        beside = [a[near] for near in (at - 1, at + 1) if 0 <= near < len(a)]
        if any(BARE[each] == BARE[a[at]] for each in beside):
            return DOUBLED
        return EXTRA_BESIDE if any(NEIGHBOURS[each, a[at]] for each in beside) else EXTRA_LETTER

    @cache
    def cost(i: int, j: int) -> float:
        if i == 0 and j == 0:
            return 0.0
        best = inf
        if i:
            best = min(best, cost(i - 1, j) + extra(i - 1))
        if j:
            doubled = j > 1 and b[j - 1] == b[j - 2]
            best = min(best, cost(i, j - 1) + (DOUBLED if doubled else MISSING_LETTER))
        if i and j:
            best = min(best, cost(i - 1, j - 1) + float(LETTER_COST[a[i - 1], b[j - 1]]))
        if i > 1 and j > 1 and (BARE[a[i - 1]], BARE[a[i - 2]]) == (BARE[b[j - 2]], BARE[b[j - 1]]):
            marks = LETTER_COST[a[i - 1], b[j - 2]] + LETTER_COST[a[i - 2], b[j - 1]]
            best = min(best, cost(i - 2, j - 2) + TRANSPOSED + float(marks))
        return best

    return cost(len(a), len(b)) + float(TONE_COST[typed.tone, meant.tone])


@given(WORDS, st.lists(WORDS, min_size=1, max_size=6))
def test_the_whole_column_has_the_distances_by_definition(typed: str, words: list[str]) -> None:
    known = vocabulary(*words)
    found = distances(taken(typed), known, np.arange(len(known.words)), unmarked=False)
    for word, cost in zip(known.words, found.tolist(), strict=True):
        expected = by_definition(taken(typed), taken(word))
        if abs(len(taken(word).symbols) - len(taken(typed).symbols)) > BAND:
            assert cost == inf
        elif min(cost, expected) < OUTSIDE:
            assert cost == pytest.approx(expected)


@given(WORDS)
def test_a_word_is_no_way_from_itself(word: str) -> None:
    known = vocabulary(word)
    assert distances(taken(word), known, np.array([0]), unmarked=False).tolist() == [0.0]
    assert marks_apart(taken(word), known, np.array([0]), unmarked=False).tolist() == [0.0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("phná", "phán"), ("đm", "đàm"), ("đàmm", "đàm"), ("dàm", "đàm"), ("hpán", "phán")],
)
def test_one_slip_away_is_near(typed: str, meant: str) -> None:
    known = vocabulary(meant, "xyz")
    assert [known.words[row] for row in near(taken(typed), known, 1)] == [meant]


def test_the_first_letter_is_replaced_only_by_a_neighbour_or_a_sound_alike() -> None:
    known = vocabulary("tình", "mình", "rình", "xình")
    assert {known.words[row] for row in near(taken("tình"), known, 1)} == {"tình", "rình"}


def test_marks_cost_nothing_to_who_types_none() -> None:
    known = vocabulary("đường", "dương", "duong")
    assert distances(taken("duong"), known, np.arange(3), unmarked=True).tolist() == [0, 0, 0]
