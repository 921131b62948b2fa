"""What is another between two understandings, or two texts, of one article: its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from index.article import Article, ArticleDate

ChangeKind = Literal[
    "title",
    "standfirst",
    "body",
    "outlet",
    "authors",
    "published",
    "event",
    "person-gained",
    "person-lost",
    "source-gained",
    "source-lost",
    "quote-gained",
    "quote-lost",
    "speaker",
    "captions",
    "key-terms",
    "details",
]
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value that is another; None is none. ``details`` are mentions, offsets, evidence."""

    kind: ChangeKind
    before: str | None
    after: str | None


def value_changes(before: Article, after: Article) -> tuple[ValueChange, ...]:
    """Every value that differs, in the order of :data:`CHANGE_KINDS`; none for equal articles."""
    found = (*_texts(before, after), *_sets(before, after))
    if not found and before != after:
        found = (ValueChange("details", None, None),)
    return tuple(sorted(found, key=lambda change: CHANGE_KINDS.index(change.kind)))


def _texts(before: Article, after: Article) -> Iterator[ValueChange]:
    pairs: tuple[tuple[ChangeKind, str | None, str | None], ...] = (
        ("title", before.title, after.title),
        ("standfirst", before.standfirst, after.standfirst),
        ("body", before.body, after.body),
        ("outlet", before.outlet, after.outlet),
        ("authors", _listed(before.authors), _listed(after.authors)),
        ("published", _date(before.published), _date(after.published)),
        ("event", _date(before.event), _date(after.event)),
        ("captions", _listed(before.captions), _listed(after.captions)),
        ("key-terms", _listed(before.key_terms), _listed(after.key_terms)),
    )
    for kind, old, new in pairs:
        if old != new:
            yield ValueChange(kind, old, new)


def _sets(before: Article, after: Article) -> Iterator[ValueChange]:
    pairs: tuple[tuple[ChangeKind, ChangeKind, list[str], list[str]], ...] = (
        ("person-lost", "person-gained", _persons(before), _persons(after)),
        ("source-lost", "source-gained", _sources(before), _sources(after)),
        ("quote-lost", "quote-gained", _quotes(before), _quotes(after)),
    )
    for lost, gained, old, new in pairs:
        for value in dict.fromkeys(old):
            if value not in new:
                yield ValueChange(lost, value, None)
        for value in dict.fromkeys(new):
            if value not in old:
                yield ValueChange(gained, None, value)
    spoken = {quote.text: quote.speaker for quote in before.quotes}
    for quote in after.quotes:
        if quote.text in spoken and spoken[quote.text] != quote.speaker:
            yield ValueChange("speaker", spoken[quote.text], quote.speaker)


def _listed(values: tuple[str, ...]) -> str | None:
    return "; ".join(values) or None


def _date(date: ArticleDate | None) -> str | None:
    return date.value if date else None


def _persons(article: Article) -> list[str]:
    return [person.name for person in article.persons]


def _sources(article: Article) -> list[str]:
    return [source.value for source in article.sources]


def _quotes(article: Article) -> list[str]:
    return [quote.text for quote in article.quotes]
