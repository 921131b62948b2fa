"""Days that exist, as EDTF text. Nothing here reads a clock: an answer never ages."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# Gia Định Báo, the first newspaper in quốc ngữ, began in 1865; what claims to be
# older or of the next century is a mistake of the input.
FIRST_YEAR: Final = 1865
LAST_YEAR: Final = 2099


def is_year(year: int) -> bool:
    """Whether a newspaper can carry this year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has this day (29/2 counts when the year is unknown)."""
    if not 1 <= month <= 12 or (year is not None and not is_year(year)):
        return False
    return 1 <= day <= monthrange(2000 if year is None else year, month)[1]


def full_year(digits: str) -> int:
    """A written year; two digits are of this century ("26" is 2026)."""
    return 2000 + int(digits) if len(digits) == 2 else int(digits)


def day_value(year: int | None, month: int, day: int) -> str:
    """``2025-10-29``, or ``XXXX-10-29`` without a year."""
    return f"{'XXXX' if year is None else format(year, '04')}-{month:02}-{day:02}"


def latest_not_after(month: int, day: int, bound: date) -> int:
    """The latest year in which this day exists and does not lie after ``bound``."""
    year = bound.year - ((month, day) > (bound.month, bound.day))
    while (month, day) == (2, 29) and not isleap(year):
        year -= 1
    return year


def last_day(value: str) -> date:
    """The last day that an EDTF value with a year covers."""
    year, *rest = (int(part) for part in value[:10].split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) == 2 else monthrange(year, month)[1])
