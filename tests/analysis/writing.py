"""Vietnamese as people and machines write it: the same word in many spellings."""

from __future__ import annotations

import unicodedata
from typing import Final

from hypothesis import strategies as st

_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")

# Toneless onset and rime, the index of the vowel that carries the tone in the
# new style, and in the old one. Written out here, not taken from the program.
_SHAPES: Final = (
    ("h", "oa", 1, 0),
    ("th", "uy", 1, 0),
    ("kh", "oe", 1, 0),
    ("", "uy", 1, 0),
    ("t", "oan", 1, 1),
    ("ng", "oai", 1, 1),
    ("", "a", 0, 0),
    ("đ", "ương", 1, 1),
    ("ngh", "iêng", 1, 1),
    ("ng", "uyên", 2, 2),
    ("m", "ua", 0, 0),
    ("qu", "a", 0, 0),
    ("gi", "a", 0, 0),
    ("b", "inh", 0, 0),
    ("l", "ưu", 0, 0),
    ("x", "ây", 0, 0),
    ("kh", "uyu", 1, 1),
    ("ng", "oeo", 1, 1),
)


def _toned(onset: str, rime: str, at: int, tone: str) -> str:
    return unicodedata.normalize("NFC", onset + rime[: at + 1] + tone + rime[at + 1 :])


@st.composite
def syllables(draw: st.DrawFn) -> tuple[str, str]:
    """One syllable in the new style and in the old one, NFC and lower case."""
    onset, rime, new, old = draw(st.sampled_from(_SHAPES))
    tone = draw(st.sampled_from(_TONES))
    return _toned(onset, rime, new, tone), _toned(onset, rime, old, tone)


def cp1258(text: str) -> str:
    """``text`` with the tone behind a vowel that keeps its quality mark, as Windows wrote it."""
    out = []
    for char in text:
        letters = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in letters if mark in _TONES)
        rest = "".join(mark for mark in letters if mark not in _TONES)
        out.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(out)


def spellings(new: str, old: str) -> list[str]:
    """Every way in which the same text reaches us."""
    return [
        spelling
        for style in (new, old)
        for cased in (style, style.upper(), style.title())
        for spelling in (
            cased,
            unicodedata.normalize("NFD", cased),
            cp1258(cased),
            cased.replace("Đ", "Ð"),
        )
    ]
