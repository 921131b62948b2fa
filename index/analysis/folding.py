"""The folded form: what is left of a word for a reader who types without marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from index.analysis.iy import unify_iy
from index.analysis.memo import Memo

# đ, ø, ł and ı are letters of their own to Unicode and do not decompose.
_STROKES: Final = str.maketrans("đøłı", "doli")
# Only the diacritics block: the vowel signs of Thai or Hindi are no ornament.
_MARKS: Final = re.compile("[\u0300-\u036f]+")


def _strip(form: str) -> str:
    if form.isascii():
        return form
    bare = _MARKS.sub("", unicodedata.normalize("NFD", form))
    return unicodedata.normalize("NFC", bare).translate(_STROKES)


def _fold(form: str) -> str:
    return unify_iy(_strip(form))


_FOLDED: Final = Memo(_fold)
_STRIPPED: Final = Memo(_strip)


def fold(form: str) -> str:
    """``form`` (an exact form) without diacritics, đ as d, i/y unified."""
    return _FOLDED[form]


def fold_all(forms: Iterable[str]) -> list[str]:
    """:func:`fold` over a column, at the speed of a table look-up."""
    return list(map(_FOLDED.__getitem__, forms))


def is_marked(form: str) -> bool:
    """Whether ``form`` carries marks that folding loses; i and y do not count."""
    return not form.isascii() and _STRIPPED[form] != form
