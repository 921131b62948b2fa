"""How good documents are: BM25 contributions added up, then what makes them grow or shrink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import deadline
from index.engines import bm25
from index.engines.base import Contribution
from index.engines.query import (
    Beneath,
    Clause,
    Or,
    Phrase,
    Proximity,
    Question,
    Recency,
    Scored,
    Term,
    Within,
    field_of,
    text_of,
)
from index.engines.schema import ZONE_OF
from index.engines.whoosh import proximity
from index.engines.whoosh.matching import Matcher
from index.engines.whoosh.rising import Ints, Mask, Numbers, distinct, highest, inside, places

Scores = NDArray[np.float64]

_FREQUENT = 8
"""What stands in one of so many documents is kept with an entry for each of them: adding
that to all scores takes 40 µs of 105,000, and to those of 50,000 by their numbers 90."""
_FEW = 16
"""So many times fewer documents than there are have each clause looked up for them alone."""


def scores(matcher: Matcher, question: Question, docs: Ints, found: Mask | None = None) -> Scores:
    """The scores of ``docs``, which rise, rounded to ``bm25.SCORE_DIGITS``.

    ``found`` says which of them the filters leave; None: all.
    """
    ground = _ground(matcher, question, docs)
    if len(ground) == len(docs):
        among = np.ones(len(docs), bool) if found is None else found
        return _scores(matcher, question, docs, among)
    here = inside(ground, docs)
    among = here.copy()
    if found is not None:
        among[here] = found
    return _scores(matcher, question, ground, among).compress(here)


def _ground(matcher: Matcher, question: Question, docs: Ints) -> Ints:
    """``docs`` and all whose scores bear on theirs."""
    others = []
    if question.beneath is not None:
        others += [matcher.docs(question.beneath.above), matcher.docs(question.beneath.node)]
    if question.recency is not None and question.recency.phrase is not None:
        others.append(matcher.docs(question.recency.phrase))
    strange = [each for each in others if not inside(each, docs).all()]
    return distinct(np.concatenate((docs, *strange))) if strange else docs


def _scores(matcher: Matcher, question: Question, docs: Ints, among: Mask) -> Scores:
    found = clause_scores(matcher, question.rank, docs)
    if question.proximity is not None:
        found = _drawn_together(matcher, found, question.proximity, docs, among)
    if question.nearest is not None and question.nearest.lift:
        always = matcher.holds(question.nearest.always, docs)
        found = found * (1.0 + question.nearest.lift * always)
    if question.recency is not None:
        found = _grown(matcher, found, question.recency, docs)
    if question.beneath is not None:
        found = _lowered(matcher, found, question.beneath, docs)
    return _originals_raised(matcher, np.round(found, bm25.SCORE_DIGITS), docs, among)


def clause_scores(matcher: Matcher, rank: Sequence[Clause], docs: Ints) -> Scores:
    """Of each of ``docs`` the sum of the rank clauses alone, rounded likewise."""
    total = np.zeros(len(docs))
    size = matcher.snapshot.size
    dense = None if len(docs) * _FEW < size else np.zeros(size)
    for clause in rank:
        deadline.check()
        worth = _worth(matcher, clause.node, docs)
        if worth is None:
            continue
        weight = clause.weight * _idf_of(matcher, clause)
        if dense is None:
            worth.add_to_few(total, docs, weight, clause.floor)
        else:
            worth.add_to_all(dense, weight, clause.floor)
    if dense is not None:
        total = dense.take(docs)
    return np.round(total, bm25.SCORE_DIGITS)


@dataclass(frozen=True, slots=True)
class _Worth:
    """The saturated frequencies of a node, beside ``docs``.

    Where ``docs`` is None every document of the snapshot has one, 0 where the node is not.
    """

    docs: Ints | None
    saturated: Scores

    def add_to_few(self, total: Scores, docs: Ints, weight: float, floor: float) -> None:
        """Add its contribution to the scores ``total`` of ``docs``."""
        if self.docs is None:
            there = self.saturated.take(docs)
            total += weight * (floor * (there > 0.0) + there if floor else there)
        elif len(docs) < len(self.docs):
            at = self.docs.searchsorted(docs)
            hit = self.docs.take(at, mode="clip") == docs
            there = self.saturated.take(at, mode="clip")
            total += np.where(hit, weight * (floor + there), 0.0)
        else:
            at = docs.searchsorted(self.docs)
            hit = docs.take(at, mode="clip") == self.docs
            total[at.compress(hit)] += weight * (floor + self.saturated.compress(hit))

    def add_to_all(self, total: Scores, weight: float, floor: float) -> None:
        """Add its contribution to the scores of all documents."""
        there = self.saturated
        if self.docs is None:
            total += weight * (floor * (there > 0.0) + there if floor else there)
        else:
            np.add.at(total, self.docs, weight * (floor + there))


def _worth(matcher: Matcher, node: Scored, docs: Ints) -> _Worth | None:
    """Of ``docs`` at least; None of a node that stands in none of them."""
    snapshot = matcher.snapshot
    key = ("worth", node)
    kept: _Worth | None = snapshot.hot.get(key)
    if kept is not None:
        return kept
    if isinstance(node, Term | Phrase) and matcher.is_costly(node, docs):
        some, frequencies = matcher.frequencies_in(node, docs)
        return _Worth(some, _saturated(matcher, node, some, frequencies)) if len(some) else None
    having, frequencies = matcher.frequencies(node)
    if not len(having):
        return None
    saturated = _saturated(matcher, node, having, frequencies)
    if len(having) * _FREQUENT < snapshot.size:
        kept = _Worth(having, saturated)
    else:
        every = np.zeros(snapshot.size)
        every[having] = saturated
        kept = _Worth(None, every)
    snapshot.hot.put(key, kept, kept.saturated.nbytes)
    return kept


def _saturated(matcher: Matcher, node: Scored, docs: Ints, frequencies: Numbers) -> Scores:
    norms = matcher.snapshot.rows.norms[ZONE_OF[field_of(node)]].take(docs)
    norms += frequencies
    found: Scores = frequencies * (bm25.K1 + 1)
    found /= norms
    return found


def _idf_of(matcher: Matcher, clause: Clause) -> float:
    containing = matcher.count(Or((clause.node, *clause.pooled)) if clause.pooled else clause.node)
    return bm25.idf(matcher.snapshot.documents, containing)


def _drawn_together(
    matcher: Matcher, found: Scores, wanted: Proximity, docs: Ints, among: Mask
) -> Scores:
    candidates = np.flatnonzero(among)
    at = candidates.take(highest(found.take(candidates), wanted.depth))
    idfs = [_idf(matcher, slot) for slot in wanted.slots]
    if not len(at) or not any(idfs):
        return found
    here = docs.take(at)
    keys = [matcher.places(slot, here) for slot in wanted.slots]
    best = proximity.densest(keys, idfs, wanted.width, here)
    grown = found.copy()
    grown[at] *= 1.0 + wanted.weight * (best / sum(idfs))
    return grown


def _idf(matcher: Matcher, slot: Sequence[Term]) -> float:
    containing = matcher.count(Or(tuple(slot)))
    return bm25.idf(matcher.snapshot.documents, containing) if containing else 0.0


def _lowered(matcher: Matcher, found: Scores, beneath: Beneath, docs: Ints) -> Scores:
    above = matcher.holds(beneath.above, docs)
    below = matcher.holds(beneath.node, docs) & ~above
    scoring = above & (found > 0.0)
    if not scoring.any() or not below.any():
        return found
    low, high = found[scoring].min(), found[below].max()
    if high < low:
        return found
    return np.where(below, found * (max(0.0, low - bm25.STEP) / high), found)


def _originals_raised(matcher: Matcher, found: Scores, docs: Ints, among: Mask) -> Scores:
    """An original found scores at least what its copies found do."""
    rows = matcher.snapshot.rows
    at = places(docs, rows.sharing)
    at = at.compress(among.take(at))
    sharing = docs.take(at)
    copy = rows.column("copy").take(sharing)
    if not copy.any():
        return found
    stories, score = rows.stories.take(sharing), found.take(at)
    best = np.zeros(int(stories.max()) + 1)
    np.maximum.at(best, stories.compress(copy), score.compress(copy))
    raised = found.copy()
    raised[at] = np.where(copy, score, np.maximum(score, best.take(stories)))
    return raised


def _grown(matcher: Matcher, found: Scores, recency: Recency, docs: Ints) -> Scores:
    rows = matcher.snapshot.rows
    age = np.maximum(0, recency.now - rows.column("start").take(docs)) / recency.half_life
    grown = found * np.where(rows.dated.take(docs), 1.0 + recency.weight * 0.5**age, 1.0)
    if recency.phrase is None:
        return grown
    having = matcher.holds(recency.phrase, docs)
    steps = np.sort(found[having])
    at = np.searchsorted(steps, found)
    bounded = ~having & (at < len(steps))
    next_step = np.append(steps, 0.0)[at] - bm25.STEP
    return np.where(bounded, np.minimum(grown, np.maximum(found, next_step)), grown)


def contributions(matcher: Matcher, rank: Sequence[Clause], doc: int) -> tuple[Contribution, ...]:
    """What each clause gives to one document, clauses that give nothing left out."""
    made = []
    for clause in rank:
        docs, frequencies = matcher.frequencies(clause.node)
        at = int(np.searchsorted(docs, doc))
        if at < len(docs) and docs[at] == doc:
            here = slice(at, at + 1)
            saturated = _saturated(matcher, clause.node, docs[here], frequencies[here])
            made.append(
                Contribution(
                    field_of(clause.node),
                    text_of(clause.node),
                    clause.weight,
                    int(frequencies[at]),
                    len(docs),
                    clause.weight * _idf_of(matcher, clause) * (clause.floor + float(saturated[0])),
                    isinstance(clause.node, Within),
                )
            )
    return tuple(made)
