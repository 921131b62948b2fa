"""Days, months, years and relative days → minutes of Asia/Ho_Chi_Minh wall time.

Accepted: ``2022``, ``2022-03``, ``2022-03-01`` and, counted back from today,
``-7d``, ``-2w``, ``-1m``, ``-1y``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_MINUTES: Final = 24 * 60

_EPOCH = date(1970, 1, 1)
_ABSOLUTE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_RELATIVE = re.compile(r"-([0-9]{1,4})([dwmy])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, both inclusive."""

    first: date
    last: date

    @property
    def start(self) -> int:
        """The first minute, counted from 1970-01-01T00:00."""
        return (self.first - _EPOCH).days * DAY_MINUTES

    @property
    def end(self) -> int:
        """The last minute."""
        return ((self.last - _EPOCH).days + 1) * DAY_MINUTES - 1


def today() -> date:
    """The current day where the newsrooms are."""
    return datetime.now(ZONE).date()


def span(text: str, now: date) -> Span | None:
    """The days that ``text`` names, relative ones as of ``now``; None if none."""
    return _absolute(text) or _relative(text, now)


def is_absolute(text: str) -> bool:
    """Whether ``text`` is a year, month or day of the calendar."""
    return _absolute(text) is not None


def is_day_or_relative(text: str) -> bool:
    """Whether ``text`` can bound a range: anything :func:`span` accepts."""
    return is_absolute(text) or _RELATIVE.fullmatch(text) is not None


def _absolute(text: str) -> Span | None:
    found = _ABSOLUTE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return Span(first, first.replace(month=12, day=31))
    if day is None:
        return Span(first, first.replace(day=monthrange(first.year, first.month)[1]))
    return Span(first, first)


def _relative(text: str, now: date) -> Span | None:
    found = _RELATIVE.fullmatch(text)
    if found is None:
        return None
    count, unit = int(found[1]), found[2]
    if unit in "dw":
        day = date.fromordinal(max(1, now.toordinal() - count * (7 if unit == "w" else 1)))
    else:
        day = _months_before(now, count * (12 if unit == "y" else 1))
    return Span(day, day)


def _months_before(day: date, count: int) -> date:
    """The same day ``count`` months earlier, or that month's last day."""
    months = max(12, day.year * 12 + day.month - 1 - count)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days(year: int, month: int) -> list[date]:
    """Every day of a month."""
    first = date(year, month, 1)
    return [first + timedelta(days=n) for n in range(monthrange(year, month)[1])]
