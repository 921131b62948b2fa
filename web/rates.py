"""How much one client may ask: a limit that holds across workers.

The generic cell rate algorithm (ITU-T I.371): of a client one number is kept, the moment at
which everything it took has come back. A minute's requests may be taken at once; they come
back evenly. A request counts once, and once more for every COMPUTING seconds of computing,
so that a few costly ones count like the many cheap ones in whose place they are answered.

The numbers lie in memory that the workers share, being forked from the process that made the
application (``preload_app``). However many clients there are it does not grow: a client's
number stands in two places, by a keyed hash, and the smaller counts, so that somebody else's
requests count for a client only where both places are the same (a count-min sketch).
"""

from __future__ import annotations

import fcntl
import hashlib
import math
import mmap
import os
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address
from typing import Final

from flask import Flask, Response, g, request

from index.errors import TimtinError
from index.wording import Wording

COMPUTING: Final = 0.05
MINUTE: Final = 60.0
_ROUNDING: Final = 1e-6
"""Seconds that sums of a minute's requests may be off."""
FREE: Final = frozenset({"static", "pages.healthz", "pages.readyz"})
"""Endpoints that count for nobody: files that browsers keep, and what watches over the site."""
_ROWS: Final = 2
_PLACES: Final = 1 << 14
"""Places of a row: of 100 clients that ask too much, one in 27,000 others is taken for one."""


class TooManyRequests(TimtinError):
    code = "too-many-requests"
    wording = Wording(
        vi="Địa chỉ này vừa gửi quá nhiều yêu cầu. Hãy đợi {seconds} giây rồi thử lại.",
        en="This address has sent too many requests. Wait {seconds} seconds and try again.",
    )


class Rates:
    """What clients have taken of ``a_minute`` requests each. Moments are monotonic seconds.

    Forked processes share what it knows, and may be killed at any moment.
    """

    def __init__(self, a_minute: int, key: bytes) -> None:
        self._second = MINUTE / a_minute
        self._key = hashlib.sha256(key).digest()
        self._back = memoryview(mmap.mmap(-1, _ROWS * _PLACES * 8)).cast("d")
        # a lock on a file ends with the process that holds it; threads need one beside it
        with tempfile.TemporaryFile() as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._threads = threading.Lock()

    def take(self, client: str, now: float) -> float:
        """Take one request; 0, or the seconds after which there is one to be taken."""
        with self._alone():
            back = self._of(client, now) + self._second
            wait = back - (now + MINUTE)
            if wait > _ROUNDING:
                return wait
            self._keep(client, back)
        return 0.0

    def charge(self, client: str, requests: float, now: float) -> None:
        """Take so many more, whatever there is."""
        with self._alone():
            self._keep(client, self._of(client, now) + requests * self._second)

    def _of(self, client: str, now: float) -> float:
        return max(now, min(self._back[place] for place in self._places(client)))

    def _keep(self, client: str, back: float) -> None:
        for place in self._places(client):
            self._back[place] = max(self._back[place], back)

    def _places(self, client: str) -> list[int]:
        text = client.encode("utf-8", "replace")
        digest = hashlib.blake2b(text, key=self._key, digest_size=4 * _ROWS).digest()
        numbers = memoryview(digest).cast("I")
        return [row * _PLACES + number % _PLACES for row, number in enumerate(numbers)]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def client_of(address: str | None) -> str:
    """Who asks from this address: of IPv6 a whole /64, which one client has to itself."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return address or ""  # a Unix socket, or whatever a trusted proxy says
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or f"{int(ip) >> 64:x}::/64")
    return str(ip)


def configure(app: Flask, a_minute: int, secret: str) -> None:
    """Refuse what a client asks beyond so many requests a minute; 0 refuses nothing."""
    if not a_minute:
        return
    rates = Rates(a_minute, secret.encode())

    def take() -> None:
        if request.endpoint in FREE:
            return
        client = client_of(request.remote_addr)
        wait = rates.take(client, time.monotonic())
        if wait:
            raise TooManyRequests(seconds=math.ceil(wait))
        g.taken = client, time.thread_time()

    def charge(response: Response) -> Response:
        if "taken" in g:
            client, began = g.taken
            computed = (time.thread_time() - began) / COMPUTING
            if computed > 1:
                rates.charge(client, computed - 1, time.monotonic())
        return response

    app.before_request(take)
    app.after_request(charge)
