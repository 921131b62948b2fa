"""A newsroom's own recogniser is heard, and its faults never cost an article."""

from __future__ import annotations

import logging

import pytest

from index.article import Draft, Options
from index.enrich.persons.recognising import recognised
from index.enrich.reading import Reading
from index.enrich.steps import understand
from index.errors import BadSetting
from index.recogniser import Span, _in_force, spans_of
from index.settings import Settings

HERE = "tests.enrich.small_recogniser"
TITLE = "Cảng mới mở cửa"
BODY = (
    "Quimbao nhìn con tàu rời bến trong buổi sáng. Nhiều người đứng xem.\n"
    "Vịnh vắng tàu từ lâu, Harbor Wire viết. Mọi người ra về lúc trưa."
)


def understood(monkeypatch: pytest.MonkeyPatch, name: str, body: str = BODY) -> Draft:
    monkeypatch.setenv("TIMTIN_RECOGNISER", name)
    _in_force.cache_clear()
    return Draft("x", body, True, title=TITLE)


@pytest.fixture(autouse=True)
def _forgotten() -> object:
    yield
    _in_force.cache_clear()


def test_what_it_finds_becomes_a_person_with_its_own_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = understand(understood(monkeypatch, ""), Options())
    assert plain.persons == ()
    article = understand(understood(monkeypatch, f"{HERE}:names"), Options())
    (person,) = article.persons
    assert person.name == "Quimbao"
    told = [each for each in article.evidence if each.about == "person"]
    assert [each.rule for each in told] == ["person-recogniser"]
    assert BODY[told[0].start : told[0].end] == "Quimbao"


def test_a_name_that_it_cuts_elsewhere_may_be_an_actors_part() -> None:
    body = "Trong phim, Phú Lan Sát Hà (Tần Lam Anh) rất hay."
    first, last = body.index("Lan"), body.index(" (")
    span = Span("body", first, last, "person", 1.0)
    found = recognised(Reading("Phim mới", "", body), spans=[span])
    assert [one.person.name for one in found] == ["Lan Sát Hà"]


def test_an_agency_that_it_names_is_followed_like_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = understand(understood(monkeypatch, f"{HERE}:names"), Options())
    assert [(one.name, one.kind) for one in article.sources] == [("Harbor Wire", "relay")]


def test_an_agency_without_a_cue_is_a_mention_by_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "Nhiều người làm ở Harbor Wire đã nghỉ. Mọi người ra về lúc trưa."
    article = understand(understood(monkeypatch, f"{HERE}:names", body), Options())
    assert [(one.name, one.kind) for one in article.sources] == [("Harbor Wire", "mention")]
    assert "source-recogniser" in {each.rule for each in article.evidence}


def test_a_doubtful_word_of_it_is_no_answer() -> None:
    body = "Sáng nay Zolwen rời bến."
    start = body.index("Zolwen")
    spans = [Span("body", start, start + 6, "person", 0.3)]
    assert recognised(Reading("", "", body), spans=spans) == ()
    sure = [Span("body", start, start + 6, "person", 0.9)]
    assert [one.person.name for one in recognised(Reading("", "", body), spans=sure)] == ["Zolwen"]


def test_a_thing_that_the_text_names_is_no_person_for_one_word_of_it() -> None:
    body = "Con tàu Zolwen rời bến."
    start = body.index("Zolwen")
    assert (
        recognised(Reading("", "", body), spans=[Span("body", start, start + 6, "person", 1.0)])
        == ()
    )


def test_what_it_takes_for_something_else_loses_points() -> None:
    body = "Mọi người nhắc mãi chuyện Nguyễn Văn Hải ở bến."
    start = body.index("Nguyễn")
    spans = [Span("body", start, start + len("Nguyễn Văn Hải"), "other", 1.0)]
    assert [one.person.name for one in recognised(Reading("", "", body))] == ["Nguyễn Văn Hải"]
    assert recognised(Reading("", "", body), spans=spans) == ()


def test_a_span_over_a_list_of_names_takes_the_place_of_what_it_covers() -> None:
    body = "Ông Nguyễn Văn Hải, Trần Thị Mai, Lê Văn Bền cùng ra bến."
    start, end = body.index("Nguyễn"), body.index(", Lê")
    spans = [Span("body", start, end, "person", 1.0)]
    names = [one.person.name for one in recognised(Reading("", "", body), spans=spans)]
    assert names == ["Nguyễn Văn Hải, Trần Thị Mai", "Lê Văn Bền"]


def test_a_span_that_cuts_a_word_says_nothing() -> None:
    body = "Sáng nay Quimbao rời bến."
    spans = [Span("body", body.index("uimbao"), body.index("uimbao") + 4, "person", 1.0)]
    assert recognised(Reading("", "", body), spans=spans) == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"{HERE}:raising", "model file is missing"),
        (f"{HERE}:absent", "absent"),
        (f"{HERE}:not_a_function", "no function"),
        ("tests.enrich.no_such_module:names", "no_such_module"),
    ],
)
def test_its_failure_never_loses_an_article(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, said: str
) -> None:
    from index.recogniser import _loaded

    _loaded.cache_clear()
    with caplog.at_level(logging.WARNING, "timtin.recogniser"):
        article = understand(understood(monkeypatch, name), Options())
    assert article.title == TITLE
    assert article.persons == ()
    assert said in caplog.text
    assert name in caplog.text


def test_spans_that_cannot_be_are_passed_over_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TIMTIN_LANG", "en")
    with caplog.at_level(logging.WARNING, "timtin.recogniser"):
        spans = spans_of(TITLE, "", BODY, f"{HERE}:astray")
    assert [span.kind for span in spans] == ["person", "agency"]
    assert len(caplog.records) == 7
    assert "outside its field" in caplog.text
    assert "kind is none of" in caplog.text


@pytest.mark.parametrize("name", ["names", "a.b:", ":f", "a b:f", "a:f.g"])
def test_a_setting_that_names_no_function_ends_the_start(name: str) -> None:
    with pytest.raises(BadSetting, match=r"package\.module:function"):
        Settings.from_environment({"TIMTIN_RECOGNISER": name})
