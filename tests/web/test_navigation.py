"""What stands around the hits, from a Page made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from search.keywords import Keyword
from search.language.compile import AlsoSearched
from search.language.levels import HOWS, How
from search.page import DateBar, DateFacet, Facet, FacetValue, Page
from search.request import SearchRequest, Selection
from search.suggest import Suggestion
from web import language, links
from web.links import Link
from web.navigation import Meant, Navigation, narrowed, other_names

NONE = FacetValue("__missing", "__missing", 0)
NO_WAYS: dict[How, int] = dict.fromkeys(HOWS, 0)
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
        suggestions=(),
        keywords=(),
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
    assert shown.rows[0].number == "12.345"
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
    request = SearchRequest(
        q="a", sort="oldest", match="any", marks="any", alt="off", recency="on", limit=50, page=3
    )
    hidden = Navigation.of(page(request), VI).hidden
    assert dict(hidden) == {
        "sort": "oldest", "match": "any", "marks": "any", "alt": "off", "recency": "on",
        "limit": "50",
    }  # fmt: skip


def test_the_ways_to_match_are_carried_only_where_they_have_no_boxes() -> None:
    request = SearchRequest(q="a", how=("typed", "lacking"))
    bare = Navigation.of(page(request), VI)
    assert bare.hidden == (("how", "typed"), ("how", "lacking"))
    assert [each.name for each in bare.facets] == ["date"]
    counted = Navigation.of(page(request, hows={**NO_WAYS, "typed": 3}), VI)
    assert counted.hidden == ()
    rows = counted.facets[-1].rows
    assert [(row.value, row.number, row.checked) for row in rows] == [
        ("typed", "3", True),
        ("lacking", "0", True),
    ]


@pytest.mark.parametrize(
    ("hows", "chosen", "shown"),
    [
        ({"typed": 3}, (), []),
        ({"reading": 3}, (), []),
        ({"typed": 3, "lacking": 2}, (), ["typed", "lacking"]),
        ({"typed": 3}, ("typed",), ["typed"]),
        ({"typed": 3}, ("marking",), ["typed", "marking"]),
        ({}, ("marking",), ["marking"]),
    ],
)
def test_the_ways_to_match_are_a_facet_where_there_is_a_choice(
    hows: dict[How, int], chosen: tuple[How, ...], shown: list[str]
) -> None:
    request = SearchRequest(q="a", how=chosen)
    facets = Navigation.of(page(request, hows={**NO_WAYS, **hows}), VI).facets
    rows = next((each.rows for each in facets if each.name == "how"), ())
    assert [row.value for row in rows] == shown
    assert all(row.leaving_out is None for row in rows)


ALSO = (
    AlsoSearched("Moscow", tuple(f"Mátxcơva {n}" for n in range(10))),
    AlsoSearched("Kiev", ("Kyiv",)),
)


def test_long_lists_of_other_names_fold_and_a_name_typed_twice_stands_once() -> None:
    found = Navigation.of(page(SearchRequest(q="a"), also=(*ALSO, ALSO[0])), VI)
    assert [(n.typed, len(n.shown), len(n.folded)) for n in found.other_names] == [
        ("Moscow", 4, 6),
        ("Kiev", 1, 0),
    ]
    assert found.folded_names == 6
    assert found.switches.typed_names == "/?q=a&alt=off"
    alone = Navigation.of(page(SearchRequest(q="a"), also=ALSO[:1]), VI)
    assert (len(alone.other_names[0].shown), alone.folded_names) == (10, 0)
    many = tuple(AlsoSearched(f"n{n}", ("a", "b")) for n in range(20))
    assert all(len(n.shown) == 1 for n in other_names(many))


def test_a_choice_of_readings_is_a_choice_of_searches() -> None:
    one = Navigation.of(page(SearchRequest(q="dam"), understood="đàm", readings=("đàm",)), VI)
    assert one.readings == (Link("đàm", "/?q=%C4%91%C3%A0m"),)
    typed = Navigation.of(page(SearchRequest(q="nga"), readings=("ngã",)), VI)
    assert [(r.text, r.current) for r in typed.readings] == [("nga", True), ("ngã", False)]
    assert Navigation.of(page(SearchRequest(q="nga")), VI).readings == ()


def test_what_was_meant_keeps_the_filters_and_leaves_out_what_is_said_as_a_reading() -> None:
    request = SearchRequest(q="dma phan", outlet=Selection(("VOV",)), page=3)
    suggestions = (Suggestion("đàm phán", "spelling", 1234), Suggestion("dma phân", "marks", 2))
    found = Navigation.of(
        page(request, suggestions=suggestions, understood="dma phân", readings=("dma phân",)), VI
    )
    assert found.meant == (
        Meant("đàm phán", "/?q=%C4%91%C3%A0m+ph%C3%A1n&outlet=VOV", "1.234 bài"),
    )


@pytest.mark.parametrize(
    ("q", "asked"),
    [
        ("", '"hòa bình"'),
        ("đàm phán", 'đàm phán "hòa bình"'),
        ("Nga OR Mỹ", '(Nga OR Mỹ) "hòa bình"'),
        ('"đàm', 'đàm "hòa bình"'),
        ("-Nga", '-Nga "hòa bình"'),
    ],
)
def test_a_term_that_stands_out_narrows_the_whole_query(q: str, asked: str) -> None:
    assert narrowed(q, "hòa bình") == asked
    request = SearchRequest(q=q, outlet=Selection(("VOV",)))
    keyword = Keyword("hòa bình", 12, 1030)
    (term,) = Navigation.of(page(request, keywords=(keyword,), total=1040), VI).terms
    assert term.url == links.search_url(request.with_query(asked))
    assert term.counts == "là từ khóa của 12 trong 1.040 bài tìm được, 1.030 bài trong cả kho"


@pytest.mark.parametrize(
    ("changes", "near", "strict"),
    [
        ({}, None, None),
        ({"widened": True, "total": 3, "full": 3}, None, None),
        ({"widened": True, "total": 5, "full": 3}, None, "/?q=a&outlet=VOV&match=all"),
        ({"few": True}, "/?q=a&outlet=VOV", None),
    ],
)
def test_what_comes_near_is_one_click_away_both_ways(
    changes: dict[str, object], near: str | None, strict: str | None
) -> None:
    request = SearchRequest(q="a", outlet=Selection(("VOV",)))
    if "few" in changes:
        request = replace(request, sort="newest", match="all")
    switches = Navigation.of(page(request, **changes), VI).switches
    assert (switches.near, switches.strict) == (near, strict)


def test_new_articles_are_preferred_under_relevance_only() -> None:
    off = Navigation.of(page(SearchRequest(q="a")), VI)
    assert off.switches.recency == Link("Ưu tiên bài mới", "/?q=a&recency=on")
    on = Navigation.of(page(SearchRequest(q="a", recency="on")), VI)
    assert on.switches.recency == Link("Thôi ưu tiên bài mới", "/?q=a")
    assert [chip.text for chip in on.chips] == ["ưu tiên bài mới"]
    dated = Navigation.of(page(SearchRequest(q="a", recency="on", sort="newest")), VI)
    assert (dated.switches.recency, dated.chips) == (None, ())


def test_every_manner_of_searching_in_force_is_a_chip_that_removes_it() -> None:
    request = SearchRequest(
        q="a", match="all", marks="any", alt="off", how=("typed", "lacking"), recency="on"
    )
    chips = Navigation.of(page(request), VI).chips
    assert [chip.text for chip in chips] == [
        "khớp đúng như đã gõ", "khớp nhưng thiếu từ", "phải có đủ các từ", "mọi cách bỏ dấu",
        "chỉ tên đã gõ", "ưu tiên bài mới",
    ]  # fmt: skip
    lengths = {len(chip.url) for chip in chips}
    assert all("q=a" in chip.url for chip in chips)
    assert "how=lacking" not in chips[1].url
    assert "how=typed" in chips[1].url
    assert len(lengths) > 1


def test_one_click_clears_the_filters_only_where_there_are_several() -> None:
    modes = SearchRequest(q="a", marks="any", alt="off")
    assert Navigation.of(page(modes), VI).clear_url is None
    one = replace(modes, how=("typed",))
    assert Navigation.of(page(one), VI).clear_url is None
    two = replace(one, from_="2022")
    assert Navigation.of(page(two), VI).clear_url == "/?q=a&marks=any&alt=off"
