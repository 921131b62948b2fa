"""Our executable query as peers can ask it.

What must match is an *and* of groups. Where a group is an *or* of words and phrases, they
are scored in place, as anybody would write it for these engines: a word that must match
and counts is not looked up twice. All else that must match is asked unscored, and rank
clauses that need not match (pairs among them) are optional. What is excluded stands apart:
every peer has a way to say so.

No peer has our statistics of pooled names, nor phrases over parallel fields, where a slot is
met by a word or by its joined form: for all of them such a phrase is one of each field
(``within_fields``). What is found less by that is counted by our own engine too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from index.engines.query import (
    And,
    Clause,
    Everything,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Question,
    Term,
)
from index.engines.schema import ALT, DateInterval
from search.language.nodes import all_of, any_of

Word = Term | Prefix | Phrase
FACETS: Final = ("outlet", "person", "year")
_OWN: Final = {"outlet": "outlet", "person": "person", "date": "year"}


@dataclass(frozen=True, slots=True)
class Weighted:
    """A word or phrase that must match or may, and what it counts; 0 is nothing."""

    node: Word
    weight: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Any of each of ``groups``, and ``unscored``, without ``excluded``; ``optional`` scores."""

    groups: tuple[tuple[Weighted, ...], ...]
    unscored: Node | None
    excluded: tuple[Node, ...]
    optional: tuple[Weighted, ...]


def plan(node: Node, rank: Sequence[Clause]) -> Plan:
    """How to ask for what matches ``node`` in the order of ``rank``."""
    scored = [(leaf, c.weight) for c in rank for leaf in _leaves(within_fields(c.node))]
    weights: dict[Word, float] = dict(scored)
    groups: list[tuple[Weighted, ...]] = []
    unscored: list[Node] = []
    excluded: list[Node] = []
    for each in node.nodes if isinstance(node, And) else (node,):
        leaves = _leaves(each)
        if leaves:
            groups.append(tuple(Weighted(leaf, weights.pop(leaf, 0.0)) for leaf in leaves))
        elif isinstance(each, Not):
            excluded.append(each.node)
        elif not isinstance(each, Everything):
            unscored.append(each)
    optional = tuple(Weighted(leaf, weight) for leaf, weight in weights.items())
    rest = all_of(unscored) if unscored or not groups else None
    return Plan(tuple(groups), rest, tuple(excluded), optional)


def _leaves(node: Node) -> list[Word]:
    """The words and phrases any of which ``node`` is; none where it is anything else."""
    parts = node.nodes if isinstance(node, Or) else (node,)
    found = [each for each in parts if isinstance(each, Term | Prefix | Phrase)]
    return found if len(found) == len(parts) else []


def matching(question: Question, but: str | None = None) -> Node:
    """What matches and passes all filters but that of the facet ``but``, for peers to ask."""
    chosen = (each.node for each in question.filters if _OWN.get(each.facet) != but)
    return all_of([within_fields(question.where), *chosen])


def facet_groups(question: Question) -> Mapping[Node, tuple[str, ...]]:
    """The facets by what they are counted over: a facet ignores its own filter."""
    groups: dict[Node, tuple[str, ...]] = {}
    for facet in FACETS:
        node = matching(question, but=facet)
        groups[node] = (*groups.get(node, ()), facet)
    return groups


def within_fields(node: Node) -> Node:
    """``node`` with every phrase within one field, a word in each slot; see the module.

    Joined forms cover several positions, which no peer knows: they stand in no phrase.
    """
    match node:
        case Phrase(slots):
            fields = dict.fromkeys(term.field for slot in slots for term in slot)
            ways = (
                product(*([term for term in slot if term.field == field] for slot in slots))
                for field in fields
                if field not in ALT.values()
            )
            return any_of(Phrase(tuple((term,) for term in way)) for found in ways for way in found)
        case And(nodes):
            return all_of(within_fields(each) for each in nodes)
        case Or(nodes):
            return any_of(within_fields(each) for each in nodes)
        case Not(inner):
            return Not(within_fields(inner))
        case _:
            return node


def phrase_of(phrase: Phrase) -> tuple[str, list[str]]:
    """The field and the words of a phrase as ``within_fields`` leaves it."""
    terms = [term for (term,) in phrase.slots]
    return terms[0].field, [term.text for term in terms]


def year(date: DateInterval) -> int:
    """The year of a date, as the facet counts it."""
    return int(date.value[:4])
