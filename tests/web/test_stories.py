"""Counting by article or by story, and the copies, as people and programs see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from index.article import Draft
from tests.stories.texts import BRIDGE, LIBRARY, text
from tests.web.html import Element, parsed

Site = Callable[..., Flask]


def draft(id: str, body: str, outlet: str, date: str, title: str = "Cầu treo mới") -> Draft:
    return Draft(
        f"{id}.json", body, structured=True, own_id=id, title=title, outlet=outlet, published=date
    )


DRAFTS = (
    draft("goc", text(BRIDGE) + "\n(Theo TASS)", "VOV", "2025-03-02"),
    draft("chep", text(BRIDGE[:11]), "TPO", "2025-03-03", "Nối hai bờ sông"),
    draft("khac", text(LIBRARY), "TPO", "2025-04-01", "Thư viện lưu động"),
)


def get(client: FlaskClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return parsed(response.text)


def json(client: FlaskClient, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return response.json


def test_the_switch_keeps_the_query_and_changes_what_is_counted(site: Site) -> None:
    client = site(*DRAFTS).test_client()
    root = get(client, "/?q=sông&sort=newest")
    groups = root.one("nav", class_="groups")
    links = {link.text.strip(): link for link in groups.all("a")}
    assert list(links) == ["theo bài", "theo tin"]
    assert links["theo bài"].attributes["aria-current"] == "true"
    assert "2 bài" in root.one("h1").text
    by_story = get(client, links["theo tin"].attributes["href"])
    assert "1 tin" in by_story.one("h1").text
    assert len(by_story.all("li", class_="hit")) == 1
    carried = by_story.one("form", id="search").one("input", name="group")
    assert carried.attributes["value"] == "story"


def test_a_hit_says_how_many_other_copies_there_are_and_leads_to_them(site: Site) -> None:
    client = site(*DRAFTS).test_client()
    root = get(client, "/?q=sông")
    copies = root.all("span", class_="copies")
    assert ["bản đầu tiên" in each.text for each in copies] == [True, False]
    link = copies[0].one("a")
    assert link.text.startswith("1 bản khác")
    path, _, place = link.attributes["href"].partition("#")
    page = get(client, path)
    section = page.one("section", id=place)
    assert "2 bài cùng đăng tin này" in section.one("h2").text
    assert get(client, "/?q=thư+viện").all("span", class_="copies") == []


def test_the_copies_say_what_was_dropped_and_who_left_the_source_out(site: Site) -> None:
    client = site(*DRAFTS).test_client()
    section = get(client, "/article/chep").one("section", id="copies")
    first, copy = section.one("ol").all("li")[0], section.all("li", class_="here")[0]
    assert "bản đầu tiên" in first.text
    assert "Bỏ ghi nguồn TASS" in copy.text
    assert copy.one("del").text == BRIDGE[11]
    assert not get(client, "/article/khac").all("section", id="copies")


def test_the_day_of_an_event_says_that_it_is_one_wherever_it_is_shown(site: Site) -> None:
    body = f"Ngày 28/10/2025, xã Gò Trâm mừng cầu. {text(BRIDGE)}"
    undated = Draft("a.json", body, structured=True, own_id="a", title="Cầu treo", outlet="VOV")
    client = site(undated, draft("b", body, "TPO", "2025-10-29")).test_client()
    page = get(client, "/article/a")
    assert "28/10/2025 ngày sự kiện, theo bài viết" in " ".join(
        page.one("article").one("p", class_="by").text.split()
    )
    shown = [li.one("p", class_="by").text for li in page.one("ol", class_="members").all("li")]
    assert sorted("ngày sự kiện" in each for each in shown) == [False, True]


def test_programs_get_the_story_of_a_hit_and_of_an_article(site: Site) -> None:
    client = site(*DRAFTS).test_client()
    hits = json(client, "/api/v1/search?q=sông")["hits"]
    assert [hit["id"] for hit in hits] == ["goc", "chep"]
    assert [hit["story"]["is_first"] for hit in hits] == [True, False]
    number = hits[0]["story"]["id"]
    answer = json(client, "/api/v1/search?group=story&q=sông")
    assert (answer["total"]["value"], answer["total"]["group"]) == (1, "story")
    assert [v["count"] for v in answer["facets"]["outlet"]["values"]] == [1, 1, 1]
    story = json(client, "/api/v1/articles/chep")["story"]
    assert (story["id"], story["copies"], story["first"]) == (number, 2, "goc")
    assert story["members"][1]["agencies_dropped"] == ["TASS"]
    assert story["members"][1]["differences"] == [{"before": BRIDGE[11], "after": None}]
    assert json(client, f"/api/v1/stories/{number}") == story


def test_a_story_that_became_another_leads_there(site: Site) -> None:
    half = [draft("mot", text(BRIDGE[4:9], BRIDGE[:4]), "VOV", "2025-03-02"),
            draft("hai", text(BRIDGE[4:]), "TPO", "2025-03-02")]  # fmt: skip
    app = site(*half)
    client = app.test_client()
    older, younger = (json(client, f"/api/v1/articles/{i}")["story"]["id"] for i in ("mot", "hai"))
    whole = draft("ba", text(BRIDGE[4:11], BRIDGE[2:4]), "VnExpress", "2025-03-04")
    site(whole)
    answer = client.get(f"/api/v1/stories/{younger}")
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"/api/v1/stories/{older}")
    assert json(client, f"/api/v1/stories/{older}")["copies"] == 3


def test_a_story_that_nobody_tells_is_a_problem_that_says_so(site: Site) -> None:
    client = site(*DRAFTS).test_client()
    answer = client.get("/api/v1/stories/999")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "story-not-found"


def test_the_score_of_a_first_copy_says_what_lifted_it(site: Site) -> None:
    client = site(*DRAFTS).test_client()
    wanted = "bản đầu tiên của một tin được tính ngang với bản có điểm cao nhất"
    assert wanted in client.get("/explain?q=sông&id=goc").text
    assert wanted not in client.get("/explain?q=sông&id=chep").text
    assert wanted not in client.get("/explain?q=thư+viện&id=khac").text
