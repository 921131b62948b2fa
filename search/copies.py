"""The copies of a story: what each has in common with the first, and what differs.

Compared sentence by sentence, free of spelling and order: a sentence that stands
anywhere in both is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.analysis import analyze, sentences
from index.article import INFORMING, Article, ArticleDate, DateKind, Kept
from index.enrich.outlet import outlet_label
from index.stories import fingerprint, likeness

SHOWN: Final = 50
"""Copies that are compared and shown; a story of more says how many there are."""

SENTENCES: Final = 300
"""Sentences of one article that are compared: far beyond any real article."""

CHANGED: Final = 0.5
"""Words in common, of all words of both, from which a sentence was changed, not replaced."""


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence of the first copy and what became of it.

    ``before`` None was added, ``after`` None was dropped.
    """

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """One member of a story beside its first copy.

    ``same`` is the share of all their text that both have, 0 to 1; of the first copy it
    is 1 and the rest is empty. ``dropped`` are agencies that the first copy names as its
    source and this one does not, ``added`` the reverse.
    """

    id: str
    title: str
    outlet: str | None
    outlet_label: str | None
    date: ArticleDate | None
    date_kind: DateKind | None
    first_seen: str
    first: bool
    same: float = 1.0
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    differences: tuple[SentenceChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A story: its id today, how many articles tell it, and these, the first copy first.

    ``members`` are at most SHOWN.
    """

    id: int
    copies: int
    members: tuple[Copy, ...]


def told(id: int, kept: Sequence[Kept]) -> Told:
    """The story of these articles, of which the first is the first copy."""
    first, *others = kept[:SHOWN]
    made = fingerprint(first.article)
    members = [_copy(first, first=True)]
    for other in others:
        article = other.article
        mine, theirs = _agencies(first.article), _agencies(article)
        members.append(
            _copy(
                other,
                first=False,
                same=likeness(made, fingerprint(article)).resemblance,
                dropped=tuple(name for name in mine if name not in theirs),
                added=tuple(name for name in theirs if name not in mine),
                differences=sentence_changes(first.article, article),
            )
        )
    return Told(id, len(kept), tuple(members))


def _copy(kept: Kept, first: bool, **compared: object) -> Copy:
    article = kept.article
    return Copy(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        outlet_label=outlet_label(article.outlet) if article.outlet else None,
        date=article.date,
        date_kind=article.date_kind,
        first_seen=kept.first_seen,
        first=first,
        **compared,  # type: ignore[arg-type]  # the fields of a comparison
    )


def _agencies(article: Article) -> list[str]:
    """Who the information comes from, as the article says."""
    named = (source.name for source in article.sources if source.kind in INFORMING)
    return list(dict.fromkeys(named))


def sentence_changes(one: Article, other: Article) -> tuple[SentenceChange, ...]:
    """What ``other`` dropped, changed and added, in the order of the texts."""
    before, after = _sentences(one), _sentences(other)
    kept_before, kept_after = {forms for _, forms in before}, {forms for _, forms in after}
    gone = [each for each in before if each[1] not in kept_after]
    new = [each for each in after if each[1] not in kept_before]
    found = []
    for text, forms in gone:
        near = max(new, key=lambda each: _common(forms, each[1]), default=None)
        if near is not None and _common(forms, near[1]) >= CHANGED:
            new.remove(near)
            found.append(SentenceChange(text, near[0]))
        else:
            found.append(SentenceChange(text, None))
    return (*found, *(SentenceChange(None, text) for text, _ in new))


Sentence = tuple[str, tuple[str, ...]]


def _sentences(article: Article) -> list[Sentence]:
    """Each sentence as it stands and by its exact forms, without those that have none."""
    found = []
    for text in (article.standfirst or "", article.body):
        for start, end in sentences(text):
            forms = tuple(analyze(text[start:end]).exact)
            if forms:
                found.append((text[start:end], forms))
            if len(found) == SENTENCES:
                return found
    return found


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / len(first | second)
