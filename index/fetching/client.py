"""A URL → the page behind it, politely, from nowhere it must not be asked.

    client = Client(settings.fetch)
    page = client.get("https://vov.vn/rss/the-gioi.rss", Validators(etag='"abc"'))

Redirects are followed here, not in the library: each is checked like the first address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from index.fetching.clock import Clock, SystemClock
from index.fetching.exchange import Answer, Budget, ask
from index.fetching.limits import FAILURE_REST, LONGEST_REST, MAX_REDIRECTS, ROBOTS_BYTES
from index.fetching.politeness import Hosts
from index.fetching.refusal import (
    BUSY,
    CONTENT_TYPE,
    FORBIDDEN,
    GONE,
    NOWHERE,
    REDIRECTED,
    REDIRECTS,
    STATUS,
    NotFetched,
)
from index.fetching.resolving import Resolve, checked_addresses, system_resolve
from index.fetching.robots import NAME, Robots
from index.fetching.urls import Location, located, redirected
from index.readers.kinds import MEDIA_TYPES, essence
from index.settings import FetchSettings

LONGEST_VALIDATOR: Final = 1_000
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,"
    "application/feed+json,application/xml;q=0.9,application/json;q=0.9,text/plain;q=0.5"
)
_OK: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED: Final = 304
_REFUSED: Final = frozenset({401, 402, 403, 407, 451})
_GONE: Final = frozenset({404, 410})
_TROUBLE: Final = frozenset({408, 425, 429, *range(500, 600)})


@dataclass(frozen=True, slots=True)
class Validators:
    """What the host said of the state we have: it need not send that again."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """The conditions of a request (RFC 9110, 13.1)."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}


NONE: Final = Validators()


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at ``url``, the address after all redirects.

    ``media_type`` is the Content-Type as sent, with its charset; None when not said.
    """

    url: str
    body: bytes
    media_type: str | None
    validators: Validators


class Client:
    """Fetches pages for one process. ``resolve`` gives a host's addresses.

    Not for several threads: each host is asked one thing at a time.
    """

    def __init__(
        self,
        settings: FetchSettings,
        clock: Clock | None = None,
        resolve: Resolve = system_resolve,
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._resolve = resolve
        self._hosts = Hosts(self._clock, settings.delay)
        self._robots = Robots(self._robots_txt, self._clock)
        self._agent = _user_agent(settings.contact)

    def check(self, url: str) -> str:
        """The address as it will be asked for. Raises :class:`NotFetched` when malformed."""
        return located(url, self._settings.ports).url

    def get(self, url: str, known: Validators = NONE) -> Page | None:
        """The page at ``url``; None when it still is what ``known`` says.

        Raises :class:`NotFetched`, whatever the reason.
        """
        start = located(url, self._settings.ports)
        headers = {"Accept": _ACCEPT, **known.headers}
        answer = self._follow(start, headers, self._settings.limit, self._admit)
        if answer.status == _NOT_MODIFIED and known.headers:
            return None
        if answer.status != _OK:
            raise self._refusal(answer, located(answer.url, self._settings.ports).host)
        return Page(answer.url, answer.body, _media_type(answer), _validators(answer))

    def _follow(
        self,
        location: Location,
        headers: Mapping[str, str],
        limit: int,
        admit: Callable[[Location], None],
    ) -> Answer:
        """The answer behind all redirects, each of them checked like the first address."""
        budget = Budget(self._settings.timeout, self._clock)
        start = location
        for _ in range(MAX_REDIRECTS + 1):
            try:
                admit(location)
                answer = self._ask(location, headers, budget, limit)
                if answer.status not in _REDIRECTS:
                    return answer
                location = self._next(location, answer)
            except NotFetched as error:
                if location == start or error.wording is NOWHERE:
                    raise
                raise error.within(
                    REDIRECTED, temporary=error.temporary, to=location.url
                ) from error
        raise NotFetched(REDIRECTS, limit=MAX_REDIRECTS, url=location.url)

    def _next(self, location: Location, answer: Answer) -> Location:
        where = answer.headers.get("location")
        if not where:
            raise NotFetched(NOWHERE, status=answer.status)
        return redirected(location, where, self._settings.ports)

    def _admit(self, location: Location) -> None:
        pause = self._robots.admit(location)
        if pause is not None:
            self._hosts.slow_down(location.host, pause)

    def _robots_txt(self, location: Location) -> Answer:
        return self._follow(location, {"Accept": "text/plain"}, ROBOTS_BYTES, lambda _: None)

    def _ask(
        self, location: Location, headers: Mapping[str, str], budget: Budget, limit: int
    ) -> Answer:
        self._hosts.take_turn(location.host)
        try:
            with budget.spent():
                addresses = checked_addresses(
                    location.host,
                    location.port,
                    self._settings.allowed,
                    self._resolve,
                    budget.left,
                )
            agent = {"User-Agent": self._agent}
            answer = ask(location, addresses, {**agent, **headers}, budget, limit)
        except NotFetched as error:
            if error.temporary:
                self._hosts.failed(location.host)
            else:
                self._hosts.answered(location.host)
            raise
        self._note(location.host, answer)
        return answer

    def _note(self, host: str, answer: Answer) -> None:
        """Heed what the status says about the host itself."""
        if answer.status in _TROUBLE:
            self._hosts.failed(host)
            rest = _retry_after(answer)
            if rest is not None:
                self._hosts.rest(host, rest)
        else:
            self._hosts.answered(host)

    def _refusal(self, answer: Answer, host: str) -> NotFetched:
        status = answer.status
        if status in _TROUBLE:
            rest = _retry_after(answer) or FAILURE_REST
            return NotFetched(
                BUSY, temporary=True, rest=rest, host=host, status=status, seconds=round(rest)
            )
        if status in _GONE:
            return NotFetched(GONE, status=status)
        return NotFetched(FORBIDDEN if status in _REFUSED else STATUS, status=status)


def _user_agent(contact: str) -> str:
    return f"{NAME}/{version('timtin')}" + (f" (+{contact})" if contact else "")


def _retry_after(answer: Answer) -> float | None:
    """Seconds that the host asks for, None when it does not say."""
    text = answer.headers.get("retry-after")
    if text:
        with suppress(HTTPError, ValueError, OverflowError):
            return float(Retry(retry_after_max=LONGEST_REST).parse_retry_after(text))
    return None


def _media_type(answer: Answer) -> str | None:
    """The Content-Type, None when there is none. Raises for what is never an article."""
    text = answer.headers.get("content-type", "").strip()
    kind = essence(text)
    if kind and kind not in MEDIA_TYPES:
        raise NotFetched(CONTENT_TYPE, kind=kind[:60])
    return text or None


def _validators(answer: Answer) -> Validators:
    def usable(name: str) -> str | None:
        value = answer.headers.get(name, "").strip()
        fits = 0 < len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable()
        return value if fits else None

    return Validators(usable("etag"), usable("last-modified"))
