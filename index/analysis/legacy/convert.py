"""Damaged text → what was meant, given the encoding."""

from __future__ import annotations

import re
from typing import Final

from index.analysis.legacy.tables import Encoding
from index.analysis.syllable import is_syllable

# No-break space is the second half of à (UTF-8), so words lie between plain space.
WORD: Final = re.compile(r"[^ \t\r\n]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ASCII_SMALL: Final = re.compile("[a-z]")
_ASCII_CAPITAL: Final = re.compile("[A-Z]")
# à in UTF-8 is "Ã" and a no-break space, which often became a space or was stripped.
_SPACED: Final = re.compile(r"(?<!\S)(\S*)Ã(?: (?=(\S*))|(?=\n|$))")
_WHOLE: Final = "Ã\u00a0"


def convert(text: str, encoding: Encoding) -> str:
    """``text`` (a sentence or line) with every sequence of ``encoding`` as its letter, in NFC."""
    capitals = encoding.one_case and _in_capitals(text)
    return WORD.sub(lambda match: _word(match[0], encoding, capitals), _unspaced(text, encoding))


def _word(word: str, encoding: Encoding, capitals: bool) -> str:
    if word.isascii():
        return word
    made = encoding.pattern.sub(lambda match: encoding.letters[match[0]], word)
    if made == word or not encoding.one_case:
        return made
    return made.upper() if capitals or _is_capital(word) else made


def _in_capitals(text: str) -> bool:
    """Whether a whole line is in capitals, as far as its ASCII letters tell."""
    return not _ASCII_SMALL.search(text) and len(_ASCII_CAPITAL.findall(text)) > 1


def _is_capital(word: str) -> bool:
    """HéI and ¸N are in capitals; H¸ may be Há as well."""
    capitals = _ASCII_CAPITAL.findall(word)
    if _ASCII_SMALL.search(word) or not capitals:
        return False
    return len(capitals) > 1 or not _ASCII_CAPITAL.match(word)


def _unspaced(text: str, encoding: Encoding) -> str:
    """``text`` with à whole again where its second half had become a space.

    "lÃ m" is làm, "lÃ ngÆ°á»i" là người: what is a syllable with the next word
    is one word.
    """
    if _WHOLE not in encoding.letters or "Ã" not in text:
        return text

    def whole(match: re.Match[str]) -> str:
        before, behind = match[1] + _WHOLE, match[2]
        if behind is None:
            return before
        joined = _LETTERS.match(_word(before + behind, encoding, False))
        return before if joined and is_syllable(joined[0]) else before + " "

    return _SPACED.sub(whole, text)
