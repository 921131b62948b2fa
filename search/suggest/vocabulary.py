"""The archive's words as columns, for looking at all of them at once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engines.base import Terms
from search.suggest.lettering import lettered
from search.suggest.slips import BARE, PAD, Symbols

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
    def of(cls, terms: Terms) -> Vocabulary:
        """The vocabulary of the exact terms of an index; other terms are left out."""
        texts = terms.texts
        spelled = lettered(texts)
        # those of one folded form stay in code point order
        order = np.argsort(spelled.folds, kind="stable")
        places = spelled.places[order]
        folds = spelled.folds[order]
        firsts = np.flatnonzero(np.append(True, folds[1:] != folds[:-1])[: len(folds)])
        documents = np.array(terms.documents, np.int32)[places]
        symbols = spelled.symbols[order]
        bare = BARE[symbols]
        return cls(
            words=tuple(map(texts.__getitem__, places.tolist())),
            documents=documents,
            symbols=symbols,
            bare=bare,
            tones=spelled.tones[order],
            lengths=(symbols != PAD).sum(axis=1).astype(np.int8),
            letters=letter_bits(bare),
            folds=tuple(folds[firsts].astype(np.str_).tolist()),
            firsts=np.append(firsts, len(folds)).astype(np.int32),
            total=max(1, int(documents.sum(dtype=np.int64))),
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
