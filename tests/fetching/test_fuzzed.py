"""Whatever bytes a server sends: a page, or a reason why there is none."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from index.fetching.client import Client, Page
from index.fetching.refusal import NotFetched
from tests.fetching.site import Reply, Site, StandingClock

NAMES = (
    "Content-Length", "Content-Encoding", "Content-Type", "Transfer-Encoding", "Location",
    "Retry-After", "ETag", "Last-Modified", "Connection", "Set-Cookie", "X-Khác",
)  # fmt: skip
VALUES = (
    "0", "5", "-1", "99999999999999999999", "5, 7", "gzip", "br", "gzip, gzip", "chunked",
    "chunked, chunked", "identity", "text/html", "text/html; charset=\x80", "image/png", ";;",
    "/a", "//", "http://[", "http://a:b@c/", "https://bao.test/", "file:///x", "\x00", "close",
    "nan", "-5", "Thu, 99 Foo 2026", '"1"', "x" * 5_000, "",
)  # fmt: skip
BODIES = (
    b"", b"<html></html>", gzip.compress(b"<html></html>"), gzip.compress(b"x" * 9)[:-4],
    b"5\r\nhello\r\n0\r\n\r\n", b"-5\r\nhello\r\n", b"ffffffffffffffff\r\nx", b"\xff" * 100,
)  # fmt: skip
headers = some.lists(
    some.tuples(some.sampled_from(NAMES), some.sampled_from(VALUES) | some.text(max_size=20)),
    max_size=5,
)
status = some.sampled_from((b"200", b"301", b"304", b"206", b"429", b"503", b"999", b"0", b"abc"))
line = some.sampled_from((b"HTTP/1.1 ", b"HTTP/1.0 ", b"HTTP/9.9 ", b"ICY ", b""))
formed = some.builds(
    lambda opening, code, fields, body: (
        opening
        + code
        + b" x\r\n"
        + b"".join(f"{name}: {value}\r\n".encode() for name, value in fields)
        + b"\r\n"
        + body
    ),
    line,
    status,
    headers,
    some.sampled_from(BODIES) | some.binary(max_size=50),
)


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with Site().serving() as serving:
        serving.replies["/robots.txt"] = Reply("", kind="text/plain")
        yield serving


def answered(client: Client, url: str) -> Page | NotFetched | None:
    """What asking comes to."""
    try:
        return client.get(url)
    except NotFetched as error:
        return error


@given(some.one_of(formed, formed, some.binary(max_size=200)))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_is_a_page_or_a_reason(server: Site, written: bytes) -> None:
    server.replies["/a"] = lambda handler: handler.wfile.write(written)
    answer = answered(server.client(StandingClock()), server.url("/a"))
    if isinstance(answer, NotFetched):
        assert answer.message("vi")
        assert answer.message("en")
    else:
        assert isinstance(answer, Page)
        assert len(answer.body) <= len(written) * 1_100
