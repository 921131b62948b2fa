"""Dates that an input states: metadata values and date lines, in the shapes in use.

ISO 8601, RFC 822, epoch seconds, and what Vietnamese pages print: "Thứ tư,
10/9/2025, 16:30 (GMT+7)", "16h30 ngày 10/9/2025", "29 thg 10, 2025", "07-03-2026
- 00:01 AM". A wall time without a zone is Vietnam's; another zone is converted.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final, NamedTuple

from index.article import Place, Precision
from index.calendar import HERE, day_value, full_year, is_day, is_year
from index.enrich.tables import any_of, plain, table

_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_ENGLISH: Final = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_VIETNAMESE: Final = (
    r"(?:tháng|thg)\s+(?P<{0}>\d{{1,2}}|mười\s+một|mười\s+hai|mười|một|giêng|hai|ba|tư|bốn|năm|sáu"
    r"|bảy|bẩy|tám|chín)"
)
# tried in this order; the first whose day exists is the date
_DAYS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})\s+"
        + _VIETNAMESE.format("m")
        + r"\s*,?\s*(?:năm\s+)?(?P<y>\d{4})(?!\d)",
        _VIETNAMESE.format("m") + r"\s+(?P<d>\d{1,2})\s*,\s*(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})[\s-]+" + _ENGLISH.format("m") + r"[\s,-]+(?P<y>\d{4})(?!\d)",
        _ENGLISH.format("m") + r"\s+(?P<d>\d{1,2})\s*,?\s+(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2})(?!\d)",
    )
)
_MONTH_ONLY: Final = re.compile(
    r"\s*(?:(?P<y>\d{4})\s*[-/]\s*(?P<m>\d{1,2})|(?:tháng\s+)?(?P<m2>\d{1,2})\s*[-/]\s*(?P<y2>\d{4}))\s*",
    re.IGNORECASE,
)
_YEAR_ONLY: Final = re.compile(r"\s*(\d{4})\s*")
# Every day has one: most lines are passed over by it.
_DIGIT: Final = re.compile(r"\d")
_TIME: Final = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})\s*(?::|h|g|giờ)\s*(?P<min>\d{2})(?::\d{2})?(?:\s*phút)?(?!\d)(?:\s*(?P<half>AM|PM|SA|CH)\b)?",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(
    r"\(?\s*(?:GMT|UTC)\s*(?:(?P<sign>[+-])\s*(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?)?\s*\)?",
    re.IGNORECASE,
)
# "+07:07" is Saigon's local mean time of 1906: a slip of pytz users, whose wall
# time is right (7 of 28,724 feed dates)
_LOCAL_MEAN_TIME: Final = (timedelta(hours=7, minutes=6), timedelta(hours=7, minutes=7))
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_COMPACT: Final = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")


class Stated(NamedTuple):
    """A date as EDTF text and how precise it is."""

    value: str
    precision: Precision


def _minute(moment: datetime) -> Stated | None:
    """``moment`` (with or without a zone) in Vietnam's wall time.

    Midnight sharp without a Vietnamese zone is how exports write a bare day.
    """
    if moment.utcoffset() in _LOCAL_MEAN_TIME:
        moment = moment.replace(tzinfo=HERE)
    bare = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    if bare and (moment.tzinfo is None or moment.utcoffset() == timedelta(0)):
        return _day(moment.year, moment.month, moment.day)
    try:
        local = moment if moment.tzinfo is None else moment.astimezone(HERE)
    except OverflowError:
        return None
    return Stated(local.strftime("%Y-%m-%dT%H:%M"), "minute") if is_year(local.year) else None


def _day(year: int, month: int, day: int) -> Stated | None:
    return Stated(day_value(year, month, day), "day") if is_day(year, month, day) else None


def _machine(text: str) -> Stated | None:
    """ISO 8601, RFC 822 and epoch seconds."""
    if _EPOCH.fullmatch(text):
        seconds = float(text[:10])
        return _minute(datetime.fromtimestamp(seconds, UTC).astimezone(HERE))
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _day(int(compact["y"]), int(compact["m"]), int(compact["d"]))
    if text[:4].isdigit() and len(text) > 10 and text[10] in "Tt ":
        try:
            return _minute(datetime.fromisoformat(text))
        except ValueError:
            return None
    if "," in text[:5]:
        try:
            return _minute(parsedate_to_datetime(text))
        except (ValueError, TypeError, OverflowError):
            return None
    return None


def _month_number(text: str) -> int:
    name = " ".join(text.lower().split())
    return int(name) if name.isdigit() else _MONTHS[name]


class _Found(NamedTuple):
    year: int
    month: int
    day: int
    start: int
    end: int


def _find_day(text: str) -> _Found | None:
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            year, month = full_year(match["y"]), _month_number(match["m"])
            if is_day(year, month, int(match["d"])):
                return _Found(year, month, int(match["d"]), match.start(), match.end())
    return None


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    """Hour and minute; "07:05 PM" is 19:05, "16:30 PM" is 16:30."""
    hour, minute = int(match["h"]), int(match["min"])
    half = (match["half"] or "").upper()
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    elif half in ("AM", "SA") and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else None


def _zone(text: str) -> timezone | None:
    found = _ZONE.search(text)
    if not found or not found["sign"]:
        return UTC if found else None
    size = timedelta(hours=int(found["h"]), minutes=int(found["m"] or 0))
    return timezone(size if found["sign"] == "+" else -size) if size < timedelta(hours=24) else None


def parse_stated(text: str) -> Stated | None:
    """The date that a metadata value or date line states; None when it states none.

    Never raises: what is no date ("Unknown", 31/2/2025, the year 9999) is None, and so is
    the moment 0 of Unix, with which systems fill an empty field.
    """
    found = _stated(text)
    return None if found and _is_moment_zero(found, text) else found


def _is_moment_zero(found: Stated, text: str) -> bool:
    """Whether 1 January 1970 has the time 0, in UTC or here; the bare day is a day."""
    if found.precision == "day":
        return found.value == "1970-01-01" and _TIME.search(text) is not None
    # the tz database has +08:00 for that year (Saigon's), systems reckon with +07:00
    return found.value in ("1970-01-01T00:00", "1970-01-01T07:00", "1970-01-01T08:00")


def _stated(text: str) -> Stated | None:
    text = text.strip()[:200]
    if not text.isascii() or _DIGIT.search(text) is None:
        text = plain(text)
    machine = _machine(text)
    if machine:
        return machine
    found = _find_day(text)
    if not found:
        return _coarse(text)
    return _with_time(found, text)


def _with_time(found: _Found, text: str) -> Stated | None:
    rest = text[: found.start] + " " + text[found.end :]
    times = [clock for clock in map(_clock, _TIME.finditer(_ZONE.sub(" ", rest))) if clock]
    if not times:
        return _day(found.year, found.month, found.day)
    moment = datetime(found.year, found.month, found.day, *times[0], tzinfo=_zone(rest) or HERE)
    if moment.tzinfo is UTC and times[0] == (0, 0):
        return _day(found.year, found.month, found.day)
    local = moment.astimezone(HERE)
    return Stated(local.strftime("%Y-%m-%dT%H:%M"), "minute")


def _coarse(text: str) -> Stated | None:
    """ "2025-10", "10/2025" and "2025"."""
    month = _MONTH_ONLY.fullmatch(text)
    if month:
        year, number = int(month["y"] or month["y2"]), int(month["m"] or month["m2"])
        return Stated(f"{year}-{number:02}", "month") if is_day(year, number, 1) else None
    bare = _YEAR_ONLY.fullmatch(text)
    if bare and is_year(int(bare[1])):
        return Stated(bare[1], "year")
    return None


@cache
def _line_words() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(table('dates')['line_words'])}\b", re.IGNORECASE)


_LEADING: Final = re.compile(r"\s*date\s+(\d{4}-\d{2}-\d{2})(?:\s+|$)", re.IGNORECASE)
_LINE_MARKS: Final = re.compile(r"[\s,.;:|()•·–—/\-]+")


class Printed(NamedTuple):
    """A date that the page prints, and where: a line of its own, or code points of a field."""

    stated: Stated
    text: str
    place: Place = "dateline"
    start: int | None = None
    end: int | None = None


class DateLine(NamedTuple):
    """A line's date, and what of the line is left: story text, else a signature."""

    printed: Printed
    rest: str
    is_text: bool = False


def date_line(line: str) -> DateLine | None:
    """What a line that is there to date the article says, or None.

    Either a scrape's mark "date 2025-10-29 ..." (the rest of the line is text),
    or a date with at most five words beside it, all capitalised (the author).
    """
    leading = _LEADING.match(line)
    if leading:
        stated = parse_stated(leading[1])
        if not stated:
            return None
        return DateLine(Printed(stated, leading[0].strip()), line[leading.end() :], is_text=True)
    if len(line) > 120 or _DIGIT.search(line) is None:
        return None
    found = _find_day(line)
    if not found:
        return None
    rest = line[: found.start] + " " + line[found.end :]
    rest = _TIME.sub(" ", _ZONE.sub(" ", rest))
    words = [word for word in _LINE_MARKS.split(_line_words().sub(" ", rest)) if word]
    if len(words) > 5 or any(word[0].islower() or word[0].isdigit() for word in words):
        return None
    stated = parse_stated(line)
    return DateLine(Printed(stated, line), " ".join(words)) if stated else None
