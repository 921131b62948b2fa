"""A real, small recogniser for the tests: a name is what a list of first names opens.

It knows a handful of rare first names that our own lists lack, and two media by the
words behind them. The faulty ones do what a foreign module may do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Field
from index.recogniser import Span

_FIRST = ("Quimbao", "Zolwen", "Ardith")
_PERSON = re.compile(rf"\b(?:{'|'.join(_FIRST)})(?:\s[A-Z][a-z]+)?")
_AGENCY = re.compile(r"\b[A-Z][a-z]+ Wire\b")
_PLACE = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+(?= Bay\b)")


def names(title: str, standfirst: str, body: str) -> Iterator[Span]:
    """What the patterns find in the three texts."""
    fields: tuple[tuple[Field, str], ...] = (
        ("title", title),
        ("standfirst", standfirst),
        ("body", body),
    )
    for field, text in fields:
        for match in _PERSON.finditer(text):
            yield Span(field, match.start(), match.end(), "person", 0.95)
        for match in _AGENCY.finditer(text):
            yield Span(field, match.start(), match.end(), "agency", 0.9)
        for match in _PLACE.finditer(text):
            yield Span(field, match.start(), match.end(), "other", 1.0)


def raising(title: str, standfirst: str, body: str) -> Iterator[Span]:
    """Fails after its first answer."""
    yield from names(title, standfirst, body)
    raise RuntimeError("model file is missing")


def astray(title: str, standfirst: str, body: str) -> list[object]:
    """Answers that cannot be, and one that can."""
    return [
        Span("body", 5, 5, "person", 0.9),
        Span("body", 0, len(body) + 1, "person", 0.9),
        Span("body", 0, 4, "person", 1.5),
        Span("body", 0, 4, "person", float("nan")),
        Span("caption", 0, 4, "person", 0.5),  # type: ignore[arg-type]
        Span("body", 0, 4, "city", 0.5),  # type: ignore[arg-type]
        ("body", 0, 4, "person", 0.5),
        *names(title, standfirst, body),
    ]


not_a_function = "names"
