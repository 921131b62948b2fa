"""When store or index cannot be used: one clear page, one document, and the way to mend it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from tests.web.conftest import ARCHIVE, settings_for
from tests.web.html import parsed

Site = Callable[..., Flask]
ASKED = "bi-mat-toa-soan"


def trouble(app: Flask, code: str, command: str) -> None:
    """Page, document and readyz say ``code``, and the page shows ``command`` to type."""
    client = app.test_client()
    page = client.get(f"/?q={ASKED}")
    assert page.status_code == 503
    root = parsed(page.text)
    assert root.one("h1").text == "Tìm Tin tạm thời không phục vụ được"
    assert command in {c.text for c in root.one("main").all("code")}
    assert ASKED not in page.text
    for path in (f"/api/v1/search?q={ASKED}", "/readyz"):
        response = client.get(path)
        assert response.status_code == 503, path
        assert response.content_type == "application/problem+json"
        assert ASKED not in response.text
    problem = client.get("/api/v1/search").get_json(force=True)
    assert problem["code"] == code
    assert command in problem["messages"]["en"]
    assert client.get("/healthz").status_code == 200
    assert client.get("/help").status_code == 200


def test_a_missing_index(site: Site, tmp_path: Path) -> None:
    app = site(ARCHIVE[0])
    for path in sorted((tmp_path / "data" / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    trouble(app, "index-missing", "timtin rebuild")


def test_a_damaged_index(site: Site, tmp_path: Path) -> None:
    app = site(ARCHIVE[0])
    (tmp_path / "data" / "index" / "current.json").write_text("{", "utf-8")
    trouble(app, "index-damaged", "timtin rebuild")


@pytest.mark.parametrize(("version", "code"), [(1, "index-outdated"), (999, "index-too-new")])
def test_an_index_of_another_format(site: Site, tmp_path: Path, version: int, code: str) -> None:
    app = site(ARCHIVE[0])
    state = tmp_path / "data" / "index" / "current.json"
    written = {**json.loads(state.read_text("utf-8")), "format": version}
    state.write_text(json.dumps(written), "utf-8")
    trouble(app, code, "timtin rebuild")


def test_an_index_of_an_older_analysis_still_serves_and_says_so(site: Site, tmp_path: Path) -> None:
    app = site(*ARCHIVE[:3])
    state = tmp_path / "data" / "index" / "current.json"
    state.write_text(json.dumps({**json.loads(state.read_text("utf-8")), "analysis": "0"}), "utf-8")
    client = app.test_client()
    page = client.get("/?q=đàm+phán")
    assert page.status_code == 200
    root = parsed(page.text)
    assert root.all("li", class_="hit")
    assert root.one("p", class_="notes").one("code").text == "timtin rebuild"
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json()["run"] == "timtin rebuild"
    assert ready.get_json()["index"]["current"] is False


def test_a_damaged_database_is_never_recreated(site: Site, tmp_path: Path) -> None:
    app = site(ARCHIVE[0])
    database = tmp_path / "data" / "timtin.db"
    for extra in database.parent.glob("timtin.db-*"):
        extra.unlink()
    database.write_bytes(b"not a database" * 500)
    response = app.test_client().get("/api/v1/search")
    assert response.status_code == 503
    assert response.get_json(force=True)["code"] == "store-damaged"
    assert database.read_bytes().startswith(b"not a database")


def test_a_locked_database_refuses_to_save_but_goes_on_searching(
    site: Site, tmp_path: Path
) -> None:
    app = site(ARCHIVE[0], TIMTIN_LOCK_WAIT="0")
    client = app.test_client()
    assert client.get("/?q=sông").status_code == 200
    with closing(sqlite3.connect(tmp_path / "data" / "timtin.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = client.post("/api/v1/saved-searches", json={"q": "sông"})
        assert refused.status_code == 503
        assert refused.get_json(force=True)["code"] == "store-locked"
        assert int(refused.headers["Retry-After"]) > 0
        assert client.get("/?q=sông").status_code == 200
        other.execute("ROLLBACK")
    assert client.post("/api/v1/saved-searches", json={"q": "sông"}).status_code == 201


def test_a_failure_is_not_remembered(site: Site, tmp_path: Path) -> None:
    app = site(ARCHIVE[0])
    state = tmp_path / "data" / "index" / "current.json"
    good = state.read_text("utf-8")
    state.write_text("{", "utf-8")
    client = app.test_client()
    assert client.get("/").status_code == 503
    state.write_text(good, "utf-8")
    assert client.get("/").status_code == 200


def test_before_the_first_article_the_page_says_how_to_add_one(site: Site) -> None:
    client = site().test_client()
    root = parsed(client.get("/").text)
    assert "Kho chưa có bài nào" in root.one("section", class_="nothing").text
    assert client.get("/api/v1/search").get_json()["total"]["value"] == 0
    assert client.get("/readyz").get_json()["articles"] == 0


def test_an_unexpected_error_tells_nothing_of_itself(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = site(ARCHIVE[0])

    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError(ASKED)

    monkeypatch.setattr("web.services.Opened.status", broken)
    client = app.test_client()
    page = client.get(f"/?q={ASKED}")
    assert page.status_code == 500
    assert ASKED not in page.text
    problem = client.get("/api/v1/search").get_json(force=True)
    assert problem["code"] == "internal"
    assert ASKED not in json.dumps(problem)


def test_a_second_process_opens_its_own_store_and_shares_the_index(site: Site) -> None:
    app = site(ARCHIVE[0])
    services = app.extensions["timtin"]
    ours = services.get()
    assert services.get() is ours
    services._process = -1  # what a fork looks like from the child
    theirs = services.get()
    assert theirs.store is not ours.store
    assert theirs.engine is ours.engine
    ours.store.close()


def test_an_article_added_elsewhere_is_seen_at_once(site: Site, tmp_path: Path) -> None:
    from tests.web.conftest import fill

    client = site(ARCHIVE[0]).test_client()
    assert client.get("/api/v1/search").get_json()["total"]["value"] == 1
    fill(settings_for(tmp_path / "data").data, ARCHIVE[:3])
    assert client.get("/api/v1/search").get_json()["total"]["value"] == 3
