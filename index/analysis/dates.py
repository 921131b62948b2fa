"""Dates of several tokens: 26/8 over "26 tháng 8" and over 26-8, with the year also ISO.

A month has its form, too: thang8 over "tháng 8" and "tháng Tám".
"""

from __future__ import annotations

from typing import Final

from index.analysis import months
from index.analysis.calendar import day_month, full_date, month_year, number
from index.analysis.columns import Columns
from index.analysis.gaps import HYPHEN, QUIET
from index.analysis.months import Month, month
from index.analysis.tables import word_set
from index.analysis.tokens import AltForm

# Before one of these 5-9 and 26.8 are dates, elsewhere a score and a number.
# Unmarked only where that is no other word: "sang 2-1" is a score.
DAY_WORDS: Final = word_set("ngày ngay hôm hom sáng trưa chiều chieu tối đêm mùng mung mồng")
_YEAR_WORDS: Final = frozenset(("năm", "nam"))
# "9 tháng 10 ngày" and "kỳ 1 tháng 5" are no dates.
_DURATION: Final = word_set("ngày ngay tuần tuan lần lan giờ gio tuổi tuoi")
_PART: Final = word_set("kỳ kì ki")


def find(columns: Columns, at: int) -> None:
    """Adds the canonical forms of the date that the day or month word ``at`` belongs to."""
    if columns.forms[at] not in months.WORDS:
        _after_day_word(columns, at)
    elif at > 0 and number(columns.forms[at - 1]) and _spaced(columns, at - 1, 2):
        _after_number(columns, at)
    else:
        _month(columns, at, after_day=False)


def find_full(columns: Columns, specials: list[int]) -> None:
    """Adds the forms of 26-8-2022 and 2022-08-26, which need no word before them."""
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
    """ngày 26-8, ngày 26.8; the rest is told by its month word."""
    if _spaced(columns, at, 2) is None:
        return
    first = at + 1
    if pair := _hyphenated(columns, first, 2):
        _add(columns, day_month(*pair), first, 2)
    elif columns.forms[first].count(".") == 1:
        _add(columns, day_month(*columns.forms[first].split(".")), first, 1)


def _after_number(columns: Columns, at: int) -> None:
    """26 tháng 8 [năm 2022], 26 tháng 8/2022; ``at`` is the month word."""
    first = at - 1
    before = columns.forms[first - 1] if first else ""
    found = _month(columns, at, after_day=before in DAY_WORDS)
    if found is None or (before in _PART and before not in DAY_WORDS):
        return
    day, end = columns.forms[first], at + 1 + found.tokens
    _add(columns, day_month(day, found.digits), first, end - first)
    if year := _year_behind(columns, end):
        _add(columns, full_date(day, found.digits, year[0]), first, end + year[1] - first)


def _is_duration(columns: Columns, at: int, end: int) -> bool:
    """Whether the month word ``at`` counts: 9 tháng 10 ngày."""
    counted = at > 0 and number(columns.forms[at - 1]) > 0
    return counted and end < len(columns.forms) and columns.forms[end] in _DURATION


def _year_behind(columns: Columns, end: int) -> tuple[str, int] | None:
    """The year behind a month, and the tokens up to its end: năm 2022, /2022, -2022."""
    words = _spaced(columns, end - 1, 3)
    if words and words[1] in _YEAR_WORDS:
        return words[2], 2
    if end < len(columns.forms) and columns.gaps[end] in ("/", "-"):
        return columns.forms[end], 1
    return None


def _month(columns: Columns, at: int, after_day: bool) -> Month | None:
    """The month behind the month word ``at``: tháng 8 [năm 2022], tháng 8-2022.

    Adds its forms; 8/2022 is known as a number.
    """
    found = month(columns, at + 1, after_day)
    if found is None or _spaced(columns, at, 2) is None:
        return None
    end = at + 1 + found.tokens
    if not after_day and _is_duration(columns, at, end):
        return None
    _add(columns, f"thang{number(found.digits)}", at, 1 + found.tokens)
    year = _year_behind(columns, end)
    if year and columns.gaps[end] != "/":
        for text in month_year(found.digits, year[0]) or ():
            _add(columns, text, at + 1, found.tokens + year[1])
    return found


def _full(columns: Columns, first: int) -> None:
    parts = _hyphenated(columns, first, 3)
    if parts is None:
        return
    if full := full_date(*parts):
        _add(columns, day_month(parts[0], parts[1]), first, 2)
        _add(columns, full, first, 3)
    elif full := full_date(*reversed(parts)):
        _add(columns, day_month(parts[2], parts[1]), first + 1, 2)
        _add(columns, full, first, 3)
