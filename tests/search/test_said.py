"""What somebody said about something: ``said:`` on every engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from index.article import Article
from index.people import Identities
from index.store import Alias, Rulings
from search.evaluation import ArticleTexts
from search.limits import QUOTATIONS, TERMS
from search.page import Hit
from tests.search.archive import Archive, article
from tests.search.conftest import MakeArchive
from tests.search.quoting import quoting

LAVROV = "Sergei Lavrov|ông Lavrov|Ngoại trưởng Lavrov"

ARTICLES = (
    quoting(
        "both",
        "Ông Lavrov nói: “Chúng tôi sẽ đáp trả nếu tên lửa được đưa tới gần biên giới”. "
        "Tên lửa là chủ đề chính. Ông Peskov nói thêm: “Đàm phán hòa bình vẫn tiếp tục”.",
        (LAVROV, "Dmitry Peskov|ông Peskov"),
    ),
    quoting(
        "other",
        "Bàn về tên lửa, ông Lavrov đáp: “Mọi cuộc đàm phán đều cần thiện chí”. "
        "Ông Peskov thì nói: “Tên lửa của họ không làm ai sợ cả”.",
        (LAVROV, "Dmitry Peskov|ông Peskov"),
    ),
    quoting(
        "apart",
        "Ông Lavrov nói: “Họ đã nêu những cái tên rất cụ thể”. Rồi ông nói: "
        "“Ngọn lửa chiến tranh phải được dập tắt”.",
        (LAVROV, LAVROV),
    ),
    quoting(
        "unsure",
        "Có tiếng nói: “Tên lửa Kinzhal sẽ được triển khai ngay”, và một tiếng khác: "
        "“Chúng tôi không biết gì về tên lửa”.",
        ("?" + LAVROV, None),
    ),
    quoting(
        "label",
        "Một nhân chứng kể: “Tôi thấy tên lửa bay qua mái nhà”.",
        ("[một nhân chứng]", "[một nhân chứng]"),
        title="“Tôi thấy tất cả mọi thứ”",
    ),
    article("none", "Ông Lavrov đến Hà Nội, nơi có triển lãm tên lửa.", persons=("Sergei Lavrov",)),
)


@pytest.fixture
def archive(archive_of: MakeArchive) -> Archive:
    return archive_of(ARTICLES)


def said(hit: Hit) -> list[tuple[str | None, list[str]]]:
    """Speaker and marked words of every quotation found."""
    return [(q.quote.speaker, [q.text[a:b] for a, b in q.ranges]) for q in hit.quotes]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("said:Lavrov", {"both", "other", "apart", "unsure"}),
        ('said:Lavrov "tên lửa"', {"both", "unsure"}),
        ("said:Lavrov tên lửa", {"both", "unsure"}),  # apart has them in two quotations
        ('said:"Sergei Lavrov" tên lửa', {"both", "unsure"}),
        ('said:"Lavrov Sergei" tên lửa', set()),
        ("said:Peskov tên lửa", {"other"}),
        ("said:(Lavrov OR Peskov) tên lửa", {"both", "other", "unsure"}),
        ('said:* "tên lửa"', {"both", "other", "unsure", "label"}),
        ("said:*", {"both", "other", "apart", "unsure", "label"}),
        ('said:"nhân chứng" tên lửa', {"label"}),
        ("said:(-Lavrov) tên lửa", {"other", "unsure", "label"}),
        # the language inside a quotation is that of everywhere
        ("said:lavrov ten lua", {"both", "unsure"}),
        ("said:LAVROV TÊN LỬA", {"both", "unsure"}),
        ("said:Lavrov hoà bình", set()),
        ("said:Peskov hoà bình", {"both"}),
        ("said:Lavrov tên OR said:Peskov hòa", {"both", "apart", "unsure"}),
        ("said:Lavrov (tên OR lửa)", {"both", "apart", "unsure"}),
        ("said:Lavrov (tên lửa -biên)", {"unsure"}),
        ("said:Lavrov tên lửa -Kinzhal", {"both"}),
        ('said:Lavrov "lửa tên"~2', {"both", "unsure"}),
        ("said:Lavrov Kinz*", {"unsure"}),
        ("said:Lavrov Kinzhall~", {"unsure"}),
        # a name is looked up as names are
        ("said:lav*", {"both", "other", "apart", "unsure"}),
        ("said:lavrof~", {"both", "other", "apart", "unsure"}),
        ("said:La-vrốp tên lửa", {"both", "unsure"}),
        ("said:(Sergey Lavrov) tên lửa", {"both", "unsure"}),
        ('said:"Sergey Lavrov" tên lửa', {"both", "unsure"}),
        ('person:"Sergey Lavrov" sợ', {"other"}),
        # beside other questions
        ("-said:Lavrov tên lửa", {"other", "apart", "label", "none"}),
        ("-(said:Lavrov) tên lửa", {"label", "none"}),
        ("tên lửa -said:Lavrov", {"label", "none"}),
        ("person:Lavrov -said:*", {"none"}),
        ("said:Lavrov đàm phán said:Peskov tên lửa", {"other"}),
        ("(said:Lavrov đàm phán) sợ", {"other"}),
        ("said:Lavrov đàm phán sợ", set()),
        ("title:thấy said:* mái", {"label"}),
        ('said:* "tất cả"', {"label"}),
    ],
)
def test_a_quotation_of_the_speaker_has_the_words(
    archive: Archive, q: str, expected: set[str]
) -> None:
    assert set(archive.ids(q, match="all")) == expected


def test_a_quoted_name_is_who_the_newsroom_says_it_is(archive: Archive) -> None:
    aliases = Rulings((Alias("Xéc-gây Lavrốp", "Sergei Lavrov", "confirmed"),))
    assert archive.ids('said:"Xéc-gây Lavrốp" tên lửa', match="all") == []
    archive.service = replace(archive.service, identities=Identities(aliases))
    found = archive.ids('said:"Xéc-gây Lavrốp" tên lửa', match="all")
    assert set(found) == {"both", "unsure"}


def test_other_names_are_left_out_where_they_are_switched_off(archive: Archive) -> None:
    assert archive.ids("said:La-vrốp", match="all", alt="off") == []
    (also,) = archive.page("said:La-vrốp tên lửa").also
    assert "Lavrov" in also.others


def test_filters_narrow_and_counts_tell_what_is_found(archive: Archive) -> None:
    page = archive.page("said:Lavrov tên lửa", person="Dmitry Peskov", match="all")
    assert [hit.id for hit in page.hits] == ["both"]
    counted = {value.value: value.count for value in page.facets["person"].values}
    assert counted == {"Sergei Lavrov": 2, "Dmitry Peskov": 1}


def test_a_search_that_widens_never_loosens_who_said_what(archive: Archive) -> None:
    assert set(archive.ids("said:Lavrov tên lửa")) == {"both", "unsure"}
    near = archive.page("triển lãm cung đình said:Lavrov tên lửa")
    assert {hit.id for hit in near.hits} <= {"both", "unsure"}


def test_only_what_the_speaker_says_is_marked(archive: Archive) -> None:
    (hit,) = [h for h in archive.page('said:Lavrov "tên lửa"').hits if h.id == "both"]
    assert said(hit) == [("Sergei Lavrov", ["tên lửa"])]
    (snippet,) = hit.snippets
    assert snippet.text.startswith("Chúng tôi sẽ đáp trả")
    assert [snippet.text[a:b] for a, b in snippet.ranges] == ["tên lửa"]
    assert snippet.quote is not None
    assert (snippet.quote.speaker, snippet.quote.sure) == ("Sergei Lavrov", True)
    page = archive.service.article("both", "said:Lavrov tên lửa")
    body = page.kept.article.body
    assert [body[a:b] for a, b in page.body_ranges] == ["tên lửa"]


def test_words_beside_a_quotation_are_marked_wherever_they_stand(archive: Archive) -> None:
    (hit,) = archive.page("chủ đề said:Lavrov tên lửa", match="all").hits
    marked = [[s.text[a:b] for a, b in s.ranges] for s in hit.snippets]
    assert marked == [["tên lửa"], ["chủ đề"]]
    assert [snippet.quote is not None for snippet in hit.snippets] == [True, False]


def test_a_speaker_alone_shows_what_he_says(archive: Archive) -> None:
    (hit,) = [h for h in archive.page("said:Lavrov").hits if h.id == "apart"]
    assert said(hit) == [("Sergei Lavrov", []), ("Sergei Lavrov", [])]
    assert [snippet.text for snippet in hit.snippets] == [q.text for q in hit.quotes]
    page = archive.service.article("apart", "said:Lavrov")
    body = page.kept.article.body
    assert [body[a:b] for a, b in page.body_ranges] == [q.text for q in hit.quotes]


def test_a_quotation_in_the_headline_is_found_and_marked(archive: Archive) -> None:
    (hit,) = archive.page('said:* "tất cả"', match="all").hits
    assert said(hit) == [("một nhân chứng", ["tất cả"])]
    assert hit.quotes[0].quote.field == "title"
    assert [hit.title[a:b] for a, b in hit.title_ranges] == ["tất cả"]


def test_a_speaker_who_is_not_sure_is_found_and_said_to_be_unsure(archive: Archive) -> None:
    (hit,) = archive.page("said:Lavrov Kinzhal", match="all").hits
    assert [(q.quote.speaker, q.quote.sure) for q in hit.quotes] == [("Sergei Lavrov", False)]
    (hit,) = archive.page('said:* "không biết"', match="all").hits
    assert [q.quote.speaker for q in hit.quotes] == [None]


def test_offsets_are_those_of_the_raw_text(archive: Archive) -> None:
    for hit in archive.page("said:* tên lửa", match="all").hits:
        kept = archive.shelf.kept[hit.id].article
        for found in hit.quotes:
            raw = {"title": kept.title, "body": kept.body}[found.quote.field]
            assert raw[found.quote.start : found.quote.end] == found.text


def test_a_long_quotation_is_cut_around_what_it_says(archive_of: MakeArchive) -> None:
    filler = "Chúng tôi đã nói điều này nhiều lần ở nhiều nơi. " * 20
    body = f"Ông Minh nói: “{filler}Riêng tên lửa thì chưa bàn. {filler}”."
    (hit,) = archive_of([quoting("a", body, ("Trần Minh",))]).page("said:Minh tên lửa").hits
    (snippet,) = hit.snippets
    assert "Riêng tên lửa thì chưa bàn" in snippet.text
    assert len(snippet.text) < 250
    assert hit.quotes[0].text == body[body.index("“") + 1 : body.index("”")]


def test_of_an_interview_the_first_quotations_are_given(archive_of: MakeArchive) -> None:
    count = QUOTATIONS + 5
    body = " ".join(f"Ông đáp: “Câu trả lời thứ {n} của tôi”." for n in range(count))
    (hit,) = archive_of([quoting("a", body, ["Trần Minh"] * count)]).page("said:Minh").hits
    assert (len(hit.quotes), hit.more_quotes) == (QUOTATIONS, 5)


def test_who_says_more_about_it_comes_first(archive_of: MakeArchive) -> None:
    one = "Ông Minh nói: “Tên lửa không phải là lời giải”. Còn tên lửa, tên lửa và tên lửa."
    two = "Ông Minh nói: “Tên lửa đắt”. Ông nói: “Tên lửa cũng nguy hiểm”. Hết chuyện ở đây."
    archive = archive_of([
        quoting("one", one, ("Trần Minh",)), quoting("two", two, ("Trần Minh", "Trần Minh")),
    ])  # fmt: skip
    assert archive.ids("said:Minh tên lửa") == ["two", "one"]


def test_how_much_a_minus_excludes_is_told(archive: Archive) -> None:
    page = archive.page("-said:Lavrov tên lửa")
    assert page.understood == "-(said:Lavrov tên lửa)"
    assert archive.page(page.understood).understood is None
    assert {hit.id for hit in archive.page(page.understood).hits} == {hit.id for hit in page.hits}
    assert archive.page("tên lửa -said:Lavrov").understood is None


def test_a_name_that_goes_on_is_said(archive: Archive) -> None:
    (note,) = archive.page("said:Sergei Lavrov tên lửa").problems
    assert note.code == "said-name-cut"
    assert 'said:"Sergei Lavrov"' in note.message("vi")
    assert archive.page("said:Lavrov tên lửa").problems == ()


def test_names_in_any_form_speak(archive_of: MakeArchive) -> None:
    fine = quoting("a", "Bà nói: “Chúng tôi rất lo lắng về giá điện”.", ("Nguyễn Thị Hoà|bà Hoà",))
    archive = archive_of([fine])
    for q in ("said:Hòa điện", "said:hoa dien", 'said:"Nguyễn Thị Hòa"', 'said:"bà hoà" giá'):
        assert archive.ids(q, match="all") == ["a"], q
    assert archive.ids("said:Hóa điện", match="all") == []


def test_a_speaker_that_is_too_much_is_not_anybody(archive_of: MakeArchive) -> None:
    rare = " ".join(f"từ{n}" for n in range(TERMS))
    body = f"Ông Minh, ông Minh và ông Minh. Bà An nói: “Không ai biết”. {rare}."
    archive = archive_of([quoting("a", body, ("Lê An",)), article("b", rare)])
    page = archive.page(f"{rare} said:Minh", match="all")
    assert [each.code for each in page.problems] == ["too-many-terms"]
    assert {hit.id for hit in page.hits} == {"a", "b"}
    assert [hit.quotes for hit in page.hits] == [(), ()]


@pytest.mark.parametrize("overlapping", [True, False])
def test_of_quotations_that_overlap_the_first_counts(
    archive_of: MakeArchive, overlapping: bool
) -> None:
    body = "Ông Minh nói: “Họ bảo tôi rằng tên lửa đã bay”."
    whole = quoting("a", body, ("Trần Minh",))
    start = body.index("tên lửa" if overlapping else "Ông Minh")
    inner = replace(whole.quotes[0], speaker="Lê An", start=start, end=start + 7, text="x")
    both: Article = replace(whole, quotes=(inner, *whole.quotes))
    archive = archive_of([both])
    assert archive.ids("said:An", match="all") == ([] if overlapping else ["a"])
    assert archive.ids("said:Minh tên lửa", match="all") == ["a"]


def test_quotations_inside_quotations_are_looked_at_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    names = ArticleTexts.names

    def counted(*given: Any) -> bool:
        nonlocal asked
        asked += 1
        return names(*given)

    monkeypatch.setattr(ArticleTexts, "names", counted)
    archive.ids("said:Lavrov")
    flat, asked = asked, 0
    assert "both" in archive.ids("said:(said:(said:(said:(said:(Lavrov)))))")
    assert 0 < asked <= flat
