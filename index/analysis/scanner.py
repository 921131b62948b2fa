"""Raw text → alternating gaps and surfaces, in one pass of one regular expression.

A surface is a number (``4.700``, ``26/8``) or a word: a letter, then letters,
combining marks and digits. Zero-width characters inside a word belong to it
(they are dropped from its form, the offsets cover them); at its end they do not.
Everything else is gap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from index.analysis.letters import is_basic

_LETTERS: Final = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nl"))
_INNER: Final = _LETTERS | {"Mn", "Mc", "Nd", "No"}
# º and ª are letters to Unicode; Vietnamese text has them as degree signs.
_NOT_LETTERS: Final = frozenset("ªº")
# Zero-width characters, soft hyphen, direction marks and variation selectors.
ZERO_WIDTH: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_ZERO_WIDTH: Final = re.compile(f"[{ZERO_WIDTH}]")
_BASIC: Final = 0x10000
# Planes 1 to 3 hold all other letters; looking at the rest would take 0.3 s.
_ALL_LETTERS: Final = 0x34000


def _ranges(chars: Iterable[int], kinds: frozenset[str]) -> str:
    """The code points of ``chars`` whose category is in ``kinds``, as a character class."""
    parts: list[str] = []
    first = last = -2
    for code in chars:
        char = chr(code)
        if unicodedata.category(char) not in kinds or char in _NOT_LETTERS:
            continue
        if _ZERO_WIDTH.match(char):
            continue
        if code == last + 1:
            last = code
            continue
        if first >= 0:
            parts.append(f"{chr(first)}-{chr(last)}")
        first = last = code
    parts.append(f"{chr(first)}-{chr(last)}")
    return "".join(parts)


@cache
def _pattern(limit: int) -> re.Pattern[str]:
    """The surface expression with letters below code point ``limit``.

    Two are kept: the class of the basic plane is one bitmap look-up, that of all
    planes has a tail of 300 ranges which every space would walk through.
    """
    letters = _ranges(range(limit), _LETTERS)
    inner = _ranges(range(limit), _INNER)
    number = "[0-9]++(?:[.,/][0-9][0-9]*+)*+"
    word = f"[{letters}][{inner}{ZERO_WIDTH}]*(?<![{ZERO_WIDTH}])"
    return re.compile(f"({word}|{number})")


def scan(text: str) -> list[str]:
    """Gap, surface, gap, ..., surface, gap; joined they are ``text`` again."""
    return _reading(text).split(text)


def has_token(text: str) -> bool:
    """Whether ``text`` has a surface at all."""
    return _reading(text).search(text) is not None


def _reading(text: str) -> re.Pattern[str]:
    return _pattern(_BASIC if is_basic(text) else _ALL_LETTERS)


def visible(surface: str) -> str:
    """``surface`` without its zero-width characters."""
    return _ZERO_WIDTH.sub("", surface)
