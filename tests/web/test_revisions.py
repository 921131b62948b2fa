"""An article's earlier texts, and what was changed, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import draft, fill
from tests.web.html import Element, parsed

FIRST = "Cầu treo dài 86 m. Ba người góp tiền.\nÔng Lộc nói cầu sẽ xong."
SECOND = "Cầu treo dài 90 m. Ba người góp tiền.\nÔng Lộc nói cầu sẽ xong."
THIRD = "Cầu treo dài 90 m. Ba người góp tiền.\nÔng Lộc nói cầu sẽ xong. <b>Hết</b>."


@pytest.fixture
def changed(site: Callable[..., Flask]) -> FlaskClient:
    """A site whose article had two earlier texts."""
    app = site(draft(1, "Cầu treo", FIRST, outlet="TPO", published="2022-03-01"))
    data = app.config["TIMTIN_SETTINGS"].data
    for title, text in (("Cầu treo", SECOND), ("Cầu treo mới", THIRD)):
        fill(data, (draft(1, title, text, outlet="TPO", published="2022-03-02"),))
    return app.test_client()


def without_labels(element: Element) -> str:
    """The text as a sighted reader sees it."""
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif "unseen" not in child.attributes.get("class", ""):
            parts.append(without_labels(child))
    return "".join(parts)


def test_the_page_shows_what_was_taken_out_and_put_in(changed: FlaskClient) -> None:
    page = changed.get("/article/bai-1/revisions?revision=1")
    assert page.status_code == 200
    compared = parsed(page.text).one("div", class_="compared")
    assert without_labels(compared) == FIRST.replace("86", "8690")
    assert without_labels(compared.one("del")) == "86"
    assert without_labels(compared.one("ins")) == "90"
    assert compared.one("del").text == "bỏ: 86 (hết)"
    assert compared.one("ins").text == "thêm: 90 (hết)"


def test_the_newest_change_is_shown_first_and_values_beside_it(changed: FlaskClient) -> None:
    root = parsed(changed.get("/article/bai-1/revisions").text)
    current = root.one("a", aria_current="page")
    assert current.text.startswith("Bản 2, bị thay ngày")
    assert [without_labels(each) for each in root.all("div", class_="compared")] == [
        "Cầu treo mới",
        THIRD,
    ]
    assert "<b>Hết" not in changed.get("/article/bai-1/revisions").text
    first = parsed(changed.get("/article/bai-1/revisions?revision=1").text)
    row = first.one("tbody").one("tr")
    cells = [cell.text for cell in row.walk() if cell.tag in ("th", "td")]
    assert cells == ["Ngày đăng", "1/3/2022", "2/3/2022"]


def test_the_article_page_leads_there(changed: FlaskClient) -> None:
    link = parsed(changed.get("/article/bai-1").text).one("a", class_="revised")
    assert link.attributes["href"] == "/article/bai-1/revisions"
    assert link.text == "đã đổi 2 lần"


def test_an_article_that_never_changed_says_so(client: FlaskClient) -> None:
    assert "Bài này chưa từng đổi." in client.get("/article/bai-1/revisions").text
    assert not parsed(client.get("/article/bai-1").text).all("a", class_="revised")


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "99999999999999999999"])
def test_a_text_that_is_not_there_is_404_and_says_how_many_are(
    changed: FlaskClient, number: str
) -> None:
    page = changed.get(f"/article/bai-1/revisions?revision={number}&lang=en")
    assert page.status_code == 404
    assert "it has 2, numbered from 1" in page.text


def test_a_missing_article_has_no_earlier_texts(client: FlaskClient) -> None:
    assert client.get("/article/khong-co/revisions").status_code == 404
    assert client.get("/api/v1/articles/khong-co/revisions/1").status_code == 404


def test_the_api_lists_and_compares(changed: FlaskClient) -> None:
    document = changed.get("/api/v1/articles/bai-1").get_json()
    assert [each["number"] for each in document["revisions"]] == [1, 2]
    assert all(each["replaced_at"] for each in document["revisions"])
    found = changed.get(document["revisions"][0]["links"]["self"]).get_json()
    assert (found["id"], found["number"]) == ("bai-1", 1)
    assert found["changes"] == [
        {"kind": "published", "before": "2022-03-01", "after": "2022-03-02"}
    ]
    [text] = found["texts"]
    assert text["field"] == "body"
    pieces = [(each["operation"], each["text"]) for each in text["pieces"]]
    assert "".join(text for operation, text in pieces if operation != "in") == FIRST
    assert "".join(text for operation, text in pieces if operation != "out") == SECOND
    missing = changed.get("/api/v1/articles/bai-1/revisions/9")
    assert missing.status_code == 404
    assert missing.get_json()["code"] == "revision-not-found"


def test_an_id_that_ends_like_the_page_is_still_an_article(site: Callable[..., Flask]) -> None:
    client = site(draft(1, "Cầu treo", FIRST, own_id="x/revisions")).test_client()
    root = parsed(client.get("/article/x%2Frevisions").text)
    assert root.one("h1").text == "Cầu treo"
