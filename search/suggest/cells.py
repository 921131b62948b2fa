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

from index.analysis import fold
from index.analysis.syllable import lift
from search.suggest.slips import TONES

BREAK: Final = " "
"""Between two words."""
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
        marks = unicodedata.normalize("NFD", letter)[1:]
        quality = next((_QUALITIES[mark] for mark in marks if mark in _QUALITIES), 0)
        qualities.append(_STROKE if letter == "đ" else quality)
        tones.append(next((TONES.index(mark) for mark in marks if mark in TONES), 0))
    return Cells("".join(text), bytes(qualities), bytes(tones))


def stored(form: str) -> Cells:
    """The cells of an exact form with its tone on all of them."""
    cells = typed(form)
    return Cells(cells.text, cells.qualities, bytes([TONES.index(lift(form)[1])]) * len(cells.text))
