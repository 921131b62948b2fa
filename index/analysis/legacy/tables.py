"""What the encodings of old archives made of each Vietnamese letter.

A table maps the characters that stand in the text to the letter that was meant.
All of them are what remains when bytes are read as Latin-1 or windows-1252:

- ``TCVN3`` (TCVN 5712:1993 VN3, the ABC and ".Vn" fonts): one character a letter.
  It has capitals only for Ă Â Đ Ê Ô Ơ Ư.
- ``VNI`` (VNI-Times and its kin): a vowel and a second character for its marks.
- ``windows-1258``: a vowel, and its tone behind it.
- ``UTF-8``: two or three characters a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_LOWER: Final = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ"
)
LETTERS: Final = "".join(_LOWER.split()) + "".join(_LOWER.upper().split())
"""The vowels in every tone and đ, small and capital (NFC)."""


@dataclass(frozen=True, eq=False)
class Encoding:
    """One way in which text was damaged. ``letters``: what stands there → what was meant.

    ``one_case`` says that its capitals lie in the font: the text itself has the
    code points of small letters.
    """

    name: str
    letters: Mapping[str, str] = field(repr=False)
    one_case: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any key of ``letters``, the longest first."""
        keys = sorted(self.letters, key=lambda key: (-len(key), key))
        return re.compile("|".join(map(re.escape, keys)))


# Code points B5 to FE in order; a dot stands where there is no letter.
_TCVN3_SMALL: Final = "àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
_TCVN3_BARE: Final = "ĂÂÊÔƠƯĐăâêôơưđ"  # A1 to AE


def _tcvn3() -> Iterator[tuple[str, str]]:
    for first, letters in ((0xA1, _TCVN3_BARE), (0xB5, _TCVN3_SMALL)):
        for code, letter in enumerate(letters, first):
            if letter != ".":
                yield chr(code), letter


# The second character of a vowel with this tone, without and with a quality mark.
_VNI_TONES: Final = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_VNI_CIRCUMFLEX: Final = dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))
_VNI_BREVE: Final = dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))
_VNI_WHOLE: Final = dict(zip("íìỉĩịỵđơư", "íìæóòîñôö", strict=True))


def _vni_of(letter: str) -> str:
    """A small letter as VNI writes it."""
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    if "\u0302" in marks:
        return base + (_VNI_CIRCUMFLEX[tone] if tone else "â")
    if "\u0306" in marks:
        return base + (_VNI_BREVE[tone] if tone else "ê")
    horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return horned + (_VNI_TONES[tone] if tone else "")


def _vni() -> Iterator[tuple[str, str]]:
    """The letter decides about its case, whatever the case of the mark behind it."""
    for letter in LETTERS:
        small = _vni_of(letter.lower())
        vowel = small[0] if letter.islower() else small[0].upper()
        for mark in {small[1:], small[1:].upper()}:
            yield vowel + mark, letter


def _cp1258() -> Iterator[tuple[str, str]]:
    """Each letter as one byte, and as a vowel with its tone behind it."""
    for letter in LETTERS:
        decomposed = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in decomposed if mark in _VNI_TONES)
        vowel = "".join(mark for mark in decomposed if mark not in _VNI_TONES)
        for written in (letter, unicodedata.normalize("NFC", vowel) + tone):
            try:
                yield written.encode("cp1258").decode("latin-1"), letter
            except UnicodeEncodeError:
                continue


_TYPOGRAPHY: Final = "“”‘’–—…•·«»°²³½€\u00a0"


def _utf8() -> Iterator[tuple[str, str]]:
    """As Latin-1, and as windows-1252, whose five holes stay control characters."""
    for char in LETTERS + _TYPOGRAPHY:
        data = char.encode()
        yield data.decode("latin-1"), char
        yield "".join(map(windows_1252, data)), char


def windows_1252(byte: int) -> str:
    """The character of ``byte`` in windows-1252; its five holes as in Latin-1."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _changing(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {written: letter for written, letter in pairs if written != letter}


ENCODINGS: Final = (
    Encoding("UTF-8", _changing(_utf8())),
    Encoding("TCVN3", _changing(_tcvn3()), one_case=True),
    Encoding("VNI", _changing(_vni())),
    Encoding("windows-1258", _changing(_cp1258())),
)
