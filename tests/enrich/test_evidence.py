"""Every value keeps the words it was read from, and the rule that read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Draft, Evidence, Options
from index.enrich.steps import understand

STORY = """Xã Nà Phiêng mở lại đường lên rừng đầu nguồn
TPO - Sáng 12/3, Bí thư Nguyễn Văn Hòa cho biết đường lên rừng đã thông sau ba tháng sửa.
Thứ tư, 13/3/2024, 16:30 (GMT+7)
Trao đổi với phóng viên, ông Hòa nói việc giữ rừng cần cả xã cùng làm, không chỉ kiểm lâm.
Nhà nghiên cứu John Merrow đến xã hôm qua. Theo hãng thông tấn Reuters, Merrow sẽ ở lại một tháng.
Rừng Nà Phiêng nhìn từ trên cao. Ảnh: AFP
Lan Anh
"""


def about(article: Article, about: str, value: str | None = None) -> list[Evidence]:
    return [
        each for each in article.evidence if each.about == about and value in (None, each.value)
    ]


def read(article: Article, about_: str, value: str | None = None) -> tuple[str, str, str]:
    first = about(article, about_, value)[0]
    return first.rule, first.place, first.text


def test_a_scrape_says_where_each_value_stood() -> None:
    article = understand(Draft("a.txt", STORY), Options())
    assert article.outlet == "TPO"
    assert read(article, "outlet") == ("outlet-byline", "standfirst", "TPO -")
    assert read(article, "author", "Lan Anh") == ("author-closing", "closing", "Lan Anh")
    line = "Thứ tư, 13/3/2024, 16:30 (GMT+7)"
    assert read(article, "published", "2024-03-13T16:30") == (
        "published-dateline",
        "dateline",
        line,
    )
    rule = ("event-day-year-supplied", "standfirst", "Sáng 12/3")
    assert read(article, "event", "2024-03-12") == rule
    agency = ("source-opening", "body", "Theo hãng thông tấn Reuters")
    assert read(article, "source", "Reuters:relay") == agency
    assert read(article, "source", "AFP:photo") == (
        "source-caption",
        "caption",
        "Rừng Nà Phiêng nhìn từ trên cao. Ảnh: AFP",
    )
    person = ("person-title", "standfirst", "Bí thư Nguyễn Văn Hòa")
    assert read(article, "person", "Nguyễn Văn Hòa") == person


def test_a_short_form_says_which_name_it_stands_for() -> None:
    article = understand(Draft("a.txt", STORY), Options())
    short = about(article, "person", "Nguyễn Văn Hòa")[1:]
    assert [(each.rule, each.text) for each in short] == [("person-short-form", "ông Hòa")]


def test_a_record_says_which_field_a_value_stood_in() -> None:
    draft = Draft(
        "a.jsonl:1",
        "Sáng nay, cầu treo thông xe.",
        structured=True,
        title="Cầu treo thông xe",
        outlet="Thanh Niên",
        published="2024-03-13",
        authors=("Hà Vy",),
        keys={"outlet": "site", "published": "pubDate", "authors": "byline"},
    )
    found = {each.about: each for each in understand(draft, Options()).evidence}
    assert {name: (each.place, each.key, each.text) for name, each in found.items()} == {
        "outlet": ("metadata", "site", "Thanh Niên"),
        "author": ("metadata", "byline", "Hà Vy"),
        "published": ("metadata", "pubDate", "2024-03-13"),
    }


def test_what_the_person_who_adds_says_is_an_option() -> None:
    draft = Draft("a.txt", STORY, outlet="Thanh Niên", published="2020-01-01")
    article = understand(draft, Options(outlet="VOV", date="2024-04-01"))
    found = {each.about: each for each in article.evidence}
    outlet, published = found["outlet"], found["published"]
    assert (outlet.value, outlet.place, outlet.key) == ("VOV", "option", "--outlet")
    assert (published.value, published.place, published.key) == ("2024-04-01", "option", "--date")


def test_the_address_is_evidence_too_and_its_day_is_not_sure() -> None:
    url = "https://dantri.com.vn/xa-hoi/cau-treo-20250807142727795.htm"
    draft = Draft("a", "Cầu treo thông xe.", structured=True, title="Cầu treo", url=url)
    found = {each.about: each for each in understand(draft, Options()).evidence}
    assert (found["outlet"].rule, found["outlet"].text) == ("outlet-domain", url)
    assert (found["published"].rule, found["published"].sure) == ("published-url", False)


def test_a_day_in_the_byline_dates_the_story_where_it_stands() -> None:
    body = "Hà Nội (TTXVN 1/3/2019) - Cuộc họp của xã Đồng Lạng đã kết thúc sau hai ngày."
    draft = Draft("a", body, structured=True, title="Cuộc họp kết thúc")
    article = understand(draft, Options())
    found = about(article, "published", "2019-03-01")
    assert [(each.rule, each.place, each.text) for each in found] == [
        ("published-byline", "body", "1/3/2019")
    ]


@pytest.mark.parametrize(
    ("body", "options", "value", "rule", "sure"),
    [
        ("Sáng 3/4/2024, cầu sập.", Options(), "2024-04-03", "event-day", True),
        (
            "Sáng 3/4, cầu sập.",
            Options(as_of="2024-06-01"),
            "2024-04-03",
            "event-day-year-supplied",
            False,
        ),
        ("Sáng 3/4, cầu sập.", Options(), "XXXX-04-03", "event-day-no-year", True),
        ("Tháng 9/2024, cầu thông xe.", Options(), "2024-09", "event-month", True),
        (
            "Tháng 10 năm ngoái, cầu sập.",
            Options(as_of="2024-06-01"),
            "2023-10",
            "event-month-year-supplied",
            False,
        ),
    ],
)
def test_a_year_from_elsewhere_is_the_likeliest_reading(
    body: str, options: Options, value: str, rule: str, sure: bool
) -> None:
    article = understand(Draft("a", body, structured=True, title="Cầu treo"), options)
    found = about(article, "event")
    assert [(each.value, each.rule, each.sure) for each in found] == [(value, rule, sure)]


@pytest.mark.parametrize(
    ("body", "name", "rule", "sure"),
    [
        ("Bà Đỗ Thị Nga kể lại.", "Đỗ Thị Nga", "person-honorific", True),
        ("Người dân gặp Trần Ngọc Hạnh ở chợ.", "Trần Ngọc Hạnh", "person-surname", True),
        ("Ông Tưởng kể lại chuyện làng.", "Tưởng", "person-honorific", False),
    ],
)
def test_how_a_person_is_told(body: str, name: str, rule: str, sure: bool) -> None:
    article = understand(Draft("a", body, structured=True, title="Chuyện làng"), Options())
    first = about(article, "person", name)[0]
    assert (first.rule, first.sure) == (rule, sure)


def nothing(text: str) -> str:
    return text


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def mixed(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(decomposed(line) if number % 2 else line for number, line in enumerate(lines))


def points_at_its_words(article: Article) -> None:
    values: dict[str, set[str | None]] = {
        "outlet": {article.outlet},
        "author": set(article.authors),
        "published": {article.published.value if article.published else None},
        "event": {article.event.value if article.event else None},
        "source": {f"{source.name}:{source.kind}" for source in article.sources},
        "person": {person.name for person in article.persons},
    }
    for each in article.evidence:
        assert each.value in values[each.about]
        assert (each.start is None) == (each.end is None)
        if each.start is not None:
            assert each.place in ("title", "standfirst", "body")
            assert getattr(article, each.place)[each.start : each.end] == each.text
    for kind, wanted in values.items():
        told = {each.value for each in article.evidence if each.about == kind}
        assert told == {value for value in wanted if value is not None}


@pytest.mark.parametrize("form", [nothing, decomposed, mixed])
def test_every_span_is_its_words_in_the_text_as_found(form: Callable[[str], str]) -> None:
    article = understand(Draft("a.txt", form(STORY)), Options())
    assert len(article.evidence) >= 8
    points_at_its_words(article)


_PIECES = (
    "Ông Nguyễn Văn Hòa ",
    "bà Hòa ",
    "Tổng thống Nga Vladimir Putin ",
    "Sergey Lavrov ",
    "hôm 16/1 ",
    "ngày 5/6/2024 ",
    "theo TASS ",
    "(Ảnh: AFP) ",
    "nói với CNN ",
    "TPO - ",
    "xã đã họp.",
    "\n",
    "Theo RT",
    "e\u0323\u0302",
    "“Có.” ",
    "tháng 9/2024 ",
    ". ",
)


@given(
    st.lists(st.sampled_from(_PIECES), max_size=14),
    st.lists(st.sampled_from(_PIECES), max_size=6),
    st.sampled_from([nothing, decomposed]),
)
def test_no_text_moves_a_span_off_its_words(
    body: list[str], lead: list[str], form: Callable[[str], str]
) -> None:
    draft = Draft(
        "a",
        form("".join(body)),
        structured=True,
        title=form("Ông Hòa gặp Sergei Lavrov"),
        standfirst=form("".join(lead)),
    )
    points_at_its_words(understand(draft, Options()))
