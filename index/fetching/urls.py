"""A URL as typed → where to connect and what to ask for there.

One parser for both: what is checked is what is used.
"""

from __future__ import annotations

import re
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from index.fetching.limits import LONGEST_URL
from index.fetching.refusal import (
    BAD_URL,
    CREDENTIALS,
    DOWNGRADE,
    ODD_ADDRESS,
    PORT,
    SCHEME,
    NotFetched,
)

ANY_PORT: Final = range(1, 65_536)
"""For an address that is only to be written down in its one form."""
_DEFAULT: Final = {"http": 80, "https": 443}
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\\]")
_NAME: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
_SAFE: Final = "/%:@!$&'()*+,;=~-._?"
_DOTS: Final = str.maketrans(dict.fromkeys("。．｡", "."))


@dataclass(frozen=True, slots=True)
class Location:
    """An http(s) address in its parts. ``target`` is path and query, in ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _DEFAULT[self.scheme] else f"{name}:{self.port}"

    @property
    def site(self) -> str:
        """What one robots.txt is for: ``https://vov.vn``."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.site + self.target


def located(url: str, ports: Container[int] = (80, 443)) -> Location:
    """Where ``url`` leads. Raises :class:`NotFetched` for what may not be asked for."""
    text = url.strip()
    if len(text) > LONGEST_URL or _CONTROLS.search(text):
        raise NotFetched(BAD_URL)
    try:
        parts = urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise NotFetched(BAD_URL) from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT:
        raise NotFetched(SCHEME, scheme=scheme[:20]) if scheme else NotFetched(BAD_URL)
    if "@" in parts.netloc:
        raise NotFetched(CREDENTIALS)
    target = quote(parts.path or "/", safe=_SAFE.replace("?", ""))
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE)
    if not target.startswith("/"):
        raise NotFetched(BAD_URL)
    number = _DEFAULT[scheme] if port is None else port
    found = Location(scheme, _host(host, "[" in parts.netloc), number, target)
    if number not in ports:
        raise NotFetched(PORT, port=number)
    return found


def redirected(start: Location, header: str, ports: Container[int]) -> Location:
    """Where the ``Location`` header of an answer from ``start`` leads.

    Raises :class:`NotFetched`, also for the way from https down to http.
    """
    with suppress(UnicodeError):
        # header fields arrive as Latin-1; sites write UTF-8 into them
        header = header.encode("latin-1").decode("utf-8")
    try:
        found = located(urljoin(start.url, header.strip()), ports)
    except ValueError as error:
        raise NotFetched(BAD_URL) from error
    if start.scheme == "https" and found.scheme == "http":
        raise NotFetched(DOWNGRADE, url=found.url)
    return found


def _host(host: str, bracketed: bool) -> str:
    """The host in ASCII; an address in its one canonical form.

    Whatever else is written like a number (127.1, 0x7f000001, 0177.0.0.1,
    2130706433) is read in several ways by different programs, and refused.
    """
    try:
        if bracketed and "%" not in host:
            return IPv6Address(host).compressed
        name = host.translate(_DOTS).rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise NotFetched(BAD_URL) from error
    if not _NAME.fullmatch(name):
        raise NotFetched(BAD_URL)
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        try:
            return str(IPv4Address(name))
        except ValueError as error:
            raise NotFetched(ODD_ADDRESS, host=name) from error
    return name
