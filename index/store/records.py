"""Draft, Article and Options ↔ JSON text: the only place that knows how.

What equals its default is left out, what is unknown is ignored and what is
missing takes its default: a newer program reads older rows and the reverse.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

from index.article import (
    Article,
    ArticleDate,
    Draft,
    Evidence,
    Mention,
    Options,
    Person,
    Quote,
    Source,
)

Record = TypeVar(
    "Record", Draft, Article, Options, Person, Mention, Source, ArticleDate, Quote, Evidence
)
Values = dict[str, Any]

_RECORDS: Final = frozenset((Source, Person, Mention, ArticleDate, Quote, Evidence))
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
TRANSIENT = ("origin", "crawled")
"""What may differ between two readings of one unchanged input."""


class UnreadableError(ValueError):
    """Text that none of the functions here has written."""


def draft_text(draft: Draft) -> str:
    """JSON of what a reader found. ``extra`` must hold JSON values."""
    return _dumps(_values(draft))


def article_text(article: Article) -> str:
    """JSON of an article as understood."""
    return _dumps(_values(article))


def options_text(options: Options) -> str:
    """JSON of what was said about the input; ``{}`` when nothing was."""
    return _dumps(_values(options))


def read_draft(text: str) -> Draft:
    """The Draft that :func:`draft_text` wrote. Raises :class:`UnreadableError`."""
    return _read(Draft, text)


def read_article(text: str, without: Container[str] = ()) -> Article:
    """The Article that :func:`article_text` wrote. Raises :class:`UnreadableError`.

    Its fields, and those of its parts, that are ``without`` are left at their defaults: the
    evidence, mentions and quotations are nine tenths of the work behind parsing JSON.
    """
    return _read(Article, text, without)


def read_options(text: str) -> Options:
    """The Options that :func:`options_text` wrote. Raises :class:`UnreadableError`."""
    return _read(Options, text)


def names_in(text: str) -> list[str]:
    """The names of the persons in what :func:`article_text` wrote; quicker than all of it."""
    try:
        return [row["name"] for row in json.loads(text).get("persons", ())]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def input_digest(draft: Draft, options: Options, understanding: str) -> str:
    """Names one input: same content, same options, same understanding, same digest.

    32 hexadecimal digits. Where the input lay is no part of it.
    """
    values = _values(draft)
    del values["origin"]
    content = json.dumps([values, _values(options), understanding], sort_keys=True)
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def same_content(one: Draft, other: Draft) -> bool:
    """Whether two inputs say the same, wherever and whenever they were read."""
    return _content(one) == _content(other)


def same_text(one: Draft, other: Draft) -> bool:
    """Whether two inputs have the same words."""
    return (one.title, one.standfirst, one.text) == (other.title, other.standfirst, other.text)


def storable(text: str) -> bool:
    """Whether a database can hold ``text`` as it is: no lone surrogate, no NUL."""
    return _UNSTORABLE.search(text) is None


def _content(draft: Draft) -> Values:
    return {name: value for name, value in _values(draft).items() if name not in TRANSIENT}


def _dumps(values: Values) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    # Vietnamese takes half the room unescaped; a lone surrogate lives only escaped
    return text if text.isascii() or storable(text) else json.dumps(values, separators=(",", ":"))


def _values(record: object) -> Values:
    """The fields that differ from their defaults, nested records included."""
    names, defaults, values_of = _shape(cast("Hashable", type(record)))
    return {
        name: value if type(value) is str else _plain(value)
        for name, value, default in zip(names, values_of(record), defaults, strict=True)
        if value is not default and value != default
    }


def _plain(value: object) -> object:
    if type(value) in _RECORDS:
        return _values(value)
    if isinstance(value, tuple | list):
        return [each if type(each) is str else _plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value


@cache
def _shape(kind: Hashable) -> tuple[Sequence[str], Sequence[object], Callable[[object], Any]]:
    """Field names, their defaults, and what reads all fields of a record at once."""
    defaults = _defaults(kind)
    return tuple(defaults), tuple(defaults.values()), attrgetter(*defaults)


@cache
def _defaults(kind: Hashable) -> Mapping[str, object]:
    """Field names with their defaults; a field without one has MISSING, unlike any value."""
    return {
        each.name: each.default if each.default_factory is MISSING else each.default_factory()
        for each in fields(cast("Any", kind))
    }


def _read(kind: type[Record], text: str, without: Container[str] = ()) -> Record:
    try:
        return _record(kind, json.loads(text), without)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        reason = f"a {kind.__name__} cannot be read: {error}"
        raise UnreadableError(reason) from error


def _record(kind: type[Record], values: Values, without: Container[str] = ()) -> Record:
    defaults = _defaults(cast("Hashable", kind))
    known = {
        name: value for name, value in values.items() if name in defaults and name not in without
    }
    for name, value in known.items():
        if name in _NESTED:
            known[name] = _NESTED[name](value, without)
        elif isinstance(value, list):
            known[name] = tuple(value)
    return kind(**known)


def _date(values: str | Values, _: Container[str]) -> str | ArticleDate:
    # a Draft's ``published`` is text, an Article's is a record
    return values if isinstance(values, str) else _record(ArticleDate, values)


_NESTED: Mapping[str, Callable[[Any, Container[str]], object]] = {
    "sources": lambda rows, _: tuple(_record(Source, row) for row in rows),
    "persons": lambda rows, without: tuple(_record(Person, row, without) for row in rows),
    "mentions": lambda rows, _: tuple(_record(Mention, row) for row in rows),
    "quotes": lambda rows, without: tuple(_record(Quote, row, without) for row in rows),
    "evidence": lambda rows, _: tuple(_record(Evidence, row) for row in rows),
    "cue": lambda values, _: values and _record(Mention, values),
    "published": _date,
    "event": _date,
    "extra": lambda values, _: dict(values),
    "keys": lambda values, _: dict(values),
}
