"""The two dates of an article, each with where it came from and how precise it is.

``published`` is stated somewhere: by the person who adds, by metadata, by a date
line, last by the URL. ``event`` is the main story's first day in running text.
Nothing is guessed: without evidence there is no date, without a year no year.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from index.article import ArticleDate, Evidence, Field, YearOrigin
from index.calendar import day_value, is_day, last_day, latest_not_after
from index.enrich.dates.address import url_date
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


# Code points: a day of the first sentence is what the story is about.
_FIRST_SENTENCE: Final = 150
# Days after publication that an announced day may lie: what is farther ahead is a plan.
_ANNOUNCED: Final = 31


class Dated(NamedTuple):
    """A date and where it was read."""

    date: ArticleDate
    evidence: Evidence


class Told(NamedTuple):
    """Running text: what of an article's ``field`` begins at ``start``."""

    text: str
    field: Field = "body"
    start: int = 0


_Story = tuple[Told, DayExpression]


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


def year_bound(
    published: ArticleDate | None, as_of: str | None, crawled: str | None
) -> YearBound | None:
    """What fixes the year of a day without one: published, else as-of, else crawl date."""
    if published:
        return YearBound(last_day(published.value), "published")
    origins: tuple[tuple[YearOrigin, str | None], ...] = (("as-of", as_of), ("crawl", crawled))
    for origin, text in origins:
        stated = parse_stated(text) if text else None
        if stated:
            return YearBound(last_day(stated.value), origin)
    return None


def event_date(texts: tuple[Told, ...], bound: YearBound | None) -> Dated | None:
    """The first day expression of the story, else a month with its year in its opening.

    ``texts`` are standfirst and body, without captions and page furniture.
    """
    story = [(told, found) for told in texts for found in days(told.text)]
    for told, found in _told_first(story) if bound is None else story:
        event = _dated(_with_year(found, story), bound)
        if event:
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


def _told_first(story: list[_Story]) -> list[_Story]:
    """The days that may date a story of unknown date, the likeliest first.

    A paper writes the days of its own year without it. So where a story has such days,
    one that is written with its year farther in than the opening is history or a plan
    (right in 15 of 17 articles that were read; the first day in 4). What is announced does
    not say when it was told: with no other day there is none.
    """
    past = [each for each in story if not each[1].ahead]
    bare = [each for each in past if each[1].year is None]
    if bare and past[0][1].year and not _in_opening(past[0], story):
        return bare
    latest = max((found.year for _, found in past if found.year), default=0)
    return [each for each in past if not each[1].year or each[1].year >= latest - 1]


def _in_opening(day: _Story, story: list[_Story]) -> bool:
    told, found = day
    return found.start < _FIRST_SENTENCE and told.field == story[0][0].field


def _with_year(found: DayExpression, story: list[_Story]) -> DayExpression:
    """``found`` with the year that the same day is written with elsewhere in the story."""
    if found.year is not None or found.years_back is not None:
        return found
    same = {
        other.year
        for _, other in story
        if other.year and (other.month, other.day) == (found.month, found.day)
    }
    return replace(found, year=same.pop()) if len(same) == 1 else found


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
    """A day or month with its year, unless it is history or a plan.

    The calendar year before the article's is the limit: court reports and inquiries
    open with days of the year before. Ahead of it, :data:`_ANNOUNCED` days are.
    """
    assert found.year is not None  # noqa: S101  # for the type checker
    if bound and found.year < bound.day.year - 1:
        return None
    if bound and date(found.year, found.month, max(found.day, 1)) > _farthest(bound):
        return None
    if found.day == 0:
        return ArticleDate(f"{found.year}-{found.month:02}", "month", "text", "written")
    value = day_value(found.year, found.month, found.day)
    return ArticleDate(value, "day", "text", "written")


def _farthest(bound: YearBound) -> date:
    """The last day that a story of this time can be about: next month's, not a plan for 2037."""
    return min(bound.day, date.max - timedelta(_ANNOUNCED)) + timedelta(_ANNOUNCED)


def _month_by_bound(found: DayExpression, bound: YearBound | None) -> ArticleDate | None:
    if bound is None or found.years_back is None:
        return None
    year = bound.day.year - found.years_back
    return ArticleDate(f"{year}-{found.month:02}", "month", "text", bound.origin)
