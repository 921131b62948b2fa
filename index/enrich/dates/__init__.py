"""The two dates of an article, each with where it came from and how precise it is.

``published`` is stated somewhere: by the person who adds, by metadata, by a date
line, last by the URL. ``event`` is the main story's first day in running text.
Nothing is guessed: without evidence there is no date, without a year no year.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from index.article import ArticleDate, Evidence, Field, YearOrigin
from index.enrich.dates.address import url_date
from index.enrich.dates.calendar import day_value, is_day, latest_not_after
from index.enrich.dates.running import DayExpression, days, months
from index.enrich.dates.stated import DateLine, Printed, date_line, parse_stated
from index.rules import Rule

__all__ = [
    "DateLine",
    "Dated",
    "Told",
    "YearBound",
    "date_line",
    "event_date",
    "published_date",
    "year_bound",
]

_OPENING: Final = 300  # code points; farther in, a month with its year is history


class Dated(NamedTuple):
    """A date and where it was read."""

    date: ArticleDate
    evidence: Evidence


class Told(NamedTuple):
    """Running text: what of an article's ``field`` begins at ``start``."""

    text: str
    field: Field = "body"
    start: int = 0


class YearBound(NamedTuple):
    """A day that running text cannot lie after, and which evidence says so."""

    day: date
    origin: YearOrigin


def published_date(
    given: str | None,
    metadata: str | None,
    printed: Printed | None,
    url: str | None,
    key: str | None = None,
) -> Dated | None:
    """When the article appeared, by the strongest evidence that states a real date.

    ``given`` is what the person who adds says, ``metadata`` what the record says in its
    field ``key``, ``printed`` what the page prints.
    """
    stated = parse_stated(given) if given else None
    if given and stated:
        told = Evidence(
            "published", stated.value, Rule.PUBLISHED_GIVEN, "option", given, key="--date"
        )
        return Dated(ArticleDate(stated.value, stated.precision, "given"), told)
    stated = parse_stated(metadata) if metadata else None
    if metadata and stated:
        told = Evidence(
            "published", stated.value, Rule.PUBLISHED_METADATA, "metadata", metadata, key=key
        )
        return Dated(ArticleDate(stated.value, stated.precision, "metadata"), told)
    if printed:
        return _printed(printed)
    stated = url_date(url) if url else None
    if url and stated:
        told = Evidence("published", stated.value, Rule.PUBLISHED_URL, "url", url, sure=False)
        return Dated(ArticleDate(stated.value, stated.precision, "url"), told)
    return None


def _printed(printed: Printed) -> Dated:
    value, precision = printed.stated
    rule = Rule.PUBLISHED_DATELINE if printed.start is None else Rule.PUBLISHED_BYLINE
    told = Evidence(
        "published", value, rule, printed.place, printed.text, printed.start, printed.end
    )
    return Dated(ArticleDate(value, precision, "dateline"), told)


def _last_day(value: str) -> date:
    """The last day that an EDTF value with a year covers."""
    year, *rest = (int(part) for part in value[:10].split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) == 2 else monthrange(year, month)[1]
    return date(year, month, day)


def year_bound(
    published: ArticleDate | None, as_of: str | None, crawled: str | None
) -> YearBound | None:
    """What fixes the year of a day without one: published, else as-of, else crawl date."""
    if published:
        return YearBound(_last_day(published.value), "published")
    origins: tuple[tuple[YearOrigin, str | None], ...] = (("as-of", as_of), ("crawl", crawled))
    for origin, text in origins:
        stated = parse_stated(text) if text else None
        if stated:
            return YearBound(_last_day(stated.value), origin)
    return None


def event_date(texts: tuple[Told, ...], bound: YearBound | None) -> Dated | None:
    """The first day expression of the story, else a month with its year in its opening.

    ``texts`` are standfirst and body, without captions and page furniture.
    """
    for told in texts:
        for found in days(told.text):
            event = _dated(found, bound)
            if event and (bound or not found.year or found.year >= _latest_year(texts) - 1):
                return _read(event, found, told)
    for told in texts:
        for found in months(told.text[:_OPENING]):
            event = _dated(found, bound)
            if event:
                return _read(event, found, told)
    return None


def _read(event: ArticleDate, found: DayExpression, told: Told) -> Dated:
    """The event's date with the words it was read from."""
    supplied = event.year_origin not in (None, "written")
    if event.precision == "month":
        rule = Rule.EVENT_MONTH_YEAR_SUPPLIED if supplied else Rule.EVENT_MONTH
    elif event.precision == "day-no-year":
        rule = Rule.EVENT_DAY_NO_YEAR
    else:
        rule = Rule.EVENT_DAY_YEAR_SUPPLIED if supplied else Rule.EVENT_DAY
    text = told.text[found.start : found.end]
    start, end = told.start + found.start, told.start + found.end
    evidence = Evidence("event", event.value, rule, told.field, text, start, end, sure=not supplied)
    return Dated(event, evidence)


def _latest_year(texts: tuple[Told, ...]) -> int:
    """The latest year that a day of the story is written with."""
    written = (found.year for told in texts for found in days(told.text))
    return max(filter(None, written), default=0)


def _dated(found: DayExpression, bound: YearBound | None) -> ArticleDate | None:
    if found.year is not None:
        return _written(found, bound)
    if found.day == 0:
        return _month_by_bound(found, bound)
    if bound is None:
        return ArticleDate(day_value(None, found.month, found.day), "day-no-year", "text")
    year = latest_not_after(found.month, found.day, bound.day)
    if found.years_back is not None:
        year = bound.day.year - found.years_back
    if not is_day(year, found.month, found.day):
        return None
    return ArticleDate(day_value(year, found.month, found.day), "day", "text", bound.origin)


def _written(found: DayExpression, bound: YearBound | None) -> ArticleDate | None:
    """A day or month with its year; one of years long gone is history, not the event.

    Two calendar years before the article is the limit: court reports and
    inquiries open with days of the year before.
    """
    assert found.year is not None  # noqa: S101  # for the type checker
    if bound and not bound.day.year - 1 <= found.year <= bound.day.year + 1:
        return None
    if found.day == 0:
        return ArticleDate(f"{found.year}-{found.month:02}", "month", "text", "written")
    value = day_value(found.year, found.month, found.day)
    return ArticleDate(value, "day", "text", "written")


def _month_by_bound(found: DayExpression, bound: YearBound | None) -> ArticleDate | None:
    if bound is None or found.years_back is None:
        return None
    year = bound.day.year - found.years_back
    return ArticleDate(f"{year}-{found.month:02}", "month", "text", bound.origin)
