""":func:`search.suggest.slips.spelled` over a whole vocabulary, as arrays.

A word is spelled letter by letter: what each of the few hundred letters of an archive is
tells how its 100,000 words are spelled. Only where a mark stands apart from its letter is a
word looked at by itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold
from search.suggest.slips import BARE, PAD, TONES, Symbols, spelled

LONGEST: Final = 20
"""Letters of the longest word that is offered: longer ones are words run together."""

_NONE: Final = PAD + 1
"""In the place of a symbol: no word with this letter is offered."""
_APART: Final = PAD + 2
"""In the place of a symbol: depends on the letters beside it."""

# Symbols without marks are the letters from a to z.
_FOLDED: Final = np.append(BARE[:PAD] + np.uint8(ord("a")), np.uint8(0))
"""Symbol → the character of its folded form; behind a word's end 0."""
_TONE: Final = np.zeros(1 << len(TONES), np.uint8)
"""Which of TONES occur, as bits → the tone; of several none."""
_TONE[1 << np.arange(len(TONES))] = np.arange(len(TONES))


@dataclass(frozen=True, slots=True)
class Lettered:
    """Those of some words that are letters only and at most LONGEST of them, one row each.

    ``places`` are theirs among all words, rising; ``symbols`` is (words, LONGEST), behind a
    word's end PAD; ``tones`` are places in TONES, ``folds`` the folded forms in ASCII.
    """

    places: NDArray[np.intp]
    symbols: Symbols
    tones: Symbols
    folds: NDArray[np.bytes_]


def lettered(words: Sequence[str]) -> Lettered:
    """How each of ``words`` (exact forms) is spelled."""
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), "<u4")
    symbol_of, tones_of = _letters(codes)
    found = symbol_of[codes]
    rows = np.repeat(np.arange(len(words), dtype=np.int32), lengths)
    fits = (lengths > 0) & (lengths <= LONGEST)
    fits[rows[found >= _NONE]] = False
    symbols = np.full((len(words), LONGEST), PAD, np.uint8)
    symbols[fits[:, None] & (np.arange(LONGEST) < lengths[:, None])] = found[fits[rows]]
    tones = np.zeros(len(words), np.uint8)
    some = np.flatnonzero(lengths)  # a word without letters has no place in ``codes``
    begins = (np.cumsum(lengths) - lengths)[some]
    tones[some] = _TONE[np.bitwise_or.reduceat(tones_of[codes], begins)]
    for row in np.unique(rows[found == _APART]).tolist():
        alone = spelled(words[row])
        if alone is not None and len(alone.symbols) <= LONGEST:
            fits[row], tones[row] = True, alone.tone
            symbols[row, : len(alone.symbols)] = list(alone.symbols)
    places = np.flatnonzero(fits)
    kept = symbols[places]
    return Lettered(
        places, kept, tones[places], _folds(kept, [words[at] for at in places.tolist()])
    )


def _letters(codes: NDArray[np.uint32]) -> tuple[Symbols, Symbols]:
    """By code point, the symbol and the tones, as bits, of each letter of ``codes``."""
    present = np.zeros(int(codes.max(initial=0)) + 1, np.bool_)
    present[codes] = True
    symbols, tones = np.zeros(len(present), np.uint8), np.zeros(len(present), np.uint8)
    for code in np.flatnonzero(present).tolist():
        symbols[code], tones[code] = _letter(chr(code))
    return symbols, tones


def _letter(char: str) -> tuple[int, int]:
    parts = unicodedata.normalize("NFD", char)
    if unicodedata.combining(parts[0]) or unicodedata.normalize("NFC", char) != char:
        return _APART, 0
    alone = spelled(char)
    if alone is None:
        return _NONE, 0
    if len(alone.symbols) > 1:
        return _APART, 0
    return alone.symbols[0], sum(1 << TONES.index(mark) for mark in set(parts) if mark in TONES)


def _folds(symbols: Symbols, words: Sequence[str]) -> NDArray[np.bytes_]:
    """The folded forms: the letters without marks, but for a y that folds to i."""
    folded = _FOLDED[symbols]
    last = np.maximum((folded != 0).sum(axis=1) - 1, 0)
    for row in np.flatnonzero(folded[np.arange(len(words)), last] == ord("y")).tolist():
        folded[row, last[row]] = ord(fold(words[row])[-1])
    return folded.view(f"S{LONGEST}").ravel()
