"""Vietnamese as old fonts and wrong readings left it.

Written out here, not taken from the program.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from tests.analysis.writing import cp1258

# Each vowel bare, then with huyền, hỏi, ngã, sắc and nặng, as the ABC fonts have it.
_TCVN3: Final = {
    "aàảãáạ": "aµ¶·¸¹",
    "ăằẳẵắặ": "¨»¼½¾Æ",
    "âầẩẫấậ": "©ÇÈÉÊË",
    "eèẻẽéẹ": "eÌÎÏÐÑ",
    "êềểễếệ": "ªÒÓÔÕÖ",
    "iìỉĩíị": "i×ØÜÝÞ",
    "oòỏõóọ": "oßáâãä",
    "ôồổỗốộ": "«åæçèé",
    "ơờởỡớợ": "¬êëìíî",
    "uùủũúụ": "uïñòóô",
    "ưừửữứự": "\u00adõö÷øù",
    "yỳỷỹýỵ": "yúûüýþ",
    "đĐĂÂÊÔƠƯ": "®§¡¢£¤¥¦",
}
TCVN3_LETTERS: Final[Mapping[str, str]] = {
    letter: code
    for letters, codes in _TCVN3.items()
    for letter, code in zip(letters, codes, strict=True)
}

_SAC, _HUYEN, _HOI, _NGA, _NANG = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_VNI_MARK: Final = {
    "": {_SAC: "ù", _HUYEN: "ø", _HOI: "û", _NGA: "õ", _NANG: "ï", "": ""},
    "\u0302": {_SAC: "á", _HUYEN: "à", _HOI: "å", _NGA: "ã", _NANG: "ä", "": "â"},
    "\u0306": {_SAC: "é", _HUYEN: "è", _HOI: "ú", _NGA: "ü", _NANG: "ë", "": "ê"},
}
_VNI_ALONE: Final = dict(zip("íìỉĩịỵđ", "íìæóòîñ", strict=True))


def tcvn3(text: str) -> str:
    """Capitals that the encoding lacks become small letters, as in a .VnTimeH font."""
    out = []
    for char in text:
        known = TCVN3_LETTERS.get(char) or TCVN3_LETTERS.get(char.lower())
        out.append(char if char.isascii() or known is None else known)
    return "".join(out)


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_ALONE:
        written = _VNI_ALONE[small]
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        tone = next((mark for mark in marks if mark in _VNI_MARK[""]), "")
        shape = next((mark for mark in marks if mark in "\u0302\u0306"), "")
        if "\u031b" in marks:
            base = {"o": "ô", "u": "ö"}[base]
        written = base + _VNI_MARK[shape][tone]
    return written if letter == small else written.upper()


def vni(text: str) -> str:
    return "".join(char if char.isascii() else _vni_letter(char) for char in text)


def windows_1258(text: str) -> str:
    return _read_as_1252(cp1258(text).encode("cp1258"))


def utf8(text: str) -> str:
    return _read_as_1252(text.encode())


def _read_as_1252(data: bytes) -> str:
    """Its five holes stay control characters, as in browsers."""
    out = []
    for byte in data:
        try:
            out.append(bytes((byte,)).decode("cp1252"))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


DAMAGES: Final[tuple[Callable[[str], str], ...]] = (tcvn3, vni, windows_1258, utf8)
NAMES: Final[Mapping[Callable[[str], str], str]] = {
    tcvn3: "TCVN3",
    vni: "VNI",
    windows_1258: "windows-1258",
    utf8: "UTF-8",
}
