"""One client of the load: a process of its own that loads nothing but this."""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from itertools import cycle
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Final

HOST: Final = "127.0.0.1"
_PATIENCE: Final = 300.0


def ask(
    answers: Connection, together: Barrier, port: int, paths: Sequence[str], seconds: float
) -> None:
    """Ask for one path after the other until the time is up.

    Sends the seconds of each that was answered, and how many were refused because the
    deadline had passed. All clients begin together.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)
    taken, refused = [], 0
    together.wait(_PATIENCE)
    until = time.perf_counter() + seconds
    for path in cycle(paths):
        began = time.perf_counter()
        if began >= until:
            break
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status == http.client.SERVICE_UNAVAILABLE:
            refused += 1
        elif answer.status == http.client.OK:
            taken.append(time.perf_counter() - began)
        else:
            raise SystemExit(f"{path}: HTTP {answer.status}")
    answers.send((taken, refused))
