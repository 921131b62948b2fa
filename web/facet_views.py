"""The boxes of the sidebar: every facet as rows to tick, their counts as people read them.

A *row* is one box, a *facet view* one group of them: the first rows and those in
force always visible, the rest behind "Xem thêm", the articles without a value last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from index.article import source_parts
from index.engines.schema import MISSING, NO_YEAR, TASS_RT
from index.people.order import name_key
from search.page import DateBar, Facet, FacetValue, Page
from search.request import FACETS, SearchRequest
from search.request import Facet as FacetName
from web import filters
from web.language import Language
from web.links import Excluding, Link

SHOWN: Final = 6
"""Rows of a facet before "Xem thêm"."""


class Row(NamedTuple):
    """One box: ``name`` and ``value`` are what the form sends when it is ticked.

    A page has 400 of them; a tuple is made in a fifth of a record's time.
    ``leaving_out`` is None where that makes no sense. ``order`` is a person's place among
    the names of the facet.
    """

    id: str
    name: str
    value: str
    label: str
    number: str
    spoken: str
    checked: bool
    excluded: bool
    leaving_out: Link | None
    kinds: tuple[Row, ...] = ()
    order: int | None = None

    @property
    def summary(self) -> str:
        """Its kinds in one line: ``trích dẫn 3 · nguồn ảnh 1``."""
        return " · ".join(f"{kind.label} {kind.number}" for kind in self.kinds)

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


def facet_views(page: Page, language: Language) -> tuple[FacetView, ...]:
    """Outlet, source, person, date, and how articles matched where that differs."""
    counted = (page.facets[name] for name in ("outlet", "source", "person") if name in page.facets)
    return (
        *(_facet(facet, page.request, language) for facet in counted),
        _date_rows(page, language),
        *_how_rows(page, language),
    )


def _headings(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"outlet": _("Outlet"), "source": _("Source"), "person": _("Person"), "date": _("Date")}


def _facet(facet: Facet, request: SearchRequest, language: Language) -> FacetView:
    name: FacetName = next(each for each in FACETS if each == facet.name)
    made = _Rows(name, request, language)
    rows = [made.row(value, index) for index, value in enumerate(facet.values)]
    if name == "person":
        rows = _placed(rows)
    missing = made.row(facet.missing, len(rows))
    wanted = facet.missing.count or missing.checked
    buckets = (missing,) if wanted else ()
    return _facet_view(name, rows, buckets, request, language, distinct=facet.distinct)


def _placed(rows: Sequence[Row]) -> list[Row]:
    """The rows with their places in the order of names."""
    by_name = sorted(range(len(rows)), key=lambda at: name_key(rows[at].value))
    places = {at: place for place, at in enumerate(by_name)}
    return [row._replace(order=places[at]) for at, row in enumerate(rows)]


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
    seen, more = list(rows[:SHOWN]), list[Row]()
    for row in rows[SHOWN:]:
        (seen if row.checked or row.open else more).append(row)
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


class _Rows:
    """Makes the rows of one facet."""

    def __init__(self, facet: FacetName, request: SearchRequest, language: Language) -> None:
        self._facet = facet
        self._counted = request.counted
        self._language = language
        self._excluding = Excluding(request, facet)

    def row(self, value: FacetValue, index: int | str) -> Row:
        """The row of a value; ``index`` tells its box from the others."""
        facet, language = self._facet, self._language
        label = _label(facet, value, language)
        return Row(
            id=f"{facet}-{index}",
            name=f"-{facet}" if value.excluded else facet,
            value=value.value,
            label=label,
            number=language.number(value.count),
            spoken=filters.counted(value.count, self._counted, language),
            checked=value.selected or value.excluded,
            excluded=value.excluded,
            leaving_out=None if value.excluded else self._leaving_out(value.value, label),
            kinds=tuple(
                self.row(kind, f"{index}-{number}") for number, kind in enumerate(value.kinds)
            ),
        )

    def _leaving_out(self, value: str, label: str) -> Link:
        text = self._language.gettext("Leave out %(name)s", name=label)
        return Link(text, self._excluding.url(value))


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
    made = _Rows("date", request, language)
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
            rows.append(made.row(value, len(rows)))
    rows += _lost_dates(rows, made, request, language)
    buckets = tuple(
        made.row(bucket, f"b{index}")
        for index, bucket in enumerate((page.date.missing, page.date.no_year))
        if bucket.count or bucket.selected or bucket.excluded
    )
    years = sum(1 for year in page.date.years if year.count)
    return _facet_view("date", rows, buckets, request, language, distinct=min(years, len(rows)))


def _below(bar: DateBar) -> list[DateBar]:
    return [each for part in bar.parts for each in (part, *_below(part))]


def _in_force(bar: DateBar, request: SearchRequest) -> bool:
    return bar.value in request.date.include or bar.value in request.date.exclude


def _lost_dates(
    rows: Sequence[Row], made: _Rows, request: SearchRequest, language: Language
) -> list[Row]:
    """Selected dates that no bar stands for stay visible, at 0."""
    shown = {row.value for row in rows} | {MISSING, NO_YEAR}
    lost = [(value, False) for value in request.date.include if value not in shown]
    lost += [(value, True) for value in request.date.exclude if value not in shown]
    return [
        made.row(
            FacetValue(value, filters.edtf(value, language), 0, not excluded, excluded), f"x{index}"
        )
        for index, (value, excluded) in enumerate(lost)
    ]


# How articles matched


def _how_rows(page: Page, language: Language) -> tuple[FacetView, ...]:
    """The ways to match that occur; no box where all articles match in one way."""
    chosen = page.request.how
    counts = [(how, n) for how, n in page.hows.items() if n or how in chosen]
    if len(counts) < 2 and not (counts and chosen):
        return ()
    rows = tuple(
        Row(
            id=f"how-{how}",
            name="how",
            value=how,
            label=filters.how_label(how, language),
            number=language.number(count),
            spoken=filters.counted(count, page.request.counted, language),
            checked=how in chosen,
            excluded=False,
            leaving_out=None,
        )
        for how, count in counts
    )
    heading = language.gettext("How it matches")
    return (FacetView("how", heading, rows, (), (), chosen=len(chosen), hidden=0),)
