"""What a slip of the fingers or of the ear costs.

A cost is -log p(typed | meant) in nats, roughly: 0 nothing happened, 3 common,
7 rare. The order of the kinds is that of the noisy-channel literature (Kernighan,
Church & Gale, "A Spelling Correction Program Based on a Noisy Channel Model", 1990)
with what Vietnamese adds: marks are separate keys, and are wrong or missing far
more often than letters; and spelling follows the speaker's region.

A *symbol* is a letter without its tone (đ, ă and â are symbols of their own), as a
small number, so that a table of costs answers for whole columns of words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold
from index.analysis.syllable import lift

Floats = NDArray[np.float32]
Symbols = NDArray[np.uint8]

# --- costs

MISSING_MARK: Final = 2.5
"""A mark of quality left out: dương for đường (and its tone)."""
WRONG_MARK: Final = 3.5
MISSING_TONE: Final = 2.5
WRONG_TONE: Final = 3.5
HEARD_TONE: Final = 2.0
"""hỏi for ngã and back: one tone south of Huế."""
HEARD: Final = 3.5
"""Another spelling for what sounds the same somewhere: s/x, n/l, ch/tr, final n/ng."""
TRANSPOSED: Final = 4.0
NEIGHBOUR: Final = 4.5
"""The key beside it."""
DOUBLED: Final = 3.0
"""A letter twice instead of once, or once instead of twice."""
MISSING_LETTER: Final = 5.0
EXTRA_LETTER: Final = 5.0
EXTRA_BESIDE: Final = 4.5
"""Two keys hit at once."""
VOWEL: Final = 5.5
"""Another vowel: foreign names are written by ear."""
OTHER: Final = 7.0
RUN_TOGETHER: Final = 4.0
"""A space left out."""
UNDECODED: Final = 1.0
"""Keystrokes of Telex or VNI as they are: hardly ever anything else."""

# --- symbols

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzăâđêôơư"
_CODES: Final = {letter: code for code, letter in enumerate(_ALPHABET)}
_BARE: Final = {letter: fold(letter) for letter in _ALPHABET}
PAD: Final = len(_ALPHABET)
"""Stands behind the end of a word."""

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Each row lies half a key to the right of the one above.
_NEXT: Final = frozenset(
    frozenset(pair)
    for row, below in zip(_ROWS, (*_ROWS[1:], ""), strict=True)
    for at, key in enumerate(row)
    for pair in (key + row[at + 1 : at + 2], key + below[at - 1 : at], key + below[at : at + 1])
    if len(pair) == 2
)
_SOUNDS: Final = frozenset(
    map(frozenset, ("sx", "nl", "dr", "dv", "iy", "ck", "tc", "vw", "sz", "kq", "dz", "fp", "jz"))
)
_VOWELS: Final = frozenset("aeiouy")

TONES: Final = (None, "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_HEARD_ALIKE: Final = {"\u0303", "\u0309"}


@dataclass(frozen=True, slots=True)
class Spelled:
    """An exact form taken apart: ``bare`` without tone, ``tone`` its place in TONES."""

    bare: str
    tone: int
    symbols: bytes


def spelled(form: str) -> Spelled | None:
    """``form`` (exact) as symbols; None where it has other letters, or digits.

    Letters of other languages count as their folded ones, é as e.
    """
    bare, _ = lift(form)
    # a letter typed twice may carry its tone twice
    tones = {mark for mark in unicodedata.normalize("NFD", form) if mark in TONES}
    tone = tones.pop() if len(tones) == 1 else None
    codes = [_CODES.get(letter, _CODES.get(fold(letter))) for letter in bare]
    if not codes or None in codes:
        return None
    return Spelled(bare, TONES.index(tone), bytes(code for code in codes if code is not None))


def _letter_cost(typed: str, meant: str) -> float:
    bare = (_BARE[typed], _BARE[meant])
    if bare[0] == bare[1]:
        if typed == meant:
            return 0.0
        return MISSING_MARK if typed == bare[0] else WRONG_MARK
    pair = frozenset(bare)
    if pair in _SOUNDS:
        return HEARD
    if pair in _NEXT:
        return NEIGHBOUR
    return VOWEL if pair <= _VOWELS else OTHER


def _tone_cost(typed: str | None, meant: str | None) -> float:
    if typed == meant:
        return 0.0
    if {typed, meant} == _HEARD_ALIKE:
        return HEARD_TONE
    return MISSING_TONE if typed is None else WRONG_TONE


def _letter_table() -> Floats:
    table = np.full((PAD + 1, PAD + 1), np.inf, np.float32)
    for typed in _ALPHABET:
        for meant in _ALPHABET:
            table[_CODES[typed], _CODES[meant]] = _letter_cost(typed, meant)
    return table


LETTER_COST: Final = _letter_table()
"""[typed symbol, meant symbol]"""
TONE_COST: Final = np.array(
    [[_tone_cost(typed, meant) for meant in TONES] for typed in TONES], np.float32
)
"""[typed tone, meant tone], both as their place in TONES"""
BARE: Final = np.array([*(_CODES[_BARE[letter]] for letter in _ALPHABET), PAD], np.uint8)
"""Symbol → the symbol without its mark."""
NEIGHBOURS: Final = np.array(
    [[frozenset((_BARE[a], _BARE[b])) in _NEXT for b in _ALPHABET] + [False] for a in _ALPHABET]
)
"""[symbol, symbol]: whether their keys lie side by side"""

# --- what is heard alike and written with another number of letters

_ONSETS: Final = (
    ("ch", "tr"), ("gi", "d"), ("gi", "r"), ("gi", "v"), ("g", "gh"), ("ng", "ngh"),
    ("ph", "f"), ("qu", "w"), ("c", "qu"), ("h", "qu"),
)  # fmt: skip
_ENDINGS: Final = (
    ("n", "ng"), ("n", "nh"), ("t", "ch"), ("iu", "iêu"), ("ưu", "ươu"), ("ưu", "iu"),
    ("ươu", "iêu"), ("ao", "au"), ("ui", "uôi"), ("ưi", "ươi"), ("um", "uôm"), ("im", "iêm"),
    ("iên", "uyên"), ("iêt", "uyêt"), ("ăn", "oăn"), ("an", "oan"),
)  # fmt: skip


def heard_alike(bare: str) -> list[str]:
    """Other spellings of a toneless form by one confusion of onset or ending.

    Most are no words; one letter for another is in LETTER_COST already.
    """
    found = [
        other + bare[len(written) :]
        for written, other in _both_ways(_ONSETS)
        if bare.startswith(written)
    ]
    found += [
        bare[: -len(written)] + other
        for written, other in _both_ways(_ENDINGS)
        if bare.endswith(written)
    ]
    return list(dict.fromkeys(found))


def _both_ways(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    for one, other in pairs:
        yield one, other
        yield other, one
