"""Part → the clauses that order what matches.

Per token and adjacent pair, in the exact and the folded field; the weights say
how far a form with the wrong marks counts:

| typed | exact | fold |
|---|---|---|
| with marks, or without beside such and meant so (*Hà **Nam***) | 1.0 | 0.15 |
| without | 0.3 (in the likeliest reading) | 1.0 |
| one word alone, without | 10 (literal first) | 1.0 |

A pair weighs half as much; it counts as typed with marks when neither token
lacks its marks in the likeliest reading (*thống Nga* is complete). All of it
counts again in the title and in the standfirst. Another name of the same weighs
what the alternatives say, with the rarity of all its names together. Words of a
quotation count where its speaker says them, and nowhere else.

And the nearer to each other the words of a query stand, the better: an article that
has them all in one place is about them (see ``proximity``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from index.analysis import fold, is_marked
from index.engines.query import Clause, Everything, Near, Phrase, Proximity, Scored, Term, Within
from index.engines.schema import ALT, EXACT, FOLD
from search.language.levels import Level, matching, name_of, spoken_by
from search.language.matching import Matcher, Slot, every_marking
from search.language.nodes import leaves
from search.language.parts import AllOf, AnyOf, Fixed, Part, Quote, Spoken, Widening, Without, Words
from search.language.readings import Readings
from search.language.run import Run

PAIR: Final = 0.5
PHRASE: Final = 1.0
# the literal form of a word typed alone must outweigh any number of its twins:
# BM25 saturates at 2.2 per clause, and an article may have the twin in its title
LITERAL: Final = 10.0
TITLE: Final = 1.0
STANDFIRST: Final = 0.5
PLACES: Final = (("title", TITLE), ("standfirst", STANDFIRST))
SPEAKER: Final = 0.3
PROXIMITY: Final = 1.0
AROUND: Final = 24
"""Words close together: in a window that takes so many others beside them."""


@dataclass(frozen=True, slots=True)
class Weights:
    exact: float
    fold: float


MARKED: Final = Weights(1.0, 0.15)
BARE: Final = Weights(0.3, 1.0)
ALONE: Final = Weights(LITERAL, 1.0)


def clauses(part: Part) -> tuple[Clause, ...]:
    """Each scored node of ``part`` once, with its largest weight.

    A word typed twice is no stronger, and what is excluded scores nothing.
    """
    best: dict[Scored, Clause] = {}
    for clause in _clauses(part):
        known = best.get(clause.node)
        if known is None or known.weight < clause.weight:
            best[clause.node] = clause
    return tuple(best.values())


def proximity(part: Part) -> Proximity | None:
    """How much the words of ``part`` gain by standing together, in any marking.

    None of fewer than two words.
    """
    parts = part.parts if isinstance(part, AllOf) else (part,)
    slots = [slot for each in parts if isinstance(each, Words | Quote) for slot in _slots(each)]
    slots = list(dict.fromkeys(slots))
    if len(slots) < 2:
        return None
    return Proximity(tuple(slots), len(slots) + AROUND, PROXIMITY)


def _slots(part: Words | Quote) -> Iterator[Slot]:
    """The places of the words of ``part`` in the text; a name in one word stands for another."""
    if part.zone != "text":
        return
    matcher = Matcher(part.run, part.zone)
    others: dict[int, list[Term]] = {}
    for found in part.alternatives if isinstance(part, Words) else ():
        names = [Term(EXACT[part.zone], e.forms[0]) for e in found.others if len(e.forms) == 1]
        others |= {found.first + i: names for i in range(found.count)}
    for i, form in enumerate(every_marking(part.run)):
        yield tuple(dict.fromkeys((*matcher.slot(i, form), *others.get(i, ()))))


def _clauses(part: Part, everywhere: bool = True) -> Iterator[Clause]:
    """Words of the text count again in the places of PLACES, if ``everywhere``."""
    match part:
        case Words():
            yield from _placed(part.zone, lambda zone: _words(part, zone), everywhere)
        case Quote():
            typed = tuple(part.run.forms)
            as_typed = Readings(typed, (typed,))
            yield from _placed(
                part.zone, lambda zone: _tokens(part.run, as_typed, zone, alone=False), everywhere
            )
            phrases = leaves(matching(part, Level.FULL))
            yield from (Clause(each, PHRASE) for each in phrases if isinstance(each, Phrase | Near))
        case Widening(_, _, scored):
            yield from scored
        case AllOf(parts) | AnyOf(parts):
            for each in parts:
                yield from _clauses(each, everywhere)
        case Spoken():
            yield from _spoken(part)
        case Fixed() | Without():
            return


def _spoken(part: Spoken) -> Iterator[Clause]:
    """The words where the speaker says them, and how much he says at all."""

    by = spoken_by(part.speaker, Level.FULL)

    def said(node: Scored | Everything) -> Within:
        return Within(node, by)

    yield Clause(said(Everything()), SPEAKER)
    for clause in _clauses(part.words, everywhere=False) if part.words else ():
        yield replace(clause, node=said(clause.node), pooled=tuple(map(said, clause.pooled)))


def _placed(
    zone: str, made: Callable[[str], Iterable[Clause]], everywhere: bool
) -> Iterator[Clause]:
    """The clauses of every place where words of ``zone`` are looked for."""
    for place, share in [(zone, 1.0), *(PLACES if everywhere and zone == "text" else ())]:
        for clause in made(place):
            yield replace(clause, weight=clause.weight * share)


def _words(words: Words, zone: str) -> Iterator[Clause]:
    yield from _tokens(words.run, words.readings, zone, words.alone)
    for found in words.alternatives:
        nodes = {each: name_of(each.forms, zone) for each in found.others}
        typed = name_of(words.run.forms[found.first : found.first + found.count], zone)
        names = [node for node in (typed, *nodes.values()) if isinstance(node, Scored)]
        for other, node in nodes.items():
            if isinstance(node, Scored):
                pooled = tuple(each for each in names if each != node)
                yield Clause(node, other.weight, pooled=pooled)


def _tokens(run: Run, readings: Readings, zone: str, alone: bool) -> Iterator[Clause]:
    best = readings.best
    literal = run.marked and readings.likely == (readings.literal,)
    for i, typed in enumerate(run.forms):
        weights = MARKED if literal or is_marked(typed) else ALONE if alone else BARE
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
