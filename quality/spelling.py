"""Vietnamese spelling in a few lines, without ``index.analysis``: what the gates compare with.

A gate that asked the product's own analysis whether two words are one would
pass whatever that analysis does. So the rules stand here a second time, told by
the shape of a syllable instead of the product's table of rimes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
ZERO_WIDTH: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
WORD: Final = re.compile(
    rf"[^\W\d_](?:[^\W_]|[\u0300-\u036f]|[{ZERO_WIDTH}]+(?=[^\W_]|[\u0300-\u036f]))*|[0-9]+"
)
"""A word as a reader sees it; numbers with points and slashes fall into their digits."""

_ONSET: Final = (
    "qu(?=[aăâeêioôơuưy])|gi(?=[aăâeêioôơuưy])"
    "|ngh|ng|nh|n|gh|g|kh|k|ch|c|th|tr|t|ph|p|[bdđhlmrsvx]|"
)
_SHAPE: Final = re.compile(rf"({_ONSET})([aăâeêioôơuưy]{{1,3}})(ch|ng|nh|[cmnpt]|)")
_BEFORE_Y: Final = re.compile("(?:qu|kh|nh|ph|th|tr|ch|[bdđhklmnprstvx])y")
_HALF_HORNED: Final = re.compile("ưo|uơ(?=[cimnptu])")
_INVISIBLE: Final = re.compile(f"[{ZERO_WIDTH}]")
_ALIKE: Final = str.maketrans("ð⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "đ01234567890123456789")
_STROKES: Final = str.maketrans("đøłı", "doli")


@lru_cache(maxsize=1 << 17)
def same(word: str) -> str:
    """``word`` in the one spelling that all its spellings share.

    NFC, lower case, Eth as đ, nothing invisible, ươ complete, the tone where the
    new style has it, and i for a y that is the whole rime.
    """
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", word)).lower()
    plain = unicodedata.normalize("NFC", plain).translate(_ALIKE)
    letters = unicodedata.normalize("NFD", plain)
    tones = [char for char in letters if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))
    bare = _HALF_HORNED.sub("ươ", bare)
    shape = _SHAPE.fullmatch(bare)
    if shape is None or len(tones) > 1:
        return plain
    if _BEFORE_Y.fullmatch(bare):
        bare = bare[:-1] + "i"
        shape = _SHAPE.fullmatch(bare) or shape
    at = shape.end(1) + _bearer(shape[2], shape[3])
    return unicodedata.normalize("NFC", bare[: at + 1] + "".join(tones) + bare[at + 1 :])


def _bearer(vowels: str, coda: str) -> int:
    """Index of the vowel that carries the tone in the new style."""
    qualities = [at for at, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if qualities:
        return qualities[-1]
    if len(vowels) == 2:
        return int(bool(coda) or vowels in ("oa", "oe", "uy"))
    return len(vowels) // 2


@lru_cache(maxsize=1 << 17)
def folded(word: str) -> str:
    """``word`` in its one spelling, without any mark."""
    letters = unicodedata.normalize("NFD", same(word)).translate(_STROKES)
    bare = "".join(char for char in letters if not "\u0300" <= char <= "\u036f")
    return bare[:-1] + "i" if _BEFORE_Y.fullmatch(bare) else bare


def marked(word: str) -> bool:
    """Whether ``word`` has marks that a reader in a hurry leaves out."""
    return folded(word) != same(word)


def toneless(word: str) -> str:
    """``word`` in its one spelling without the tone, its other marks kept."""
    letters = unicodedata.normalize("NFD", same(word))
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))


def old_style(word: str) -> str:
    """``word`` (NFC) with its tone where the old style has it: hoà → hòa, thuý → thúy."""
    return _restyled(word, at=0)


def new_style(word: str) -> str:
    """``word`` (NFC) with its tone where the new style has it: hòa → hoà, thúy → thuý."""
    return _restyled(word, at=1)


def _restyled(word: str, at: int) -> str:
    """Only open oa, oe and uy differ, and uy not behind q, where u is no vowel."""
    letters = unicodedata.normalize("NFD", word)
    tones = [char for char in letters if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))
    shape = _SHAPE.fullmatch(bare.lower())
    if shape is None or len(tones) != 1 or shape[3] or shape[2] not in ("oa", "oe", "uy"):
        return word
    cut = shape.end(1) + at + 1
    return unicodedata.normalize("NFC", bare[:cut] + tones[0] + bare[cut:])


def windows(text: str) -> str:
    """``text`` as cp1258 has it: vowels with their quality whole, the tone behind them."""
    made = []
    for char in text:
        letters = unicodedata.normalize("NFD", char)
        rest = "".join(mark for mark in letters if mark not in TONES)
        made.append(unicodedata.normalize("NFC", rest))
        made += [mark for mark in letters if mark in TONES]
    return "".join(made)


def spellings(word: str) -> Iterator[tuple[str, str]]:
    """(name, spelling) of every way in which the same word reaches an archive."""
    plain = unicodedata.normalize("NFC", word)
    for style, styled in (("old", old_style(plain)), ("new", new_style(plain))):
        for case, cased in (("as written", styled), ("upper", styled.upper())):
            yield f"{style}, {case}, NFC", cased
            yield f"{style}, {case}, NFD", unicodedata.normalize("NFD", cased)
            yield f"{style}, {case}, cp1258", windows(cased)


def shaped(word: str) -> bool:
    """Whether ``word`` has the shape of a Vietnamese syllable and one tone at most."""
    letters = unicodedata.normalize("NFD", same(word))
    tones = sum(char in TONES for char in letters)
    return tones <= 1 and _SHAPE.fullmatch(toneless(word)) is not None
