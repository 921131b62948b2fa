"""How much one client may ask: a limit that holds across workers.

The generic cell rate algorithm (ITU-T I.371): of a client one number is kept, the moment at
which everything it took has come back. A minute's requests may be taken at once; they come
back evenly. A request counts once, and once more for every further COMPUTING seconds of computing,
so that a few costly ones count like the many cheap ones in whose place they are answered.

The numbers lie in memory that the workers share, being forked from the process that made the
application (``preload_app``). However many clients there are it does not grow: a client's
number stands in two places, by a keyed hash, and the smaller counts, so that somebody else's
requests count for a client only where both places are the same (a count-min sketch).
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from ipaddress import IPv6Address
from typing import Final

from flask import Flask, Response, g, request

from index.errors import TimtinError
from index.wording import Wording
from web.addresses import address_of
from web.shared import Shared

COMPUTING: Final = 0.05
MINUTE: Final = 60.0
_ROUNDING: Final = 1e-6
"""Seconds that sums of a minute's requests may be off."""
FREE: Final = frozenset({"static", "pages.healthz", "pages.readyz", "pages.metrics"})
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

    Forked processes share what it knows.
    """

    def __init__(self, a_minute: int, key: bytes) -> None:
        self._second = MINUTE / a_minute
        self._key = hashlib.sha256(key).digest()
        self._back = Shared(_ROWS * _PLACES)

    def take(self, client: str, now: float) -> float:
        """Take one request; 0, or the seconds after which there is one to be taken."""
        places = self._places(client)
        with self._back.alone() as moments:
            back = max(now, min(moments[place] for place in places)) + self._second
            wait = back - (now + MINUTE)
            if wait <= _ROUNDING:
                _raise(moments, places, back)
        return wait if wait > _ROUNDING else 0.0

    def charge(self, client: str, requests: float, now: float) -> None:
        """Take so many more, whatever there is."""
        places = self._places(client)
        with self._back.alone() as moments:
            back = max(now, min(moments[place] for place in places))
            _raise(moments, places, back + requests * self._second)

    def _places(self, client: str) -> list[int]:
        text = client.encode("utf-8", "replace")
        digest = hashlib.blake2b(text, key=self._key, digest_size=4 * _ROWS).digest()
        numbers = memoryview(digest).cast("I")
        return [row * _PLACES + number % _PLACES for row, number in enumerate(numbers)]


def _raise(moments: memoryview[float], places: Sequence[int], least: float) -> None:
    for place in places:
        moments[place] = max(moments[place], least)


def client_of(address: str | None) -> str:
    """Who asks from this address: of IPv6 a whole /64, which one client has to itself."""
    ip = address_of(address)
    if isinstance(ip, IPv6Address):
        return f"{int(ip) >> 64:x}::/64"
    return str(ip or address or "")


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
