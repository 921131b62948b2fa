"""Tone placement to the new style: hòa → hoà, thủy → thuỷ, qúy → quý, gìa → già.

Only in Vietnamese syllables: without that gate café becomes cáfe. Online news
write the old style 300 times to 1; which one is the standard form does not
matter as long as there is one, and the segmenter's dictionary has the new one.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from index.analysis.memo import Memo
from index.analysis.syllable import LONGEST, Parts, lift, split

_QUALITY: Final = frozenset("ăâêôơư")
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_OPEN_SECOND: Final = frozenset(("oa", "oe", "uy"))


def place(form: str) -> str:
    """``form`` (NFC, lower case) with its tone where the new style has it, and ươ complete."""
    return form if form.isascii() or len(form) > LONGEST else _PLACED[form]


def _place(form: str) -> str:
    bare, tone = lift(form)
    if tone is None and bare != form:
        return form  # two tones
    horned = _horned(bare)
    parts = split(horned)
    if parts is None:
        return form
    if tone is None:
        return horned
    at = len(horned) - len(parts.rime) + _bearer(parts)
    return unicodedata.normalize("NFC", horned[: at + 1] + tone + horned[at + 1 :])


# Index, persons, quotes, key terms and segmenter ask for the same words, each from its own table.
_PLACED: Final = Memo(_place)


def _horned(bare: str) -> str:
    """ưo, and uơ where no syllable has it, as ươ: thưong and thuơng are thương.

    Forgetting the first horn is the commoner slip: 21 to 3 in 6,000 articles.
    """
    for half in ("ưo", "uơ"):
        if half in bare and split(bare) is None:
            bare = bare.replace(half, "ươ")
    return bare


def _bearer(parts: Parts) -> int:
    """Index in the rime of the vowel that carries the tone.

    The last vowel with a quality mark; else the only vowel; of two the second
    before a final consonant and in open oa, oe, uy, otherwise the first; of
    three the middle one.
    """
    rime = parts.rime
    vowels = 0
    for letter in rime:
        if letter not in _VOWELS:
            break
        vowels += 1
    marked = [at for at in range(vowels) if rime[at] in _QUALITY]
    if marked:
        return marked[-1]
    if vowels == 2:
        return 1 if len(rime) > 2 or rime in _OPEN_SECOND else 0
    return vowels // 2
