"""kỹ = kĩ, lý = lí, quý = quí: y as the whole rime after an onset is i.

Never bare y (Ý is Italy), nor in uy and ay: thuý and thui, tay and tai are
different words.
"""

from __future__ import annotations

from typing import Final

from index.analysis.syllable import ONSETS

_TO_I: Final = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
# c, g and ng are not written before y; gi swallows its own i.
_ONSETS: Final = ONSETS - {"c", "g", "gi", "ng"}


def unify_iy(form: str) -> str:
    """``form`` (tone placed) with a lone rime y written i."""
    vowel = _TO_I.get(form[-1:])
    if vowel is not None and form[:-1] in _ONSETS:
        return form[:-1] + vowel
    return form
