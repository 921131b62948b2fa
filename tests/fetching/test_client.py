"""Fetching from a server on this machine that does whatever servers do."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from ipaddress import ip_network

import pytest

from index.fetching.client import Client, Validators
from index.fetching.exchange import Answer
from index.fetching.limits import MAX_REDIRECTS
from index.fetching.politeness import Hosts
from index.fetching.refusal import (
    BROKEN_OFF,
    BUSY,
    COMPRESSION,
    CONTENT_TYPE,
    FORBIDDEN,
    GONE,
    NO_CONNECTION,
    NOWHERE,
    REDIRECTS,
    STATUS,
    TOO_LARGE,
    TOO_SLOW,
    UNKNOWN_HOST,
    NotFetched,
)
from index.fetching.robots import Robots
from index.fetching.urls import Location, located
from tests.fetching.site import HOST, LOCAL, Handler, Reply, Site, StandingClock

PAGE = "<html><body><p>Nước sông lên nhanh.</p></body></html>"


def refused(client: Client, url: str) -> NotFetched:
    """Why the client did not fetch ``url``."""
    with pytest.raises(NotFetched) as error:
        client.get(url)
    return error.value


def test_a_page_comes_with_its_address_its_type_and_its_validators(site: Site) -> None:
    site.replies["/a"] = Reply(PAGE, etag='"1"', modified="Sun, 01 Mar 2026 08:00:00 GMT")
    page = site.client().get(site.url("/a"))
    assert page is not None
    assert (page.url, page.body) == (site.url("/a"), PAGE.encode())
    assert page.media_type == "text/html; charset=utf-8"
    assert page.validators == Validators('"1"', "Sun, 01 Mar 2026 08:00:00 GMT")


def test_the_server_hears_the_name_and_who_asks(site: Site) -> None:
    site.replies["/a"] = Reply(PAGE)
    site.client(contact="mailto:toasoan@bao.test").get(site.url("/a"))
    asked = site.asked[-1].headers
    assert asked["host"] == f"{HOST}:{site.port}"
    assert asked["user-agent"].startswith("timtin/")
    assert asked["user-agent"].endswith(" (+mailto:toasoan@bao.test)")
    assert "text/html" in asked["accept"]
    assert {"cookie", "authorization", "referer"}.isdisjoint(asked)


def test_no_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.replies["/a"] = Reply(PAGE)
    assert site.client().get(site.url("/a"))


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.replies["/a"] = Reply(PAGE, etag='"1"')
    site.replies["/b"] = Reply(PAGE, modified="Sun, 01 Mar 2026 08:00:00 GMT")
    client = site.client()
    for path in ("/a", "/b"):
        page = client.get(site.url(path))
        assert page is not None
        assert client.get(site.url(path), page.validators) is None


def test_a_304_that_nobody_asked_for_is_no_page(site: Site) -> None:
    site.replies["/a"] = Reply(status=304)
    assert refused(site.client(), site.url("/a")).wording == STATUS


class TestRedirects:
    def test_they_are_followed_to_the_address_that_answers(self, site: Site) -> None:
        site.replies["/a"] = Reply(status=302, headers={"Location": "/b"})
        site.replies["/b"] = Reply(status=308, headers={"Location": site.url("/c", "khac.test")})
        site.replies["/c"] = Reply(PAGE)
        page = site.client().get(site.url("/a"))
        assert page is not None
        assert page.url == site.url("/c", "khac.test")
        assert site.asked[-1].headers["host"] == f"khac.test:{site.port}"

    def test_a_loop_ends(self, site: Site) -> None:
        site.replies["/a"] = Reply(status=301, headers={"Location": "/a"})
        error = refused(site.client(), site.url("/a"))
        assert error.wording == REDIRECTS
        assert site.paths == ["/a"] * (MAX_REDIRECTS + 1)

    def test_one_that_leads_nowhere_is_refused(self, site: Site) -> None:
        site.replies["/a"] = Reply(status=302)
        assert refused(site.client(), site.url("/a")).wording == NOWHERE

    @pytest.mark.parametrize(
        "target",
        [
            "http://127.0.0.2:{port}/secret",
            "http://localhost:{port}/secret",
            "http://[::1]:{port}/secret",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://2130706434:{port}/secret",
            "file:///etc/passwd",
            "gopher://127.0.0.1:{port}/",
            "//127.0.0.2:{port}/secret",
        ],
    )
    def test_none_leads_to_an_address_that_is_not_allowed(self, site: Site, target: str) -> None:
        """The server is allowed by its address only: each hop is resolved and checked."""
        answers = {HOST: LOCAL, "localhost": "127.0.0.2"}
        client = Client(
            site.settings(ports=frozenset({site.port, 80})),
            resolve=lambda host, _port: [answers.get(host, host)],
        )
        with Site("127.0.0.2", site.port).serving() as secret:
            where = target.format(port=site.port)
            site.replies["/a"] = Reply(status=302, headers={"Location": where})
            error = refused(client, site.url("/a"))
            assert not error.temporary
            assert secret.asked == []
        assert site.paths == ["/a"]


class Turning:
    """A name server that answers the truth once, and another address from then on."""

    def __init__(self, first: str, then: str) -> None:
        self.answers = [first]
        self.then = then
        self.asked = 0

    def __call__(self, _host: str, _port: int) -> Sequence[str]:
        self.asked += 1
        return [self.answers.pop() if self.answers else self.then]


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    site.replies["/robots.txt"] = Reply("User-agent: *", kind="text/plain")
    resolve = Turning(LOCAL, "127.0.0.2")
    client = Client(site.settings(), resolve=resolve)
    with Site("127.0.0.2", site.port).serving() as secret:
        secret.replies["/a"] = Reply("bí mật")
        # one request, one question: the answer that would come next is not looked at
        error = refused(client, site.url("/a"))
        assert [each.path for each in site.asked] == ["/robots.txt"]
        assert "127.0.0.2" in error.message("vi")
        assert resolve.asked == 2
        assert secret.asked == []


def test_the_next_address_is_tried_when_the_first_takes_no_connection(site: Site) -> None:
    site.replies["/a"] = Reply(PAGE)
    allowed = (ip_network("127.0.0.0/8"),)
    client = Client(site.settings(allowed=allowed), resolve=lambda *_: ["127.0.0.3", LOCAL])
    assert client.get(site.url("/a"))


class TestLimits:
    @pytest.mark.parametrize("coding", ["gzip", "deflate"])
    def test_a_bomb_stops_at_the_limit(self, site: Site, coding: str) -> None:
        zeros = bytes(50_000_000)
        bomb = gzip.compress(zeros) if coding == "gzip" else zlib.compress(zeros)
        assert len(bomb) < 60_000
        site.replies["/a"] = Reply(bomb, headers={"Content-Encoding": coding})
        error = refused(site.client(limit=1_000_000), site.url("/a"))
        assert error.wording == TOO_LARGE
        assert "1 MB" in error.message("en")

    @pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "x-unknown"])
    def test_what_is_packed_otherwise_is_refused(self, site: Site, coding: str) -> None:
        twice = gzip.compress(gzip.compress(bytes(50_000_000)))
        site.replies["/a"] = Reply(twice, headers={"Content-Encoding": coding})
        assert refused(site.client(), site.url("/a")).wording == COMPRESSION

    def test_damaged_compression_is_refused(self, site: Site) -> None:
        site.replies["/a"] = Reply(b"not gzip", headers={"Content-Encoding": "gzip"})
        assert refused(site.client(), site.url("/a")).wording == COMPRESSION

    def test_honest_compression_is_read(self, site: Site) -> None:
        packed = gzip.compress(PAGE.encode())
        site.replies["/a"] = Reply(packed, headers={"Content-Encoding": "gzip"})
        page = site.client().get(site.url("/a"))
        assert page is not None
        assert page.body == PAGE.encode()

    def test_a_length_above_the_limit_is_not_read_at_all(self, site: Site) -> None:
        sent: list[int] = []

        def huge(handler: Handler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", "200000000")
            handler.end_headers()
            handler.site.closing.wait()
            sent.append(1)

        site.replies["/a"] = huge
        assert refused(site.client(), site.url("/a")).wording == TOO_LARGE
        assert sent == []

    def test_an_endless_body_stops_at_the_limit(self, site: Site) -> None:
        def endless(handler: Handler) -> None:
            handler.send_response(200)
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            while not handler.site.closing.is_set():
                handler.wfile.write(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")

        site.replies["/a"] = endless
        error = refused(site.client(limit=1_000_000), site.url("/a"))
        assert error.wording == TOO_LARGE

    @pytest.mark.parametrize("part", ["status", "headers", "body", "chunks", "silence"])
    def test_a_slow_drip_stops_at_the_deadline(self, site: Site, part: str) -> None:
        begins = {
            "status": b"HTT",
            "headers": b"HTTP/1.1 200 OK\r\nX-",
            "body": b"HTTP/1.1 200 OK\r\n\r\n",
            "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n",
            "silence": b"",
        }

        def drip(handler: Handler) -> None:
            handler.wfile.write(begins[part])
            while not handler.site.closing.wait(0.02):
                handler.wfile.write(b"" if part == "silence" else b"a")

        site.replies["/robots.txt"] = Reply("", kind="text/plain")
        site.replies["/a"] = drip
        error = refused(site.client(timeout=0.5), site.url("/a"))
        assert error.wording == TOO_SLOW
        assert error.temporary

    def test_a_name_server_that_does_not_answer_stops_at_the_deadline(self, site: Site) -> None:
        def silent(host: str, port: int) -> Sequence[str]:
            site.closing.wait()
            return []

        client = Client(site.settings(timeout=0.2), resolve=silent)
        assert refused(client, site.url("/a")).wording == TOO_SLOW


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\x00\x01\x02 not HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nshort",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 7\r\n\r\nshort",
    ],
)
def test_what_breaks_the_protocol_is_refused_for_now(site: Site, written: bytes) -> None:
    site.replies["/robots.txt"] = Reply("", kind="text/plain")
    site.replies["/a"] = lambda handler: handler.wfile.write(written)
    error = refused(site.client(), site.url("/a"))
    assert error.wording == BROKEN_OFF
    assert error.temporary


@pytest.mark.parametrize("kind", ["image/jpeg", "application/pdf", "video/mp4", "audio/mpeg"])
def test_what_is_no_text_is_refused_by_its_type(site: Site, kind: str) -> None:
    site.replies["/a"] = Reply(b"\xff\xd8", kind=kind)
    error = refused(site.client(), site.url("/a"))
    assert error.wording == CONTENT_TYPE
    assert kind in error.message("vi")


@pytest.mark.parametrize("kind", ["TEXT/HTML", "application/rss+xml", "text/xml", None])
def test_what_may_be_an_article_is_taken(site: Site, kind: str | None) -> None:
    site.replies["/a"] = Reply(PAGE, kind=kind)
    page = site.client().get(site.url("/a"))
    assert page is not None
    assert page.media_type == kind


@pytest.mark.parametrize(
    ("status", "why", "temporary"),
    [
        (404, GONE, False),
        (410, GONE, False),
        (401, FORBIDDEN, False),
        (403, FORBIDDEN, False),
        (451, FORBIDDEN, False),
        (204, STATUS, False),
        (206, STATUS, False),
        (418, STATUS, False),
        (429, BUSY, True),
        (500, BUSY, True),
        (503, BUSY, True),
    ],
)
def test_a_status_says_what_is_wrong(site: Site, status: int, why: object, temporary: bool) -> None:
    site.replies["/robots.txt"] = Reply("", kind="text/plain")
    site.replies["/a"] = Reply(status=status)
    error = refused(site.client(), site.url("/a"))
    assert (error.wording, error.temporary) == (why, temporary)


def test_a_host_that_is_not_there_is_told(site: Site) -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    error = refused(Client(site.settings(), resolve=unknown), site.url("/a"))
    assert error.wording == UNKNOWN_HOST
    assert error.temporary
    with Site().serving() as gone:
        pass
    error = refused(gone.client(), gone.url("/a"))
    assert error.wording == NO_CONNECTION


class TestPoliteness:
    def test_a_host_is_left_alone_between_two_requests(
        self, site: Site, clock: StandingClock
    ) -> None:
        site.replies["/a"] = Reply(PAGE)
        client = site.client(clock, delay=2.0)
        client.get(site.url("/a"))
        client.get(site.url("/a"))
        client.get(site.url("/a", "khac.test"))
        # robots.txt, page, page; then the same for the other host
        assert clock.waits == [2.0, 2.0, 2.0]

    @pytest.mark.parametrize(("said", "waited"), [("5", 5.0), ("0.5", 2.0), ("86400", 60.0)])
    def test_a_crawl_delay_holds_when_it_is_longer_up_to_a_minute(
        self, site: Site, clock: StandingClock, said: str, waited: float
    ) -> None:
        site.replies["/robots.txt"] = Reply(f"User-agent: *\nCrawl-delay: {said}", "text/plain")
        site.replies["/a"] = Reply(PAGE)
        client = site.client(clock, delay=2.0)
        client.get(site.url("/a"))
        client.get(site.url("/a"))
        assert clock.waits == [2.0, waited]

    @pytest.mark.parametrize(
        ("said", "seconds"),
        [("120", 120), ("Sun, 01 Mar 2099 08:00:00 GMT", 86_400), ("999999999999", 86_400)],
    )
    def test_a_host_that_asks_for_rest_is_not_asked_before(
        self, site: Site, clock: StandingClock, said: str, seconds: int
    ) -> None:
        site.replies["/b"] = Reply(PAGE)
        site.replies["/a"] = Reply(status=503, headers={"Retry-After": said})
        client = site.client(clock)
        assert refused(client, site.url("/a")).wording == BUSY
        clock.now += seconds - 1
        error = refused(client, site.url("/b"))
        assert error.rest == 1
        assert site.paths == ["/a"]
        clock.now += 1
        assert client.get(site.url("/b"))

    def test_a_rest_that_cannot_be_read_is_none(self, site: Site, clock: StandingClock) -> None:
        site.replies["/a"] = Reply(status=429, headers={"Retry-After": "soon"})
        site.replies["/b"] = Reply(PAGE)
        client = site.client(clock)
        refused(client, site.url("/a"))
        assert client.get(site.url("/b"))

    def test_a_host_that_fails_again_and_again_is_left_alone(
        self, site: Site, clock: StandingClock
    ) -> None:
        site.replies["/a"] = Reply(status=500)
        site.replies["/b"] = Reply(PAGE)
        client = site.client(clock)
        for _ in range(3):
            assert refused(client, site.url("/a")).wording == BUSY
        assert "300" in refused(client, site.url("/b")).message("vi")
        assert len(site.paths) == 3
        clock.now += 300
        assert client.get(site.url("/b"))

    def test_an_answer_makes_earlier_failures_forgotten(
        self, site: Site, clock: StandingClock
    ) -> None:
        site.replies["/a"] = Reply(status=500)
        site.replies["/b"] = Reply(PAGE)
        client = site.client(clock)
        for _ in range(2):
            refused(client, site.url("/a"))
            refused(client, site.url("/a"))
            assert client.get(site.url("/b"))


class TestRobots:
    RULES = "User-agent: timtin\nDisallow: /rieng\n\nUser-agent: *\nDisallow: /\n"

    def test_its_rules_are_kept(self, site: Site) -> None:
        site.replies["/robots.txt"] = Reply(self.RULES, kind="text/plain")
        site.replies["/a"] = Reply(PAGE)
        client = site.client()
        assert client.get(site.url("/a"))
        error = refused(client, site.url("/rieng/b"))
        assert "robots.txt" in error.message("vi")
        assert not error.temporary
        assert site.paths == ["/a"]

    def test_it_is_asked_once_for_a_site(self, site: Site, clock: StandingClock) -> None:
        site.replies["/a"] = Reply(PAGE)
        client = site.client(clock)
        for _ in range(3):
            client.get(site.url("/a"))
        client.get(site.url("/a", "khac.test"))
        asked = [each for each in site.asked if each.path == "/robots.txt"]
        assert [each.headers["host"].partition(":")[0] for each in asked] == [HOST, "khac.test"]
        clock.now += 86_401
        client.get(site.url("/a"))
        assert len([each for each in site.asked if each.path == "/robots.txt"]) == 3

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
    def test_a_site_without_one_keeps_nobody_out(self, site: Site, status: int) -> None:
        site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /", status=status)
        site.replies["/a"] = Reply(PAGE)
        assert site.client().get(site.url("/a"))

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_one_that_cannot_be_read_keeps_us_out_for_now(
        self, site: Site, clock: StandingClock, status: int
    ) -> None:
        site.replies["/robots.txt"] = Reply(status=status)
        site.replies["/a"] = Reply(PAGE)
        client = site.client(clock)
        error = refused(client, site.url("/a"))
        assert error.temporary
        assert "robots.txt" in error.message("en")
        assert site.paths == []
        site.replies["/robots.txt"] = Reply("", kind="text/plain")
        clock.now += 601
        assert client.get(site.url("/a"))

    def test_thousands_of_sites_do_not_fill_the_memory(self, clock: StandingClock) -> None:
        asked = []

        def none(location: Location) -> Answer:
            asked.append(location.host)
            return Answer(location.url, 404, {})

        robots, hosts = Robots(none, clock), Hosts(clock, 1.0)
        for number in range(5_000):
            robots.admit(located(f"https://a{number}.test/"))
            hosts.take_turn(f"a{number}.test")
            hosts.answered(f"a{number}.test")
            clock.now += 2
        assert len(asked) == 5_000
        assert max(len(robots._known), len(hosts._hosts)) <= 2_000

    def test_it_holds_behind_a_redirect_too(self, site: Site) -> None:
        site.replies["/robots.txt"] = Reply(self.RULES, kind="text/plain")
        site.replies["/a"] = Reply(status=302, headers={"Location": "/rieng/b"})
        site.replies["/rieng/b"] = Reply(PAGE)
        error = refused(site.client(), site.url("/a"))
        assert "/rieng/b" in error.message("vi")
        assert site.paths == ["/a"]

    def test_it_may_itself_be_redirected_but_not_in_circles(self, site: Site) -> None:
        site.replies["/robots.txt"] = Reply(status=301, headers={"Location": "/r.txt"})
        site.replies["/r.txt"] = Reply("User-agent: *\nDisallow: /a", kind="text/plain")
        site.replies["/a"] = site.replies["/b"] = Reply(PAGE)
        client = site.client()
        refused(client, site.url("/a"))
        assert client.get(site.url("/b"))
        site.replies["/r.txt"] = Reply(status=301, headers={"Location": "/robots.txt"})
        assert site.client().get(site.url("/a"))
