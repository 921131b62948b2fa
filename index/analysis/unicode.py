"""One spelling for one letter: NFC, lower case, Eth as đ, raised digits as digits."""

from __future__ import annotations

import unicodedata
from typing import Final

# Eth (U+00D0) and African D (U+0189) look like Đ and are typed for it: Ðà Nẵng.
# km², CO₂: nobody types the raised digit.
_LOOKALIKES: Final = str.maketrans("ðɖ⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "đđ01234567890123456789")


def unify(word: str) -> str:
    """``word`` in NFC and lower case; cp1258 order and U+0340/0341 come out as NFC too."""
    if word.isascii():
        return word.lower()
    lowered = unicodedata.normalize("NFC", word).lower()
    return unicodedata.normalize("NFC", lowered).translate(_LOOKALIKES)
