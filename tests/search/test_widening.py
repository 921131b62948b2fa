"""What is shown beyond what matches, and what is said about it."""

from __future__ import annotations

import pytest

from index.article import Article
from search.language.levels import HOWS
from search.page import Matched, Page
from search.service import FEW, LONG, NEAREST
from tests.search.archive import Archive, article
from tests.search.conftest import MakeArchive

FILLER = [article(f"f{n}", f"Chuyện thường ngày số {n} ở làng.") for n in range(20)]
ARTICLES = [
    *FILLER,
    article("both", "Giá xăng tăng năm nay.", outlet="VOV", date="2022-03-01"),
    article("twin", "Giá xăng tăng ở Nam Định.", outlet="TPO", date="2022-03-02"),
    article("lacking", "Giá xăng tăng mạnh.", outlet="TPO", date="2022-03-03"),
    article("one", "Ăn Tết vui vẻ năm nay cùng ông bà.", outlet="TPO"),
    article("other", "Không liên quan gì.", outlet="VOV"),
]
QUERY = "giá xăng tăng năm"


@pytest.fixture
def archive(archive_of: MakeArchive) -> Archive:
    return archive_of(ARTICLES)


def ways(page: Page) -> dict[str, Matched | None]:
    return {hit.id: hit.matched for hit in page.hits}


def test_few_matches_widen_and_each_hit_says_what_it_lacks(archive: Archive) -> None:
    page = archive.page(QUERY)
    assert page.widened
    assert (page.full, page.total) == (1, 3)
    assert ways(page) == {
        "both": Matched("typed"),
        "twin": Matched("marking", marking=("năm",)),
        "lacking": Matched("lacking", lacking=("năm",)),
    }
    assert page.hows == {"typed": 1, "reading": 0, "alternative": 0, "marking": 1, "lacking": 1}


@pytest.mark.parametrize(
    "more", [{"match": "all"}, {"sort": "newest"}, {"sort": "oldest"}], ids=str
)
def test_what_is_counted_or_dated_never_widens(archive: Archive, more: dict[str, str]) -> None:
    page = archive.page(QUERY, **more)
    assert not page.widened
    assert [hit.id for hit in page.hits] == ["both"]
    assert (page.full, page.total) == (1, 1)


def test_many_matches_do_not_widen(archive_of: MakeArchive) -> None:
    many = [article(f"m{n}", f"Giá xăng tăng lần {n}.") for n in range(FEW)]
    archive = archive_of([*FILLER, *many, article("lacking", "Giá xăng giảm.")])
    assert set(archive.ids("giá xăng tăng")) == {each.id for each in many}
    assert archive.page("giá xăng tăng", limit="1").total == FEW


def test_a_long_query_widens_sooner(archive_of: MakeArchive) -> None:
    words = ["giá", "xăng", "tăng", "lần", "nữa"]
    assert len(words) == LONG
    many = [article(f"m{n}", f"Hôm nay {' '.join(words)}, lần {n}.") for n in range(FEW)]
    lacking = article("lacking", "Giá xăng tăng nữa.")
    archive = archive_of([*FILLER, *many, lacking])
    assert not archive.page(" ".join(words[:-1])).widened
    page = archive.page(" ".join(words), limit="99")
    assert (page.full, page.total) == (FEW, FEW + 1)
    assert page.hits[-1].id == "lacking"


def test_a_widened_search_adds_only_the_nearest(archive_of: MakeArchive) -> None:
    near = [article(f"n{n}", "Giá xăng tăng. " + "Chuyện khác. " * n) for n in range(NEAREST + 9)]
    of_the_year = [article(f"y{n}", "Ăn Tết năm nay.") for n in range(NEAREST)]
    archive = archive_of([*near, *of_the_year, article("both", "Giá xăng tăng năm nay.")])
    page = archive.page(QUERY, limit="1")
    assert (page.full, page.total) == (1, 1 + NEAREST)
    assert sum(page.hows.values()) == page.total
    last = archive.page(QUERY, limit="50", page="5")
    assert [hit.id for hit in last.hits] == [f"n{NEAREST - 1}"]


def _real_and_twin(query: str) -> list[Article]:
    """One that has the words far apart, and one with Nam for năm in its headline too."""
    real = article("real", f"Chuyện dài. {'Và nhiều chuyện khác nữa. ' * 9} Nay {query}.")
    twin = query.replace("năm", "Nam")
    return [*FILLER, real, article("twin", twin, title=twin)]


@pytest.mark.parametrize("more", [{}, {"recency": "on"}], ids=str)
@pytest.mark.parametrize(
    "query", ["xăng năm", "giá xăng lại tăng mạnh năm", "hôm nay giá xăng lại tăng mạnh năm"]
)
def test_a_twin_ranks_below_what_matches(
    archive_of: MakeArchive, query: str, more: dict[str, str]
) -> None:
    assert archive_of(_real_and_twin(query)).ids(query, **more) == ["real", "twin"]


@pytest.mark.parametrize(
    ("query", "first"),
    [("gia xang lai tang manh năm", "real"), ("hom nay gia xang lai tang manh nam", "twin")],
)
def test_of_a_sentence_without_marks_no_reading_is_sure(
    archive_of: MakeArchive, query: str, first: str
) -> None:
    archive = archive_of(_real_and_twin("hôm nay giá xăng lại tăng mạnh năm"))
    assert archive.ids(query)[0] == first


def test_a_word_typed_twice_counts_once(archive_of: MakeArchive) -> None:
    archive = archive_of(ARTICLES)
    assert archive.ids("giá giá xăng tăng tăng năm") == archive.ids(QUERY)
    hits = archive.page("tăng tăng năm năm xăng giá").hits
    assert {hit.id: hit.matched for hit in hits}["lacking"] == Matched("lacking", lacking=("năm",))


def test_a_word_typed_five_times_makes_no_long_query(archive_of: MakeArchive) -> None:
    many = [article(f"m{n}", f"Năm nay, lần {n}.") for n in range(FEW)]
    assert not archive_of([*FILLER, *many]).page("năm năm năm năm năm").widened


def test_what_may_not_be_lacking_makes_no_query_long(archive_of: MakeArchive) -> None:
    words = ["giá", "xăng", "tăng", "lần", "nữa"]
    many = [article(f"m{n}", f"Giá xăng tăng lần nữa, {n}.") for n in range(FEW)]
    archive = archive_of([*FILLER, *many, article("lacking", "Giá xăng tăng nữa.")])
    assert archive.page(" ".join(words)).widened
    assert not archive.page(" OR ".join(words)).widened
    assert not archive.page("giá xăng tăng " + " ".join(f"-khác{n}" for n in range(3))).widened


@pytest.mark.parametrize("more", [{}, {"match": "all"}, {"sort": "newest"}], ids=str)
def test_where_many_match_no_filter_makes_them_few(
    archive_of: MakeArchive, more: dict[str, str]
) -> None:
    many = [article(f"m{n}", f"Giá xăng tăng, {n}.", outlet="VOV") for n in range(FEW + 2)]
    one = article("one", "Giá xăng tăng.", outlet="TPO")
    near = article("near", "Giá xăng giảm.", outlet="TPO")
    page = archive_of([*FILLER, *many, one, near]).page("giá xăng tăng", outlet="TPO", **more)
    assert (page.total, page.few) == (1, False)


@pytest.mark.parametrize("more", [{"match": "all"}, {"sort": "newest"}], ids=str)
def test_wider_is_offered_only_where_it_shows_more(
    archive_of: MakeArchive, more: dict[str, str]
) -> None:
    one = article("one", "Giá xăng tăng.", outlet="VOV")
    near = article("near", "Giá xăng giảm.", outlet="TPO")
    archive = archive_of([*FILLER, one, near])
    assert not archive.page("giá xăng tăng").few  # it is wide already
    assert archive.page("giá xăng tăng", **more).few
    assert not archive.page("giá xăng tăng", outlet="VOV", **more).few  # what is near is in TPO


def test_words_close_together_rank_first_in_whatever_order(archive_of: MakeArchive) -> None:
    between = "Chuyện thường ngày ở làng nào cũng có. " * 4
    apart = article("apart", f"Cuộc họp. Họ nói về xăng. {between} Rồi nói về thuế. Hết.")
    near = article("near", f"Cuộc họp. Họ nói thuế của xăng. {between} Rồi họ lại nói. Hết.")
    archive = archive_of([*FILLER, apart, near])
    assert archive.ids("xăng thuế") == ["near", "apart"]
    assert archive.ids("xang thue") == ["near", "apart"]


def test_another_name_in_one_word_stands_close_too(archive_of: MakeArchive) -> None:
    between = "Chuyện thường ngày ở làng nào cũng có. " * 4
    apart = article("apart", f"Cuộc họp. Họ nói về Mátxcơva. {between} Rồi nói về thuế. Hết.")
    near = article("near", f"Cuộc họp. Họ nói thuế của Mátxcơva. {between} Rồi họ lại nói. Hết.")
    archive = archive_of([*FILLER, apart, near])
    assert archive.ids("Moscow thuế") == ["near", "apart"]


def test_filters_do_not_decide_whether_a_search_widens(archive_of: MakeArchive) -> None:
    many = [article(f"m{n}", f"Giá xăng tăng lần {n}.", outlet="VOV") for n in range(FEW)]
    one = article("tpo", "Giá xăng tăng.", outlet="TPO")
    loose = article("loose", "Giá xăng giảm.", outlet="TPO")
    archive = archive_of([*FILLER, *many, one, loose])
    counted = {v.value: v.count for v in archive.page("giá xăng tăng").facets["outlet"].values}
    assert counted["TPO"] == 1
    assert archive.ids("giá xăng tăng", outlet="TPO") == ["tpo"]


def test_ticking_a_count_of_n_shows_n_in_a_widened_search_too(archive: Archive) -> None:
    page = archive.page(QUERY)
    for value in page.facets["outlet"].values:
        assert archive.page(QUERY, outlet=value.value).total == value.count
    for how, count in page.hows.items():
        narrowed = archive.page(QUERY, how=how)
        assert narrowed.total == count
        assert narrowed.hows == page.hows
        assert narrowed.full == (count if how == "typed" else 0)
    both = archive.page(QUERY, how=["typed", "lacking"])
    assert (both.total, both.full) == (2, 1)


def test_a_twin_ranks_below_every_full_match_whatever_its_length_and_frequency(
    archive_of: MakeArchive,
) -> None:
    good = article("good", "Chuyện kể dài dòng. " * 400 + "Giá vàng tăng năm ấy.")
    bad = article("bad", "Giá vàng tăng ở Nam Nam Nam.", title="Giá vàng tăng ở Nam")
    archive = archive_of([*FILLER, good, bad])
    assert archive.ids("giá vàng tăng năm")[:2] == ["good", "bad"]
    assert archive.ids("năm")[0] == "good"


def test_what_was_asked_for_precisely_is_never_loosened(archive: Archive) -> None:
    assert set(archive.ids('"năm nay"')) == {"both", "one"}
    lacking = ways(archive.page('giá xăng "năm nay"'))["lacking"]
    assert lacking == Matched("lacking", lacking=("“năm nay”",))  # beside words, and said
    assert set(archive.ids("giá xăng -nam")) == {"both", "lacking"}
    assert archive.ids("giá xăng năm outlet:VOV") == ["both"]
    assert set(archive.ids("giá xăng (năm OR mạnh)")) >= {"both", "lacking"}


def test_match_any_says_what_each_article_lacks(archive: Archive) -> None:
    page = archive.page("xăng tết", match="any")
    assert ways(page) == {
        "both": Matched("lacking", lacking=("tết",)),
        "twin": Matched("lacking", lacking=("tết",)),
        "lacking": Matched("lacking", lacking=("tết",)),
        "one": Matched("lacking", lacking=("xăng",)),
    }
    assert (page.full, page.total) == (0, 4)


def test_readings_and_markings_are_told_apart(archive_of: MakeArchive) -> None:
    talks = [article(f"t{n}", f"Cuộc đàm phán lần {n}.") for n in range(5)]
    archive = archive_of([*FILLER, *talks, article("bare", "Chuong trinh dam phan.")])
    page = archive.page("dam phan")
    assert ways(page)["t1"] == Matched("reading")
    assert ways(page)["bare"] == Matched("typed")
    alone = archive.page("dam")
    assert (ways(alone)["bare"], ways(alone)["t1"]) == (Matched("typed"), Matched("marking"))
    assert alone.full == alone.total == 6


def test_without_words_nothing_is_said_to_match(archive: Archive) -> None:
    for page in (archive.page(), archive.page("outlet:VOV")):
        assert {hit.matched for hit in page.hits} == {None}
        assert page.hows == {}
        assert page.full == page.total


def test_each_way_is_counted_once(archive: Archive) -> None:
    for query in (QUERY, "gia xang tang", "giá", "nam"):
        page = archive.page(query, limit="100")
        assert sum(page.hows.values()) == page.total
        assert set(page.hows) == set(HOWS)


def test_recency_lifts_the_new_but_never_over_a_phrase(archive_of: MakeArchive) -> None:
    texts = {"old": "Giá xăng giảm.", "new": "Giá của xăng giảm.", "older": "Giá xăng giảm."}
    days = {"old": "2020-01-01", "new": "2025-10-31", "older": "2010-01-01"}
    named = [article(key, text, date=days[key]) for key, text in texts.items()]
    lone = [
        article(key, "Dầu mỏ.", date=day) for key, day in (("d1", "2025-10-30"), ("d0", "2011"))
    ]
    long = article("long", "Dầu mỏ đây. Chuyện khác.", date="2025-10-31")
    archive = archive_of([*FILLER, *named, *lone, long])
    fresh = archive.ids("giá xăng", recency="on")
    assert fresh == ["old", "older", "new"]
    assert archive.ids("dầu") == ["d1", "d0", "long"]
    assert archive.ids("dầu", recency="on") == ["d1", "long", "d0"]
