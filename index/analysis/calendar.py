"""The canonical forms of days and months: ``26/8``, ``2022-08-26``, ``8/2022``, ``2022-08``."""

from __future__ import annotations

from datetime import date
from typing import Final

_LEAP: Final = 2024
_LONGEST: Final = 4


def number(text: str) -> int:
    """``text`` as a number of at most four ASCII digits, else 0."""
    return int(text) if len(text) <= _LONGEST and text.isascii() and text.isdigit() else 0


def year(text: str) -> int:
    """``text`` as a year of four digits, 1000 to 2999, else 0."""
    found = number(text)
    return found if len(text) == _LONGEST and 1000 <= found < 3000 else 0


def _day(day: int, month: int, of_year: int) -> date | None:
    try:
        return date(of_year, month, day)
    except ValueError:
        return None


def day_month(day: str, month: str) -> str | None:
    """``26/8`` for 26 and 08; None when no year has that day."""
    found = _day(number(day), number(month), _LEAP)
    if found is None or len(day) > 2 or len(month) > 2:
        return None
    return f"{found.day}/{found.month}"


def full_date(day: str, month: str, written_year: str) -> str | None:
    """``2022-08-26``; None when there is no such day or the year has not four digits."""
    found = _day(number(day), number(month), year(written_year) or 0)
    return found.isoformat() if found and len(day) <= 2 and len(month) <= 2 else None


def month_year(month: str, written_year: str) -> tuple[str, str] | None:
    """``8/2022`` and ``2022-08``; None when these are no month and year."""
    found = _day(1, number(month), year(written_year) or 0)
    if found is None or len(month) > 2:
        return None
    return f"{found.month}/{found.year}", f"{found.year:04}-{found.month:02}"
