"""The article page and the API say where each value was read, and by which rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.article import Article, Evidence
from tests.web.conftest import draft
from tests.web.html import Element, parsed
from web.reading import Anchors, paragraphs


def whys(page: str) -> dict[str, Element]:
    """The details of each value by the name that its summary ends in."""
    facts = parsed(page).one("aside")
    return {
        each.one("summary").text.partition("?")[2].strip(): each
        for each in facts.all("details", class_="grounds")
    }


def test_each_value_shows_the_words_the_rule_and_a_link_to_the_place(client: FlaskClient) -> None:
    page = client.get("/article/bai-2").text
    found = whys(page)
    assert set(found) == {"VOV", "Ngày đăng", "Vladimir Putin", "Dmitry Peskov", "TASS"}
    putin = found["Vladimir Putin"]
    link = putin.one("a")
    assert link.text == "“Tổng thống Nga Vladimir Putin”"
    assert "Trước tên là chức danh hoặc nghề nghiệp." in putin.text
    target = link.attributes["href"].removeprefix("#")
    place = parsed(page).one("article").one("span", id=target)
    assert place.text == "Tổng thống Nga Vladimir Putin"
    assert "trong dữ liệu kèm bài" in found["VOV"].text
    assert not found["VOV"].all("a")


def test_every_link_to_a_place_has_its_place_once(client: FlaskClient) -> None:
    root = parsed(client.get("/article/bai-2?q=đàm+phán+Putin").text)
    ids = [each.attributes["id"] for each in root.walk() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    linked = [a for d in root.all("details", class_="grounds") for a in d.all("a")]
    assert linked
    assert {a.attributes["href"].removeprefix("#") for a in linked} <= set(ids)
    assert [m.text for m in root.one("article").all("mark")].count("đàm phán") == 2


def test_a_likely_reading_says_so_in_both_languages(site: Callable[..., Flask]) -> None:
    story = draft(1, "Chuyện làng Gò Trâm", "Ông Tưởng kể lại chuyện làng cho lớp trẻ nghe.")
    client = site(story).test_client()
    assert "Có lẽ thế, chưa chắc." in whys(client.get("/article/bai-1").text)["Tưởng"].text
    english = whys(client.get("/article/bai-1?lang=en").text)["Tưởng"].text
    assert "A form of address such as ông or bà stands before the name." in english
    assert "Likely, not certain." in english


def test_words_of_the_article_are_escaped_in_their_evidence(site: Callable[..., Flask]) -> None:
    story = draft(1, "Tin", "Ông <b>Hòa</b> Tưởng đến.", outlet="<i>Báo</i> Xóm")
    page = site(story).test_client().get("/article/bai-1").text
    assert "<i>Báo" not in page
    assert "<b>Hòa" not in page


def test_the_api_returns_the_evidence_with_offsets_into_the_text(client: FlaskClient) -> None:
    document = client.get("/api/v1/articles/bai-2").get_json()
    [tass] = [each for each in document["evidence"] if each["about"] == "source"]
    assert tass == {
        "about": "source",
        "value": "TASS:relay",
        "rule": "source-opening",
        "why": {
            "vi": "Hãng duy nhất được dẫn, và được dẫn ngay đầu bài.",
            "en": "The only agency that the story follows, named where it opens.",
        },
        "place": "body",
        "key": None,
        "text": "theo hãng thông tấn TASS",
        "start": 65,
        "end": 89,
        "sure": False,
    }
    assert document["body"][65:89] == tass["text"]


def article(body: str, *spans: tuple[int, int]) -> Article:
    evidence = tuple(
        Evidence("person", "A", "person-title", "body", body[a:b], a, b) for a, b in spans
    )
    return Article("a", "Tít", body, evidence=evidence)


@pytest.mark.parametrize(
    ("spans", "places"),
    [
        ([(0, 3), (4, 6)], [(0, 3, "body-0"), (4, 6, "body-4")]),
        ([(0, 5), (3, 8)], [(0, 8, "body-0")]),
        ([(2, 9), (3, 5), (9, 10)], [(2, 9, "body-2"), (9, 10, "body-9")]),
        ([(4, 4)], []),
    ],
)
def test_words_that_overlap_are_one_place(
    spans: list[tuple[int, int]], places: list[tuple[int, int, str]]
) -> None:
    anchors = Anchors(article("0123456789", *spans))
    assert list(anchors.of("body")) == places
    for start, end in spans:
        if start < end:
            assert anchors.at("body", start) is not None
    assert anchors.at("title", 0) is None


def test_a_place_over_a_line_end_is_where_it_begins() -> None:
    body = "Một hai\nBa bốn"
    found = paragraphs(body, (), Anchors(article(body, (4, 10))).of("body"))
    assert [each.anchors for each in found] == [((4, 7, "body-4"),), ()]
