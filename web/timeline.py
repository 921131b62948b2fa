"""The chart above the results: how many articles per year, month or day, each a link."""

from __future__ import annotations

from dataclasses import dataclass

from search.page import DateBar, DateFacet
from search.request import SearchRequest
from web import filters
from web.language import Language
from web.links import Link, search_url


@dataclass(frozen=True, slots=True)
class Bar:
    """``height`` is 0 to 100 in proportion to the largest bar of its chart."""

    label: str
    spoken: str
    url: str
    height: float
    selected: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart of one level and the way back up."""

    heading: str
    trail: tuple[Link, ...]
    bars: tuple[Bar, ...]
    most: str


def timeline(date: DateFacet, request: SearchRequest, language: Language) -> Timeline | None:
    """The chart at the level that the selected date opens, None when nothing is dated.

    One selected year shows its months, one selected month or day the days of
    that month; without a selection a single year opens by itself.
    """
    years = date.years
    if not any(year.count for year in years):
        return None
    _ = language.gettext
    chosen = [value for value in request.date.include if value[0].isdigit()]
    path = chosen[0] if len(chosen) == 1 else ""
    opened = path or (years[0].value if len(years) == 1 else "")
    year = next((bar for bar in years if bar.value == opened[:4]), None)
    month = next((bar for bar in year.parts if bar.value == opened[:7]), None) if year else None
    trail = [Link(_("All years"), search_url(request.without("date")))]
    by_story = request.counted == "story"
    bars, heading = years, _("Stories per year") if by_story else _("Articles per year")
    if year and year.parts:
        trail.append(_step(year, request, language))
        bars, heading = year.parts, _per_month(year.value, by_story, language)
    if month and month.parts:
        trail.append(_step(month, request, language))
        shown = filters.edtf(month.value, language)
        bars, heading = month.parts, _per_day(shown, by_story, language)
    if len(bars) < 2 and len(trail) == 1:
        return None
    most = max(bar.count for bar in bars)
    if not path:
        trail = trail[:1]  # nothing was chosen, so there is no way back up
    return Timeline(
        heading=heading,
        trail=(*trail[:-1], Link(trail[-1].text, trail[-1].url, current=True)),
        bars=tuple(_bar(bar, most, request, language) for bar in bars),
        most=filters.counted(most, request.counted, language),
    )


def _per_month(year: str, by_story: bool, language: Language) -> str:
    _ = language.gettext
    if by_story:
        return _("Stories per month of %(year)s", year=year)
    return _("Articles per month of %(year)s", year=year)


def _per_day(month: str, by_story: bool, language: Language) -> str:
    _ = language.gettext
    if by_story:
        return _("Stories per day of %(month)s", month=month)
    return _("Articles per day of %(month)s", month=month)


def _step(bar: DateBar, request: SearchRequest, language: Language) -> Link:
    return Link(filters.edtf(bar.value, language), search_url(request.only("date", bar.value)))


def _bar(bar: DateBar, most: int, request: SearchRequest, language: Language) -> Bar:
    selected = bar.value in request.date.include
    count = filters.counted(bar.count, request.counted, language)
    # a second click on a day or month goes back up one level
    above = bar.value.rpartition("-")[0]
    if selected:
        target = request.only("date", above) if above else request.without("date")
    else:
        target = request.only("date", bar.value)
    return Bar(
        label=filters.edtf_part(bar.value, language),
        spoken=f"{filters.date_span(bar.value, language)}, {count}",
        url=search_url(target),
        # 3 % keeps one article visible beside a thousand
        height=max(3.0, round(100 * bar.count / most, 1)) if bar.count else 0.0,
        selected=selected,
        empty=bar.count == 0,
    )
