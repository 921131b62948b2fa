"""The executable query: what an engine is asked, and nothing a person types.

Matching and ranking are two things. ``Question.where`` and the filters decide
which articles count; ``Question.rank`` only orders them: an article's score is
the sum, over the clauses, of ``weight`` times the BM25 of that clause in its own
field (``bm25.py``).

A phrase slot lists alternatives from parallel fields of one zone (``exact`` and
``alt_forms``): they share positions, and an alternative form that covers several
positions is honoured with its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


@dataclass(frozen=True, slots=True)
class Term:
    """Articles with this term in this token field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with any term of ``field`` that starts with ``text``."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Slots at consecutive positions; each slot is met by any of its terms."""

    slots: tuple[tuple[Term, ...], ...]


WIDEST: Final = 100
"""Positions of the widest window: as many as a paragraph's end adds, so none crosses it."""


@dataclass(frozen=True, slots=True)
class Near:
    """Every slot met, in any order, within a window of ``width`` consecutive positions.

    A word is in the window where it begins there, whatever length it covers. A slot
    that is given several times wants as many words; different slots may be met by the
    same word. It occurs once for each minimal window, one that holds no smaller one
    (Clarke, Cormack & Burkowski, "An Algebra for Structured Text Search", 1995).

    Raises ValueError for a window above WIDEST.
    """

    slots: tuple[tuple[Term, ...], ...]
    slop: int

    def __post_init__(self) -> None:
        if self.width > WIDEST:
            raise ValueError(f"{len(self.slots)} words and {self.slop} others: more than {WIDEST}")

    @property
    def width(self) -> int:
        """The words wanted and ``slop`` others."""
        return len(self.slots) + self.slop


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article that ``node`` does not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class Value:
    """Articles that carry ``value`` in ``facet``, one of VALUES or ``date``; see ``MISSING``."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class DateWithin:
    """Articles whose whole date interval lies inside [start, end].

    Both are minutes since 1970-01-01T00:00 in Asia/Ho_Chi_Minh wall time and
    inclusive; None is open. Articles without a place on the time line never match.
    """

    start: int | None
    end: int | None


Node = Everything | Nothing | Term | Prefix | Phrase | Near | And | Or | Not | Value | DateWithin
Scored = Term | Phrase | Near | Prefix


def field_of(node: Scored) -> str:
    """The field whose statistics score the node: of several words, the first term's."""
    return node.slots[0][0].field if isinstance(node, Phrase | Near) else node.field


def text_of(node: Scored) -> str:
    """The node as a person reads it."""
    match node:
        case Phrase(slots):
            return _slots_text(slots)
        case Near(slots, slop):
            return f"{_slots_text(slots)} ~{slop}"
        case Prefix(_, text):
            return text + "*"
        case Term(_, text):
            return text


def _slots_text(slots: tuple[tuple[Term, ...], ...]) -> str:
    return " ".join("|".join(term.text for term in slot) for slot in slots)


@dataclass(frozen=True, slots=True)
class Clause:
    """One summand of the score."""

    node: Scored
    weight: float


@dataclass(frozen=True, slots=True)
class Filter:
    """A reader's selection in one facet; its own facet's counts ignore it."""

    facet: str
    node: Node


@dataclass(frozen=True, slots=True)
class FacetWanted:
    """Count the values of ``facet``, one of VALUES: the ``size`` most frequent, and ``keep``.

    ``keep`` are the selected values, counted even at 0.
    """

    facet: str
    size: int
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SortKey:
    """Where an article stands in a date order; see ``Question.after``.

    ``minute`` is the start of its date interval, None when it has no place on
    the time line.
    """

    minute: int | None
    seq: int


@dataclass(frozen=True, slots=True)
class Question:
    """All an engine is asked at once.

    ``after`` continues a date order behind that key (never with relevance);
    it does not change the total or the counts.
    """

    where: Node
    rank: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    facets: tuple[FacetWanted, ...] = ()
    dates: bool = False
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    after: SortKey | None = None
