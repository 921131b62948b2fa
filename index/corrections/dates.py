"""Dates that a newsroom gives: EDTF, and what a day of publication says about a year."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from index.article import Article, ArticleDate, Precision
from index.calendar import day_value, is_year, last_day, latest_not_after

_SHAPES: Final[tuple[tuple[re.Pattern[str], Precision, str], ...]] = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d"), "minute", "%Y-%m-%dT%H:%M"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "day", "%Y-%m-%d"),
    (re.compile(r"\d{4}-\d\d"), "month", "%Y-%m"),
    (re.compile(r"[12]\d{3}"), "year", "%Y"),
)
_NO_YEAR: Final = re.compile(r"XXXX-(\d\d)-(\d\d)")
_OTHER_YEAR: Final = re.compile(r"\s*(?:năm\s+)?(?:ngoái|trước)\b", re.IGNORECASE)


def precision(value: str) -> Precision | None:
    """How precise an EDTF value is; None when it is no date, or of no newspaper's age."""
    without = _NO_YEAR.fullmatch(value)
    if without:
        # a leap year, so that 29 February is a day
        return "day-no-year" if _is(f"2000-{without[1]}-{without[2]}", "%Y-%m-%d") else None
    for shape, name, form in _SHAPES:
        if shape.fullmatch(value):
            return name if _is(value, form) and is_year(int(value[:4])) else None
    return None


def _is(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007  # Vietnam's wall time
    except ValueError:
        return False
    return True


def given(value: str) -> ArticleDate | None:
    """The date that ``value`` says; None for an empty one."""
    found = precision(value)
    return ArticleDate(value, found, "given") if found else None


def event_beside(article: Article, published: ArticleDate | None) -> ArticleDate | None:
    """The article's event when it was published on another day than had been understood.

    A year that was taken from elsewhere is taken from the new day; a year that the
    text writes stays, and so does a day "năm ngoái", which only the rules can reckon.
    """
    event = article.event
    if event is None or published is None or event.year_origin == "written":
        return event
    if event.precision not in ("day", "day-no-year") or event.origin != "text":
        return event
    if _is_of_another_year(article):
        return event
    month, day = (int(part) for part in event.value[5:10].split("-"))
    year = latest_not_after(month, day, last_day(published.value))
    return ArticleDate(day_value(year, month, day), "day", "text", "published")


def _is_of_another_year(article: Article) -> bool:
    for each in article.evidence:
        if each.about == "event" and each.end is not None:
            text = {"title": article.title, "standfirst": article.standfirst}.get(each.place)
            return _OTHER_YEAR.match(text or article.body, each.end) is not None
    return False
