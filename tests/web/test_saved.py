"""A saved search: its owner, its short address, and who may not touch it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import ARCHIVE
from tests.web.html import parsed

SAVED = "/api/v1/saved-searches"
QUERY = {"query": "q=đàm phán&outlet=VOV"}


@pytest.fixture
def app(site: Callable[..., Flask]) -> Flask:
    """Saving writes: a site of each test's own."""
    return site(*ARCHIVE[:5])


def saved(client: FlaskClient, body: Any = None, status: int = 201) -> dict[str, Any]:
    response = client.post(SAVED, json=body or QUERY)
    assert response.status_code == status, response.text
    document = response.get_json()
    assert isinstance(document, dict)
    assert response.headers["Location"] == document["links"]["self"]
    return document


def test_saving_again_gives_the_existing_one(client: FlaskClient) -> None:
    first = saved(client)
    again = saved(client, {"q": "đàm  phán", "outlet": ["VOV"]}, status=200)
    assert again == first
    other = saved(client, {"url": "http://localhost/?q=đàm phán"})
    assert other["id"] != first["id"]
    listed = client.get(SAVED).get_json()["saved_searches"]
    assert {entry["id"] for entry in listed} == {first["id"], other["id"]}


@pytest.mark.parametrize(
    "body",
    [
        {"url": "https://tin.example/?q=dam+phan&outlet=VOV&utm_source=mail&page=3&lang=en"},
        {"url": "/api/v1/search?outlet=VOV&q=dam+phan"},
        {"query": "?q=dam+phan&outlet=VOV"},
        {"q": "dam phan", "outlet": "VOV", "limit": 20},
    ],
)
def test_every_way_to_say_the_same_search_is_the_same_search(
    client: FlaskClient, body: dict[str, object]
) -> None:
    assert saved(client, body)["query"] == "q=dam+phan&outlet=VOV"


@pytest.mark.parametrize(
    "body",
    [[], {}, "q=x", 3, {"url": 1}, {"url": "/x", "q": "y"}, {"url": "/help?q=x"}, {"q": {"a": 1}},
     {"q": None}, {"q": True}, {"url": "http://[x/?q=1"}],
)  # fmt: skip
def test_a_body_that_is_no_search_is_400(client: FlaskClient, body: object) -> None:
    response = client.post(SAVED, json=body)
    assert response.status_code == 400
    assert response.get_json(force=True)["code"] == "bad-body"


def test_broken_json_and_unknown_parameters_are_400(client: FlaskClient) -> None:
    broken = client.post(SAVED, data="{", content_type="application/json")
    assert broken.get_json(force=True)["code"] == "bad-body"
    unknown = client.post(SAVED, json={"q": "x", "colour": "red"}).get_json(force=True)
    assert (unknown["code"], unknown["parameter"]) == ("unknown-parameter", "colour")


def test_only_the_owner_reads_lists_and_deletes(app: Flask, client: FlaskClient) -> None:
    entry = saved(client)
    path = entry["links"]["self"]
    stranger = app.test_client()
    assert stranger.get(path).status_code == 404
    assert stranger.delete(path).status_code == 404
    saved(stranger, {"q": "khác"})
    assert stranger.get(path).get_json(force=True)["code"] == "saved-search-not-found"
    assert stranger.delete(path).status_code == 404
    assert client.get(path).get_json() == entry
    deleted = client.delete(path)
    assert (deleted.status_code, deleted.data) == (204, b"")
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404
    assert client.get(entry["links"]["html"]).status_code == 404


def test_the_short_address_shows_the_search_to_anyone(app: Flask, client: FlaskClient) -> None:
    entry = saved(client)
    root = parsed(app.test_client().get(entry["links"]["html"]).text)
    assert root.one("h1").text == "Tìm được 2 bài"
    assert root.one("input", id="q").attributes["value"] == "đàm phán"
    box = root.one("input", name="outlet", value="VOV")
    assert "checked" in box.attributes
    assert root.one("section", class_="saved-banner")


def token_of(client: FlaskClient, path: str = "/?q=đàm+phán&outlet=VOV") -> dict[str, str]:
    form = parsed(client.get(path).text).one("form", class_="save")
    return {i.attributes["name"]: i.attributes["value"] for i in form.all("input")}


def test_the_button_on_the_page_saves(client: FlaskClient) -> None:
    fields = token_of(client)
    response = client.post("/saved", data=fields)
    assert response.status_code == 303
    assert response.location.startswith("/s/")
    assert client.post("/saved", data=fields).location == response.location
    listing = parsed(client.get("/saved").text)
    entry = listing.one("ul", class_="saved-list").one("h2").one("a")
    assert entry.text == "“đàm phán”, từ báo VOV"
    assert entry.attributes["href"] == response.location


def test_the_page_deletes_what_it_saved(client: FlaskClient) -> None:
    client.post("/saved", data=token_of(client))
    form = parsed(client.get("/saved").text).one("ul", class_="saved-list").one("form")
    fields = {i.attributes["name"]: i.attributes["value"] for i in form.all("input")}
    assert client.post(form.attributes["action"], data=fields).status_code == 303
    assert "Chưa lưu gì cả" in client.get("/saved").text


def test_a_form_without_this_browsers_token_is_refused(app: Flask, client: FlaskClient) -> None:
    fields = token_of(client)
    for forged in ({**fields, "token": ""}, {**fields, "token": "é"}, {"query": "q=x"}):
        assert client.post("/saved", data=forged).status_code == 403
    assert app.test_client().post("/saved", data=fields).status_code == 403
    other = app.test_client()
    token_of(other)
    assert other.post("/saved", data=fields).status_code == 403
    assert client.get(SAVED).get_json() == {"saved_searches": []}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_save_or_delete(client: FlaskClient, headers: dict[str, str]) -> None:
    entry = saved(client)
    assert client.post(SAVED, json={"q": "x"}, headers=headers).status_code == 403
    refused = client.delete(entry["links"]["self"], headers=headers)
    assert refused.get_json(force=True)["code"] == "cross-site"
    assert client.post("/saved", data=token_of(client), headers=headers).status_code == 403
    ours = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post(SAVED, json={"q": "x"}, headers=ours).status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_a_foreign_form_can_send_is_not_json(client: FlaskClient, kind: str) -> None:
    response = client.post(SAVED, data='{"q": "x"}', content_type=kind)
    assert response.status_code == 415
    assert response.get_json(force=True)["code"] == "not-json"


def test_a_tampered_cookie_owns_nothing(app: Flask, client: FlaskClient) -> None:
    entry = saved(client)
    cookie = client.get_cookie("timtin")
    assert cookie is not None
    forger = app.test_client()
    forger.set_cookie("timtin", cookie.value[:-3] + "AAA")
    assert forger.get(entry["links"]["self"]).status_code == 404


def test_get_changes_nothing(client: FlaskClient) -> None:
    saved(client)
    before = client.get(SAVED).get_json()
    for path in (
        "/saved",
        "/?q=x",
        "/saved/x/delete",
        before["saved_searches"][0]["links"]["html"],
    ):
        client.get(path)
    assert client.get("/saved/x/delete").status_code == 405
    assert client.get(SAVED).get_json() == before


def test_a_saved_search_never_widens_where_the_page_does(client: FlaskClient) -> None:
    asked = {"q": "sông Ngàn góp"}
    wide = client.get("/api/v1/search", query_string=asked).get_json()["total"]
    assert wide["value"] > wide["full"] == 1
    entry = saved(client, asked)
    exact = client.get(entry["links"]["search"]).get_json()["total"]
    assert (exact["value"], exact["full"]) == (1, 1)
    root = parsed(client.get(entry["links"]["html"]).text)
    assert len(root.all("li", class_="hit")) == 1
