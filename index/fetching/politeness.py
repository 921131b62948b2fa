"""When may a host be asked again?

One request at a time and host, a pause after each, and rest for a host that asks for it
(``Retry-After``) or fails again and again.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from index.fetching.clock import Clock
from index.fetching.limits import FAILURE_REST, FAILURES, LONGEST_PAUSE, LONGEST_REST
from index.fetching.refusal import RESTING, NotFetched

_MOST: Final = 2_000
"""Hosts above which those that are left in peace anyway are forgotten."""


@dataclass(slots=True)
class _Host:
    next: float = 0.0
    rests_until: float = 0.0
    pause: float = 0.0
    failures: int = 0


class Hosts:
    """What this process remembers of the hosts it asks. ``pause`` is in seconds."""

    def __init__(self, clock: Clock, pause: float) -> None:
        self._clock = clock
        self._pause = pause
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    def take_turn(self, host: str) -> None:
        """Come back when ``host`` may be asked. Raises :class:`NotFetched` when it rests."""
        now = self._clock.seconds()
        if len(self._hosts) >= _MOST:
            self._forget_idle(now)
        known = self._hosts[host]
        if now < known.rests_until:
            rest = known.rests_until - now
            raise NotFetched(RESTING, temporary=True, rest=rest, host=host, seconds=math.ceil(rest))
        if now < known.next:
            self._clock.wait(known.next - now)

    def answered(self, host: str) -> None:
        """``host`` has answered."""
        self._hosts[host].failures = 0
        self._pause_after(host)

    def failed(self, host: str) -> None:
        """``host`` gave no answer, or one of trouble."""
        known = self._hosts[host]
        known.failures += 1
        self._pause_after(host)
        if known.failures >= FAILURES:
            self.rest(host, FAILURE_REST)

    def rest(self, host: str, seconds: float) -> None:
        """Leave ``host`` alone for so long, a day at most."""
        known = self._hosts[host]
        until = self._clock.seconds() + min(seconds, LONGEST_REST)
        known.rests_until = max(known.rests_until, until)

    def slow_down(self, host: str, pause: float) -> None:
        """``host`` wants this pause; a longer one than ours holds, up to a minute."""
        self._hosts[host].pause = min(pause, LONGEST_PAUSE)

    def _forget_idle(self, now: float) -> None:
        for host, known in list(self._hosts.items()):
            if now >= known.next and now >= known.rests_until:
                del self._hosts[host]

    def _pause_after(self, host: str) -> None:
        known = self._hosts[host]
        known.next = self._clock.seconds() + max(self._pause, known.pause)
