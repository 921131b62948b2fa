"""Draft → what the store and the index need of it: a pure function, for any process.

Whatever the article alone decides is made here, beside understanding it: its words and
its fingerprint. So the process that writes has only to put it in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from index.article import Article, Draft, Options
from index.engines.document import Words, analyze_texts, words
from index.errors import InputRejected
from index.lockstep import Steps, in_step
from index.people import Identities
from index.stories import Fingerprint, fingerprint_of
from index.wording import Wording

Made = TypeVar("Made")

TOGETHER: Final = 300_000
"""Characters of running text that go through the steps together: what is made of them on the way
takes a hundred times as many bytes."""

FAILED: Final = Wording(
    vi="Tìm Tin gặp lỗi ngoài dự kiến khi phân tích bài này: {problem}",
    en="Tìm Tin met an unexpected error while understanding this article: {problem}",
)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why an input did not become an article."""

    reason: Wording
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as understood, its words, and what its copies find it by."""

    article: Article
    words: Words
    fingerprint: Fingerprint


def understood(drafts: Sequence[Draft], options: Options) -> list[Article | Rejected]:
    """The articles, or why not: an error in one never touches another."""
    return _in_groups(drafts, lambda draft: _understanding(draft, options))


def prepared(
    drafts: Sequence[Draft], options: Options, identities: Identities
) -> list[Prepared | Rejected]:
    """As :func:`understood`, with the words under these ``identities``."""
    return _in_groups(drafts, lambda draft: _preparing(draft, options, identities))


def _in_groups(drafts: Sequence[Draft], work: Callable[[Draft], Steps[Made]]) -> list[Made]:
    """What the work on each draft makes, in order; in step within a group."""
    return [made for some in _together(drafts) for made in in_step(map(work, some))]


def _together(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The drafts in groups of at most :data:`TOGETHER` characters of text, or of one."""
    some: list[Draft] = []
    size = 0
    for draft in drafts:
        size += len(draft.text)
        if some and size > TOGETHER:
            yield some
            some, size = [], len(draft.text)
        some.append(draft)
    if some:
        yield some


def _preparing(
    draft: Draft, options: Options, identities: Identities
) -> Steps[Prepared | Rejected]:
    article = yield from _understanding(draft, options)
    if isinstance(article, Rejected):
        return article
    try:
        yield
        analyzed = analyze_texts(article)
        yield
        found = words(article, identities.values(article), analyzed)
        yield
        copies = fingerprint_of(analyzed["standfirst"].sentences(), analyzed["body"].sentences())
    except Exception as error:  # as below
        return _failed(error)
    return Prepared(article, found, copies)


def _understanding(draft: Draft, options: Options) -> Steps[Article | Rejected]:
    from index.enrich import steps  # loads the segmenters: not for an input that is known

    try:
        return (yield from steps.understanding(draft, options))
    except InputRejected as error:
        return Rejected(error.wording, error.details)
    except Exception as error:  # whatever one text does, the batch goes on
        return _failed(error)


def _failed(error: Exception) -> Rejected:
    return Rejected(FAILED, {"problem": f"{type(error).__name__}: {error}"})
