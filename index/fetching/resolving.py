"""A host's name → the addresses that may be connected to, asked once per request.

The addresses that were checked are those that are connected to: a name server that
answers otherwise a moment later (DNS rebinding) is not asked again.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Final

from index.fetching.addresses import Network, may_connect
from index.fetching.refusal import PRIVATE, TOO_SLOW, UNKNOWN_HOST, NotFetched

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port → numeric addresses, best first. Raises OSError when there are none."""

_MOST: Final = 8
"""Addresses of one host that are tried."""


def system_resolve(host: str, port: int) -> Sequence[str]:
    """What the machine's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(where[0]) for *_, where in found))


def checked_addresses(
    host: str, port: int, allowed: Sequence[Network], resolve: Resolve, seconds: float
) -> Sequence[str]:
    """The addresses of ``host``, every one of them public or ``allowed``.

    One that is not refuses the host as a whole: a public name with a private address
    among its own is a trap or a mistake. Raises :class:`NotFetched`.
    """
    found = _within(seconds, host, port, resolve)
    if not found:
        raise NotFetched(UNKNOWN_HOST, temporary=True, host=host, problem="no address")
    for address in found:
        if not may_connect(address, allowed):
            raise NotFetched(PRIVATE, host=host, address=address)
    return found[:_MOST]


def _within(seconds: float, host: str, port: int, resolve: Resolve) -> Sequence[str]:
    """The resolver's answer; it knows no deadline, so it is waited for in a thread."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise NotFetched(TOO_SLOW, temporary=True, host=host, seconds=round(seconds)) from None
    if isinstance(answer, Exception):
        problem = getattr(answer, "strerror", None) or str(answer)
        raise NotFetched(UNKNOWN_HOST, temporary=True, host=host, problem=problem)
    return answer
