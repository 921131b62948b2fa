"""The Engine protocol: all that the product asks of an index.

An engine may be remote and show a write a moment later; a writer opened with
``visible=True`` returns only when its commit is seen by the next search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from index.engines.query import Question, SortKey
from index.engines.schema import Document


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One article of an answer. ``score`` is 0.0 under the date sorts.

    ``labels`` names those of the question's labels that the article matches.
    """

    id: str
    score: float
    key: SortKey
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """``values`` by falling count then value; ``missing`` articles carry MISSING.

    ``distinct`` is how many values occur at all, beyond those listed; names, where values were
    asked for ``by_name``. ``everywhere`` says of each of ``values`` how many live articles carry
    it, found or not; empty unless asked for.
    """

    values: tuple[tuple[str, int], ...]
    missing: int
    distinct: int
    everywhere: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DateCounts:
    """Articles per ``2025``, ``2025-10``, ``2025-10-29``; only counts above 0.

    An article counts at each level that its precision reaches. ``missing`` are
    those without a place on the time line; ``no_year`` is the part of them that
    has a day but no year.
    """

    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    no_year: int
    missing: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits of the page asked for, the exact total, and the counts: of articles or stories.

    ``labels`` counts the articles of each of the question's labels.
    """

    hits: tuple[EngineHit, ...]
    total: int
    labels: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, FacetCounts] = field(default_factory=dict)
    dates: DateCounts | None = None


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term, or one of VALUES, and in how many live articles it stands."""

    text: str
    documents: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms, or values of one of VALUES, in code point order.

    In columns: an archive has 100,000, and so many objects at once make the collector of
    garbage walk through all others several times.
    """

    texts: Sequence[str]
    documents: Sequence[int]

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[TermCount]:
        return map(TermCount, self.texts, self.documents)


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two exact tokens side by side and how often that happens."""

    left: str
    right: str
    count: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one rank clause gives to one article's score; ``quoted``: inside quotations."""

    field: str
    text: str
    weight: float
    frequency: int
    documents: int
    score: float
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether the article matches, and how its score is made.

    The score is ``factor`` × the sum of the contributions; ``factor`` is what
    ``Proximity``, ``Nearest``, ``Recency`` and ``Beneath`` made of it.
    """

    matches: bool
    score: float
    contributions: tuple[Contribution, ...]
    factor: float = 1.0
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Status:
    """``change`` is the highest store change that the index contains.

    ``current`` is False when another analysis version made it: it still serves, and wants
    `timtin rebuild`.
    """

    documents: int
    generation: int
    analysis: str
    current: bool
    change: int


class Writer(Protocol):
    """Collects changes; they are seen together at the end of the ``with``."""

    def put(self, document: Document) -> None:
        """Add the document, in place of any with the same id."""

    def delete(self, id: str) -> None:
        """Remove the document with this id, if there is one."""

    def contains(self, change: int) -> None:
        """After the commit the index contains the store up to ``change``."""


class Batch:
    """A Writer that only collects: the last word on each id counts."""

    def __init__(self) -> None:
        self.changes: dict[str, Document | None] = {}
        self.change: int | None = None

    def put(self, document: Document) -> None:
        self.changes[document.id] = document

    def delete(self, id: str) -> None:
        self.changes[id] = None

    def contains(self, change: int) -> None:
        self.change = change


class Engine(Protocol):
    """Raises :class:`index.errors.EngineError` and its kinds, nothing else."""

    def writer(self, visible: bool = False) -> AbstractContextManager[Writer]:
        """One batch: commits on success, rolls back on any error."""

    def rebuilding(self) -> AbstractContextManager[Writer]:
        """A new generation from nothing: switches on success, drops it on error."""

    def tidy(self) -> None:
        """Remove what a crash left, unless somebody is writing. Never raises for the disk."""

    def search(self, question: Question) -> Answer:
        """Hits, exact total and counts."""

    def documents(self) -> Iterator[tuple[str, str]]:
        """(id, digest) of every live document: what `timtin check` compares."""

    def terms(self, field: str, prefix: str = "") -> Terms:
        """Terms of a token field, or the values in one of VALUES, in code point order."""

    def frequencies(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        """How often each of ``texts`` occurs (occurrences, not articles) in a token field.

        Of the values in one of VALUES: how many articles carry each.
        """

    def markings(self, fold: str) -> tuple[str, ...]:
        """The exact terms of the index whose folded form is ``fold``, sorted."""

    def pairs(self, lefts: Sequence[str], rights: Sequence[str]) -> Iterator[PairCount]:
        """Adjacent exact tokens, every left with every right, counts above 0."""

    def runs(self, runs: Sequence[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
        """How often the exact tokens of each run stand side by side, in that order."""

    def explain(self, question: Question, id: str) -> Explanation:
        """Why this article matched and how its score is made."""

    def status(self) -> Status:
        """How many documents, which generation, made by which analysis."""
