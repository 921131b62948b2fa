"""How far a typed word is from many words at once.

Weighted Damerau-Levenshtein distance (optimal string alignment), one cell of the
table at a time for all words together, in a band of two around the diagonal.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.suggest.slips import (
    BARE,
    DOUBLED,
    EXTRA,
    EXTRA_NEIGHBOUR,
    LETTER_COST,
    MISSING,
    NEIGHBOURS,
    TONE_COST,
    TRANSPOSED,
    Floats,
    Spelled,
)
from search.suggest.vocabulary import LONGEST, Rows, Vocabulary, letter_bits

BAND: Final = 2
"""Letters more or fewer than typed."""


def near(typed: Spelled, vocabulary: Vocabulary, slips: int) -> Rows:
    """The rows that ``slips`` slips of a letter may have made ``typed`` of, and others.

    A cheap look at lengths, at the set of letters (a slip changes at most two
    of it) and at the first letter, which only a neighbour or a sound-alike may
    replace.
    """
    bare = BARE[np.frombuffer(typed.symbols, np.uint8)]
    differing = np.bitwise_count(vocabulary.letters ^ letter_bits(bare))
    length = len(bare)
    kept = differing <= 2 * slips
    kept &= np.abs(vocabulary.lengths - np.int8(length)) <= min(slips, BAND)
    rows = np.flatnonzero(kept)
    begins = _may_begin(bare)[vocabulary.bare[rows, 0]] | _swapped(bare, vocabulary, rows)
    return np.asarray(rows[begins])


def _may_begin(bare: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Per symbol, whether a word that begins with it may have been typed so."""
    return np.asarray(LETTER_COST[bare[0]] <= EXTRA_NEIGHBOUR)


def _swapped(bare: NDArray[np.uint8], vocabulary: Vocabulary, rows: Rows) -> NDArray[np.bool_]:
    if len(bare) < 2:
        return np.zeros(len(rows), np.bool_)
    firsts = vocabulary.bare[rows, :2]
    return np.asarray((firsts[:, 0] == bare[1]) & (firsts[:, 1] == bare[0]))


def marks_apart(typed: Spelled, vocabulary: Vocabulary, rows: Rows, unmarked: bool) -> Floats:
    """The cost of the marks alone, to ``rows`` with the same folded form as ``typed``."""
    if unmarked:
        return np.zeros(len(rows), np.float32)
    codes = np.frombuffer(typed.symbols, np.uint8)
    letters = LETTER_COST[codes, vocabulary.symbols[rows, : len(codes)]].sum(axis=1)
    return np.asarray(letters + TONE_COST[typed.tone, vocabulary.tones[rows]])


def distances(typed: Spelled, vocabulary: Vocabulary, rows: Rows, unmarked: bool) -> Floats:
    """The cost from each of ``rows`` to ``typed``, inf where it is beyond the band.

    For an ``unmarked`` word marks cost nothing.
    """
    columns = (vocabulary.bare if unmarked else vocabulary.symbols)[rows].T
    codes = np.frombuffer(typed.symbols, np.uint8)
    costs = _aligned(BARE[codes] if unmarked else codes, columns, vocabulary.lengths[rows])
    if not unmarked:
        costs += TONE_COST[typed.tone, vocabulary.tones[rows]]
    return costs


def _aligned(
    codes: NDArray[np.uint8], meant: NDArray[np.uint8], lengths: NDArray[np.int8]
) -> Floats:
    """``meant`` is (LONGEST, words): a column of symbols per place."""
    count = meant.shape[1]
    nowhere = np.full(count, np.inf, np.float32)
    missing = _missing(meant)
    before: dict[int, Floats] = {}
    row: dict[int, Floats] = {0: np.zeros(count, np.float32)}
    for j in range(1, BAND + 1):
        row[j] = row[j - 1] + missing[j - 1]
    for i, code in enumerate(codes.tolist(), 1):
        extra = _extra(codes, i - 1)
        current: dict[int, Floats] = {}
        for j in range(max(0, i - BAND), min(LONGEST, i + BAND) + 1):
            best = row.get(j, nowhere) + extra
            if j:
                np.minimum(
                    best, row.get(j - 1, nowhere) + LETTER_COST[code, meant[j - 1]], out=best
                )
                np.minimum(best, current.get(j - 1, nowhere) + missing[j - 1], out=best)
            if i > 1 and j > 1:
                swapped = (BARE[meant[j - 1]] == BARE[codes[i - 2]]) & (
                    BARE[meant[j - 2]] == BARE[code]
                )
                here = np.where(
                    swapped, before.get(j - 2, nowhere) + np.float32(TRANSPOSED), np.inf
                )
                np.minimum(best, here, out=best)
            current[j] = best
        before, row = row, current
    costs = nowhere.copy()
    for j, cells in row.items():
        np.copyto(costs, cells, where=lengths == j)
    return costs


def _missing(meant: NDArray[np.uint8]) -> Floats:
    """[place, word]: the cost of not having typed the symbol there."""
    costs = np.full(meant.shape, MISSING, np.float32)
    costs[1:][meant[1:] == meant[:-1]] = DOUBLED
    return costs


def _extra(codes: NDArray[np.uint8], at: int) -> np.float32:
    """The cost of having typed the symbol at ``at`` for nothing."""
    beside = [code for code in (codes[at - 1 : at], codes[at + 1 : at + 2]) if len(code)]
    if any(BARE[code[0]] == BARE[codes[at]] for code in beside):
        return np.float32(DOUBLED)
    if any(NEIGHBOURS[code[0], codes[at]] for code in beside):
        return np.float32(EXTRA_NEIGHBOUR)
    return np.float32(EXTRA)
