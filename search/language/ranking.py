"""A run of words → the clauses that order what matches.

Per token and adjacent pair, in the exact and the folded field; the weights say
how far a form with the wrong marks counts:

| typed | exact | fold |
|---|---|---|
| with marks | 1.0 | 0.15 |
| without | 0.3 (in the likeliest reading) | 1.0 |
| one word alone, without | 10 (literal first) | 1.0 |

A pair weighs half as much; it counts as typed with marks when neither token
lacks its marks in the likeliest reading (*thống Nga* is complete). All of it
counts again in the title.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.analysis import fold, is_marked
from index.engines.query import Clause, Phrase, Scored, Term
from index.engines.schema import ALT, EXACT, FOLD
from search.language.run import Run

PAIR: Final = 0.5
TITLE: Final = 1.0
# the literal form of a word typed alone must outweigh any number of its twins:
# BM25 saturates at 2.2 per clause, and an article may have the twin in its title
LITERAL: Final = 10.0


@dataclass(frozen=True, slots=True)
class Weights:
    exact: float
    fold: float


MARKED: Final = Weights(1.0, 0.15)
BARE: Final = Weights(0.3, 1.0)
ALONE: Final = Weights(LITERAL, 1.0)


def clauses(run: Run, best: tuple[str, ...], zone: str, alone: bool = False) -> Iterator[Clause]:
    """The clauses of ``run`` in ``zone`` (and the title, for the whole text).

    ``best`` is the likeliest reading; ``alone`` says that the run is one word
    typed without marks and matches in any marking.
    """
    for place, share in (("text", 1.0), ("title", TITLE)) if zone == "text" else ((zone, 1.0),):
        for clause in _in(run, best, place, alone):
            yield Clause(clause.node, clause.weight * share)


def _in(run: Run, best: tuple[str, ...], zone: str, alone: bool) -> Iterator[Clause]:
    for i, typed in enumerate(run.forms):
        weights = MARKED if is_marked(typed) else ALONE if alone else BARE
        yield Clause(Term(EXACT[zone], best[i]), weights.exact)
        yield Clause(Term(FOLD[zone], fold(typed)), weights.fold)
        yield Clause(Term(ALT[zone], fold(typed)), MARKED.exact)
    for alt in dict.fromkeys(a.text for a in run.tokens.alts):
        yield Clause(Term(ALT[zone], alt), MARKED.exact)
        yield Clause(Term(FOLD[zone], alt), MARKED.exact)
    for i in range(len(run.tokens) - 1):
        complete = all(is_marked(run.forms[j]) or best[j] == run.forms[j] for j in (i, i + 1))
        weights = MARKED if complete else BARE
        exact = (Term(EXACT[zone], best[i]),), (Term(EXACT[zone], best[i + 1]),)
        folded = tuple((Term(FOLD[zone], fold(run.forms[j])),) for j in (i, i + 1))
        yield Clause(Phrase(exact), PAIR * weights.exact)
        yield Clause(Phrase(folded), PAIR * weights.fold)


def merged(found: Iterator[Clause] | list[Clause]) -> tuple[Clause, ...]:
    """Each node once, with its largest weight: a word typed twice is no stronger."""
    weights: dict[Scored, float] = {}
    for clause in found:
        weights[clause.node] = max(weights.get(clause.node, 0.0), clause.weight)
    return tuple(Clause(node, weight) for node, weight in weights.items())
