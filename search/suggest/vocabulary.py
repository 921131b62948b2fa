"""The archive's words as columns, for looking at all of them at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold_all
from index.engines.base import TermCount
from search.suggest.slips import BARE, PAD, Symbols, spelled

LONGEST: Final = 20
"""Letters of the longest word that is offered: longer ones are words run together."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of letters only, in the order of their folded forms; one row each.

    ``symbols`` is (words, LONGEST), behind a word's end PAD; ``bare`` the same
    without marks; ``letters`` has one bit per folded letter that occurs.
    ``folds`` are the distinct folded forms in rising order, ``firsts`` the first
    row of each (one more at the end). Some 120 bytes a word, the words included.
    """

    words: tuple[str, ...]
    documents: NDArray[np.int32]
    symbols: Symbols
    bare: Symbols
    tones: Symbols
    lengths: NDArray[np.int8]
    letters: NDArray[np.uint32]
    folds: tuple[str, ...]
    firsts: NDArray[np.int32]
    total: int

    @classmethod
    def of(cls, terms: Iterable[TermCount]) -> Vocabulary:
        """The vocabulary of the exact terms of an index; other terms are left out."""
        kept = []
        for term in terms:
            taken = spelled(term.text)
            if taken is not None and len(taken.symbols) <= LONGEST:
                kept.append((term.text, term.documents, taken))
        texts = fold_all(text for text, _, _ in kept)
        order = sorted(range(len(kept)), key=lambda at: (texts[at], kept[at][0]))
        columns = [kept[at] for at in order]
        symbols = np.full((len(columns), LONGEST), PAD, np.uint8)
        for row, (_, _, taken) in enumerate(columns):
            symbols[row, : len(taken.symbols)] = list(taken.symbols)
        ordered = [texts[at] for at in order]
        firsts = [at for at, each in enumerate(ordered) if at == 0 or each != ordered[at - 1]]
        bare = BARE[symbols]
        return cls(
            words=tuple(text for text, _, _ in columns),
            documents=np.array([documents for _, documents, _ in columns], np.int32),
            symbols=symbols,
            bare=bare,
            tones=np.array([taken.tone for _, _, taken in columns], np.uint8),
            lengths=(symbols != PAD).sum(axis=1).astype(np.int8),
            letters=letter_bits(bare),
            folds=tuple(ordered[at] for at in firsts),
            firsts=np.array([*firsts, len(ordered)], np.int32),
            total=max(1, sum(documents for _, documents, _ in columns)),
        )

    def spelled_alike(self, fold: str) -> Rows:
        """The rows of the words whose folded form is ``fold``."""
        at = bisect_left(self.folds, fold)
        if at == len(self.folds) or self.folds[at] != fold:
            return np.zeros(0, np.intp)
        return np.arange(self.firsts[at], self.firsts[at + 1], dtype=np.intp)

    def row(self, word: str, fold: str) -> int | None:
        """The row of ``word``, whose folded form is ``fold``; None where it is no word here."""
        for row in self.spelled_alike(fold).tolist():
            if self.words[row] == word:
                return int(row)
        return None


def letter_bits(bare: Symbols) -> NDArray[np.uint32]:
    """Which letters occur in each row of bare symbols, as bits."""
    bits = np.uint32(1) << bare.astype(np.uint32)
    bits[bare == PAD] = 0
    found: NDArray[np.uint32] = np.bitwise_or.reduce(bits, axis=-1)
    return found
