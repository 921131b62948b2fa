"""How good documents are: BM25 contributions added up, then what makes them grow or shrink."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index import deadline
from index.engines import bm25
from index.engines.base import Contribution
from index.engines.query import (
    Beneath,
    Clause,
    Or,
    Proximity,
    Question,
    Recency,
    Term,
    Within,
    field_of,
    text_of,
)
from index.engines.schema import ZONE_OF
from index.engines.whoosh import proximity
from index.engines.whoosh.among import Among
from index.engines.whoosh.matching import Matcher
from index.engines.whoosh.rising import Ints, Mask, Numbers, distinct, highest, inside, places

Scores = NDArray[np.float64]


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
    words = Among(matcher, docs)
    found = _clause_scores(words, question.rank)
    if question.proximity is not None:
        found = _drawn_together(words, found, question.proximity, among)
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
    return _clause_scores(Among(matcher, docs), rank)


def _clause_scores(words: Among, rank: Sequence[Clause]) -> Scores:
    matcher, docs = words.matcher, words.docs
    total = np.zeros(len(docs))
    norms = cache(lambda zone: matcher.snapshot.rows.norms[zone].take(docs))
    for clause in rank:
        deadline.check()
        containing = _containing(matcher, clause)
        if not containing:
            continue
        at, frequencies = words.frequencies(clause.node)
        weight = clause.weight * bm25.idf(matcher.snapshot.documents, containing)
        norm = norms(ZONE_OF[field_of(clause.node)])
        if at is None:
            worth = _saturated(frequencies, norm)
            if clause.floor:
                worth += clause.floor * (frequencies > 0)
            worth *= weight
            total += worth
        elif len(at):
            total[at] += weight * (clause.floor + _saturated(frequencies, norm.take(at)))
    return np.round(total, bm25.SCORE_DIGITS)


def _saturated(frequencies: Numbers, norms: Scores) -> Scores:
    found: Scores = frequencies * (bm25.K1 + 1)
    found /= norms + frequencies
    return found


def _containing(matcher: Matcher, clause: Clause) -> int:
    """How many documents the rarity of a clause counts."""
    return matcher.count(Or((clause.node, *clause.pooled)) if clause.pooled else clause.node)


def _drawn_together(words: Among, found: Scores, wanted: Proximity, among: Mask) -> Scores:
    matcher = words.matcher
    candidates = np.flatnonzero(among)
    at = candidates.take(highest(found.take(candidates), wanted.depth))
    idfs = [_idf(matcher, slot) for slot in wanted.slots]
    if not len(at) or not any(idfs):
        return found
    if len(at) < len(words.docs):
        words = Among(matcher, words.docs.take(at))
    keys = [words.keys(slot) for slot in wanted.slots]
    best = proximity.densest(keys, idfs, wanted.width, words.docs)
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
    words = Among(matcher, np.array([doc]))
    made = []
    for clause in rank:
        frequency = int(words.frequencies(clause.node)[1].sum())
        if frequency:
            made.append(
                Contribution(
                    field_of(clause.node),
                    text_of(clause.node),
                    clause.weight,
                    frequency,
                    matcher.count(clause.node),
                    float(_clause_scores(words, [clause])[0]),
                    isinstance(clause.node, Within),
                )
            )
    return tuple(made)
