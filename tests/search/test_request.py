"""A URL's parameters become one request, and the request the same URL again."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.query import SortKey
from index.wording import LANGS
from search import cursor, dates
from search.errors import BadRequest
from search.language.levels import HOWS
from search.limits import QUERY_CHARACTERS, SELECTED_VALUES
from search.request import PARAMETERS, Pair, SearchRequest, Selection


def read(*pairs: Pair) -> SearchRequest:
    return SearchRequest.from_args(pairs, strict=True)[0]


def codes(*pairs: Pair) -> list[str]:
    return [each.code for each in SearchRequest.from_args(pairs)[1]]


def test_every_parameter_is_read() -> None:
    request = read(
        ("q", " đàm phán "),
        ("outlet", "VOV"),
        ("outlet", "TASS/RT"),
        ("-outlet", "__missing"),
        ("person", "Sergei Lavrov"),
        ("source", "TASS:Photo"),
        ("date", "2022-03"),
        ("-date", "__no_year"),
        ("from", "2022-01-01"),
        ("to", "-7d"),
        ("sort", "oldest"),
        ("match", "any"),
        ("marks", "any"),
        ("limit", "20"),
        ("page", "3"),
        ("lang", "en"),
        ("utm_source", "x"),
        ("fbclid", "x"),
        ("gclid", "x"),
    )
    assert request == SearchRequest(
        q="đàm phán",
        outlet=Selection(("VOV", "TASS/RT"), ("__missing",)),
        person=Selection(("Sergei Lavrov",)),
        source=Selection(("TASS:photo",)),
        date=Selection(("2022-03",), ("__no_year",)),
        from_="2022-01-01",
        to="-7d",
        sort="oldest",
        match="any",
        marks="any",
        limit=20,
        page=3,
        lang="en",
    )


def test_an_outlet_alias_becomes_its_code() -> None:
    assert read(("outlet", "Tiền Phong")).outlet.include == ("TPO",)
    assert read(("outlet", "tass/rt")).outlet.include == ("TASS/RT",)
    assert read(("outlet", "Báo Không Ai Biết")).outlet.include == ("Báo Không Ai Biết",)


def test_a_fault_that_is_repeated_is_told_once() -> None:
    pairs = [("colour", "red"), ("colour", "blue"), ("sort", "a"), ("sort", "b"), ("sort", "c")]
    _, problems = SearchRequest.from_args(pairs)
    assert [(each.code, each.parameter) for each in problems] == [
        ("unknown-parameter", "colour"),
        ("repeated-parameter", "sort"),
        ("bad-value", "sort"),
    ]


@pytest.mark.parametrize(
    ("pairs", "code", "parameter"),
    [
        ([("colour", "red")], "unknown-parameter", "colour"),
        ([("group", "tin")], "bad-value", "group"),
        ([("alt", "on")], "bad-value", "alt"),
        ([("how", "guessed")], "bad-value", "how"),
        ([("sort", "best")], "bad-value", "sort"),
        ([("match", "some")], "bad-value", "match"),
        ([("marks", "all")], "bad-value", "marks"),
        ([("lang", "fr")], "bad-value", "lang"),
        ([("limit", "many")], "bad-value", "limit"),
        ([("limit", "101")], "out-of-range", "limit"),
        ([("limit", "0")], "out-of-range", "limit"),
        ([("limit", "-5")], "out-of-range", "limit"),
        ([("page", "0")], "out-of-range", "page"),
        ([("page", "9" * 30)], "bad-value", "page"),
        ([("page", "1001")], "page-too-far", "page"),
        ([("page", "101"), ("limit", "100")], "page-too-far", "page"),
        ([("date", "tomorrow")], "bad-value", "date"),
        ([("-date", "2022-02-30")], "bad-value", "-date"),
        ([("date", "-7d")], "bad-value", "date"),
        ([("from", "2022-13-01")], "bad-value", "from"),
        ([("to", "7d")], "bad-value", "to"),
        ([("q", "a"), ("q", "b")], "repeated-parameter", "q"),
        ([("cursor", "x"), ("sort", "newest")], "bad-cursor", "cursor"),
        ([("cursor", "x"), ("q", "a")], "cursor-needs-date-sort", "cursor"),
        ([("cursor", "x"), ("page", "1")], "page-and-cursor", "cursor"),
        ([("outlet", str(n)) for n in range(SELECTED_VALUES + 1)], "too-many-values", "outlet"),
    ],
)
def test_a_fault_is_noted_on_the_page_and_refused_by_the_api(
    pairs: list[Pair], code: str, parameter: str
) -> None:
    _, problems = SearchRequest.from_args(pairs)
    assert [(each.code, each.parameter) for each in problems] == [(code, parameter)]
    with pytest.raises(BadRequest) as refused:
        SearchRequest.from_args(pairs, strict=True)
    assert refused.value.parameter == parameter
    for lang in LANGS:  # a refusal says what is wrong, and nothing of what was not done
        told = refused.value.message(lang)
        assert told.removesuffix(".") in problems[0].message(lang)
        assert not re.search("bỏ qua|đang dùng|cắt|bắt đầu lại|ignored|is used|was cut", told)


def test_a_long_query_is_cut_and_never_refused() -> None:
    request, problems = SearchRequest.from_args([("q", "a" * 5000)], strict=True)
    assert len(request.q) == QUERY_CHARACTERS
    assert [each.code for each in problems] == ["query-too-long"]


def test_what_no_url_can_carry_is_replaced() -> None:
    assert read(("q", "a\ud800b\x00c")).q == "a\ufffdb\ufffdc"


def test_the_default_sort_depends_on_the_query() -> None:
    assert read().order == "newest"
    assert read(("q", "nga")).order == "relevance"
    assert read(("q", "nga"), ("sort", "oldest")).order == "oldest"


@pytest.mark.parametrize(
    "move",
    [
        lambda r: r.excluding("person", "X"),
        lambda r: r.without("outlet"),
        lambda r: r.only("date", "2022"),
        lambda r: r.without_filters(),
        lambda r: r.with_range("-7d", None),
        lambda r: r.with_sort("newest"),
        lambda r: r.with_match("any"),
        lambda r: r.with_marks("any"),
    ],
)
def test_every_change_of_the_search_starts_at_the_first_result(move: object) -> None:
    assert callable(move)
    moved = move(read(("q", "nga"), ("outlet", "VOV"), ("page", "4")))
    assert (moved.page, moved.cursor) == (1, None)


def test_excluding_and_taking_it_back() -> None:
    request = read(("outlet", "VOV"))
    assert request.excluding("outlet", "VOV").outlet == Selection((), ("VOV",))
    excluded = request.excluding("outlet", "VOV")
    assert excluded.excluding("outlet", "VOV").outlet == Selection()


def test_the_canonical_form_is_the_same_for_the_same_search() -> None:
    one = read(("q", " đàm  phán"), ("outlet", "VOV"), ("outlet", "TPO"), ("page", "2"))
    two = read(
        ("outlet", "TPO"), ("outlet", "VOV"), ("q", "đàm phán"), ("sort", "relevance"),
        ("limit", "50"), ("lang", "en"),
    )  # fmt: skip
    assert one.to_args(canonical=True) == two.to_args(canonical=True)
    assert one.to_args(canonical=True) != read(("q", "đàm phán")).to_args(canonical=True)


def test_what_changes_no_answer_is_not_canonical() -> None:
    dated = [("q", "đàm phán"), ("sort", "newest")]
    plain = read(*dated).to_args(canonical=True)
    assert read(*dated, ("match", "all"), ("recency", "on")).to_args(canonical=True) == plain
    # under relevance all words required is another search: it never widens
    both = [("how", "reading"), ("how", "typed"), ("recency", "on"), ("alt", "off")]
    kept = read(("q", "a"), ("match", "all"), *both).to_args(canonical=True)
    assert dict(kept) == {"q": "a", "match": "all", "recency": "on", "alt": "off", "how": "reading"}
    assert [value for name, value in kept if name == "how"] == ["typed", "reading"]


words = st.text(max_size=30) | st.sampled_from(["đàm phán", "a  b", "-", "__missing", "VOV"])
values = {
    "date": st.sampled_from(["2022", "2022-03", "2022-03-01", "__missing", "__no_year", "x"]),
    "-date": st.sampled_from(["2021", "__no_year"]),
    "from": st.sampled_from(["2022-01-01", "-7d", "-1m", "2022", "?"]),
    "to": st.sampled_from(["2022-12-31", "-2w", "-1y", "2022-05"]),
    "sort": st.sampled_from(["relevance", "newest", "oldest", "x"]),
    "match": st.sampled_from(["all", "any", "x"]),
    "marks": st.sampled_from(["any", "x"]),
    "alt": st.sampled_from(["off", "x"]),
    "how": st.sampled_from([*HOWS, "x"]),
    "recency": st.sampled_from(["on", "x"]),
    "limit": st.integers(-1, 200).map(str),
    "page": st.integers(-1, 20_000).map(str),
    "cursor": st.sampled_from(
        [cursor.encode(SortKey(5, 7), "newest"), cursor.encode(SortKey(None, 7), "oldest"), "zz"]
    ),
    "lang": st.sampled_from(["vi", "en", "x"]),
}
pairs_of_urls = st.lists(
    st.sampled_from([*PARAMETERS, "colour", "utm_x"]).flatmap(
        lambda name: st.tuples(st.just(name), values.get(name, words))
    ),
    max_size=12,
)


@settings(max_examples=300)
@given(pairs_of_urls)
def test_a_request_and_its_url_are_one(pairs: list[Pair]) -> None:
    request, _ = SearchRequest.from_args(pairs)
    again, problems = SearchRequest.from_args(request.to_args(), strict=True)
    assert again == request
    assert problems == ()
    canonical = request.to_args(canonical=True)
    assert SearchRequest.from_args(canonical, strict=True)[0].to_args(canonical=True) == canonical


@settings(max_examples=100)
@given(st.none() | st.integers(-(2**40), 2**40), st.integers(0, 2**40), st.text(max_size=40))
def test_cursors_come_back_and_forgeries_do_not(minute: int | None, seq: int, junk: str) -> None:
    text = cursor.encode(SortKey(minute, seq), "newest")
    assert cursor.decode(text, "newest") == SortKey(minute, seq)
    assert cursor.decode(text, "oldest") is None
    found = cursor.decode(junk, "newest")
    assert found is None or cursor.encode(found, "newest") == junk


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-03-01", "2022-03-01", "2022-03-01"),
        ("-0d", "2025-03-31", "2025-03-31"),
        ("-7d", "2025-03-24", "2025-03-24"),
        ("-2w", "2025-03-17", "2025-03-17"),
        ("-1m", "2025-02-28", "2025-02-28"),
        ("-1y", "2024-03-31", "2024-03-31"),
        ("-9999y", "0001-01-31", "0001-01-31"),
    ],
)
def test_days_are_named_absolutely_or_back_from_today(text: str, first: str, last: str) -> None:
    span = dates.span(text, date(2025, 3, 31))
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


def test_minutes_count_from_1970_and_both_ends_are_inside() -> None:
    span = dates.span("1970-01-02", date.min)
    assert span is not None
    assert (span.start, span.end) == (1440, 2879)
