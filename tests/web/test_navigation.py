"""What stands around the hits, from a Page made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from search.page import DateBar, DateFacet, Facet, FacetValue, Page
from search.request import SearchRequest, Selection
from web import language
from web.navigation import Navigation

NONE = FacetValue("__missing", "__missing", 0)
VI = language.language("vi")


@pytest.fixture(autouse=True)
def in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        language.choose("vi")
        yield


def page(request: SearchRequest, **changes: object) -> Page:
    empty = Page(
        request=request,
        understood=None,
        readings=(),
        problems=(),
        also=(),
        total=0,
        full=0,
        widened=False,
        hows={},
        hits=(),
        facets={},
        date=DateFacet((), replace(NONE, value="__no_year"), NONE),
        few=False,
        pages=0,
        next_cursor=None,
        took_ms=1.0,
    )
    return replace(empty, **changes)  # type: ignore[arg-type]  # fields of Page by name


def years(*counts: tuple[str, int]) -> DateFacet:
    bars = tuple(DateBar(value, count) for value, count in counts)
    return DateFacet(bars, replace(NONE, value="__no_year"), NONE)


def test_thousands_are_separated_and_what_is_not_listed_is_counted() -> None:
    values = tuple(FacetValue(f"P{n}", f"P{n}", 12345 - n) for n in range(100))
    facet = Facet("person", values, replace(NONE, count=1000), distinct=1100)
    shown = Navigation.of(page(SearchRequest(), facets={"person": facet}), VI).facets[0]
    assert shown.rows[0].count == "12.345"
    assert shown.rows[0].spoken == "12.345 bài"
    assert (len(shown.rows), len(shown.more), shown.hidden) == (6, 94, 1000)
    assert [row.label for row in shown.buckets] == ["Không nêu nhân vật"]


def test_a_chosen_value_far_down_moves_up_and_an_excluded_one_is_named_so() -> None:
    values = tuple(
        FacetValue(f"P{n}", f"P{n}", 50 - n, selected=n == 20, excluded=n == 30) for n in range(40)
    )
    request = SearchRequest(person=Selection(("P20",), ("P30",)))
    found = page(request, facets={"person": Facet("person", values, NONE, 40)})
    shown = Navigation.of(found, VI).facets[0]
    assert [(row.value, row.name) for row in shown.rows[6:]] == [
        ("P20", "person"),
        ("P30", "-person"),
    ]
    assert shown.chosen == 2


def test_heights_are_in_proportion_and_one_article_stays_visible() -> None:
    found = page(SearchRequest(), date=years(("2020", 1), ("2021", 0), ("2022", 1000)))
    timeline = Navigation.of(found, VI).timeline
    assert timeline is not None
    assert [bar.height for bar in timeline.bars] == [3.0, 0.0, 100.0]
    assert timeline.bars[1].empty
    assert timeline.most == "1.000 bài"


def test_a_chosen_year_without_articles_draws_empty_months() -> None:
    months = tuple(DateBar(f"2020-{n:02}", 0) for n in range(1, 13))
    facet = DateFacet(
        (DateBar("2020", 0, True, months), DateBar("2021", 5)),
        replace(NONE, value="__no_year"),
        NONE,
    )
    request = SearchRequest(date=Selection(("2020",)))
    timeline = Navigation.of(page(request, date=facet), VI).timeline
    assert timeline is not None
    assert all(bar.empty for bar in timeline.bars)
    assert [step.text for step in timeline.trail] == ["Mọi năm", "2020"]


def test_an_only_year_opens_by_itself_without_a_way_up() -> None:
    months = tuple(DateBar(f"2020-{n:02}", n) for n in range(1, 13))
    facet = DateFacet((DateBar("2020", 78, False, months),), NONE, NONE)
    timeline = Navigation.of(page(SearchRequest(), date=facet), VI).timeline
    assert timeline is not None
    assert len(timeline.bars) == 12
    assert len(timeline.trail) == 1


@pytest.mark.parametrize(
    ("here", "pages", "shown"),
    [
        (1, 1, None),
        (1, 3, "[1] 2 3"),
        (5, 1000, "1 … 3 4 [5] 6 7 … 1.000"),
        (1000, 1000, "1 … 998 999 [1.000]"),
        (4, 7, "1 2 3 [4] 5 6 7"),
    ],
)
def test_the_pager_shows_the_ends_and_the_neighbours(
    here: int, pages: int, shown: str | None
) -> None:
    pager = Navigation.of(page(SearchRequest(page=here), pages=pages), VI).pager
    if shown is None:
        assert pager is None
        return
    assert pager is not None
    texts = ["…" if e is None else f"[{e.text}]" if e.current else e.text for e in pager.pages]
    assert " ".join(texts) == shown
    assert (pager.previous is None) == (here == 1)
    assert (pager.next is None) == (here == pages)


def test_the_form_carries_what_has_no_field() -> None:
    request = SearchRequest(q="a", sort="oldest", match="any", marks="any", limit=50, page=3)
    hidden = Navigation.of(page(request), VI).hidden
    assert hidden == (("sort", "oldest"), ("match", "any"), ("marks", "any"), ("limit", "50"))
