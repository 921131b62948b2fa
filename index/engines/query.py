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

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from index.analysis import fold
from index.engines.schema import EXACT

Sort = Literal["relevance", "newest", "oldest"]
Group = Literal["article", "story"]


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
class Within:
    """Articles with one quotation of which both ``node`` and ``speaker`` hold.

    A word or phrase of the zones QUOTABLE holds of a quotation where it stands wholly
    inside; ``And``, ``Or`` and ``Not`` are of that same quotation, and what is not about
    words is asked of its article. ``speaker`` looks for names in the zone ``speaker``;
    ``Everything`` is any quotation. Scored, a word or phrase occurs as often as it stands
    in quotations of ``speaker``, anything else once for each of them that it holds of.

    The counterpart of Vespa's ``sameElement``.
    """

    node: Node
    speaker: Node


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
class Enough:
    """Articles that match so many of ``nodes`` that their idf sums to ``share`` of all.

    A node's idf is ``bm25.idf`` of the live articles that match it: a rare word
    lacking weighs more than a frequent one. A node that none matches counts for
    nothing, or one misspelt word would leave no article with enough; an article with
    none of them never has enough.
    """

    nodes: tuple[Node, ...]
    share: float


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


Node = (
    Everything
    | Nothing
    | Term
    | Prefix
    | Phrase
    | Near
    | Within
    | And
    | Or
    | Not
    | Enough
    | Value
    | DateWithin
)
Leaf = Term | Phrase | Near | Prefix
"""A word or phrase: it stands somewhere."""
Scored = Leaf | Within


def field_of(node: Scored) -> str:
    """The field whose statistics score the node: of several words, the first term's.

    A quotation is of the text.
    """
    match node:
        case Within(Term() | Phrase() | Near() | Prefix() as inner):
            return field_of(inner)
        case Within():
            return EXACT["text"]
        case Phrase(slots) | Near(slots):
            return slots[0][0].field
        case _:
            return node.field


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
        case Within(Term() | Phrase() | Near() | Prefix() as inner):
            return text_of(inner)
        case Within(_, speaker):
            names: dict[str, str] = {}
            for each in _words(speaker):
                names.setdefault(fold(each), each)
            return f"said:{' '.join(names.values()) or '*'}"


def _words(node: Node) -> Iterator[str]:
    """The words that make a quotation one of this speaker, for a person to read."""
    match node:
        case Term() | Phrase() | Near() | Prefix():
            yield text_of(node)
        case And(nodes) | Or(nodes):
            for each in nodes:
                yield from _words(each)


def _slots_text(slots: tuple[tuple[Term, ...], ...]) -> str:
    return " ".join("|".join(term.text for term in slot) for slot in slots)


@dataclass(frozen=True, slots=True)
class Clause:
    """One summand of the score: ``weight`` × idf × (``floor`` + saturated frequency).

    ``floor`` is what standing in an article at all is worth, however long it is
    (delta of BM25+: Lv & Zhai, "Lower-Bounding Term Frequency Normalization",
    2011). ``pooled`` are other forms of the same: the idf is that of articles
    with any of them, so that a rare spelling is no rarer than its word.
    """

    node: Scored
    weight: float
    floor: float = 0.0
    pooled: tuple[Scored, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A name for the articles that match ``node``: counted, and said on each hit.

    Its count ignores the filter of the facet ``HOW``, like a facet its own.
    """

    name: str
    node: Node


HOW: Final = "how"
"""The facet of the labels; see ``Label``."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Of what matches but not ``always``, only the ``most`` best count (ties included).

    The best by the rank clauses alone, before filters: what a facet counts is what
    its selection shows. The scores of ``always`` grow by the share ``lift``.
    """

    always: Node
    most: int
    lift: float = 0.0


@dataclass(frozen=True, slots=True)
class Proximity:
    """A score grows by ``weight`` times the share of ``slots`` that stands close together.

    That share is, of the idf of all slots, what is met within the best window of
    ``width`` consecutive positions: a word counts once, and where it begins. A slot's
    idf is that of the live articles that meet it; one that none meets counts for
    nothing. Only the ``depth`` best articles (ties with the last included) are looked
    at: growing alone, none of them falls behind the others.
    """

    slots: tuple[tuple[Term, ...], ...]
    width: int
    weight: float
    depth: int = 200


@dataclass(frozen=True, slots=True)
class Beneath:
    """Ranks every article of ``node`` below every one of ``above`` that scores at all.

    An article of both is of ``above``. Where one of the others would score too high,
    the scores of them all shrink by one factor, so that their own order stays.
    """

    node: Node
    above: Node


@dataclass(frozen=True, slots=True)
class Recency:
    """A score grows by the share ``weight``, halved each ``half_life`` minutes before ``now``.

    Articles with ``phrase`` are never overtaken through it by those without: the
    grown score of one without ends below the next that has it. ``phrase`` None
    knows no such order. Undated articles do not grow.
    """

    now: int
    half_life: int
    weight: float
    phrase: Node | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A reader's selection in one facet; its own facet's counts ignore it."""

    facet: str
    node: Node


@dataclass(frozen=True, slots=True)
class FacetWanted:
    """Count the values of ``facet``, one of VALUES: the ``size`` most frequent, and ``keep``.

    ``keep`` are the selected values, counted even at 0. ``everywhere`` asks how many articles
    of the whole index carry each value, too.

    With ``by_name`` the values are names, some of them with a kind (``TASS``, ``TASS:cite``; see
    ``index.article.source_parts``), and ``size`` counts names: the most frequent by the count of
    the name alone, ties with the last included, and those of ``keep``, each with all its kinds.
    """

    facet: str
    size: int
    keep: tuple[str, ...] = ()
    everywhere: bool = False
    by_name: bool = False


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
    it does not change the total or the counts. ``proximity``, the lift of ``nearest``,
    ``recency`` and ``beneath`` bear on the order by relevance only, in this order. Then
    an original scores at least what the best of its copies found does, and stands before
    them: of equal scores originals come first.

    With ``group`` story everything counts stories: a story counts where one of its
    articles does, and its first hit in the order asked for is the only one.
    """

    where: Node
    rank: tuple[Clause, ...] = ()
    nearest: Nearest | None = None
    proximity: Proximity | None = None
    recency: Recency | None = None
    beneath: Beneath | None = None
    labels: tuple[Label, ...] = ()
    filters: tuple[Filter, ...] = ()
    facets: tuple[FacetWanted, ...] = ()
    dates: bool = False
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    after: SortKey | None = None
    group: Group = "article"
