"""One query in the ways people type it: with its marks, with half of them, without.

Marks are taken from a *marked* word of the analysis (``is_marked``), in any
Unicode form; letters, case, i and y stay as they were typed.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from typing import Final, Literal

from index.analysis import analyze, is_marked

Variant = Literal["clean", "half", "none", "tone-only"]

VARIANTS: Final[tuple[Variant, ...]] = ("clean", "half", "none", "tone-only")
SEEDS: Final = ("sông Hồng", "sông Mã", "sông Lam", "sông Hương", "sông Tiền")
"""Half the marks are dropped five times, each time others; scores are averaged."""

_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323\u0340\u0341]")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_STROKES: Final = str.maketrans("đĐðÐ", "dDdD")


def variants(text: str, variant: Variant) -> tuple[str, ...]:
    """``text`` as ``variant``: five texts for "half", otherwise one."""
    match variant:
        case "clean":
            return (text,)
        case "half":
            return tuple(halved(text, seed) for seed in SEEDS)
        case "none":
            return (unmarked(text),)
        case "tone-only":
            return (toneless(text),)


def halved(text: str, seed: str) -> str:
    """Each marked syllable loses all its marks with a chance of one half.

    The same for the same text and seed, whatever else is asked.
    """
    chance = random.Random(f"{seed}: {text}")  # noqa: S311  # an experiment, not a secret
    return _changed(text, lambda word: without_marks(word) if chance.random() < 0.5 else word)


def unmarked(text: str) -> str:
    """Every marked syllable without its marks: *đường* → *duong*."""
    return _changed(text, without_marks)


def toneless(text: str) -> str:
    """Every marked syllable without its tone only: *đường* → *đương*."""
    return _changed(text, _without_tone)


def without_marks(word: str) -> str:
    """``word`` without diacritics, đ as d, its case kept."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_STROKES)


def _without_tone(word: str) -> str:
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word)))


def _changed(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` made to the surface of every marked token."""
    tokens = analyze(text)
    pieces, behind = [], 0
    for form, start, end in zip(tokens.exact, tokens.starts, tokens.ends, strict=True):
        pieces.append(text[behind:start])
        surface = text[start:end]
        pieces.append(change(surface) if is_marked(form) else surface)
        behind = end
    return "".join([*pieces, text[behind:]])
