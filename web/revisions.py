"""The earlier texts of an article, and what each was changed into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.article import FIELDS, Article, Field, Kept
from index.comparison import ChangeKind, ValueChange, value_changes
from index.differences import Piece, differences
from index.errors import RevisionNotFound
from index.store import Revision

_SHOWN: Final[frozenset[ChangeKind]] = frozenset(
    ("outlet", "authors", "published", "event", "captions")
)
"""What beside the text a new version of an article changes; who and what is named in it
follows from its text, and from the rules of the day."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A revision and what the text after it changed.

    ``texts`` are the fields that differ, as pieces; ``changes`` the other values.
    """

    number: int
    replaced_at: str
    texts: tuple[tuple[Field, tuple[Piece, ...]], ...]
    changes: tuple[ValueChange, ...]


def compared(revisions: Sequence[Revision], kept: Kept, number: int) -> Compared:
    """Revision ``number`` beside the text that replaced it.

    Raises :class:`RevisionNotFound`.
    """
    if not 1 <= number <= len(revisions):
        raise RevisionNotFound(id=kept.article.id, number=number, count=len(revisions))
    before = revisions[number - 1]
    after = revisions[number].article if number < len(revisions) else kept.article
    return Compared(
        number, before.replaced_at, _texts(before.article, after), _changes(before.article, after)
    )


def _texts(before: Article, after: Article) -> tuple[tuple[Field, tuple[Piece, ...]], ...]:
    pairs: list[tuple[Field, str, str]] = [
        (field, getattr(before, field) or "", getattr(after, field) or "") for field in FIELDS
    ]
    return tuple((field, differences(old, new)) for field, old, new in pairs if old != new)


def _changes(before: Article, after: Article) -> tuple[ValueChange, ...]:
    return tuple(each for each in value_changes(before, after) if each.kind in _SHOWN)
