"""A web server of our own, on this machine, that answers what a test says."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

from index.fetching.client import Client
from index.settings import FetchSettings

LOCAL = "127.0.0.1"
HOST = "bao.test"
HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``etag`` makes it answer 304 to whoever has it."""

    body: bytes | str = b""
    kind: str | None = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came. Header names are lower-case."""

    path: str
    headers: Mapping[str, str]


Writes = Callable[["Handler"], object]


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's table; a function there writes whatever it likes."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append(Asked(self.path, headers))
        reply = self.site.replies.get(self.path, Reply("không có", status=404))
        with suppress(ConnectionError):
            if isinstance(reply, Reply):
                self._answer(reply)
            else:
                self.close_connection = True
                reply(self)

    def _answer(self, reply: Reply) -> None:
        same = reply.etag is not None and self.headers.get("If-None-Match") == reply.etag
        since = self.headers.get("If-Modified-Since")
        same = same or (reply.modified is not None and since == reply.modified)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(304 if same else reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.kind:
            self.send_header("Content-Type", reply.kind)
        if reply.etag:
            self.send_header("ETag", reply.etag)
        if reply.modified:
            self.send_header("Last-Modified", reply.modified)
        if not same:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not same:
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that breaks off is what these tests are about."""


class Site:
    """What each path answers, and what it was asked."""

    def __init__(
        self, address: str = LOCAL, port: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self.replies: dict[str, Reply | Writes] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        handler = type("SiteHandler", (Handler,), {"site": self})
        self._server = _Server((address, port), handler)
        if tls:
            self._server.socket = tls.wrap_socket(
                # the handshake is the handler's: one that fails must not stop the others
                self._server.socket,
                server_side=True,
                do_handshake_on_connect=False,
            )
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def paths(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def url(self, path: str = "/", host: str = HOST) -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def settings(self, **others: Any) -> FetchSettings:
        """Settings that allow this server, and no other address that is not public."""
        ours: dict[str, Any] = {
            "allowed": (ip_network(LOCAL),),
            "ports": frozenset({self.port}),
            "delay": 0.0,
            "timeout": 20.0,
        }
        return FetchSettings(**{**ours, **others})

    def client(self, clock: Any = None, **others: Any) -> Client:
        """A client that finds this server under every name."""
        return Client(self.settings(**others), clock, resolve=here)

    @contextmanager
    def serving(self) -> Iterator[Site]:
        self._thread.start()
        try:
            yield self
        finally:
            self.closing.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


def here(host: str, port: int) -> Sequence[str]:
    """Every name is this machine's."""
    return [LOCAL]


class StandingClock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.start = datetime(2026, 3, 1, 8, tzinfo=UTC)
        self.waits: list[float] = []

    def seconds(self) -> float:
        return self.now

    def moment(self) -> datetime:
        return self.start + timedelta(seconds=self.now - 1_000.0)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
