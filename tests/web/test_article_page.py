"""One article for reading, with what the query matched in it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import BRIDGE, draft
from tests.web.html import parsed
from web.reading import paragraphs


def test_passages_are_marked_in_title_standfirst_and_body(client: FlaskClient) -> None:
    root = parsed(client.get("/article/bai-1?q=cầu+treo").text)
    story = root.one("article")
    assert [m.text for m in story.one("h1").all("mark")] == ["Cầu treo"]
    body = [p for p in story.all("p") if p.attributes.get("id", "").startswith("p")]
    assert "cầu treo" in [m.text for p in body for m in p.all("mark")]
    found = story.one("p", class_="found")
    assert found.one("a").attributes["href"] == f"#{body[0].attributes['id']}"


def test_without_a_query_nothing_is_marked(client: FlaskClient) -> None:
    root = parsed(client.get("/article/bai-1").text)
    assert not root.all("mark")
    assert not root.all("p", class_="found")
    assert root.one("p", class_="standfirst").text.startswith("Cây cầu do người dân")


def test_what_was_understood_stands_beside_the_text(client: FlaskClient) -> None:
    root = parsed(client.get("/article/bai-2").text)
    facts = root.one("aside")
    links = {
        a.one("span", class_="name").text: a.attributes["href"]
        for a in facts.all("a")
        if a.all("span", class_="name")
    }
    assert links["Vladimir Putin"] == "/person/Vladimir%20Putin"
    assert "/?person=Vladimir+Putin" in [a.attributes["href"] for a in facts.all("a")]
    assert links["TASS"] == "/?source=TASS:relay"
    assert "15/3/2022" in facts.text
    assert "theo dữ liệu của trang" in facts.text


def test_the_original_is_linked_without_leaking_the_reader(client: FlaskClient) -> None:
    root = parsed(client.get("/article/bai-1").text)
    link = root.one("p", class_="original").one("a")
    assert link.attributes == {
        "href": "https://tienphong.vn/cau-treo-1.html",
        "rel": "noopener noreferrer nofollow",
    }


def test_an_article_of_headline_and_summary_only_says_so(site: Callable[..., Flask]) -> None:
    summary = "Nước sông Gâm lên nhanh từ sáng, ba bản bị ngập."
    short, whole = draft(1, "Lũ về sớm", "", standfirst=summary), draft(2, "Lúa được mùa", BRIDGE)
    client = site(short, whole).test_client()
    said = "Ở đây chỉ có tít và phần tóm tắt của bài."
    assert said in client.get("/article/bai-1").text
    assert said not in client.get("/article/bai-2").text


def test_mended_letters_are_told_of(site: Callable[..., Flask]) -> None:
    damaged = "§µm ph¸n hoµ b×nh kÐo dµi nhiÒu th¸ng. Hai bªn nhÊt trÝ gÆp l¹i."
    client = site(draft(1, "Hai bên gặp lại", damaged)).test_client()
    story = parsed(client.get("/article/bai-1").text).one("article")
    assert "Đàm phán hoà bình kéo dài nhiều tháng" in story.text
    assert "bị lỗi mã chữ (TCVN3)" in story.one("p", class_="recovered").text
    sound = parsed(site(draft(1, "Cầu", BRIDGE)).test_client().get("/article/bai-1").text)
    assert not sound.all("p", class_="recovered")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "https://", "http://[x"]
)
def test_an_address_that_is_no_web_page_is_no_link(url: str, site: Callable[..., Flask]) -> None:
    app = site()
    from web.links import original_url

    with app.app_context():
        assert original_url(url) is None


def test_a_missing_article_is_404_in_both_forms(client: FlaskClient) -> None:
    page = client.get("/article/khong-co?q=x")
    assert page.status_code == 404
    assert "Không có bài nào mang mã" in page.text
    document = client.get("/api/v1/articles/khong-co")
    assert document.status_code == 404
    assert document.json is not None
    assert document.json["code"] == "article-not-found"


def test_an_id_of_any_characters_has_one_address(site: Callable[..., Flask]) -> None:
    ids = ("a/b c?d#e%f", "/tin/1.html", "hai//gạch", "cuối/", "%2F", "a+b&c", "bài viết")
    app = site(*(draft(n, f"Mã lạ {n}", f"Bài {n}.", own_id=each) for n, each in enumerate(ids)))
    client = app.test_client()
    root = parsed(client.get("/").text)
    addresses = {h2.one("a").attributes["href"] for h2 in root.one("ol", class_="hits").all("h2")}
    assert addresses == {f"/article/{quote(each, safe='')}" for each in ids}
    for href in addresses:
        assert client.get(href).status_code == 200, href
        document = client.get("/api/v1/articles" + href.removeprefix("/article"))
        assert quote(document.get_json()["id"], safe="") == href.removeprefix("/article/")


def test_a_range_over_a_line_end_is_marked_on_both_sides() -> None:
    body = "một hai\n\nba bốn\r\nnăm"
    found = paragraphs(body, [(4, 11), (17, 20)])
    assert [(p.id, p.text, p.ranges) for p in found] == [
        ("p1", "một hai", ((4, 7),)),
        ("p2", "ba bốn", ((0, 2),)),
        ("p3", "năm", ((0, 3),)),
    ]


SAID = (
    "Ông Trần Bá Lộc kiểm tra cầu treo hôm 3/4. “Cầu sẽ xong trước <mùa> lũ”, ông Lộc nhấn mạnh. "
    "“Tôi nghe tiếng nổ rất lớn”, một nhân chứng kể.\n"
    "Bà con chờ đợi nhiều năm. “Chúng tôi cần một cây cầu mới.”"
)


def test_quotations_are_listed_with_who_says_them_and_by_which_words(
    site: Callable[..., Flask],
) -> None:
    client = site(draft(1, "Cầu treo", SAID)).test_client()
    entries = parsed(client.get("/article/bai-1").text).all("li", class_="quotation")
    assert [entry.attributes["id"] for entry in entries] == ["quote-1", "quote-2", "quote-3"]
    first, second, third = entries
    speaker = first.one("p", class_="speaker").one("a")
    assert (speaker.text, speaker.attributes["href"]) == (
        "Trần Bá Lộc",
        "/?person=Tr%E1%BA%A7n+B%C3%A1+L%E1%BB%99c",
    )
    assert "ông Lộc nhấn mạnh" in first.text
    assert second.one("p", class_="speaker").text.strip() == "một nhân chứng"
    assert "bài không cho biết ai nói" in third.text


def test_a_quotation_in_the_text_and_its_entry_lead_to_each_other(
    site: Callable[..., Flask],
) -> None:
    client = site(draft(1, "Cầu treo", SAID)).test_client()
    root = parsed(client.get("/article/bai-1?q=mùa").text)
    said = root.one("article").all("span", class_="said")
    assert [one.attributes["id"] for one in said] == ["said-1", "said-2", "said-3"]
    assert said[0].text == "Cầu sẽ xong trước <mùa> lũ"
    assert [mark.text for mark in said[0].all("mark")] == ["mùa"]
    links = root.one("article").all("a", class_="said-by")
    assert [link.attributes["href"] for link in links] == ["#quote-1", "#quote-2", "#quote-3"]
    entry = root.one("li", id="quote-1")
    assert "#said-1" in [a.attributes["href"] for a in entry.all("a")]


def test_an_uncertain_speaker_is_said_to_be_uncertain(site: Callable[..., Flask]) -> None:
    body = "Bà Đỗ Thị Mận cho biết trạm thiếu người. “Chúng tôi trực cả ngày lẫn đêm.”"
    client = site(draft(1, "Trạm y tế", body)).test_client()
    entry = parsed(client.get("/article/bai-1?lang=en").text).one("li", id="quote-1")
    assert "Đỗ Thị Mận" in entry.text
    assert "likely, not certain" in entry.text


def test_a_quotation_over_paragraphs_is_marked_in_each(site: Callable[..., Flask]) -> None:
    body = "Ông Trần Bá Lộc nói: “Cầu này của cả xã.\n“Ai qua cầu cũng không mất tiền”."
    client = site(draft(1, "Cầu treo", body)).test_client()
    root = parsed(client.get("/article/bai-1").text)
    assert len(root.one("article").all("span", class_="said")) == 2
    assert len(root.one("article").all("a", class_="said-by")) == 1
