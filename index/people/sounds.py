"""What stays the same when a foreign name is written in another romanisation.

Sergei, Sergey and Serghei, Zelensky, Zelenskyy and Zelenskiy, Alexander and Aleksandr are
one sound in several systems (BGN/PCGN, ISO 9, the passport's, the French and the English
press). The rules fold what those systems differ in and nothing that tells names apart:
kh stays (Khan is not Han), vowels stay (Mohamed is not Mohamud), and so do doubled letters
(Moussa is not Mousa, Kim So Hyun not Kim Soo Hyun).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_RULES: Final = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"[^a-z]", ""),
        (r"shch|sch", "sh"),
        (r"tsch|tch", "ch"),
        (r"dzh|dj", "j"),
        (r"gh(?=[eiy])", "g"),  # Serghei, as Romance languages write a hard g
        (r"ph", "f"),
        (r"x", "ks"),
        (r"ck|q|c(?=[aoukrlt])|c$", "k"),
        (r"w", "v"),
        (r"ou", "u"),
        (r"(?:ey|ej|ei)$", "ei"),
        (r"(?:iy|ij|yi|yy|ii|y|i)$", "i"),
        (r"i[yj]|y", "i"),
        (r"(?<=[dt])er$", "r"),
    )
)


def sound(word: str) -> str:
    """The folded form of one word of a foreign name; "" when it has no Latin letter."""
    plain = unicodedata.normalize("NFD", word.lower().replace("đ", "d").replace("ł", "l"))
    for pattern, by in _RULES:
        plain = pattern.sub(by, plain)
    return plain


def unmarked(word: str) -> str:
    """A foreign word without accents, in lower case: François → francois."""
    plain = unicodedata.normalize("NFD", word.lower().replace("đ", "d").replace("ł", "l"))
    return "".join(char for char in plain if char.isalnum())


def one_slip(first: str, second: str) -> bool:
    """Whether two words differ by one letter put in, left out or exchanged."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]
