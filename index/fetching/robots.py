"""robots.txt (RFC 9309): which pages of a site does it let programs fetch?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from protego import Protego

from index.fetching.clock import Clock
from index.fetching.exchange import Answer
from index.fetching.refusal import (
    CERTIFICATE,
    NO_CONNECTION,
    NO_ROBOTS,
    PRIVATE,
    REDIRECTS,
    RESTING,
    ROBOTS,
    STATUS,
    TOO_SLOW,
    UNKNOWN_HOST,
    NotFetched,
)
from index.fetching.urls import Location

NAME: Final = "timtin"
"""The name that a robots.txt may address us by."""
_MOST: Final = 2_000
"""Sites that are remembered at once."""
_KEPT: Final = 86_400.0
"""Seconds that one is remembered (2.4); what could not be read is tried again sooner."""
_KEPT_WITHOUT: Final = 600.0
_OF_THE_HOST: Final = frozenset(
    {PRIVATE, UNKNOWN_HOST, NO_CONNECTION, CERTIFICATE, TOO_SLOW, RESTING}
)
"""Trouble that the page itself would meet: it is told as it is."""
_OK: Final = 200
_ABSENT: Final = range(400, 500)
_TOO_MANY: Final = 429


@dataclass(frozen=True, slots=True)
class _Known:
    """The rules of one site, or why there are none yet; ``until`` is the clock's."""

    rules: Protego | NotFetched
    until: float


class Robots:
    """Remembers the rules of each site. ``fetch`` gets a location, redirects followed."""

    def __init__(self, fetch: Callable[[Location], Answer], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._known: dict[str, _Known] = {}

    def admit(self, location: Location) -> float | None:
        """The pause in seconds that the site asks for, None when it does not say.

        Raises :class:`NotFetched` where its rules keep us out, and, for now, where they
        cannot be read; a site without a robots.txt keeps nobody out.
        """
        rules = self._rules(location)
        if isinstance(rules, NotFetched):
            raise rules
        if not rules.can_fetch(location.url, NAME):
            raise NotFetched(ROBOTS, host=location.host)
        pause = rules.crawl_delay(NAME)
        return float(pause) if pause is not None else None

    def _rules(self, location: Location) -> Protego | NotFetched:
        now = self._clock.seconds()
        known = self._known.get(location.site)
        if known is None or known.until <= now:
            rules = self._read(location)
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[location.site] = _Known(rules, now + _kept(rules))
        return known.rules

    def _read(self, location: Location) -> Protego | NotFetched:
        where = Location(location.scheme, location.host, location.port, "/robots.txt")
        try:
            answer = self._fetch(where)
        except NotFetched as error:
            if error.wording is REDIRECTS:
                return Protego.parse("")  # as if there were none (2.3.1.2)
            if error.wording in _OF_THE_HOST:
                return error
            return error.within(NO_ROBOTS, temporary=True, host=location.host)
        if answer.status == _OK:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        if answer.status in _ABSENT and answer.status != _TOO_MANY:
            return Protego.parse("")
        trouble = NotFetched(STATUS, status=answer.status)
        return trouble.within(NO_ROBOTS, temporary=True, host=location.host)


def _kept(rules: Protego | NotFetched) -> float:
    """Seconds that this is remembered."""
    if isinstance(rules, NotFetched):
        return min(rules.rest or _KEPT_WITHOUT, _KEPT_WITHOUT)
    return _KEPT
