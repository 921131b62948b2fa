"""An answer that takes too long is stopped and says so; what it can do without goes first."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clock import ruled_by
from tests.web.conftest import SECRET, settings_for
from tests.web.html import parsed
from web.app import create_app

ASKED = "dam phan sông"
LEFT_OUT = ("near-left-out", "suggestions-left-out", "keywords-left-out")


@pytest.fixture
def hurried(app: Flask) -> FlaskClient:
    """The site where the time is over at once."""
    settings = settings_for(app.config["TIMTIN_SETTINGS"].data, TIMTIN_QUERY_SECONDS="0.000001")
    return create_app(settings, SECRET).test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/search?q=cầu",
        "/api/v1/explain?q=cầu&id=bai-1",
        "/api/v1/articles/bai-1?lang=en",
        "/api/v1/persons",
        "/api/v1/persons/Trần+Bá+Lộc",
    ],
)
def test_a_program_is_told_that_the_time_was_over_and_when_to_come_back(
    hurried: FlaskClient, path: str
) -> None:
    response = hurried.get(path)
    assert response.status_code == 503
    assert response.content_type == "application/problem+json"
    assert int(response.headers["Retry-After"]) > 0
    problem = response.get_json(force=True)
    assert problem["code"] == "deadline-passed"
    assert "dừng lại" in problem["messages"]["vi"]
    assert "narrower" in problem["messages"]["en"]


@pytest.mark.parametrize(
    ("lang", "heading"), [("vi", "Chưa kịp trả lời"), ("en", "No answer in time")]
)
def test_a_reader_is_told_what_to_do(hurried: FlaskClient, lang: str, heading: str) -> None:
    response = hurried.get(f"/?q=cầu&lang={lang}")
    assert response.status_code == 503
    page = parsed(response.text)
    assert page.one("h1").text == heading
    assert hurried.get("/help").status_code == 200
    assert hurried.get("/healthz").status_code == 200


def test_who_may_have_been_meant_by_an_unknown_name_is_what_goes_first(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    path = "/api/v1/persons/Trần+Bá+Lọc"
    assert "Trần Bá Lộc" in client.get(path).get_json(force=True)["detail"]
    clock, met = ruled_by(monkeypatch), []
    for looks in (1.1**power for power in range(120)):
        clock.step = app.config["TIMTIN_SETTINGS"].query_seconds / looks
        answer = client.get(path)
        told = answer.get_json(force=True)["detail"]
        met.append((answer.status_code, "Trần Bá Lộc" in told))
    assert set(met) == {(503, False), (404, False), (404, True)}


def test_what_an_answer_can_do_without_goes_first_and_nothing_is_given_by_halves(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock moves with every look at it: from round to round more looks are allowed."""
    client = app.test_client()
    whole = answered(client)
    clock = ruled_by(monkeypatch)
    refused, left_out = 0, set[str]()
    for looks in (1.2**power for power in range(60)):
        clock.step = app.config["TIMTIN_SETTINGS"].query_seconds / looks
        answer = answered(client)
        if answer is None:
            refused += 1
            continue
        left = {each["code"] for each in answer["query"]["problems"]} & set(LEFT_OUT)
        left_out |= left
        if not left:
            break
        if "near-left-out" not in left:
            assert [hit["id"] for hit in answer["hits"]] == [hit["id"] for hit in whole["hits"]]
            assert answer["facets"] == whole["facets"]
        assert answer["total"]["full"] == whole["total"]["full"]
    assert refused
    assert left_out == set(LEFT_OUT)
    assert whole == {**answer, "took_ms": whole["took_ms"]}


def answered(client: FlaskClient) -> Any:
    """The answer to ASKED; None where the time was over."""
    response = client.get(f"/api/v1/search?q={ASKED}")
    if response.status_code == 503:
        assert response.get_json(force=True)["code"] == "deadline-passed"
        return None
    assert response.status_code == 200
    return response.get_json()
