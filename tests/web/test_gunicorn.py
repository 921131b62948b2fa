"""Production as the Procfile starts it: several processes, one archive."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.web.conftest import SECRET
from web.security import HEADERS

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
WORKERS = "3"


def command(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return {
        **os.environ,
        "TIMTIN_DATA": str(tmp_path / "data"),
        "TIMTIN_SECRET_KEY": SECRET,
        "TIMTIN_QUERY_SECONDS": "60",
        "TIMTIN_RATE": "0",
        "PORT": port,
        "WEB_CONCURRENCY": WORKERS,
    }


def timtin(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [command("timtin"), *arguments], env=environment, check=True, capture_output=True
    )


@pytest.fixture
def address(environment: dict[str, str]) -> Iterator[str]:
    """The site under the Procfile's own lines, release first."""
    lines = dict(
        line.split(": ", 1) for line in (ROOT / "Procfile").read_text("utf-8").splitlines()
    )
    for process in ("release", "web"):
        lines[process] = f"exec {Path(sys.executable).parent}/{lines[process]}"
    subprocess.run(lines["release"], shell=True, cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(lines["web"], shell=True, cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{environment['PORT']}"
    try:
        wait_until_alive(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_until_alive(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "gunicorn has ended"
        try:
            with urllib.request.urlopen(f"{address}/healthz"):
                return
        except urllib.error.URLError:
            continue
    pytest.fail("gunicorn does not answer")


def total(address: str, q: str) -> int:
    with urllib.request.urlopen(f"{address}/api/v1/search?q={q}") as answer:
        value: int = json.load(answer)["total"]["value"]
        return value


def test_every_process_sees_a_new_article_with_its_next_search(
    environment: dict[str, str], address: str, tmp_path: Path
) -> None:
    """Enough searches that each of the processes takes several."""
    many = 12 * int(WORKERS)
    for number in range(1, 4):
        record = {"id": f"a{number}", "title": "Cầu treo", "body": f"Bài số {number} về cầutreo."}
        path = tmp_path / f"{number}.jsonl"
        path.write_text(json.dumps(record), "utf-8")
        timtin(environment, "add", str(path))
        assert [total(address, "c%E1%BA%A7utreo") for _ in range(many)] == [number] * many
    timtin(environment, "delete", "--yes", "a1")
    assert [total(address, "c%E1%BA%A7utreo") for _ in range(many)] == [2] * many
    timtin(environment, "rebuild")
    assert [total(address, "c%E1%BA%A7utreo") for _ in range(many)] == [2] * many


def connected(address: str) -> HTTPConnection:
    return HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)


def test_a_limit_for_one_client_holds_across_workers(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["TIMTIN_RATE"] = "60"
    address = request.getfixturevalue("address")
    began = time.monotonic()
    statuses: list[int] = []
    for _ in range(100):  # a connection each, so that every worker takes some
        connection = connected(address)
        connection.request("GET", "/robots.txt")
        statuses.append(connection.getresponse().status)
        connection.close()
    back = time.monotonic() - began  # a request a second
    assert set(statuses) == {200, 429}
    assert statuses.count(200) <= 60 + back + 1
    with urllib.request.urlopen(f"{address}/healthz") as healthy:
        assert healthy.status == 200


def test_metrics_are_of_all_workers_together(address: str) -> None:
    for _ in range(30):
        connection = connected(address)
        connection.request("GET", "/robots.txt")
        connection.getresponse().read()
        connection.close()
    for _ in range(5):  # whichever of them answers
        with urllib.request.urlopen(f"{address}/metrics") as answer:
            text = answer.read().decode()
        assert 'timtin_requests_total{endpoint="pages.robots",status="2xx"} 30\n' in text


def test_what_does_not_fit_is_refused_with_our_headers(address: str) -> None:
    """By us and by gunicorn, whatever the client says of its length."""
    json_type = {"Content-Type": "application/json"}
    form_type = {"Content-Type": "application/x-www-form-urlencoded"}
    sent: list[tuple[str, str, dict[str, str], int]] = [
        ("POST", "/saved", form_type, 413),
        ("POST", "/api/v1/saved-searches", json_type, 413),
        ("GET", f"/?q={'a' * 9000}", {}, 414),
        ("GET", "/", {"X-Long": "a" * 9000}, 431),
        ("GET", "/", {f"X-{number}": "a" for number in range(101)}, 431),
    ]
    for method, path, headers, status in sent:
        body = iter([b"x" * 65_536] * 40) if method == "POST" else None  # in chunks
        connection = connected(address)
        with suppress(BrokenPipeError, ConnectionResetError):  # it need not read all of it
            connection.request(method, path, body, headers, encode_chunked=True)
        answer = connection.getresponse()
        assert answer.status == status
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert b"aaaa" not in answer.read()
        connection.close()


def test_what_is_no_request_is_answered_with_our_headers_and_without_its_words(
    address: str,
) -> None:
    host, port = address.removeprefix("http://").split(":")
    chunked = b"POST /saved HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
    for said in (
        b"<script>alert(1)</script>\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        chunked,
    ):
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
            line.sendall(said)
            with line.makefile("rb") as file:
                answer = file.read()
        assert answer.startswith(b"HTTP/1.1 400 "), answer
        assert b"Content-Security-Policy: default-src 'none'" in answer
        assert b"alert(1)" not in answer


def test_without_a_key_gunicorn_ends_and_says_what_to_set(environment: dict[str, str]) -> None:
    web = (ROOT / "Procfile").read_text("utf-8").split("web: ")[1]
    refused = subprocess.run(
        f"exec {Path(sys.executable).parent}/{web}",
        shell=True,
        cwd=ROOT,
        env=environment | {"TIMTIN_SECRET_KEY": ""},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert refused.returncode != 0
    assert refused.stderr.count("TIMTIN_SECRET_KEY is missing") == 1
    assert "Booting worker" not in refused.stderr


def test_with_a_faulty_file_of_names_gunicorn_ends_and_says_what_is_wrong(
    environment: dict[str, str], tmp_path: Path
) -> None:
    names = tmp_path / "names.toml"
    names.write_text('[[group]]\nmembers = ["Sài Gòn", "SG"]\nweigth = 0.5\n', "utf-8")
    web = (ROOT / "Procfile").read_text("utf-8").split("web: ")[1]
    refused = subprocess.run(
        f"exec {Path(sys.executable).parent}/{web}",
        shell=True,
        cwd=ROOT,
        env=environment | {"TIMTIN_ALTERNATIVES": str(names)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert refused.returncode != 0
    assert "weigth" in refused.stderr
