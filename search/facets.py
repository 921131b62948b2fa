"""A request's selections → filters; an engine's counts → facets to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from index.article import source_parts
from index.engines.base import Answer, DateCounts, FacetCounts
from index.engines.query import DateWithin, FacetWanted, Filter, Node, Not, Value
from index.engines.schema import FACETS, MISSING, NO_YEAR
from index.enrich.outlet import outlet_label
from search import dates
from search.language.nodes import all_of, any_of
from search.limits import FACET_VALUES
from search.page import DateBar, DateFacet, Facet, FacetValue
from search.request import SearchRequest, Selection

LONGEST_AXIS: Final = 100
"""Years; beyond that (a wrong date in the year 1016) empty years are left out."""


_Kind = tuple[str, str, int]
"""A source with its kind as a value, the kind alone, and its count."""

NO_DATES: Final = DateFacet((), FacetValue(NO_YEAR, NO_YEAR, 0), FacetValue(MISSING, MISSING, 0))


def filters(request: SearchRequest, now: date) -> tuple[Filter, ...]:
    """What is selected, one filter per facet; ``from`` and ``to`` belong to the date."""
    found: list[Filter] = []
    for name in FACETS:
        selection: Selection = getattr(request, name)
        if selection:
            found.append(Filter(name, _chosen(name, selection)))
    limits = [_chosen("date", request.date)] if request.date else []
    if request.from_ or request.to:
        limits.append(_between(request, now))
    if limits:
        found.append(Filter("date", all_of(limits)))
    return tuple(found)


def period(request: SearchRequest, now: date) -> tuple[date | None, date | None]:
    """The first and last day that the selected dates leave open; None where unbounded."""
    typed = [dates.span(text, now) if text else None for text in (request.from_, request.to)]
    first = typed[0].first if typed[0] else None
    last = typed[1].last if typed[1] else None
    spans = [dates.span(value, now) for value in request.date.include]
    known = [span for span in spans if span]
    if not known or len(known) < len(spans):  # a bucket of undated articles is no period
        return first, last
    begun, ended = min(span.first for span in known), max(span.last for span in known)
    return max(begun, first or begun), min(ended, last or ended)


def wanted(request: SearchRequest) -> tuple[FacetWanted, ...]:
    """The counts to ask for; what is selected is counted even at 0.

    Of sources, names are asked for: none is shown without its kinds.
    """
    return tuple(
        FacetWanted(name, FACET_VALUES, _kept(getattr(request, name)), by_name=name == "source")
        for name in FACETS
    )


def facets(request: SearchRequest, answer: Answer) -> dict[str, Facet]:
    """Outlet, source and person, as counted."""
    return {
        name: _facet(name, getattr(request, name), answer.facets[name])
        for name in FACETS
        if name in answer.facets
    }


def _kept(selection: Selection) -> tuple[str, ...]:
    return tuple(v for v in (*selection.include, *selection.exclude) if v != MISSING)


def _chosen(facet: str, selection: Selection) -> Node:
    include = [_value(facet, value) for value in selection.include]
    exclude = [Not(_value(facet, value)) for value in selection.exclude]
    return all_of([*([any_of(include)] if include else []), *exclude])


def _value(facet: str, value: str) -> Node:
    if facet != "date" or value in (MISSING, NO_YEAR):
        return Value(facet, value)
    span = dates.span(value, date.min)
    return DateWithin(span.start, span.end) if span else Value(facet, value)


def _between(request: SearchRequest, now: date) -> DateWithin:
    first = dates.span(request.from_, now) if request.from_ else None
    last = dates.span(request.to, now) if request.to else None
    return DateWithin(first.start if first else None, last.end if last else None)


# --- counts → rows


def _facet(name: str, selection: Selection, counts: FacetCounts) -> Facet:
    if name == "source":
        rows, distinct = _sources(selection, counts)
    else:
        rows, distinct = _rows(name, selection, counts), counts.distinct
    missing = _row(MISSING, MISSING, counts.missing, selection)
    return Facet(name, rows, missing, distinct)


def _rows(name: str, selection: Selection, counts: FacetCounts) -> tuple[FacetValue, ...]:
    return tuple(
        _row(value, outlet_label(value) if name == "outlet" else value, count, selection)
        for value, count in counts.values
    )


def _row(
    value: str,
    label: str,
    count: int,
    selection: Selection,
    kinds: tuple[FacetValue, ...] = (),
) -> FacetValue:
    return FacetValue(
        value, label, count, value in selection.include, value in selection.exclude, kinds
    )


def _sources(selection: Selection, counts: FacetCounts) -> tuple[tuple[FacetValue, ...], int]:
    """The rows shown, and how many there are: agencies with their kinds below.

    Those only credited come last, at 0.
    """
    names: dict[str, int] = {}
    kinds: dict[str, list[_Kind]] = {}
    for value, count in counts.values:
        name, kind = source_parts(value)
        if kind is None:
            names[name] = count
        else:
            names.setdefault(name, 0)
            kinds.setdefault(name, []).append((value, kind, count))
    most = {name: max(count for _, _, count in found) for name, found in kinds.items()}

    def best_first(name: str) -> tuple[int, int, str]:
        return -names[name], -most.get(name, 0), name

    ordered = sorted(names, key=best_first)
    chosen = {source_parts(value)[0] for value in (*selection.include, *selection.exclude)}
    shown = ordered[:FACET_VALUES] + [name for name in ordered[FACET_VALUES:] if name in chosen]
    rows = (_source(name, names[name], kinds.get(name, ()), selection) for name in shown)
    # what is chosen is a row, found or not
    absent = sum(not names[name] and not most.get(name) for name in names)
    return tuple(rows), counts.distinct + absent


def _source(name: str, count: int, kinds: Sequence[_Kind], selection: Selection) -> FacetValue:
    below = tuple(_row(value, kind, times, selection) for value, kind, times in kinds)
    return _row(name, name, count, selection, below)


def date_facet(request: SearchRequest, counts: DateCounts) -> DateFacet:
    """Years; the months of the selected (or only) years, the days of selected months."""
    chosen = [v for v in request.date.include if v not in (MISSING, NO_YEAR)]
    years = _years({*counts.years, *(v[:4] for v in chosen)})
    opened = {v[:4] for v in chosen} or ({*years} if len(years) == 1 else set())
    return DateFacet(
        years=tuple(_year(year, year in opened, chosen, counts) for year in years),
        no_year=_row(NO_YEAR, NO_YEAR, counts.no_year, request.date),
        missing=_row(MISSING, MISSING, counts.missing, request.date),
    )


def _years(present: Iterable[str]) -> list[str]:
    known = sorted(present)
    if not known:
        return []
    first, last = int(known[0]), int(known[-1])
    if last - first >= LONGEST_AXIS:
        return known
    return [f"{year:04}" for year in range(first, last + 1)]


def _year(year: str, opened: bool, chosen: Sequence[str], counts: DateCounts) -> DateBar:
    months = [f"{year}-{month:02}" for month in range(1, 13)] if opened else []
    parts = tuple(_month(month, chosen, counts) for month in months)
    return DateBar(year, counts.years.get(year, 0), year in chosen, parts)


def _month(month: str, chosen: Sequence[str], counts: DateCounts) -> DateBar:
    opened = any(value[:7] == month for value in chosen)
    days = dates.days(int(month[:4]), int(month[5:])) if opened else []
    parts = tuple(
        DateBar(day.isoformat(), counts.days.get(day.isoformat(), 0), day.isoformat() in chosen)
        for day in days
    )
    return DateBar(month, counts.months.get(month, 0), month in chosen, parts)
