"""The JSON API: shapes, refusals and links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import draft


def get(client: FlaskClient, path: str, status: int = 200) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == status, response.text
    wanted = "application/json" if status == 200 else "application/problem+json"
    assert response.content_type == wanted
    document = response.get_json(force=True)
    assert isinstance(document, dict)
    return document


def test_a_search_has_the_documented_shape(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=dam+phan&outlet=VOV")
    assert list(answer) == [
        "query", "total", "took_ms", "hits", "facets", "suggestions", "keywords", "next",
        "links",
    ]  # fmt: skip
    assert answer["query"] == {
        "q": "dam phan", "understood": "đàm phán", "readings": ["đàm phán"],
        "alternatives": [], "widened": True, "problems": [],
    }  # fmt: skip
    assert answer["total"] == {"value": 2, "full": 2, "relation": "eq", "group": "article"}
    assert isinstance(answer["took_ms"], float)
    assert answer["suggestions"] == answer["keywords"] == []
    assert answer["next"] is None
    assert answer["links"]["self"] == "/api/v1/search?q=dam+phan&outlet=VOV"
    assert answer["links"]["explain"] == "/api/v1/explain?q=dam+phan&outlet=VOV&id="


def test_a_hit_has_the_documented_shape(client: FlaskClient) -> None:
    hit = get(client, "/api/v1/search?q=dam+phan&date=2022-03-15")["hits"][0]
    assert hit["id"] == "bai-2"
    assert hit["title"] == "Đàm phán hòa bình tiếp tục"
    assert hit["title_ranges"] == [[0, 8]]
    assert hit["url"] is None
    assert hit["outlet"] == "VOV"
    assert hit["sources"] == [{"name": "TASS", "kind": "relay"}]
    assert hit["persons"] == ["Vladimir Putin", "Dmitry Peskov"]
    assert hit["date"] == {
        "value": "2022-03-15",
        "precision": "day",
        "origin": "metadata",
        "year_origin": hit["date"]["year_origin"],
        "kind": "published",
    }
    assert hit["score"] > 0
    assert hit["story"]["copies"] == 1
    assert hit["story"]["is_first"]
    assert hit["matched"] == {"how": "reading", "lacking": [], "marking": []}
    snippet = hit["snippets"][0]
    for start, end in snippet["ranges"]:
        assert f"<mark>{snippet['text'][start:end]}</mark>" in snippet["html"]
    assert snippet["ranges"]


def test_facets_have_the_documented_shape(client: FlaskClient) -> None:
    facets = get(client, "/api/v1/search?q=đàm+phán&outlet=VOV&-outlet=TPO")["facets"]
    assert set(facets) == {"outlet", "source", "person", "date", "how"}
    assert facets["how"]["values"][0] == {"value": "typed", "count": 2, "selected": False}
    by_value = {row["value"]: row for row in facets["outlet"]["values"]}
    assert by_value["VOV"] == {
        "value": "VOV", "label": by_value["VOV"]["label"], "count": 2,
        "selected": True, "excluded": False,
    }  # fmt: skip
    assert by_value["TPO"]["excluded"] is True
    assert facets["outlet"]["missing"] == 0
    assert facets["outlet"]["distinct"] >= 2
    tass = next(row for row in facets["source"]["values"] if row["value"] == "TASS")
    assert [kind["value"] for kind in tass["kinds"]] == ["TASS:relay"]
    assert [year["value"] for year in facets["date"]["years"]] == ["2022", "2023"]
    assert set(facets["date"]["years"][0]) == {"value", "count", "selected", "months"}
    assert facets["date"]["missing"] == 0
    assert facets["date"]["no_year"] == 0


def test_months_and_days_open_below_the_selected_year(client: FlaskClient) -> None:
    years = get(client, "/api/v1/search?date=2022-03")["facets"]["date"]["years"]
    months = {month["value"]: month for month in years[0]["months"]}
    assert months["2022-03"]["count"] == 2
    days = {day["value"]: day["count"] for day in months["2022-03"]["days"]}
    assert days["2022-03-01"] == 1
    assert len(days) == 31


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("colour=red", "colour", "unknown-parameter"),
        ("sort=best", "sort", "bad-value"),
        ("limit=0", "limit", "out-of-range"),
        ("limit=101", "limit", "out-of-range"),
        ("page=2000", "page", "page-too-far"),
        ("date=2022-13", "date", "bad-value"),
        ("from=hôm+qua", "from", "bad-value"),
        ("q=a&q=b", "q", "repeated-parameter"),
        ("sort=newest&cursor=zz", "cursor", "bad-cursor"),
        ("group=tin", "group", "bad-value"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(
    client: FlaskClient, query: str, parameter: str, code: str
) -> None:
    problem = get(client, f"/api/v1/search?{query}", status=400)
    assert problem["parameter"] == parameter
    assert problem["code"] == code
    assert problem["status"] == 400
    assert problem["type"] == f"/help#problem-{code}"
    assert problem["instance"] == "/api/v1/search"
    assert problem["title"]
    assert problem["detail"] == problem["messages"]["vi"]
    assert problem["messages"]["en"] != problem["messages"]["vi"]


def test_the_detail_speaks_the_language_asked_for(client: FlaskClient) -> None:
    problem = get(client, "/api/v1/search?colour=red&lang=en", status=400)
    assert problem["detail"] == problem["messages"]["en"]


def test_tracking_parameters_and_stray_quotes_are_no_faults(client: FlaskClient) -> None:
    answer = get(client, '/api/v1/search?q="đàm&utm_source=x&fbclid=1')
    problem = answer["query"]["problems"][0]
    assert problem["code"] == "stray"
    assert problem["position"] == 0
    assert set(problem["messages"]) == {"vi", "en"}


def test_cursors_walk_a_date_order_without_repeating(client: FlaskClient) -> None:
    seen: list[str] = []
    path: str | None = "/api/v1/search?sort=oldest&limit=5"
    while path:
        answer = get(client, path)
        seen += [hit["id"] for hit in answer["hits"]]
        path = answer["links"].get("next")
        assert (answer["next"] is None) == (path is None)
    assert len(seen) == len(set(seen)) == answer["total"]["value"] == 17


def test_every_link_of_a_document_answers(client: FlaskClient) -> None:
    for path in ("/api/v1/search?q=đàm+phán&limit=1", "/api/v1/articles/bai-1"):
        for link in get(client, path)["links"].values():
            assert client.get(link).status_code == 200, link


def test_an_article_has_the_documented_shape(client: FlaskClient) -> None:
    document = get(client, "/api/v1/articles/bai-1")
    wanted = {
        "id", "url", "title", "standfirst", "body", "outlet", "authors", "language",
        "sources", "persons", "quotes", "dates", "story", "revisions", "links",
    }  # fmt: skip
    assert wanted <= set(document)
    assert document["quotes"] == document["revisions"] == []
    assert (document["story"]["copies"], document["story"]["first"]) == (1, "bai-1")
    assert document["dates"]["published"]["value"] == "2022-03-01"
    assert document["dates"]["event"] is None or "value" in document["dates"]["event"]
    assert document["dates"]["first_seen"].endswith(("Z", "+00:00"))
    person = next(p for p in document["persons"] if p["name"] == "Trần Bá Lộc")
    assert person["mentions"]
    for mention in person["mentions"]:
        text = document[mention["field"]]
        assert text[mention["start"] : mention["end"]] == mention["text"]


def test_quotes_come_with_speaker_offsets_and_cue(site: Callable[..., Flask]) -> None:
    body = "Ông Trần Bá Lộc kiểm tra cầu. “Cầu sẽ xong trước mùa lũ”, ông Lộc nhấn mạnh."
    client = site(draft(1, "Cầu treo", body)).test_client()
    (quote,) = get(client, "/api/v1/articles/bai-1")["quotes"]
    assert body[quote["start"] : quote["end"]] == quote["text"] == "Cầu sẽ xong trước mùa lũ"
    cue = quote.pop("cue")
    assert body[cue["start"] : cue["end"]] == cue["text"] == "ông Lộc"
    assert {name: quote[name] for name in ("speaker", "kind", "sure", "field")} == {
        "speaker": "Trần Bá Lộc", "kind": "person", "sure": True, "field": "body",
    }  # fmt: skip


def test_an_article_takes_no_search_parameters(client: FlaskClient) -> None:
    assert get(client, "/api/v1/articles/bai-1?q=x", status=400)["parameter"] == "q"
    assert get(client, "/api/v1/articles/bai-1?lang=en&utm_medium=x")["id"] == "bai-1"


def test_any_of_the_words_does_not_claim_full_matches(client: FlaskClient) -> None:
    total = get(client, "/api/v1/search?q=cầu+đàm+phán&match=any")["total"]
    assert total["value"] >= 3
    assert total["full"] == 1


def test_explain_tells_a_query_and_one_article_apart(client: FlaskClient) -> None:
    told = get(client, "/api/v1/explain?q=dam+phan")
    assert [token["exact"] for token in told["tokens"]] == ["dam", "phan"]
    assert (told["understood"], told["article"]) == ("đàm phán", None)
    assert {"field", "text", "quoted", "weight", "floor"} == set(told["rank"][0])
    assert told["then"]["proximity"]["words"] == ["dam", "phan"]
    assert told["then"]["recency"] is None
    widened = get(client, "/api/v1/explain?q=cầu+đàm+phán+treo&recency=on")["then"]
    assert widened["nearest"]["most"] == 200
    assert widened["recency"]["half_life_minutes"] == 30 * 24 * 60
    assert "đàm" in widened["beneath"]["those"]
    found = get(client, "/api/v1/explain?q=dam+phan&id=bai-2")["article"]
    assert (found["matches"], found["matched"]["how"]) == (True, "reading")
    made = found["factor"] * sum(each["score"] for each in found["contributions"])
    assert made == pytest.approx(found["score"], abs=1e-4)
    assert get(client, "/api/v1/explain?q=a&id=nobody", status=404)["code"] == "article-not-found"
    assert get(client, "/api/v1/explain?q=a&sort=x", status=400)["parameter"] == "sort"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("POST", "/api/v1/search", 405, "method-not-allowed"),
        ("PUT", "/api/v1/saved-searches", 405, "method-not-allowed"),
    ],
)
def test_http_errors_are_problem_documents(
    client: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    document = response.get_json(force=True)
    assert document["code"] == code
    assert document["status"] == status
    if status == 405:
        assert "OPTIONS" in response.headers["Allow"]


def test_healthz_readyz_and_opensearch(client: FlaskClient) -> None:
    assert get(client, "/healthz") == {"status": "ok"}
    ready = get(client, "/readyz")
    assert ready["status"] == "ready"
    assert ready["articles"] == 17
    assert ready["index"]["behind"] == 0
    described = client.get("/opensearch.xml")
    assert described.content_type.startswith("application/opensearchdescription+xml")
    assert 'template="http://localhost/?q={searchTerms}"' in described.text
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_what_may_have_been_meant_is_offered_with_what_it_finds(client: FlaskClient) -> None:
    for typed, kind in (("ddafm phasn", "telex"), ("đmà phán", "spelling")):
        answer = get(client, f"/api/v1/search?q={typed}&outlet=VOV")
        assert answer["suggestions"][0] == {"q": "đàm phán", "kind": kind, "total": 2}
        taken = get(client, f"/api/v1/search?q={answer['suggestions'][0]['q']}&outlet=VOV")
        assert taken["total"]["full"] == 2
    assert get(client, "/api/v1/search?q=ddafm+phasn&page=2")["suggestions"] == []


def test_completions_have_the_documented_shape(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/suggest?q=dmitry+pe")
    assert answer == {
        "q": "dmitry pe",
        "problems": [],
        "completions": [
            {"text": "Dmitry Peskov", "label": "Dmitry Peskov", "kind": "person", "articles": 2}
        ],
    }
    behind = get(client, "/api/v1/suggest?q=Kremlin+dmitry+pe")["completions"][0]
    assert (behind["text"], behind["label"]) == ("Kremlin Dmitry Peskov", "Dmitry Peskov")
    assert len(get(client, "/api/v1/suggest?q=t&limit=1")["completions"]) <= 1
    for nothing in ("/api/v1/suggest", "/api/v1/suggest?q=", "/api/v1/suggest?q=zzzzz"):
        assert get(client, nothing)["completions"] == []


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("q=a&limit=0", "limit", "out-of-range"),
        ("q=a&limit=21", "limit", "out-of-range"),
        ("q=a&limit=x", "limit", "bad-value"),
        ("q=a&outlet=VOV", "outlet", "unknown-parameter"),
        ("q=a&colour=red", "colour", "unknown-parameter"),
        ("q=a&q=b", "q", "repeated-parameter"),
    ],
)
def test_completions_take_their_own_parameters_only(
    client: FlaskClient, query: str, parameter: str, code: str
) -> None:
    problem = get(client, f"/api/v1/suggest?{query}", status=400)
    assert (problem["parameter"], problem["code"]) == (parameter, code)
