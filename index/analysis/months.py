"""The month behind the word *tháng*, as a number or as a word: 8, Tám, Mười Hai.

Giêng and Chạp are months of the lunar calendar, and none of these. Words count in
capitals (*tháng Năm*; *tháng năm* are months and years) or behind a day
(*ngày 4 tháng năm*).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from index.analysis.calendar import number
from index.analysis.columns import Columns

WORDS: Final = frozenset(("tháng", "thang"))
_NAMES: Final = {
    word: str(at)
    for at, words in enumerate(
        ("một", "hai", "ba", "tư bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1
    )
    for word in words.split()
}
_LAST: Final = 12
_AFTER_TEN: Final = {"một": "11", "hai": "12"}


class Month(NamedTuple):
    """The month as digits, and how many tokens write it."""

    digits: str
    tokens: int


def month(columns: Columns, at: int, after_day: bool) -> Month | None:
    """The month that token ``at`` begins, None when it begins none."""
    if at >= len(columns.forms):
        return None
    form = columns.forms[at]
    if form.isdigit():
        return Month(form, 1) if 1 <= number(form) <= _LAST else None
    name = _NAMES.get(form)
    if name is None or not (after_day or _is_name(columns, at)):
        return None
    if name == "10" and at + 1 < len(columns.forms) and columns.gaps[at + 1] == " ":
        following = _AFTER_TEN.get(columns.forms[at + 1])
        if following:
            # "tháng Mười hai người" may be either
            alike = _is_name(columns, at) == _is_name(columns, at + 1)
            return Month(following, 2) if alike else None
    return Month(name, 1)


def _is_name(columns: Columns, at: int) -> bool:
    """Whether the word is written Tám, not tám or TÁM."""
    word = columns.text[columns.starts[at] : columns.ends[at]]
    return word[0].isupper() and word[1:].islower()
