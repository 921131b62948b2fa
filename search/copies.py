"""The copies of a story: what each has in common with the first, and what differs.

Compared sentence by sentence, free of spelling and order: a sentence that stands
anywhere in both is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from index.analysis import analyze, sentences
from index.article import INFORMING, Article, ArticleDate, DateKind, Kept
from index.stories import Hashes, resemblance, shingles_of
from search.names import publisher

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
    members = [_copy(first, first=True)]
    if others:
        original = _Original.of(first.article)
        members += [_compared(original, each) for each in others]
    return Told(id, len(kept), tuple(members))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as it stands, by its exact forms, and the words among them."""

    text: str
    forms: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Original:
    """The first copy, read once for all that are compared with it."""

    shingles: Hashes
    agencies: tuple[str, ...]
    sentences: tuple[_Sentence, ...]

    @classmethod
    def of(cls, article: Article) -> _Original:
        return cls(shingles_of(article), _agencies(article), _sentences(article))


def _compared(original: _Original, kept: Kept) -> Copy:
    article = kept.article
    named = _agencies(article)
    return replace(
        _copy(kept, first=False),
        same=resemblance(original.shingles, shingles_of(article)),
        dropped=tuple(name for name in original.agencies if name not in named),
        added=tuple(name for name in named if name not in original.agencies),
        differences=_changes(original.sentences, _sentences(article)),
    )


def _copy(kept: Kept, first: bool) -> Copy:
    article = kept.article
    return Copy(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        outlet_label=publisher(article),
        date=article.date,
        date_kind=article.date_kind,
        first_seen=kept.first_seen,
        first=first,
    )


def _agencies(article: Article) -> tuple[str, ...]:
    """Who the information comes from, as the article says."""
    named = (source.name for source in article.sources if source.kind in INFORMING)
    return tuple(dict.fromkeys(named))


def _changes(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> tuple[SentenceChange, ...]:
    """What the later text dropped, changed and added, in the order of the texts."""
    kept_before, kept_after = {each.forms for each in before}, {each.forms for each in after}
    new = [each for each in after if each.forms not in kept_before]
    found = []
    for gone in (each for each in before if each.forms not in kept_after):
        near = max(new, key=lambda each: _common(gone, each), default=None)
        if near is not None and _common(gone, near) >= CHANGED:
            new.remove(near)
            found.append(SentenceChange(gone.text, near.text))
        else:
            found.append(SentenceChange(gone.text, None))
    return (*found, *(SentenceChange(None, each.text) for each in new))


def _sentences(article: Article) -> tuple[_Sentence, ...]:
    """The sentences of standfirst and body, without those that have no words."""
    found = (
        _Sentence(text[start:end], forms, frozenset(forms))
        for text in (article.standfirst or "", article.body)
        for start, end in sentences(text)
        if (forms := tuple(analyze(text[start:end]).exact))
    )
    return tuple(islice(found, SENTENCES))


def _common(one: _Sentence, other: _Sentence) -> float:
    return len(one.words & other.words) / len(one.words | other.words)
