"""What is seen of requests from outside: an id, a line in the log, counts; never what was asked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import SECRET
from web.metrics import SECONDS, TYPE, Metrics
from web.observing import HEADER

SECRETIVE = "bimatkhongghi"


def value(text: str, name: str) -> float:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/timtin.css", "/api/v1/search?limit=x"])
def test_every_answer_has_an_id_of_its_own(client: FlaskClient, path: str) -> None:
    ids = set()
    for _ in range(3):
        with client.get(path) as answer:
            ids.add(answer.headers[HEADER])
    assert len(ids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", each) for each in ids)


def test_only_a_trusted_proxy_says_the_id(site: Callable[..., Flask]) -> None:
    given = {HEADER: "abcdef-0123.45_6"}
    assert site().test_client().get("/healthz", headers=given).headers[HEADER] != given[HEADER]
    trusting = site(TIMTIN_TRUSTED_PROXIES="1").test_client()
    assert trusting.get("/healthz", headers=given).headers[HEADER] == given[HEADER]
    for odd in ("short", "x" * 65, 'abc"defgh', "abc defgh"):
        assert trusting.get("/healthz", headers={HEADER: odd}).headers[HEADER] != odd


def damaged(data: Path) -> None:
    """A file that is no database."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "timtin.db").write_bytes(b"x" * 9999)


def test_who_meets_an_error_can_name_it(site: Callable[..., Flask], tmp_path: Path) -> None:
    damaged(tmp_path / "data")
    client = site().test_client()
    page = client.get("/")
    assert page.status_code == 503
    assert page.headers[HEADER] in page.text
    document = client.get("/api/v1/search")
    assert document.get_json(force=True)["request"] == document.headers[HEADER]
    missing = client.get("/nowhere")
    assert missing.headers[HEADER] not in missing.text  # nothing broke


LOGGED = f"""
from gunicorn.config import Config
from gunicorn.glogging import Logger
from web.wsgi import application
server = Logger(Config())  # before the application, as gunicorn does
app = application()
server.warning("a line of the server's own")
client = app.test_client()
for path in ("/healthz", "/?q={SECRETIVE}", "/nowhere/{SECRETIVE}"):
    client.get(path, headers={{"User-Agent": "{SECRETIVE}"}})
"""


def test_the_log_is_json_with_the_id_and_without_what_was_asked(tmp_path: Path) -> None:
    damaged(tmp_path)
    environment = {**os.environ, "TIMTIN_DATA": str(tmp_path), "TIMTIN_SECRET_KEY": SECRET}
    done = subprocess.run(
        [sys.executable, "-c", LOGGED],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert "a line of the server's own" in {line["message"] for line in lines}
    answered = [line for line in lines if line["message"] == "answered"]
    assert [(line["endpoint"], line["status"]) for line in answered] == [
        ("pages.healthz", 200),
        ("pages.home", 503),
        (None, 404),
    ]
    for line in answered:
        assert line["method"] == "GET"
        assert line["ms"] >= 0
    # what went wrong is told under the same id
    (error,) = [line for line in lines if line["level"] == "error"]
    assert error["request"] == answered[1]["request"]
    assert len({line["request"] for line in answered}) == 3
    assert SECRETIVE not in done.stderr


def test_metrics_count_answers_by_endpoint_status_and_time(client: FlaskClient) -> None:
    def counted() -> tuple[float, float, float]:
        text = client.get("/metrics").text
        found = 'timtin_requests_total{endpoint="pages.article",status="2xx"}'
        missing = 'timtin_requests_total{endpoint="pages.article",status="4xx"}'
        times = 'timtin_request_seconds_count{endpoint="pages.article"}'
        return value(text, found), value(text, missing), value(text, times)

    before = counted()
    client.get("/article/bai-1")
    client.get("/article/bai-2")
    client.get("/article/none")
    assert [now - then for now, then in zip(counted(), before, strict=True)] == [2, 1, 3]


def test_metrics_are_what_prometheus_reads_and_tell_nothing_that_was_asked(
    client: FlaskClient,
) -> None:
    client.get(f"/?q={SECRETIVE}")
    client.get(f"/{SECRETIVE}")
    answer = client.get("/metrics")
    assert answer.content_type == TYPE
    assert SECRETIVE not in answer.text
    line = re.compile(r'[a-z_]+(\{[a-z]+="[a-zA-Z0-9_.+]+"(,[a-z]+="[a-zA-Z0-9_.+]+")*\})? [0-9.]+')
    for each in answer.text.splitlines():
        assert each.startswith("# ") or line.fullmatch(each), each
    assert value(answer.text, "timtin_articles") == 17
    assert value(answer.text, "timtin_index_behind") == 0


def test_durations_are_counted_up_to_their_bounds() -> None:
    metrics = Metrics(["a"])
    for seconds in (0.0, SECONDS[0], 0.3, 99.0):
        metrics.count("a", 200, seconds)
    text = "\n".join(metrics.lines())
    bucket = 'timtin_request_seconds_bucket{{endpoint="a",le="{}"}}'
    assert value(text, bucket.format(SECONDS[0])) == 2
    assert value(text, bucket.format(0.25)) == 2
    assert value(text, bucket.format(0.5)) == 3
    assert value(text, bucket.format("+Inf")) == 4
    assert value(text, 'timtin_request_seconds_sum{endpoint="a"}') == pytest.approx(99.31)


def test_metrics_are_for_those_networks_only_that_are_set(site: Callable[..., Flask]) -> None:
    def status(app: Flask, address: str) -> int:
        return app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code

    app = site()
    for near in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        assert status(app, near) == 200
    for other in ("192.0.2.1", ""):
        assert status(app, other) == 404
    assert status(site(TIMTIN_METRICS="192.0.2.0/24"), "192.0.2.1") == 200
