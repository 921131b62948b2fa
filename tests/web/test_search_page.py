"""The search page, read as HTML: everything here works without JavaScript."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.html import Element, parsed


def page(client: FlaskClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return parsed(response.text)


def titles(root: Element) -> list[str]:
    return [h2.text for hit in root.all("li", class_="hit") for h2 in hit.all("h2")]


def boxes(root: Element, name: str) -> dict[str, Element]:
    return {e.attributes["value"]: e for e in root.all("input", type="checkbox", name=name)}


def test_an_empty_query_browses_everything_newest_first(client: FlaskClient) -> None:
    root = page(client, "/")
    assert root.one("h1").text == "17 bài trong kho"
    assert len(titles(root)) == 10
    assert titles(root)[0] == "Bản tin thời tiết số 11"


@pytest.mark.parametrize("query", ["dam phan", "đàm phán", "ĐÀM PHÁN"])
def test_words_are_found_with_and_without_marks_and_marked(client: FlaskClient, query: str) -> None:
    root = page(client, f"/?q={query}")
    assert set(titles(root)) == {
        "Cầu treo mới nối hai bờ sông Ngàn",
        "Đàm phán hòa bình tiếp tục",
        "Điện Kremlin nói về đàm phán",
    }
    marks = {mark.text.lower() for mark in root.all("mark")}
    assert "đàm phán" in marks


def test_the_reading_of_unmarked_words_is_said_with_the_way_out(client: FlaskClient) -> None:
    root = page(client, "/?q=dam+phan")
    said = root.one("p", class_="understood")
    assert said.text == "Hiểu là: đàm phán mọi cách bỏ dấu"
    assert said.one("a").attributes["href"] == "/?q=dam+phan&marks=any"


def test_the_title_and_the_chips_say_query_and_filters(client: FlaskClient) -> None:
    path = "/?q=đàm+phán&outlet=VOV&-person=Trần+Bá+Lộc&from=2022-03-01&to=2023&source=TASS:cite"
    root = page(client, path)
    sentence = (
        "“đàm phán”, từ báo VOV, không có Trần Bá Lộc, theo nguồn TASS (trích dẫn), "
        "từ 1/3/2022, đến 2023"
    )
    assert root.one("title").text == f"{sentence} – Tìm Tin"
    chips = [chip.text for chip in root.all("a", class_="chip")]
    assert chips[0] == "Bỏ: từ báo VOV×"
    assert len(chips) == 5
    removed = root.all("a", class_="chip")[0].attributes["href"]
    assert "outlet=VOV" not in removed
    assert "to=2023" in removed


def test_a_facet_has_real_boxes_whose_names_say_the_count(client: FlaskClient) -> None:
    root = page(client, "/?q=đàm+phán")
    box = boxes(root, "outlet")["VOV"]
    label = next(e for e in root.all("label") if e.attributes["for"] == box.attributes["id"])
    assert label.text == "VOV 2"
    assert box.attributes["aria-label"] == "VOV, 2 bài"
    assert box.attributes["form"] == root.one("form", role="search").attributes["id"]


def test_facets_show_six_values_then_the_rest_folded(client: FlaskClient) -> None:
    root = page(client, "/")
    facet = next(
        s for s in root.all("section") if s.attributes.get("aria-labelledby") == "facet-outlet"
    )
    visible = [ul for ul in facet.children if isinstance(ul, Element) and ul.tag == "ul"]
    assert len(visible[0].all("input")) == 6
    assert facet.one("summary").text == "Xem thêm 3"
    assert len(facet.one("details").all("input")) == 3
    assert facet.all("li")[-1].one("label").text == "Không rõ 1"


def test_selected_values_stay_visible_at_zero(client: FlaskClient) -> None:
    root = page(client, "/?q=thời+tiết&outlet=VOV&-outlet=TPO&person=Trần+Bá+Lộc&date=2019")
    assert "checked" in boxes(root, "outlet")["VOV"].attributes
    assert "checked" in boxes(root, "-outlet")["TPO"].attributes
    assert "checked" in boxes(root, "person")["Trần Bá Lộc"].attributes
    assert "checked" in boxes(root, "date")["2019"].attributes
    assert not any(
        e.all("input") and "checked" in e.one("input").attributes
        for d in root.all("details", class_="more")
        for e in d.all("label")
    )


def test_own_selection_does_not_empty_the_facet_it_was_made_in(client: FlaskClient) -> None:
    root = page(client, "/?q=đàm+phán&outlet=VOV")
    assert root.one("h1").text == "Tìm được 2 bài"
    assert "TPO" in boxes(root, "outlet")


def test_a_value_can_be_left_out_by_a_link(client: FlaskClient) -> None:
    root = page(client, "/?q=đàm+phán")
    links = [a for a in root.all("a", class_="exclude") if a.text.startswith("Bỏ ra: VOV")]
    assert links[0].attributes["href"] == "/?q=%C4%91%C3%A0m+ph%C3%A1n&-outlet=VOV"
    left = page(client, links[0].attributes["href"])
    assert titles(left) == ["Cầu treo mới nối hai bờ sông Ngàn"]


def test_the_unknown_buckets_filter(client: FlaskClient) -> None:
    assert titles(page(client, "/?outlet=__missing")) == ["Ghi chép không rõ nơi đăng"]
    undated = titles(page(client, "/?date=__missing"))
    assert set(undated) == {"Ghi chép không rõ nơi đăng", "Lũ sớm trên sông Ngàn"}


def bars(root: Element) -> list[str]:
    timeline = root.one("section", class_="timeline")
    return [bar.one("span", class_="unseen").text for bar in timeline.all("li") if bar.all("svg")]


def test_the_timeline_goes_from_years_to_months_to_days(client: FlaskClient) -> None:
    years = page(client, "/")
    assert bars(years) == ["năm 2022, 2 bài", "năm 2023, 1 bài", "năm 2024, 12 bài"]
    months = page(client, "/?date=2022")
    assert len(bars(months)) == 12
    assert bars(months)[2] == "tháng 3/2022, 2 bài"
    days = page(client, "/?date=2022-03")
    assert len(bars(days)) == 31
    assert bars(days)[0] == "ngày 1/3/2022, 1 bài"
    chosen = days.one("section", class_="timeline").all("a", class_="bar")[0]
    assert chosen.attributes["href"] == "/?date=2022-03-01"
    one_day = page(client, "/?date=2022-03-01")
    current = one_day.one("section", class_="timeline").one("a", class_="bar", aria_current="true")
    assert current.attributes["href"] == "/?date=2022-03"


def test_every_date_shows_its_precision_and_its_origin(client: FlaskClient) -> None:
    root = page(client, "/?q=Kremlin")
    line = root.all("li", class_="hit")[0].one("p", class_="by").text
    assert line == "VOV 2/7/2023, 08:30 ngày đăng, theo dữ liệu của trang"
    undated = page(client, "/?q=ghi+chép")
    assert undated.all("p", class_="by")[0].text == "không rõ báo không rõ ngày"


def test_typed_days_and_empty_fields_become_one_clean_address(client: FlaskClient) -> None:
    response = client.get("/?q=%C4%91%C3%A0m&from=1/3/2022&to=&outlet=VOV")
    assert response.status_code == 303
    assert response.location == "/?q=%C4%91%C3%A0m&from=2022-03-01&outlet=VOV"
    root = page(client, response.location)
    assert root.one("input", id="from").attributes["value"] == "1/3/2022"


def test_an_unknown_parameter_is_a_gentle_note(client: FlaskClient) -> None:
    root = page(client, "/?q=đàm+phán&colour=red&utm_source=mail")
    notes = [note.text for ul in root.all("ul", class_="notes") for note in ul.all("li")]
    assert notes == ["Không có tham số “colour”; phần này bị bỏ qua."]
    assert len(titles(root)) == 3


@pytest.mark.parametrize("order", ["sort=newest", "sort=oldest", "match=all"])
def test_where_nothing_is_widened_few_results_offer_those_that_come_near(
    client: FlaskClient, order: str
) -> None:
    root = page(client, f"/?q=sông+đàm+phán&{order}")
    assert root.one("h1").text == "Tìm được 1 bài"
    few = root.one("p", class_="few")
    assert few.text.startswith("Chỉ 1 bài có đủ các từ. Xem thêm những bài gần đúng")
    near = page(client, few.one("a").attributes["href"])
    assert near.one("h1").text == "1 bài có đủ các từ; thêm 2 bài gần đúng"
    assert len(titles(near)) == 3


def test_no_match_restates_the_search_and_offers_each_filter(client: FlaskClient) -> None:
    root = page(client, "/?q=thời+tiết&outlet=VOV&from=-7d")
    section = root.one("section", class_="nothing")
    assert section.one("h2").text == "Không có bài nào khớp"
    assert "Bạn đã tìm: “thời tiết”, từ báo VOV, từ 7 ngày trước." in section.text
    ways = {a.text: a.attributes["href"] for a in section.all("a")}
    assert ways["bỏ “từ báo VOV”"].endswith("&from=-7d")
    assert "bỏ mọi điều kiện lọc" in ways


def test_a_misunderstood_query_is_another_page_than_no_match(client: FlaskClient) -> None:
    root = page(client, "/?q=(((")
    section = root.one("section", class_="nothing")
    assert section.one("h2").text == "Chưa hiểu hết câu tìm này"
    assert section.all("li")
    assert any(a.attributes["href"] == "/help" for a in section.all("a"))


def test_pages_do_not_overlap_and_know_their_neighbours(client: FlaskClient) -> None:
    first, second = page(client, "/"), page(client, "/?page=2")
    assert set(titles(first)).isdisjoint(titles(second))
    assert len(titles(first)) + len(titles(second)) == 17
    pager = second.one("nav", class_="pager")
    assert pager.one("span", aria_current="page").text == "Trang 2"
    assert pager.one("a", rel="prev nofollow").attributes["href"] == "/"
    assert second.one("ol", class_="hits").attributes["start"] == "11"


def test_sort_links_say_which_order_is_in_force(client: FlaskClient) -> None:
    root = page(client, "/?q=đàm+phán&sort=oldest")
    sorts = root.one("nav", class_="sorts")
    assert sorts.one("a", aria_current="true").text == "Cũ nhất"
    assert titles(root)[0] == "Cầu treo mới nối hai bờ sông Ngàn"
    assert root.one("form", role="search").one("input", name="sort").attributes["value"] == "oldest"


def test_english_is_complete_and_travels_with_every_link(client: FlaskClient) -> None:
    root = page(client, "/?q=đàm+phán&outlet=VOV&lang=en")
    assert root.one("html").attributes["lang"] == "en"
    assert root.one("h1").text == "2 articles found"
    assert root.one("title").text == "“đàm phán”, from outlet VOV – Tìm Tin"
    ours = [a.attributes["href"] for a in root.all("a") if a.attributes["href"].startswith("/")]
    assert ours
    for href in ours:
        assert "lang=" in href, href


def test_status_headings_and_labels_serve_a_screen_reader(client: FlaskClient) -> None:
    root = page(client, "/?q=đàm+phán")
    assert root.one("div", role="status").one("h1").text == "Tìm được 3 bài"
    headings = {h.attributes["id"] for h in root.all("h2") if "id" in h.attributes}
    assert {"facet-outlet", "facet-source", "facet-person", "facet-date"} <= headings
    ids = [e.attributes["id"] for e in root.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    labelled = {label.attributes.get("for") for label in root.all("label")}
    for field in root.all("input"):
        if field.attributes["type"] != "hidden":
            assert field.attributes["id"] in labelled, field.attributes
    skips = [a.attributes["href"] for a in root.one("nav", class_="skips").all("a")]
    assert set(skips) <= {f"#{each}" for each in ids}
    assert len(skips) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/?q=dam+phan&outlet=VOV&-person=Trần+Bá+Lộc",
        "/?date=2022-03&lang=en",
        "/article/bai-1?q=đàm+phán",
        "/?q=zzzz&outlet=VOV&source=TASS",
        "/help",
        "/saved",
        "/nowhere",
    ],
)
def test_every_link_on_the_page_answers(client: FlaskClient, path: str) -> None:
    root = parsed(client.get(path).text)
    hrefs = {a.attributes["href"] for a in root.all("a")} | {
        link.attributes["href"] for link in root.all("link")
    }
    ours = {href for href in hrefs if href.startswith("/")}
    assert len(ours) > 3
    for href in sorted(ours):
        with client.get(href) as response:
            assert response.status_code == 200, href
    for href in hrefs - ours:
        assert href.startswith(("#", "https://")), href


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: FlaskClient) -> None:
    for path in ("/?q=đàm+phán", "/article/bai-1?q=đàm", "/help", "/saved", "/nowhere"):
        root = parsed(client.get(path).text)
        for element in root.walk():
            assert "style" not in element.attributes, element
            assert not any(name.startswith("on") for name in element.attributes), element
            assert element.tag not in ("style", "iframe", "object", "img")
            if element.tag == "script":
                assert element.attributes["src"].startswith("/static/")
                assert not element.text
