"""Text as cells, one per letter: the letter without marks, and which marks it has.

Completing compares, letter by letter, what is typed so far with what is there. In a
stored text a tone lies on every letter of its syllable, because half a syllable does
not tell where its tone will end up: *hò* begins *hòa*, and *hoà*.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold
from search.suggest.slips import TONES

BREAK: Final = " "
"""Between two words."""
END: Final = "\n"
"""Behind the last word of a line: below every character of a word, and in none."""
NOTHING: Final = "\0"
"""Between the parts of a joined form, where there is no cell."""
_QUALITIES: Final = {"\u0306": 1, "\u0302": 2, "\u031b": 3}  # ă, â, ơ
_STROKE: Final = 4  # đ


@dataclass(frozen=True, slots=True)
class Cells:
    """``text`` is folded; ``qualities`` and ``tones`` run beside it, 0 where there is none."""

    text: str
    qualities: bytes
    tones: bytes


NONE: Final = Cells("", b"", b"")


def joined(words: Iterable[Cells]) -> Cells:
    """``words`` with nothing between them."""
    listed = list(words)
    return Cells(
        "".join(each.text for each in listed),
        b"".join(each.qualities for each in listed),
        b"".join(each.tones for each in listed),
    )


def spaced(words: Iterable[Cells]) -> Cells:
    """``words`` with a space between each two."""
    listed = list(words)
    return Cells(
        BREAK.join(each.text for each in listed),
        b"\0".join(each.qualities for each in listed),
        b"\0".join(each.tones for each in listed),
    )


def typed(form: str) -> Cells:
    """The cells of an exact form, or of the beginning of one."""
    text: list[str] = []
    qualities = bytearray()
    tones = bytearray()
    for letter in unicodedata.normalize("NFC", form):
        if unicodedata.combining(letter) and text:
            continue  # a letter with marks that has no code of its own
        text.append(fold(letter))
        quality, tone = _marks(letter)
        qualities.append(quality)
        tones.append(tone)
    return Cells("".join(text), bytes(qualities), bytes(tones))


def _marks(letter: str) -> tuple[int, int]:
    """The quality and the tone of a letter."""
    marks = unicodedata.normalize("NFD", letter)[1:]
    quality = next((_QUALITIES[mark] for mark in marks if mark in _QUALITIES), 0)
    tone = next((TONES.index(mark) for mark in marks if mark in TONES), 0)
    return _STROKE if letter == "đ" else quality, tone


def stored_lines(lines: str) -> Cells:
    """The cells of each exact form, its tone on all of them; what stands between as it is.

    BREAK, END or NOTHING stands behind each form; of NOTHING there is no cell.
    """
    codes = _codes(unicodedata.normalize("NFC", lines))
    letters = _table(codes)[codes]
    behind = letters["between"]
    form = np.cumsum(behind) - behind
    several = np.bincount(form, letters["tones"])
    tones = np.where(several == 1, np.bincount(form, letters["tone"]), 0).astype(np.uint8)[form]
    tones[behind] = 0
    kept = letters["kept"]
    return Cells(
        letters["folded"][kept].tobytes().decode("utf-32-le", "surrogatepass"),
        letters["quality"][kept].tobytes(),
        tones[kept].tobytes(),
    )


_LETTER: Final = np.dtype(
    [("folded", "<u4"), ("quality", "u1"), ("tone", "u1"), ("tones", "u1"),
     ("between", "?"), ("kept", "?")]
)  # fmt: skip
"""``tones`` is how many a letter has, ``tone`` their sum."""


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _table(codes: NDArray[np.uint32]) -> NDArray[np.void]:
    """By code point, what each letter of ``codes`` is."""
    table = np.zeros(int(codes.max(initial=0)) + 1, _LETTER)
    for code in np.unique(codes).tolist():
        letter = chr(code)
        marks = [TONES.index(m) for m in unicodedata.normalize("NFD", letter) if m in TONES]
        between = letter in (BREAK, END, NOTHING)
        folded = letter if between else fold(letter)
        kept = bool(folded) and letter != NOTHING and not unicodedata.combining(letter)
        quality, _ = _marks(letter)
        table[code] = (ord(folded or NOTHING), quality, sum(marks), len(marks), between, kept)
    return table
