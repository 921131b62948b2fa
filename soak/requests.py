"""Random requests: half of them queries that somebody could type, half of them noise.

    Requests(vocabulary, seed=7).request(4711)

A request depends on the seed and its number alone, so any of them can be sent again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import quote, quote_from_bytes, quote_plus

from search.request import PARAMETERS
from soak.grammar import Grammar
from soak.vocabulary import Vocabulary

_VALUES: Final = {
    "sort": ("relevance", "newest", "oldest"),
    "match": ("all", "any"),
    "marks": ("any",),
    "alt": ("off",),
    "how": ("typed", "reading", "alternative", "marking", "lacking"),
    "recency": ("on",),
    "group": ("story", "article"),
    "limit": ("1", "10", "50", "100"),
    "page": ("1", "2", "7", "100", "1000"),
    "from": ("2020", "2022-03", "2022-03-01", "-7d", "-1y"),
    "to": ("2020", "2022-03", "2022-03-01", "-1m"),
    "lang": ("vi", "en"),
}
_DATES: Final = ("2022", "2022-03", "2022-03-01", "__missing", "__no_year")
_NASTY: Final = (
    "\0", "\x01", "\x1b[2J", "\r\n", "\ud800", "\udfff", "\u202e", "\u200b", "\u200d", "\ufeff",
    "\U0010ffff", "\u0300" * 30, "<script>", '"><img src=x>', "'", "\\", "%", "{0}", "{q}", "../",
    "&", "=", "#", "?", ";", "+", "(", ")", '"', "“", "*", "~", "-", ":", "|", "said:", "title:",
    "date:", "OR", "ß", "İ", "ﷺ", "𝔫𝔤𝔞", "a" * 50,
)  # fmt: skip
_BROKEN: Final = ("%", "%2", "%zz", "%00", "%ff", "%ed%a0%80", "%c0%af", "%f4%90%80%80", "%u0041")


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. ``path`` and ``query`` are as they stand in the request line."""

    path: str
    query: str = ""
    method: str = "GET"
    body: bytes = b""
    kind: str = ""

    @property
    def line(self) -> str:
        """For a person who wants to send it again."""
        return f"{self.method} {self.path}{'?' if self.query else ''}{self.query}"


class Requests:
    """Draws requests. With ``writing`` some of the noise is posted as searches to save."""

    def __init__(self, vocabulary: Vocabulary, seed: int, writing: bool = False) -> None:
        self._vocabulary = vocabulary
        self._seed = seed
        self._writing = writing

    def request(self, number: int) -> Request:
        """The request of this number."""
        random = Random(f"{self._seed}:{number}")
        if number % 2:
            return _Noise(self._vocabulary, random, self._writing).request()
        return _Typed(self._vocabulary, random).request()


class _Typed:
    """Requests with a query of the grammar and other parameters as pages have them."""

    def __init__(self, vocabulary: Vocabulary, random: Random) -> None:
        self._vocabulary = vocabulary
        self._random = random
        self._grammar = Grammar(vocabulary, random)

    def request(self) -> Request:
        pairs = [("q", self._grammar.query()), *self._others()]
        article = quote(self._random.choice(self._vocabulary.ids), safe="")
        where = self._random.random()
        if where < 0.4:
            return Request("/", encoded(pairs), kind="page")
        if where < 0.75:
            return Request("/api/v1/search", encoded(pairs), kind="search")
        if where < 0.82:
            return Request("/api/v1/suggest", encoded(pairs[:1]), kind="suggest")
        if where < 0.92:
            path = self._random.choice(("/explain", "/api/v1/explain"))
            return Request(path, encoded([*pairs, ("id", article)]), kind="explain")
        return Request(f"/article/{article}", encoded(pairs[:1]), kind="article")

    def _others(self) -> list[tuple[str, str]]:
        random = self._random
        pairs = [
            (name, random.choice(values))
            for name, values in _VALUES.items()
            if random.random() < 0.12
        ]
        for facet, values in (
            ("outlet", self._vocabulary.outlets),
            ("person", self._vocabulary.persons),
            ("source", self._vocabulary.sources),
            ("date", _DATES),
        ):
            if random.random() < 0.1:
                for _ in range(random.choice((1, 1, 2, 60))):
                    pairs.append((random.choice(("", "-")) + facet, random.choice(values)))
        return pairs


class _Noise:
    """Requests of bytes: in every parameter, in every path, now and then in a body."""

    def __init__(self, vocabulary: Vocabulary, random: Random, writing: bool) -> None:
        self._vocabulary = vocabulary
        self._random = random
        self._writing = writing

    def request(self) -> Request:
        random = self._random
        if self._writing and random.random() < 0.1:
            return self._posted()
        paths: Sequence[Callable[[], str]] = (
            lambda: "/", lambda: "/", lambda: "/", lambda: "/api/v1/search",
            lambda: "/api/v1/search", lambda: "/api/v1/suggest", lambda: "/explain",
            lambda: "/api/v1/explain", lambda: "/persons", lambda: "/api/v1/persons",
            lambda: "/saved", lambda: "/help", lambda: f"/{self._segment()}",
            lambda: f"/person/{self._segment()}", lambda: f"/api/v1/persons/{self._segment()}",
            lambda: f"/article/{self._segment()}", lambda: f"/article/{self._segment()}/revisions",
            lambda: f"/api/v1/articles/{self._segment()}", lambda: f"/s/{self._segment()}",
            lambda: f"/api/v1/stories/{random.randrange(-5, 10**random.randint(1, 25))}",
        )  # fmt: skip
        return Request(random.choice(paths)(), self._query(), kind="noise")

    def _posted(self) -> Request:
        values: tuple[object, ...] = (self._text(), None, 10**30, True, [self._text()], {}, -1.5)
        choice = self._random.choice
        body: object = {
            choice((*PARAMETERS, "url", "query", self._text())): choice(values)
            for _ in range(self._random.randint(0, 3))
        }
        sent = json.dumps(choice((body, body, body, values))).encode("utf-8", "surrogatepass")
        sent = self._random.choice((sent, sent, sent[: len(sent) // 2], self._bytes()))
        return Request("/api/v1/saved-searches", method="POST", body=sent, kind="posted")

    def _query(self) -> str:
        names = (*PARAMETERS, "q", "q", "q", "id", "letter", "revision", "utm_source")
        parts = []
        for _ in range(self._random.choice((0, 1, 1, 2, 3, 5, 40))):
            known = self._random.random() < 0.9
            name = self._random.choice(names) if known else quote_from_bytes(self._bytes())
            parts.append(f"{name}{self._random.choice(('=', '=', '=', ''))}{self._value()}")
        return self._random.choice(("&", "&", "&", ";", "&&")).join(parts)

    def _value(self) -> str:
        kind = self._random.random()
        if kind < 0.4:
            return quote_from_bytes(self._bytes())
        if kind < 0.9:
            return quote_plus(self._text(), errors="surrogatepass")
        return "".join(self._random.choices(_BROKEN, k=self._random.randint(1, 5)))

    def _segment(self) -> str:
        known = (*self._vocabulary.ids[:9], *self._vocabulary.persons[:9], self._text())
        if self._random.random() < 0.3:
            return quote(self._random.choice(known), safe="", errors="surrogatepass")
        return quote_from_bytes(self._bytes()[:200] or b"x")

    def _text(self) -> str:
        """Unicode of every plane, with what has a meaning somewhere."""
        pieces: list[str] = []
        for _ in range(self._random.choice((1, 2, 5, 20, 200))):
            kind = self._random.random()
            if kind < 0.4:
                pieces.append(self._random.choice(_NASTY))
            elif kind < 0.7:
                pieces.append(chr(self._random.randrange(0x110000)))
            else:
                pieces.append(self._random.choice(self._vocabulary.frequent))
        return self._random.choice(("", " ")).join(pieces)

    def _bytes(self) -> bytes:
        return self._random.randbytes(self._random.choice((0, 1, 4, 16, 64, 700)))


def encoded(pairs: Sequence[tuple[str, str]]) -> str:
    """A query string; lone surrogates as the bytes they would be."""
    return "&".join(f"{name}={quote_plus(value, errors='surrogatepass')}" for name, value in pairs)
