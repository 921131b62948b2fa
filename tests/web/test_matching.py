"""What the page says beyond its hits: how they match, what was added, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.article import Draft
from tests.web.conftest import SECRET, draft, fill, settings_for
from tests.web.html import Element, parsed
from web.app import create_app

FILLER = tuple(
    draft(number, f"Chuyện làng số {number}", f"Chuyện thường ngày số {number} ở làng.")
    for number in range(20, 40)
)
TWIN = "Giá xăng tăng ở Nam"
ARTICLES = (
    *FILLER,
    draft(1, "Bài đủ", "Giá xăng tăng năm nay, theo báo.", outlet="VOV", published="2022-03-01"),
    draft(2, TWIN, "Giá xăng tăng ở Nam Định.", outlet="TPO", published="2022-03-02"),
    draft(3, "Bài thiếu", "Giá xăng tăng mạnh.", outlet="TPO", published="2022-03-03"),
)
QUERY = "/?q=giá+xăng+tăng+năm"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A browser on an archive where the query widens."""
    yield from _browser(tmp_path_factory.mktemp("matching") / "data", ARTICLES)


def _browser(data: Path, drafts: tuple[Draft, ...]) -> Iterator[FlaskClient]:
    fill(data, drafts)
    app = create_app(settings_for(data), SECRET)
    yield app.test_client()
    app.extensions["timtin"].close()


def page(client: FlaskClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return parsed(response.text)


def hits(root: Element) -> dict[str, Element]:
    return {hit.one("h2").text: hit for hit in root.all("li", class_="hit")}


def notes(root: Element) -> dict[str, list[str]]:
    return {
        title: [note.text for note in hit.all("span", class_="match")]
        for title, hit in hits(root).items()
    }


def boxes(root: Element) -> dict[str, Element]:
    return {e.attributes["value"]: e for e in root.all("input", type="checkbox", name="how")}


def test_the_heading_counts_full_and_near_matches_apart(client: FlaskClient) -> None:
    root = page(client, QUERY)
    status = root.one("div", role="status").one("h1")
    assert status.text == "1 bài có đủ các từ; thêm 2 bài gần đúng"
    assert [b.text for b in status.all("b")] == ["1", "2"]
    assert page(client, QUERY + "&lang=en").one("h1").text == (
        "1 article has all the words; 2 more come near"
    )


def test_without_a_full_match_the_heading_says_so(client: FlaskClient) -> None:
    root = page(client, QUERY + "&outlet=TPO")
    assert root.one("h1").text == "Không có bài nào đủ các từ; 2 bài gần đúng"


def test_any_word_counts_what_has_all_of_them_beside(client: FlaskClient) -> None:
    root = page(client, QUERY + "&match=any")
    assert root.one("h1").text == "Tìm được 3 bài; trong đó 1 bài có đủ các từ"


def test_each_hit_says_what_differs_and_a_plain_one_nothing(client: FlaskClient) -> None:
    root = page(client, QUERY)
    assert notes(root) == {
        "Bài đủ": [],
        TWIN: ["khác dấu: năm"],
        "Bài thiếu": ["thiếu: năm"],
    }
    lacking = hits(root)["Bài thiếu"].one("span", class_="match")
    assert lacking.one("b").attributes["lang"] == "vi"


def test_full_matches_alone_are_one_click_away_and_back(client: FlaskClient) -> None:
    root = page(client, QUERY)
    strict = root.one("p", class_="few").one("a")
    assert strict.text == "Chỉ xem bài có đủ các từ"
    only = page(client, strict.attributes["href"])
    assert list(hits(only)) == ["Bài đủ"]
    chip = only.one("a", class_="chip")
    assert chip.text == "Bỏ: phải có đủ các từ×"
    assert len(hits(page(client, chip.attributes["href"]))) == 3


def test_the_ways_to_match_are_boxes_whose_counts_come_true(client: FlaskClient) -> None:
    found = boxes(page(client, QUERY))
    assert list(found) == ["typed", "marking", "lacking"]
    assert found["marking"].attributes["aria-label"] == "Khác dấu, 1 bài"
    for value, title in (("typed", "Bài đủ"), ("marking", TWIN)):
        root = page(client, f"{QUERY}&how={value}")
        assert list(hits(root)) == [title]
        assert "checked" in boxes(root)[value].attributes
        assert list(boxes(root)) == list(found)
    assert page(client, QUERY + "&how=lacking").one("h1").text == "Tìm được 1 bài"
    both = page(client, QUERY + "&how=typed&how=lacking")
    assert set(hits(both)) == {"Bài đủ", "Bài thiếu"}
    chips = [chip.text for chip in both.all("a", class_="chip")]
    assert chips == ["Bỏ: khớp đúng như đã gõ×", "Bỏ: khớp nhưng thiếu từ×"]
    assert not both.all("input", type="hidden", name="how")


def test_the_ways_to_match_cannot_be_left_out_and_hide_where_there_is_one(
    client: FlaskClient,
) -> None:
    root = page(client, QUERY)
    facet = next(
        s for s in root.all("section") if s.attributes.get("aria-labelledby") == "facet-how"
    )
    assert facet.one("h2").text == "Khớp thế nào"
    assert facet.all("a") == []
    assert boxes(page(client, "/?q=chuyện+làng")) == {}


def test_new_articles_are_preferred_by_a_switch_beside_the_sorts(client: FlaskClient) -> None:
    switch = page(client, QUERY).one("nav", class_="sorts").one("a", class_="switch")
    assert switch.text == "Ưu tiên bài mới"
    on = page(client, switch.attributes["href"])
    form = on.one("form", role="search")
    assert form.one("input", name="recency").attributes["value"] == "on"
    assert on.one("a", class_="switch").text == "Thôi ưu tiên bài mới"
    assert page(client, QUERY + "&sort=newest").all("a", class_="switch") == []


# Why


def why(client: FlaskClient, title: str, path: str = QUERY) -> Element:
    link = hits(page(client, path))[title].one("a", class_="why")
    assert link.text == f"vì sao? {title}"
    return page(client, link.attributes["href"])


def test_every_hit_leads_to_why_it_matches_and_how_it_scores(client: FlaskClient) -> None:
    root = why(client, "Bài đủ")
    assert root.one("h1").text == "Vì sao có bài này?"
    assert root.one("h2", id="explain-article").text == "Bài đủ"
    assert "Khớp: Đúng như đã gõ" in root.one("main").text
    rows = [
        [cell.text for cell in row.children if isinstance(cell, Element)]
        for row in root.all("table")[0].one("tbody").all("tr")
    ]
    assert ["xăng", "toàn bài, đúng dấu", "1", "3"] in [row[:4] for row in rows]
    points = [float(row[-1].replace(",", ".")) for row in rows]
    assert points == sorted(points, reverse=True)
    assert all(points)


def test_the_points_add_up_to_the_score(client: FlaskClient) -> None:
    root = why(client, "Bài thiếu")
    rows = [row for table in root.all("table") for row in table.one("tbody").all("tr")]
    points = [float(row.all("td")[-1].text.replace(",", ".")) for row in rows]
    said = next(p for p in root.all("p") if p.text.startswith("Bài được")).text
    score, total, factor = (float(n.replace(",", ".")) for n in re.findall(r"\d+,\d+", said))
    assert sum(points) == pytest.approx(total, abs=0.01 * len(points))
    assert score == pytest.approx(total * factor, rel=0.01)
    assert factor > 1
    assert "các từ đứng gần nhau được cộng điểm" in said


def test_why_says_that_an_article_with_all_the_words_gains(client: FlaskClient) -> None:
    gains = "bài có đủ các từ, khác với những bài gần đúng"
    assert gains in why(client, "Bài đủ").one("main").text
    assert gains not in why(client, "Bài thiếu").one("main").text


def test_why_says_what_an_article_lacks(client: FlaskClient) -> None:
    assert "Khớp: Thiếu từ · thiếu: năm" in why(client, "Bài thiếu").one("main").text
    text = why(client, TWIN).one("main").text
    assert "Khớp: Khác dấu · khác dấu: năm" in text


def test_a_score_held_down_says_by_what(client: FlaskClient) -> None:
    text = why(client, TWIN).one("main").text
    assert "(tổng các điểm dưới đây) ×" in text
    assert "bài khác dấu phải xếp dưới mọi bài có đủ các từ" in text


def test_an_article_that_is_not_found_says_what_keeps_it_out(client: FlaskClient) -> None:
    root = page(client, "/explain?q=giá+xăng+tăng+năm&match=all&id=bai-3")
    text = root.one("main").text
    assert "Bài này không nằm trong kết quả của câu tìm." in text
    assert "thiếu: năm" in text
    assert "xăng, tăng" not in text
    filtered = page(client, "/explain?q=giá+xăng&outlet=TPO&id=bai-1").one("main").text
    assert "Bài này không nằm trong kết quả của câu tìm." in filtered
    assert "Và theo các điều kiện lọc: từ báo Tiền Phong" in filtered


def test_a_search_is_explained_without_an_article(client: FlaskClient) -> None:
    link = page(client, QUERY).one("a", class_="quiet")
    root = page(client, link.attributes["href"])
    assert root.one("h1").text == "Câu tìm này được hiểu thế nào?"
    text = root.one("main").text
    assert "“giá” và “xăng” và “tăng” và “năm”" in text
    assert "Chưa đến 10 bài có đủ" in text
    back = root.one("p", class_="lead").one("a")
    assert list(hits(page(client, back.attributes["href"]))) == list(hits(page(client, QUERY)))


def test_under_a_date_sort_nothing_is_scored(client: FlaskClient) -> None:
    text = why(client, "Bài đủ", QUERY + "&sort=newest").one("main").text
    assert "Khi sắp xếp theo ngày, bài không được chấm điểm." in text


def test_what_cannot_be_read_is_noted_and_an_unknown_article_is_404(client: FlaskClient) -> None:
    root = page(client, "/explain?q=zzz*a+(&colour=red")
    found = [item.text for item in root.one("ul", class_="notes").all("li")]
    assert any("colour" in text for text in found)
    assert len(found) > 1
    assert client.get("/explain?q=a&id=nobody").status_code == 404
    assert page(client, "/explain").one("div", class_="lines").text == "bài nào cũng được"


def test_the_page_and_the_api_explain_the_same_score(client: FlaskClient) -> None:
    root = why(client, TWIN)
    link = root.all("p", class_="hint")[-1].one("a").attributes["href"]
    document = client.get(link).get_json()
    said = next(p for p in root.all("p") if p.text.startswith("Bài được")).one("b").text
    assert float(said.replace(",", ".")) == pytest.approx(document["article"]["score"], abs=0.005)
    assert document["article"]["matched"] == {"how": "marking", "lacking": [], "marking": ["năm"]}


def test_the_link_template_of_an_answer_explains_each_hit(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=giá+xăng+tăng+năm&limit=2&page=1").get_json()
    template = answer["links"]["explain"]
    assert template == "/api/v1/explain?q=gi%C3%A1+x%C4%83ng+t%C4%83ng+n%C4%83m&id="
    for hit in answer["hits"]:
        document = client.get(template + hit["id"]).get_json()
        assert document["article"]["score"] == pytest.approx(hit["score"])
        assert document["article"]["matched"] == hit["matched"]
    assert client.get(template).get_json()["article"] is None


def test_a_query_that_tries_to_be_markup_is_text_on_the_explain_page(
    site: Callable[..., Flask],
) -> None:
    client = site(draft(1, "<b>x</b>", "<script>alert(1)</script> giá")).test_client()
    for query in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "giá"):
        response = client.get("/explain", query_string={"q": query, "id": "bai-1"})
        root = parsed(response.text)
        assert response.status_code == 200
        assert all(s.attributes.get("src", "").startswith("/static/") for s in root.all("script"))
        assert not root.all("img")


# Other names, other spellings, other terms


ABROAD = tuple(
    draft(number, f"Tin từ nước Nga số {number}", body)
    for number, body in enumerate(
        (
            "Điện Kremlin ở Moskva chưa trả lời.",
            "Hội nghị ở Mátxcơva kết thúc sớm.",
            "Người dân Moscow đón năm mới.",
        ),
        start=1,
    )
)


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A browser on an archive where one city has three names."""
    yield from _browser(tmp_path_factory.mktemp("abroad") / "data", (*FILLER, *ABROAD))


def test_other_names_are_searched_said_and_switched_off(abroad: FlaskClient) -> None:
    root = page(abroad, "/?q=Moscow&match=all")
    assert len(hits(root)) == 3
    said = root.one("div", class_="others")
    assert said.text.startswith("Cũng tìm: Moskva, Mátxcơva")
    assert notes(root) == {
        "Tin từ nước Nga số 1": ["theo tên gọi, cách viết khác"],
        "Tin từ nước Nga số 2": ["theo tên gọi, cách viết khác"],
        "Tin từ nước Nga số 3": [],
    }
    off = said.one("p").one("a")
    assert off.text == "chỉ tìm đúng tên đã gõ"
    typed = page(abroad, off.attributes["href"])
    assert list(hits(typed)) == ["Tin từ nước Nga số 3"]
    assert typed.all("div", class_="others") == []
    assert typed.one("form", role="search").one("input", name="alt").attributes["value"] == "off"
    chips = {chip.text: chip.attributes["href"] for chip in typed.all("a", class_="chip")}
    assert len(hits(page(abroad, chips["Bỏ: chỉ tên đã gõ×"]))) == 3


def test_what_was_meant_is_one_click_away_with_the_filters_kept(client: FlaskClient) -> None:
    root = page(client, "/?q=giá+xăg&outlet=TPO")
    meant = root.one("p", class_="meant")
    assert meant.text == "Ý bạn là: giá xăng (2 bài)"
    taken = page(client, meant.one("a").attributes["href"])
    assert taken.one("h1").text == "Tìm được 2 bài"
    assert "checked" in taken.one("input", name="outlet", value="TPO").attributes
    assert taken.all("p", class_="meant") == []


def test_a_query_of_words_that_occur_nowhere_finds_nothing(client: FlaskClient) -> None:
    root = page(client, "/?q=qzqz+xqxq")
    assert root.one("h1").text == "Tìm được 0 bài"
    assert root.all("section", class_="nothing")


TOGETHER = tuple(
    draft(
        number,
        f"Đàm phán vòng {number}",
        "Hai bên đàm phán về vũ khí hạt nhân. Vũ khí hạt nhân là chuyện khó nhất của vòng này.",
    )
    for number in range(1, 8)
)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A browser on an archive where one term stands in all articles of a kind, and no others."""
    yield from _browser(tmp_path_factory.mktemp("together") / "data", (*FILLER, *TOGETHER))


def test_terms_that_stand_out_are_links_that_narrow_and_say_their_counts(
    together: FlaskClient,
) -> None:
    section = page(together, "/?q=đàm+phán").one("section", class_="along")
    assert section.one("h2").text == "Thường đi kèm:"
    (link,) = [a for a in section.all("a") if "hạt nhân" in a.text]
    assert link.attributes["title"] == "là từ khóa của 7 trong 7 bài tìm được, 7 bài trong cả kho"
    assert link.text.endswith(link.attributes["title"])
    narrowed = page(together, link.attributes["href"])
    assert narrowed.one("input", id="q").attributes["value"].startswith('đàm phán "')
    assert narrowed.one("h1").text == "Tìm được 7 bài"


def test_terms_stand_out_on_the_first_page_of_a_search_only(together: FlaskClient) -> None:
    for path in ("/", "/?q=đàm+phán&page=2", "/?q=qzqz"):
        assert page(together, path).all("section", class_="along") == []
    found = together.get("/api/v1/search?q=đàm+phán").get_json()["keywords"]
    assert {"found": 7, "archive": 7} in [
        {"found": each["found"], "archive": each["archive"]} for each in found
    ]
