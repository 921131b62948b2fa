"""Dates of several tokens: 26/8 over "26 tháng 8" and over 26-8, with the year also ISO."""

from __future__ import annotations

from typing import Final

from index.analysis.calendar import day_month, full_date, month_year
from index.analysis.columns import Columns
from index.analysis.gaps import HYPHEN, QUIET
from index.analysis.tables import word_set
from index.analysis.tokens import AltForm

# Before one of these 5-9 and 26.8 are dates, elsewhere a score and a number.
# Unmarked only where that is no other word: "sang 2-1" is a score.
_DAY_WORDS: Final = word_set("ngày ngay hôm hom sáng trưa chiều chieu tối đêm mùng mung mồng")
_MONTH_WORDS: Final = frozenset(("tháng", "thang"))
_YEAR_WORDS: Final = frozenset(("năm", "nam"))
_TRIGGERS: Final = _DAY_WORDS | _MONTH_WORDS


def find(columns: Columns, specials: list[int]) -> None:
    """Adds the canonical forms of all dates that several tokens make."""
    for at in [at for at, form in enumerate(columns.forms) if form in _TRIGGERS]:
        if columns.forms[at] in _MONTH_WORDS:
            _after_month_word(columns, at)
        else:
            _after_day_word(columns, at)
    for at in specials:
        if columns.codes[at] == HYPHEN and 0 < at < len(columns.forms):
            _full(columns, at - 1)


def _spaced(columns: Columns, first: int, count: int) -> list[str] | None:
    """``count`` forms from ``first`` on with only white space between them."""
    if first + count > len(columns.forms):
        return None
    for at in range(first + 1, first + count):
        if columns.codes[at] != QUIET or not columns.gaps[at].isspace():
            return None
    return columns.forms[first : first + count]


def _hyphenated(columns: Columns, first: int, count: int) -> list[str] | None:
    """``count`` forms from ``first`` on with only hyphens between them."""
    if first + count > len(columns.forms):
        return None
    if any(columns.codes[at] != HYPHEN for at in range(first + 1, first + count)):
        return None
    return columns.forms[first : first + count]


def _add(columns: Columns, text: str | None, first: int, count: int) -> None:
    if text:
        columns.alts.append(AltForm(text, first, count))


def _after_day_word(columns: Columns, at: int) -> None:
    """ngày 26 tháng 8 [năm 2022], ngày 26 tháng 8/2022, ngày 26-8, ngày 26.8."""
    if _spaced(columns, at, 2) is None:
        return
    first = at + 1
    words = _spaced(columns, first, 3)
    if words and words[1] in _MONTH_WORDS:
        short = day_month(words[0], words[2])
        _add(columns, short, first, 3)
        longer = _spaced(columns, first, 5)
        if longer and longer[3] in _YEAR_WORDS:
            _add(columns, full_date(words[0], words[2], longer[4]), first, 5)
        elif first + 3 < len(columns.forms) and columns.gaps[first + 3] in ("/", "-"):
            _add(columns, full_date(words[0], words[2], columns.forms[first + 3]), first, 4)
    elif pair := _hyphenated(columns, first, 2):
        _add(columns, day_month(*pair), first, 2)
    elif columns.forms[first].count(".") == 1:
        _add(columns, day_month(*columns.forms[first].split(".")), first, 1)


def _after_month_word(columns: Columns, at: int) -> None:
    """tháng 8 năm 2022, tháng 8-2022; 8/2022 is known as a number."""
    words = _spaced(columns, at, 4)
    if words and words[2] in _YEAR_WORDS:
        month, year, count = words[1], words[3], 3
    elif _spaced(columns, at, 2) and (pair := _hyphenated(columns, at + 1, 2)):
        (month, year), count = pair, 2
    else:
        return
    for text in month_year(month, year) or ():
        _add(columns, text, at + 1, count)


def _full(columns: Columns, first: int) -> None:
    """26-8-2022 and 2022-08-26, which need no word before them."""
    parts = _hyphenated(columns, first, 3)
    if parts is None:
        return
    if full := full_date(*parts):
        _add(columns, day_month(parts[0], parts[1]), first, 2)
        _add(columns, full, first, 3)
    elif full := full_date(*reversed(parts)):
        _add(columns, day_month(parts[2], parts[1]), first + 1, 2)
        _add(columns, full, first, 3)
