"""What one client may ask in a minute, wherever its requests are answered."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from index.wording import LANGS
from web.rates import FREE, Rates, client_of

KEY = b"key"


def taken(rates: Rates, client: str, count: int, now: float) -> int:
    """How many of so many requests at one moment are let through."""
    return sum(rates.take(client, now) == 0 for _ in range(count))


def test_a_minutes_requests_may_come_at_once_and_come_back_evenly() -> None:
    rates = Rates(60, KEY)
    assert taken(rates, "a", 100, now=1000.0) == 60
    assert rates.take("a", 1000.0) == pytest.approx(1.0)
    assert taken(rates, "a", 100, now=1005.0) == 5
    assert taken(rates, "a", 100, now=1065.5) == 60
    assert taken(rates, "b", 100, now=1065.5) == 60


def test_what_is_refused_counts_for_nothing() -> None:
    rates = Rates(60, KEY)
    assert taken(rates, "a", 1000, now=0.0) == 60
    assert taken(rates, "a", 1, now=1.0) == 1


def test_long_computing_counts_like_the_requests_in_whose_place_it_was() -> None:
    rates = Rates(60, KEY)
    rates.take("a", 0.0)
    rates.charge("a", 49.0, 0.0)
    assert taken(rates, "a", 100, now=0.0) == 10
    rates.charge("a", 30.0, 0.0)
    assert taken(rates, "a", 1, now=30.0) == 0
    assert taken(rates, "a", 1, now=31.0) == 1


@given(
    st.integers(1, 50),
    st.lists(st.tuples(st.floats(0, 30), st.integers(1, 40)), min_size=1, max_size=8),
)
def test_never_more_than_a_minutes_and_what_came_back(
    a_minute: int, bursts: list[tuple[float, int]]
) -> None:
    rates, now, let = Rates(a_minute, KEY), 0.0, 0
    for pause, count in bursts:
        now += pause
        let += taken(rates, "a", count, now)
        assert let <= a_minute * (1 + now / 60) + 1e-6


def test_many_other_clients_hardly_ever_count_for_one() -> None:
    rates = Rates(10, KEY)
    for number in range(200):
        assert taken(rates, f"busy-{number}", 20, now=0.0) in (9, 10)
    held_up = sum(rates.take(f"honest-{number}", 0.0) > 0 for number in range(2000))
    assert held_up <= 5  # by the key above it is known which


SHARED = """
import os
from web.rates import Rates
rates, read, write = Rates(1000, b"key"), *os.pipe()
for _ in range(4):
    if os.fork() == 0:
        let = sum(rates.take("a", 5.0) == 0 for _ in range(600))
        os.write(write, f"{let} ".encode())
        os._exit(0)
for _ in range(4):
    os.wait()
print(os.read(read, 1000).decode())
"""


def test_forked_processes_count_together_and_exactly() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHARED], capture_output=True, text=True, check=True
    )
    let = [int(each) for each in done.stdout.split()]
    assert len(let) == 4
    assert sum(let) == 1000


KILLED = """
import fcntl, os, signal
from web.rates import Rates
rates = Rates(10, b"key")
if (pid := os.fork()) == 0:
    fcntl.lockf(rates._back._file, fcntl.LOCK_EX)
    os.kill(os.getpid(), signal.SIGKILL)
os.waitpid(pid, 0)
print(rates.take("a", 0.0))
"""


def test_a_process_that_is_killed_while_it_counts_holds_up_nobody() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "0.0"


def test_a_client_is_an_address_or_all_that_an_ipv6_client_has() -> None:
    assert client_of("192.0.2.7") == client_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert client_of("2001:db8:1:2::1") == client_of("2001:db8:1:2:ffff::9")
    assert client_of("2001:db8:1:2::1") != client_of("2001:db8:1:3::1")
    assert client_of(None) == client_of("") == ""
    assert client_of("unknown") == "unknown"


@pytest.mark.parametrize("lang", LANGS)
def test_beyond_the_limit_a_reader_and_a_program_are_told_when_to_ask_again(
    site: Callable[..., Flask], lang: str
) -> None:
    app = site(TIMTIN_RATE="3", TIMTIN_LANG=lang)
    client = app.test_client()
    statuses = [client.get("/help").status_code for _ in range(4)]
    assert statuses[0] == 200
    assert statuses[-1] == 429  # by then long computing may have counted, too
    page = client.get("/")
    assert 1 <= int(page.headers["Retry-After"]) <= 60
    assert {"vi": "Quá nhiều yêu cầu", "en": "Too many requests"}[lang] in page.text
    assert "Content-Security-Policy" in page.headers
    document = client.get("/api/v1/search")
    assert document.status_code == 429
    assert document.content_type == "application/problem+json"
    told = document.get_json(force=True)
    assert told["code"] == "too-many-requests"
    assert document.headers["Retry-After"] in told["messages"][lang]
    # what watches over the site, and what a browser keeps, is never held up
    assert client.get("/healthz").status_code == 200
    with client.get("/static/timtin.css") as static:
        assert static.status_code == 200


def test_no_limit_where_none_is_set(site: Callable[..., Flask]) -> None:
    client = site(TIMTIN_RATE="0").test_client()
    assert {client.get("/robots.txt").status_code for _ in range(1500)} == {200}


def test_by_default_a_minute_has_1200(site: Callable[..., Flask]) -> None:
    client = site(TIMTIN_RATE="").test_client()
    assert "1.200" in client.get("/help").text
    statuses = [client.get("/robots.txt").status_code for _ in range(1100)]
    assert set(statuses) == {200}


def test_whose_request_it_is_says_only_a_trusted_proxy(site: Callable[..., Flask]) -> None:
    def asked(app: Flask) -> list[int]:
        client = app.test_client()
        return [
            client.get("/robots.txt", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
            for n in range(4)
        ]

    assert asked(site(TIMTIN_RATE="2")) == [200, 200, 429, 429]
    assert asked(site(TIMTIN_RATE="2", TIMTIN_TRUSTED_PROXIES="1")) == [200] * 4
    # what the client itself puts before the proxy's word counts for nothing
    forged = site(TIMTIN_RATE="2", TIMTIN_TRUSTED_PROXIES="1").test_client()
    statuses = [
        forged.get("/robots.txt", headers={"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.1"}).status_code
        for n in range(4)
    ]
    assert statuses == [200, 200, 429, 429]


def test_what_is_free_exists(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= FREE
