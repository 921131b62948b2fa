"""The order of names: given name first, as a Vietnamese reader looks them up.

Vietnamese lists of people go by given name (the last syllable), then family name, then
the names between (class lists, Đảng and Quốc hội lists). Foreign people go by family
name: the last word without an Arabic article, or the first where that is how the name is
written (Kim Jong-un).

Letters and tones are those of Vietnamese dictionaries (Hoàng Phê, "Từ điển tiếng Việt")
and of the Unicode CLDR collation for ``vi``: a ă â b c d đ e ê ... o ô ơ ... u ư, then
ngang huyền hỏi ngã sắc nặng, and a tone decides only where the letters are the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

Key = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: place for place, letter in enumerate(_LETTERS, start=1)}
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_QUALIFIED: Final = re.compile(r"(.*?)\s*\(([^()]*)\)\s*")
_EASTERN: Final = re.compile(r"[A-Z][a-z]+-[a-z]+")
# Bashar al-Assad is looked up under A for Assad, El-Sisi under S
_ARTICLE: Final = re.compile(r"(?:al|el|ash?|ad|an|ar)-(?=\w)", re.IGNORECASE)
_OTHER: Final = 100


@lru_cache(1 << 16)  # mostly the same names are shown
def name_key(name: str) -> Key:
    """What to sort names by: (leading name, the others in their order, what tells apart)."""
    bare, qualifier = split_qualifier(name)
    words = bare.split() or [bare]
    lead, rest = leading(words)
    return tuple(_word(word) for word in (lead, *rest, *qualifier.split()))


@lru_cache(1 << 16)  # after a commit the list asks for each of the archive's again
def initial(name: str) -> str:
    """The letter under which a name is looked up, a capital: Đ, Ơ, T; ``#`` for no letter."""
    words = split_qualifier(name)[0].split()
    if not words:
        return "#"
    for letter in unicodedata.normalize("NFD", leading(words)[0].lower()):
        if letter.isalpha():
            first = unicodedata.normalize("NFC", leading(words)[0].lower())[0]
            bare = _untoned(first)
            return bare.upper() if bare in _RANK else letter.upper()
    return "#"


def initial_key(letter: str) -> int:
    """The place of an :func:`initial` among the letters; those that are none come last."""
    return _RANK.get(letter.lower(), _OTHER + ord(letter[0]) if letter else _OTHER)


def leading(words: list[str]) -> tuple[str, list[str]]:
    """The word that a name is looked up by, and the others in the order they count."""
    if len(words) == 2 and _EASTERN.fullmatch(words[1]):
        return words[0], words[1:]
    return _without_article(words[-1]), words[:-1]


def _without_article(word: str) -> str:
    found = _ARTICLE.match(word)
    return word[found.end() :] if found else word


def split_qualifier(name: str) -> tuple[str, str]:
    """``Nguyễn Văn Hùng (bị cáo, Bình Dương)`` → the name and what is in the brackets."""
    found = _QUALIFIED.fullmatch(name)
    return (found[1], found[2]) if found and found[1] else (name.strip(), "")


@lru_cache(1 << 16)  # a page sorts a hundred names, and names share their words
def _word(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Letters first; tones, then marks of other languages, where the letters are equal."""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", word.lower()):
        if not char.isalnum():
            continue  # Jong-un and Jong Un stand together
        bare = _untoned(char)
        if bare not in _RANK:
            decomposed = unicodedata.normalize("NFD", bare)
            bare, tone = decomposed[0], 6 if len(decomposed) > 1 else 0
        else:
            tone = _tone(char)
        letters.append(_RANK.get(bare, _OTHER + ord(bare)))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def _untoned(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))


def _tone(char: str) -> int:
    return max((_TONES.get(mark, 0) for mark in unicodedata.normalize("NFD", char)), default=0)
