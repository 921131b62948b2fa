"""How far a typed word is from many words at once.

Weighted Damerau-Levenshtein distance (optimal string alignment), one cell of the
table at a time for all words together, in a band of two around the diagonal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.suggest.lettering import LONGEST
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
    Floats,
    Spelled,
    Symbols,
)
from search.suggest.vocabulary import Rows, Vocabulary, letter_bits

BAND: Final = 2
"""Letters more or fewer than typed."""

_Row = dict[int, Floats]
"""Cells of one row of the table, inside the band: how many symbols are meant → a cost per word."""


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


def _may_begin(bare: Symbols) -> NDArray[np.bool_]:
    """Per symbol, whether a word that begins with it may have been typed so."""
    return np.asarray(LETTER_COST[bare[0]] <= EXTRA_BESIDE)


def _swapped(bare: Symbols, vocabulary: Vocabulary, rows: Rows) -> NDArray[np.bool_]:
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
    table = _Table.of(BARE[codes] if unmarked else codes, columns)
    costs = np.full(len(rows), np.inf, np.float32)
    for length, cells in table.last_row().items():
        np.copyto(costs, cells, where=vocabulary.lengths[rows] == length)
    if not unmarked:
        costs += TONE_COST[typed.tone, vocabulary.tones[rows]]
    return costs


@dataclass(frozen=True, slots=True)
class _Table:
    """``codes`` are typed; ``meant`` is (LONGEST, words), a column of symbols per place.

    ``missing`` is [place, word]: the cost of not having typed the symbol there.
    """

    codes: Symbols
    meant: Symbols
    missing: Floats

    @classmethod
    def of(cls, codes: Symbols, meant: Symbols) -> _Table:
        missing = np.full(meant.shape, MISSING_LETTER, np.float32)
        missing[1:][meant[1:] == meant[:-1]] = DOUBLED
        return cls(codes, meant, missing)

    def last_row(self) -> _Row:
        before: _Row = {}
        row: _Row = {0: np.zeros(self.meant.shape[1], np.float32)}
        for j in range(1, BAND + 1):
            row[j] = row[j - 1] + self.missing[j - 1]
        for i in range(1, len(self.codes) + 1):
            current: _Row = {}
            for j in range(max(0, i - BAND), min(LONGEST, i + BAND) + 1):
                current[j] = reduce(np.minimum, self._ways(i, j, (before, row, current)))
            before, row = row, current
        return row

    def _ways(self, i: int, j: int, rows: tuple[_Row, _Row, _Row]) -> Iterator[Floats]:
        """What the cell (i, j) may cost, by the last thing that happened there."""
        before, row, current = rows
        if j in row:
            yield row[j] + _extra(self.codes, i - 1)
        if j - 1 in row:
            yield row[j - 1] + LETTER_COST[self.codes[i - 1], self.meant[j - 1]]
        if j - 1 in current:
            yield current[j - 1] + self.missing[j - 1]
        if j - 2 in before:
            first, last = self.codes[i - 1], self.codes[i - 2]  # as they were meant
            swapped = BARE[self.meant[j - 2]] == BARE[first]
            swapped &= BARE[self.meant[j - 1]] == BARE[last]
            marks = LETTER_COST[first, self.meant[j - 2]] + LETTER_COST[last, self.meant[j - 1]]
            cost = before[j - 2] + marks + np.float32(TRANSPOSED)
            yield np.where(swapped, cost, np.float32(np.inf))


def _extra(codes: Symbols, at: int) -> np.float32:
    """The cost of having typed the symbol at ``at`` for nothing."""
    beside = [code for code in (codes[at - 1 : at], codes[at + 1 : at + 2]) if len(code)]
    if any(BARE[code[0]] == BARE[codes[at]] for code in beside):
        return np.float32(DOUBLED)
    if any(NEIGHBOURS[code[0], codes[at]] for code in beside):
        return np.float32(EXTRA_BESIDE)
    return np.float32(EXTRA_LETTER)
