"""What surrounds the hits on the page: every link and box a reader can use next.

    navigation = Navigation.of(page, language)

Nouns: a *chip* is one filter in force with the link that removes it; a *row* is
one box of a facet; a *bar* is one year, month or day of the timeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.engines.query import Sort
from index.engines.schema import MISSING, NO_YEAR, TASS_RT
from search.names import source_parts
from search.page import DateBar, Facet, FacetValue, Page
from search.request import FACETS, SearchRequest
from search.request import Facet as FacetName
from web import filters
from web.language import Language
from web.links import search_url

SHOWN: Final = 6
"""Rows of a facet before "Xem thêm"."""
_PAGES_AROUND: Final = 2


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force. ``text`` is a piece of a sentence."""

    text: str
    url: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One box: ``name`` and ``value`` are what the form sends when it is ticked."""

    id: str
    name: str
    value: str
    label: str
    count: str
    spoken: str
    checked: bool
    excluded: bool
    exclude_url: str
    kinds: tuple[Row, ...] = ()

    @property
    def summary(self) -> str:
        """Its kinds in one line: ``trích dẫn 3 · nguồn ảnh 1``."""
        return " · ".join(f"{kind.label} {kind.count}" for kind in self.kinds)

    @property
    def open(self) -> bool:
        """Whether one of its kinds is in force."""
        return any(kind.checked for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet. ``rows`` are always visible, ``more`` behind "Xem thêm"."""

    name: str
    heading: str
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    buckets: tuple[Row, ...]
    chosen: int
    hidden: int


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


@dataclass(frozen=True, slots=True)
class Pager:
    previous: str | None
    next: str | None
    pages: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class Navigation:
    """Everything the template needs beside the Page itself."""

    sentence: str
    chips: tuple[Chip, ...]
    clear_url: str
    facets: tuple[FacetView, ...]
    timeline: Timeline | None
    sorts: tuple[Link, ...]
    pager: Pager | None
    readings: tuple[str, ...]
    match_any_url: str | None
    marks_any_url: str | None
    hidden: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, page: Page, language: Language) -> Navigation:
        """The navigation of one answer in one language."""
        request = page.request
        return cls(
            sentence=sentence(request, language),
            chips=chips(request, language),
            clear_url=search_url(request.without_filters()),
            facets=(
                *(_facet(page.facets[name], request, language) for name in _present(page)),
                _date_rows(page, language),
            ),
            timeline=_timeline(page, language),
            sorts=_sorts(request, language),
            pager=_pager(page, language),
            readings=tuple(each for each in page.readings if each != page.understood),
            match_any_url=(
                search_url(request.with_match("any"))
                if request.q and request.match != "any"
                else None
            ),
            marks_any_url=(
                search_url(request.with_marks("any")) if request.q and not request.marks else None
            ),
            hidden=_hidden(request),
        )


def _present(page: Page) -> list[str]:
    return [name for name in ("outlet", "source", "person") if name in page.facets]


def _hidden(request: SearchRequest) -> tuple[tuple[str, str], ...]:
    """What the form carries along without a visible field."""
    carried = ("sort", "match", "marks", "limit")
    return tuple(pair for pair in request.to_args() if pair[0] in carried)


# Sentences


def sentence(request: SearchRequest, language: Language) -> str:
    """The search as one phrase: ``“đàm phán”, từ báo VOV, từ 1/3/2022``."""
    parts = [f"“{request.q}”"] if request.q else []
    parts += [chip.text for chip in chips(request, language)]
    return ", ".join(parts)


def chips(request: SearchRequest, language: Language) -> tuple[Chip, ...]:
    """The filters in force, in the order of the facets."""
    found: list[Chip] = []
    for facet in FACETS:
        chosen = request.selection(facet)
        for excluded, values in ((False, chosen.include), (True, chosen.exclude)):
            found += [_chip(request, facet, value, excluded, language) for value in values]
    return (*found, *_range_chips(request, language), *_mode_chips(request, language))


def _chip(
    request: SearchRequest, facet: FacetName, value: str, excluded: bool, language: Language
) -> Chip:
    text = filters.filter_text(facet, value, excluded, language)
    return Chip(text, search_url(request.without(facet, value)), excluded)


def _range_chips(request: SearchRequest, language: Language) -> list[Chip]:
    _ = language.gettext
    found = []
    if request.from_:
        text = _("from %(day)s", day=filters.bound(request.from_, language))
        found.append(Chip(text, search_url(request.with_range(None, request.to))))
    if request.to:
        text = _("to %(day)s", day=filters.bound(request.to, language))
        found.append(Chip(text, search_url(request.with_range(request.from_, None))))
    return found


def _mode_chips(request: SearchRequest, language: Language) -> list[Chip]:
    _ = language.gettext
    found = []
    if request.match == "any":
        found.append(Chip(_("any of the words"), search_url(request.with_match(None))))
    if request.marks == "any":
        found.append(Chip(_("whatever the diacritics"), search_url(request.with_marks(None))))
    return found


# Facets


def _headings(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"outlet": _("Outlet"), "source": _("Source"), "person": _("Person"), "date": _("Date")}


def _facet(facet: Facet, request: SearchRequest, language: Language) -> FacetView:
    name: FacetName = next(each for each in FACETS if each == facet.name)
    rows = [_row(name, value, index, request, language) for index, value in enumerate(facet.values)]
    missing = _row(name, facet.missing, len(rows), request, language)
    wanted = facet.missing.count or missing.checked
    buckets = (missing,) if wanted else ()
    return _facet_view(name, rows, buckets, request, language, distinct=facet.distinct)


def _facet_view(
    name: FacetName,
    rows: Sequence[Row],
    buckets: tuple[Row, ...],
    request: SearchRequest,
    language: Language,
    *,
    distinct: int,
) -> FacetView:
    """``rows`` split: the first :data:`SHOWN` and all that are in force stay visible."""
    seen = [row for index, row in enumerate(rows) if index < SHOWN or row.checked or row.open]
    more = [row for row in rows if row not in seen]
    selection = request.selection(name)
    return FacetView(
        name=name,
        heading=_headings(language)[name],
        rows=tuple(seen),
        more=tuple(more),
        buckets=buckets,
        chosen=len(selection.include) + len(selection.exclude),
        hidden=max(0, distinct - len(rows)),
    )


def _row(
    facet: FacetName,
    value: FacetValue,
    index: int | str,
    request: SearchRequest,
    language: Language,
) -> Row:
    label = _label(facet, value, language)
    return Row(
        id=f"{facet}-{index}",
        name=f"-{facet}" if value.excluded else facet,
        value=value.value,
        label=label,
        count=language.number(value.count),
        spoken=language.ngettext("%(num)s article", "%(num)s articles", value.count),
        checked=value.selected or value.excluded,
        excluded=value.excluded,
        exclude_url=search_url(request.excluding(facet, value.value)),
        kinds=tuple(
            _row(facet, kind, f"{index}-{number}", request, language)
            for number, kind in enumerate(value.kinds)
        ),
    )


def _label(facet: FacetName, value: FacetValue, language: Language) -> str:
    _ = language.gettext
    if value.value == NO_YEAR:
        return _("of these, year unknown")
    if value.value == MISSING:
        return {
            "outlet": _("Unknown"),
            "source": _("None cited"),
            "person": _("Nobody named"),
            "date": _("Date unknown"),
        }[facet]
    if value.value == TASS_RT:
        return _("TASS/RT (as a source)")
    if facet == "source" and (kind := source_parts(value.value)[1]):
        return filters.source_kind(kind, language)
    return value.label


def _date_rows(page: Page, language: Language) -> FacetView:
    """Years, newest first; a selected month or day stands under its year."""
    request, chosen = page.request, page.request.date
    rows: list[Row] = []
    for year in reversed(page.date.years):
        wanted = [year, *(bar for bar in _below(year) if _in_force(bar, request))]
        for bar in wanted:
            if not bar.count and not _in_force(bar, request):
                continue
            excluded = bar.value in chosen.exclude
            value = FacetValue(
                bar.value,
                filters.edtf(bar.value, language),
                bar.count,
                selected=bar.value in chosen.include,
                excluded=excluded,
            )
            rows.append(_row("date", value, len(rows), request, language))
    rows += _lost_dates(rows, request, language)
    buckets = tuple(
        _row("date", bucket, f"b{index}", request, language)
        for index, bucket in enumerate((page.date.missing, page.date.no_year))
        if bucket.count or bucket.selected or bucket.excluded
    )
    years = sum(1 for year in page.date.years if year.count)
    return _facet_view("date", rows, buckets, request, language, distinct=min(years, len(rows)))


def _below(bar: DateBar) -> list[DateBar]:
    return [each for part in bar.parts for each in (part, *_below(part))]


def _in_force(bar: DateBar, request: SearchRequest) -> bool:
    return bar.value in request.date.include or bar.value in request.date.exclude


def _lost_dates(rows: Sequence[Row], request: SearchRequest, language: Language) -> list[Row]:
    """Selected dates that no bar stands for stay visible, at 0."""
    shown = {row.value for row in rows} | {MISSING, NO_YEAR}
    lost = [(value, False) for value in request.date.include if value not in shown]
    lost += [(value, True) for value in request.date.exclude if value not in shown]
    return [
        _row(
            "date",
            FacetValue(value, filters.edtf(value, language), 0, not excluded, excluded),
            f"x{index}",
            request,
            language,
        )
        for index, (value, excluded) in enumerate(lost)
    ]


# Timeline


def _timeline(page: Page, language: Language) -> Timeline | None:
    """The chart at the level that the selected date opens, None when nothing is dated.

    One selected year shows its months, one selected month or day the days of
    that month; without a selection a single year opens by itself.
    """
    years = page.date.years
    if not any(year.count for year in years):
        return None
    _ = language.gettext
    chosen = [value for value in page.request.date.include if value[0].isdigit()]
    path = chosen[0] if len(chosen) == 1 else ""
    opened = path or (years[0].value if len(years) == 1 else "")
    year = next((bar for bar in years if bar.value == opened[:4]), None)
    month = next((bar for bar in year.parts if bar.value == opened[:7]), None) if year else None
    trail = [Link(_("All years"), search_url(page.request.without("date")))]
    bars, heading = years, _("Articles per year")
    if year and year.parts:
        trail.append(_step(year, page.request, language))
        bars, heading = year.parts, _("Articles per month of %(year)s", year=year.value)
    if month and month.parts:
        trail.append(_step(month, page.request, language))
        shown = filters.edtf(month.value, language)
        bars, heading = month.parts, _("Articles per day of %(month)s", month=shown)
    if len(bars) < 2 and len(trail) == 1:
        return None
    most = max(bar.count for bar in bars)
    if not path:
        trail = trail[:1]  # nothing was chosen, so there is no way back up
    return Timeline(
        heading=heading,
        trail=(*trail[:-1], Link(trail[-1].text, trail[-1].url, current=True)),
        bars=tuple(_bar(bar, most, page.request, language) for bar in bars),
        most=language.ngettext("%(num)s article", "%(num)s articles", most),
    )


def _step(bar: DateBar, request: SearchRequest, language: Language) -> Link:
    return Link(filters.edtf(bar.value, language), search_url(request.only("date", bar.value)))


def _bar(bar: DateBar, most: int, request: SearchRequest, language: Language) -> Bar:
    selected = bar.value in request.date.include
    count = language.ngettext("%(num)s article", "%(num)s articles", bar.count)
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


# Order and pages


def _sorts(request: SearchRequest, language: Language) -> tuple[Link, ...]:
    _ = language.gettext
    names: list[tuple[Sort, str]] = [("newest", _("Newest")), ("oldest", _("Oldest"))]
    if request.q:
        names.insert(0, ("relevance", _("Relevance")))
    return tuple(
        Link(
            text,
            search_url(request.with_sort(None if sort == request.default_order else sort)),
            current=request.order == sort,
        )
        for sort, text in names
    )


def _pager(page: Page, language: Language) -> Pager | None:
    """Links to the first, the last and the neighbouring pages; None marks a gap."""
    if page.pages < 2:
        return None
    here, last, request = page.request.page, page.pages, page.request
    near = range(max(1, here - _PAGES_AROUND), min(last, here + _PAGES_AROUND) + 1)
    wanted = sorted({1, last, *near})
    entries: list[Link | None] = []
    for number in wanted:
        if entries and number - 1 not in wanted:
            entries.append(None)
        url = search_url(request.with_page(number))
        entries.append(Link(language.number(number), url, current=number == here))
    return Pager(
        previous=search_url(request.with_page(here - 1)) if here > 1 else None,
        next=search_url(request.with_page(here + 1)) if here < last else None,
        pages=tuple(entries),
    )
