"""One request and its answer, from an address that was checked; the only use of urllib3.

The connection goes to the address, while Host, SNI and the certificate's check keep the
name. Nothing is read beyond a size and a deadline, whatever the other side does.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Final

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError

from index.fetching.clock import Clock
from index.fetching.refusal import (
    BROKEN_OFF,
    CERTIFICATE,
    COMPRESSION,
    NO_CONNECTION,
    TOO_LARGE,
    TOO_SLOW,
    NotFetched,
)
from index.fetching.urls import Location

_CONNECT: Final = 10.0
"""Seconds for one address to take a connection, within the deadline."""
_CHUNK: Final = 1 << 16
_MEGABYTE: Final = 1_000_000
_ENCODINGS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""One layer only: gzip inside gzip multiplies a bomb."""
_WITH_BODY: Final = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said. Names of ``headers`` are lower-case; only a 200 has a ``body``."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Budget:
    """How many seconds one page may still take, its redirects included.

    ``total`` is what it began with.
    """

    def __init__(self, total: float, clock: Clock) -> None:
        self.total = total
        self.left = total
        self._clock = clock

    @contextmanager
    def spent(self) -> Iterator[None]:
        """Take off the budget what the ``with`` takes."""
        before = self._clock.seconds()
        try:
            yield
        finally:
            self.left -= self._clock.seconds() - before

    def slow(self, location: Location) -> NotFetched:
        """The error of a host that used it up."""
        return NotFetched(TOO_SLOW, temporary=True, host=location.host, seconds=f"{self.total:g}")


def ask(
    location: Location,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    budget: Budget,
    limit: int,
) -> Answer:
    """GET ``location`` from the first of ``addresses`` that takes a connection.

    ``limit`` is in bytes of the uncompressed body. Raises :class:`NotFetched` for all
    that goes wrong on the way; a status like 404 is an answer.
    """
    with budget.spent():
        connection = _connected(location, addresses, budget)
    try:
        with budget.spent():
            return _exchanged(connection, location, headers, budget, limit)
    finally:
        connection.close()


def _connected(location: Location, addresses: Sequence[str], budget: Budget) -> HTTPConnection:
    problem: Exception | None = None
    for address in addresses:
        seconds = min(_CONNECT, budget.left / len(addresses))
        if seconds <= 0:
            raise budget.slow(location)
        connection = _connection(location, address, seconds)
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            if _certificate(error):
                raise NotFetched(
                    CERTIFICATE, host=location.host, problem=_certificate(error)
                ) from error
            problem = error
        else:
            return connection
    raise NotFetched(
        NO_CONNECTION, temporary=True, host=location.host, problem=_short(problem)
    ) from problem


def _connection(location: Location, address: str, seconds: float) -> HTTPConnection:
    if location.scheme == "http":
        return HTTPConnection(address, location.port, timeout=seconds)
    return HTTPSConnection(
        address,
        location.port,
        timeout=seconds,
        server_hostname=location.host,
        ssl_context=_tls(),
    )


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are checked against those the system trusts, and SSL_CERT_FILE."""
    return ssl.create_default_context()


def _exchanged(
    connection: HTTPConnection,
    location: Location,
    headers: Mapping[str, str],
    budget: Budget,
    limit: int,
) -> Answer:
    with _cut_off(connection, budget) as cut:
        try:
            answer = _spoken(connection, location, headers, limit)
        except DecodeError as error:
            raise NotFetched(COMPRESSION, problem=_short(error)) from error
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            if cut.is_set():
                raise budget.slow(location) from error
            raise NotFetched(
                BROKEN_OFF, temporary=True, host=location.host, problem=_short(error)
            ) from error
    if cut.is_set():
        # a connection cut at its end looks like one that ended
        raise budget.slow(location)
    return answer


@contextmanager
def _cut_off(connection: HTTPConnection, budget: Budget) -> Iterator[threading.Event]:
    """End the connection when the budget is used up; whether that happened.

    It takes the place of the socket's timeout, which is for each read: a host that sends
    a byte a second would never meet that, least of all in its headers.
    """
    cut = threading.Event()
    line = connection.sock
    connection.timeout = None
    line.settimeout(None)

    def stop() -> None:
        cut.set()
        with suppress(OSError):
            # the plain socket's: TLS would first forget its state under the reader
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = threading.Timer(max(budget.left, 0.001), stop)
    timer.daemon = True
    timer.start()
    try:
        yield cut
    finally:
        timer.cancel()
        timer.join()
        # a response that broke off inside the library still holds the socket open
        descriptor = line.detach()
        if descriptor >= 0:
            os.close(descriptor)


def _spoken(
    connection: HTTPConnection, location: Location, headers: Mapping[str, str], limit: int
) -> Answer:
    connection.request(
        "GET",
        location.target,
        headers={"Host": location.authority, "Accept-Encoding": "gzip", **headers},
        preload_content=False,
    )
    response = connection.getresponse()
    try:
        found = {name.lower(): value for name, value in response.headers.items()}
        body = _body(response, found, limit) if response.status == _WITH_BODY else b""
        return Answer(location.url, response.status, found, body)
    finally:
        response.close()


def _body(response: HTTPResponse, headers: Mapping[str, str], limit: int) -> bytes:
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in _ENCODINGS:
        raise NotFetched(COMPRESSION, problem=coding[:40])
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise NotFetched(TOO_LARGE, limit=f"{limit / _MEGABYTE:g}")
    parts = []
    size = 0
    for chunk in response.stream(_CHUNK, decode_content=True):
        size += len(chunk)
        if size > limit:
            raise NotFetched(TOO_LARGE, limit=f"{limit / _MEGABYTE:g}")
        parts.append(chunk)
    return b"".join(parts)


def _certificate(error: BaseException | None) -> str | None:
    """What is wrong with a certificate, when that is what ``error`` is about."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return None


def _short(error: Exception | None) -> str:
    for each in (error, error.__cause__ if error else None):
        if isinstance(each, OSError) and each.strerror:
            return each.strerror
    # urllib3 begins with the connection's repr
    reason = str(error)
    return reason.rpartition(": ")[2][:120] or type(error).__name__
