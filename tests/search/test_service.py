"""From a request to the page a reader sees, on every engine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import ArticleDate, Quote, Source
from index.engines.memory import MemoryEngine
from index.errors import ArticleNotFound
from search.limits import EXPANSIONS, FACET_VALUES, PHRASE_WORDS, TERMS
from search.page import DateBar, FacetValue, Matched, Page
from search.request import Pair, SearchRequest
from tests.search.archive import Archive, article
from tests.search.conftest import MakeArchive
from tests.search.test_language import soups

ARTICLES = [
    article(
        "vov",
        "Tổng thống phát biểu về đàm phán hòa bình.",
        title="Đàm phán",
        outlet="VOV",
        date="2022-03-01",
        persons=("Sergei Lavrov",),
        sources=("TASS:cite", "AFP:photo"),
    ),
    article(
        "tpo",
        "Đàm phán thất bại, theo hãng tin.",
        title="Thất bại",
        outlet="TPO",
        date="2022-05-20",
        persons=("Dmitry Peskov", "Sergei Lavrov"),
        sources=("RT:relay",),
    ),
    article("month", "Đàm phán kéo dài.", outlet="TPO", date="2022-04"),
    article("year", "Đàm phán năm ngoái.", outlet="VOV", date="2020"),
    article("noyear", "Đàm phán hôm qua.", date="XXXX-01-16"),
    article("nodate", "Đàm phán không ngày."),
]


@pytest.fixture
def archive(archive_of: MakeArchive) -> Archive:
    return archive_of(ARTICLES)


def counts(values: tuple[FacetValue, ...]) -> dict[str, int]:
    return {value.value: value.count for value in values}


def test_facets_count_the_answer_and_name_the_unknown(archive: Archive) -> None:
    page = archive.page("đàm phán")
    outlet = page.facets["outlet"]
    assert counts(outlet.values) == {"TPO": 2, "VOV": 2, "TASS/RT": 2}
    assert outlet.missing.count == 2
    assert page.facets["person"].values[0] == FacetValue("Sergei Lavrov", "Sergei Lavrov", 2)
    source = page.facets["source"]
    assert counts(source.values) == {"RT": 1, "TASS": 1, "AFP": 0}
    tass = next(value for value in source.values if value.value == "TASS")
    assert counts(tass.kinds) == {"TASS:cite": 1}
    assert source.distinct == 3
    assert source.missing.count == 4


def test_a_facet_ignores_its_own_selection_and_honours_the_others(archive: Archive) -> None:
    page = archive.page("đàm phán", outlet="VOV")
    assert page.total == 2
    assert counts(page.facets["outlet"].values)["TPO"] == 2
    assert counts(page.facets["person"].values) == {"Sergei Lavrov": 1}
    vov = next(value for value in page.facets["outlet"].values if value.value == "VOV")
    assert (vov.selected, vov.excluded, vov.label) == (True, False, vov.label)


def test_selected_values_stay_visible_at_zero(archive: Archive) -> None:
    page = archive.page("thất bại", outlet="Báo Làng", not_person="Không Ai")
    assert page.total == 0
    gone = next(v for v in page.facets["outlet"].values if v.value == "Báo Làng")
    assert (gone.count, gone.selected) == (0, True)
    nobody = next(v for v in page.facets["person"].values if v.value == "Không Ai")
    assert (nobody.count, nobody.excluded) == (0, True)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({"outlet": ["VOV", "TPO"]}, {"vov", "tpo", "month", "year"}),
        ({"outlet": "TASS/RT"}, {"vov", "tpo"}),
        ({"outlet": "__missing"}, {"noyear", "nodate"}),
        ({"not_outlet": "VOV"}, {"tpo", "month", "noyear", "nodate"}),
        ({"not_outlet": "__missing"}, {"vov", "tpo", "month", "year"}),
        ({"person": ["Sergei Lavrov"], "outlet": "TPO"}, {"tpo"}),
        ({"person": "Sergei Lavrov", "not_person": "Dmitry Peskov"}, {"vov"}),
        ({"source": "TASS"}, {"vov"}),
        ({"source": "AFP"}, set()),
        ({"source": "AFP:photo"}, {"vov"}),
        ({"source": "__missing"}, {"month", "year", "noyear", "nodate"}),
        ({"date": "2022"}, {"vov", "tpo", "month"}),
        ({"date": ["2022-03", "2020"]}, {"vov", "year"}),
        ({"date": "2022-03-01"}, {"vov"}),
        ({"date": "__missing"}, {"noyear", "nodate"}),
        ({"date": "__no_year"}, {"noyear"}),
        ({"not_date": "2022"}, {"year", "noyear", "nodate"}),
        ({"from_": "2022-03-01", "to": "2022-05-19"}, {"vov", "month"}),
        ({"from_": "2022-04-02"}, {"tpo"}),
        ({"from_": "2022"}, {"vov", "tpo", "month"}),
        ({"to": "2020"}, {"year"}),
        ({"from_": "-4y", "date": "2022-05"}, {"tpo"}),
        ({"from_": "-1m"}, set()),
    ],
)
def test_filters(archive: Archive, args: dict[str, str | list[str]], expected: set[str]) -> None:
    assert set(archive.ids("", **args)) == expected
    assert set(archive.ids("đàm phán", **args)) == expected


def test_the_date_facet_keeps_empty_bars_and_opens_what_is_selected(archive: Archive) -> None:
    page = archive.page()
    assert [(b.value, b.count) for b in page.date.years] == [("2020", 1), ("2021", 0), ("2022", 3)]
    assert all(year.parts == () for year in page.date.years)
    assert (page.date.no_year.count, page.date.missing.count) == (1, 2)
    chosen = archive.page(date="2022-03").date.years[-1]
    assert [month.value for month in chosen.parts] == [f"2022-{n:02}" for n in range(1, 13)]
    march, april = chosen.parts[2], chosen.parts[3]
    assert (march.count, march.selected, len(march.parts)) == (1, True, 31)
    assert (april.count, april.selected, april.parts) == (1, False, ())
    assert march.parts[0] == DateBar("2022-03-01", 1)


def test_one_year_alone_shows_its_months(archive: Archive) -> None:
    (year,) = archive.page("tổng thống").date.years
    assert (year.value, len(year.parts)) == ("2022", 12)


def test_a_hit_says_what_is_known_of_its_article(archive: Archive) -> None:
    (hit,) = archive.page("đàm phán", person="Dmitry Peskov").hits
    assert hit.outlet == "TPO"
    assert hit.outlet_label == "Tiền Phong"
    assert hit.sources == (Source("RT", "relay"),)
    assert hit.persons == ("Dmitry Peskov", "Sergei Lavrov")
    assert hit.date == ArticleDate("2022-05-20", "day", "metadata")
    assert hit.date_kind == "published"
    assert hit.score > 0


def test_titles_are_marked_and_weigh_more(archive: Archive) -> None:
    page = archive.page("đàm phán")
    assert page.hits[0].id == "vov"
    assert page.hits[0].title_ranges == ((0, 8),)


def test_date_sorts_put_the_undated_last(archive: Archive) -> None:
    assert archive.ids() == ["tpo", "month", "vov", "year", "nodate", "noyear"]
    assert archive.ids(sort="oldest") == ["year", "vov", "month", "tpo", "nodate", "noyear"]


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_cursors_visit_everything_once(archive: Archive, sort: str) -> None:
    seen: list[str] = []
    page = archive.page("đàm phán", sort=sort, limit="2")
    while True:
        seen += [hit.id for hit in page.hits]
        assert page.total == len(ARTICLES)
        if page.next_cursor is None:
            break
        page = archive.page("đàm phán", sort=sort, limit="2", cursor=page.next_cursor)
    assert seen == archive.ids("đàm phán", sort=sort)


def test_pages_follow_each_other(archive: Archive) -> None:
    whole = archive.ids("đàm phán")
    pages = [archive.page("đàm phán", limit="4", page=str(n)) for n in (1, 2, 3)]
    assert [hit.id for page in pages for hit in page.hits] == whole
    assert {page.pages for page in pages} == {2}
    assert pages[0].next_cursor is None


def test_few_results_offer_a_wider_search_only_where_that_finds_more(archive: Archive) -> None:
    assert archive.page("phát biểu thất bại", match="all").few
    assert archive.page("phát biểu thất bại", sort="newest").few
    assert not archive.page("phát biểu thất bại").few  # it is wide already
    assert not archive.page("phát biểu thất bại", match="any").few
    assert not archive.page("đàm").few
    assert not archive.page().few


def test_a_source_counts_in_full_however_many_kinds_others_have(
    archive_of: MakeArchive,
) -> None:
    many = [f"Hãng {n:03}" for n in range(120)]
    kinds = [tuple(f"{name}:{kind}" for name in many) for kind in ("cite", "photo")]
    articles = [article(f"k{n}", "Tin.", sources=each) for n, each in enumerate((*kinds, *kinds))]
    rare = article("rare", "Tin hiếm.", sources=("Zeta:relay",))
    archive = archive_of([*articles, rare])
    facet = archive.page(source="Zeta").facets["source"]
    assert facet.distinct == 121
    assert {each.value: each.count for each in facet.values}["Zeta"] == 1
    shown = archive.page().facets["source"]
    assert len(shown.values) == FACET_VALUES
    assert all(archive.page(source=e.value).total == e.count for e in shown.values[:5])


def test_any_word_is_enough_with_match_any(archive: Archive) -> None:
    assert set(archive.ids("tổng bại", match="any")) == {"vov", "tpo"}
    assert set(archive.ids("tổng bại -lavrov", match="any")) == {"vov", "tpo"}
    assert set(archive.ids("tổng bại -thất", match="any")) == {"vov"}
    assert set(archive.ids("tổng bại outlet:TPO", match="any")) == {"tpo"}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("title:đàm", {"vov"}),
        ("title:phát", set()),
        ("outlet:VOV", {"vov", "year"}),
        ("outlet:(VOV OR TPO) tổng", {"vov"}),
        ("-outlet:VOV đàm", {"tpo", "month", "noyear", "nodate"}),
        ("source:AFP:photo", {"vov"}),
        ("date:2022-04..2022-05", {"tpo", "month"}),
        ("date:..2021", {"year"}),
        ("thất OR tổng", {"tpo", "vov"}),
        ("(thất OR tổng) -lavrov đàm", {"tpo", "vov"}),
        ("-person:lavrov", {"month", "year", "noyear", "nodate"}),
        ('"phán đàm"', set()),
        ('"đàm phán thất"', {"tpo"}),
        ("thấ*", {"tpo"}),
        ("that*", {"tpo"}),
        ("-thất -tổng", {"month", "year", "noyear", "nodate"}),
    ],
)
def test_the_query_language_is_executed(archive: Archive, q: str, expected: set[str]) -> None:
    assert set(archive.ids(q)) == expected


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("said:!! thất", "said-by-nobody"),
        ('"!!" thất', "no-words"),
    ],
)
def test_what_is_not_executed_is_said(archive: Archive, q: str, code: str) -> None:
    page = archive.page(q)
    assert [each.code for each in page.problems] == [code]
    assert page.total == (0 if code == "said-by-nobody" else 1)


def test_a_deleted_article_is_left_out_of_the_hits(archive: Archive) -> None:
    del archive.shelf.kept["vov"]
    assert "vov" not in archive.ids("đàm phán")


def test_an_article_is_shown_with_its_passages(archive: Archive) -> None:
    shown = archive.service.article("vov", "dam phan")
    body = shown.kept.article.body
    assert [body[a:b] for a, b in shown.body_ranges] == ["đàm phán"]
    assert shown.title_ranges == ((0, 8),)
    assert archive.service.article("vov").body_ranges == ()
    with pytest.raises(ArticleNotFound):
        archive.service.article("none")


def test_words_beyond_the_budget_are_the_most_frequent(archive_of: MakeArchive) -> None:
    rare = [f"từ{n}" for n in range(TERMS)]
    archive = archive_of([article("a", " ".join(rare)), article("b", "chung " * 3)])
    page = archive.page(" ".join(["chung", *rare]))
    assert [each.code for each in page.problems] == ["too-many-terms"]
    assert [hit.id for hit in page.hits] == ["a"]


def test_a_phrase_is_cut(archive_of: MakeArchive) -> None:
    words = [f"w{n}" for n in range(PHRASE_WORDS)]
    archive = archive_of([article("a", " ".join(words))])
    page = archive.page(f'"{" ".join([*words, "more"])}"')
    assert [each.code for each in page.problems] == ["phrase-too-long"]
    assert page.total == 1


def test_a_prefix_of_too_many_words_keeps_the_most_frequent(archive_of: MakeArchive) -> None:
    many = " ".join(f"ab{n:04}" for n in range(EXPANSIONS))
    archive = archive_of([article("a", many), article("b", "abxx"), article("c", "abxx")])
    page = archive.page("ab*")
    assert [each.code for each in page.problems] == ["too-many-expansions"]
    assert {"a", "b", "c"} == {hit.id for hit in page.hits}


def test_words_near_each_other_match_within_the_distance(archive_of: MakeArchive) -> None:
    archive = archive_of([
        article("far", "Giá của mọi loại xăng tăng."), article("near", "Xăng và giá cả tăng."),
        article("twin", "Gia của xang."), article("apart", "Giá vàng.\n\nĐổ xăng."),
    ])  # fmt: skip
    assert archive.ids('"giá xăng"~1') == ["near"]
    assert set(archive.ids('"giá xăng"~3')) == {"near", "far"}
    assert set(archive.ids('"gia xang"~3')) == {"near", "far", "twin"}
    for slop in ("500", "99999999999999"):
        page = archive.page(f'"giá xăng"~{slop}')
        assert [each.code for each in page.problems] == ["slop-too-wide"]
        assert "apart" not in {hit.id for hit in page.hits}
    (hit,) = archive.page('"giá xăng"~1').hits
    assert [hit.snippets[0].text[a:b] for a, b in hit.snippets[0].ranges] == ["Xăng", "giá"]


def test_a_word_spelled_about_so_matches_and_ranks_below_the_word(archive_of: MakeArchive) -> None:
    archive = archive_of([
        article("typo", "Ông Lavorv nói."), article("right", "Ông Lavrov nói."),
        article("two", "Ông Lavrovich nói."), article("other", "Ông Peskov nói."),
    ])  # fmt: skip
    page = archive.page("lavrov~")
    assert [hit.id for hit in page.hits] == ["right", "typo"]
    assert [hit.matched and hit.matched.how for hit in page.hits] == ["typed", "alternative"]
    assert set(archive.ids("lavrov~2")) == {"right", "typo"}
    assert [each.code for each in archive.page("F-16~").problems] == ["fuzzy-misplaced"]


def test_explain_shows_how_a_query_is_understood(archive: Archive) -> None:
    made = archive.service.explain(SearchRequest(q="dam phan"))
    assert made.query.understood == "đàm phán"
    assert made.question.rank == made.query.rank != ()
    assert (made.article, made.matched) == (None, None)


def test_explain_says_how_one_article_matches_and_scores(archive: Archive) -> None:
    (hit, *_) = archive.page("dam phan").hits
    told = archive.service.explain(SearchRequest(q="dam phan"), hit.id)
    assert told.matched == hit.matched == Matched("reading")
    assert told.article is not None
    assert told.article.score == hit.score
    made = told.article.factor * sum(each.score for each in told.article.contributions)
    assert made == pytest.approx(hit.score, abs=1e-5)
    with pytest.raises(ArticleNotFound):
        archive.service.explain(SearchRequest(q="dam phan"), "nobody")


def checked(page: Page) -> None:
    for hit in page.hits:
        inside = [(hit.title, hit.title_ranges)]
        inside += [(snippet.text, snippet.ranges) for snippet in hit.snippets]
        inside += [(found.text, found.ranges) for found in hit.quotes]
        assert len(hit.snippets) <= 3
        for text, ranges in inside:
            flat = [edge for pair in ranges for edge in pair]
            assert flat == sorted(set(flat))
            assert all(0 <= edge <= len(text) for edge in flat)


QUERIES = st.sampled_from(
    [
        "dam phan",
        "đàm phán hòa",
        "F16",
        "4700",
        "da*",
        "26/8",
        "said:*",
        "said:* dam",
        "said:Ai F16",
        "a said:* (đàm OR -a)",
        'said:Ai "phán hòa"~3',
        "-said:Ai 26/8",
    ]
)
ARGS = st.sampled_from(
    [
        [],
        [("match", "any")],
        [("how", "lacking")],
        [("alt", "off"), ("recency", "on")],
        [("marks", "any")],
        [("sort", "newest")],
    ]
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(soups | QUERIES | st.text(max_size=60), ARGS)
def test_any_query_gives_a_sound_page(archive: Archive, q: str, args: list[Pair]) -> None:
    request, problems = SearchRequest.from_args([("q", q), *args])
    checked(archive.service.search(request, problems))


bodies = st.lists(
    st.sampled_from(
        ["đàm phán", "hòa bình.", "\n", "dam", "F-16", "Nga", "4.700", "26/8", "\u200b", "😀", "a"]
    )
    | st.text(max_size=4),
    max_size=60,
).map(" ".join)


stretches = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 40)).map(lambda at: (at[0], sum(at))), max_size=4
)


@settings(max_examples=80)
@given(bodies, stretches, soups | QUERIES)
def test_any_text_is_shown_soundly(body: str, cuts: list[tuple[int, int]], q: str) -> None:
    quotes = [Quote(body[a:b], a, b, speaker="Ai", kind="label") for a, b in cuts if b <= len(body)]
    fuzz = replace(ARTICLES[0], id="fuzz", title=body[:40], body=body, quotes=tuple(quotes))
    archive = Archive(MemoryEngine(), [fuzz, *ARTICLES[:2]])
    request, problems = SearchRequest.from_args([("q", q)])
    checked(archive.service.search(request, problems))
