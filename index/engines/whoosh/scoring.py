"""The rank clauses over a snapshot: BM25 contributions added into one array."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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
from index.engines.whoosh import proximity
from index.engines.whoosh.matching import Matcher
from index.engines.whoosh.rising import Ints
from index.engines.whoosh.snapshot import Mask, Snapshot

Scores = NDArray[np.float64]


def scores(
    snapshot: Snapshot, matcher: Matcher, question: Question, plain: Scores, among: Mask
) -> Scores:
    """Every document's score, rounded to ``bm25.SCORE_DIGITS``.

    ``plain`` are the ``clause_scores``, ``among`` the documents found.
    """
    found = plain
    if question.proximity is not None:
        found = _drawn_together(snapshot, matcher, found, question.proximity, among)
    if question.nearest is not None:
        lifted = 1.0 + question.nearest.lift * matcher.mask(question.nearest.always)
        found = found * lifted
    if question.recency is not None:
        found = _grown(snapshot, matcher, found, question.recency)
    if question.beneath is not None:
        found = _lowered(snapshot, matcher, found, question.beneath)
    return _originals_raised(snapshot, np.round(found, bm25.SCORE_DIGITS), among)


def clause_scores(snapshot: Snapshot, matcher: Matcher, question: Question) -> Scores:
    """The sum of the rank clauses alone, rounded likewise."""
    total = np.zeros(snapshot.size)
    for clause in question.rank:
        docs, frequencies = matcher.frequencies(clause.node)
        if len(docs):
            total[docs] += _scored(snapshot, matcher, clause, docs, frequencies)
    return np.round(total, bm25.SCORE_DIGITS)


def at_least(candidates: Ints, score: Scores, wanted: int) -> Ints:
    """The candidates that can be among the best ``wanted``, ties with the last included."""
    if wanted == 0:
        return candidates[:0]
    if len(candidates) <= wanted:
        return candidates
    least = np.partition(score, len(score) - wanted)[len(score) - wanted]
    best: Ints = candidates[score >= least]
    return best


def _drawn_together(
    snapshot: Snapshot, matcher: Matcher, found: Scores, wanted: Proximity, among: Mask
) -> Scores:
    candidates = np.flatnonzero(among)
    docs = at_least(candidates, found[candidates], wanted.depth)
    idfs = [_idf(snapshot, matcher, slot) for slot in wanted.slots]
    if not len(docs) or not any(idfs):
        return found
    keys = [matcher.places(slot, docs) for slot in wanted.slots]
    best = proximity.densest(keys, idfs, wanted.width, docs)
    grown = found.copy()
    grown[docs] *= 1.0 + wanted.weight * (best / sum(idfs))
    return grown


def _idf(snapshot: Snapshot, matcher: Matcher, slot: Sequence[Term]) -> float:
    containing = int((matcher.mask(Or(tuple(slot))) & snapshot.live).sum())
    return bm25.idf(snapshot.documents, containing) if containing else 0.0


def _lowered(snapshot: Snapshot, matcher: Matcher, found: Scores, beneath: Beneath) -> Scores:
    above = matcher.mask(beneath.above) & snapshot.live
    below = matcher.mask(beneath.node) & snapshot.live & ~above
    scoring = above & (found > 0.0)
    if not scoring.any() or not below.any():
        return found
    low, high = found[scoring].min(), found[below].max()
    if high < low:
        return found
    return np.where(below, found * (max(0.0, low - bm25.STEP) / high), found)


def _originals_raised(snapshot: Snapshot, found: Scores, among: Mask) -> Scores:
    """An original found scores at least what its copies found do."""
    copies = np.flatnonzero(among & snapshot.rows["copy"])
    if not len(copies):
        return found
    best = np.zeros(snapshot.size)
    np.maximum.at(best, snapshot.stories[copies], found[copies])
    originals = among & ~snapshot.rows["copy"]
    return np.where(originals, np.maximum(found, best[snapshot.stories]), found)


def _grown(snapshot: Snapshot, matcher: Matcher, found: Scores, recency: Recency) -> Scores:
    rows = snapshot.rows
    age = np.maximum(0, recency.now - rows["start"]) / recency.half_life
    dated = rows["level"] > 0
    grown = found * np.where(dated, 1.0 + recency.weight * 0.5**age, 1.0)
    if recency.phrase is None:
        return grown
    having = matcher.mask(recency.phrase) & snapshot.live
    steps = np.sort(found[having])
    at = np.searchsorted(steps, found)
    bounded = ~having & (at < len(steps))
    next_step = np.append(steps, 0.0)[at] - bm25.STEP
    return np.where(bounded, np.minimum(grown, np.maximum(found, next_step)), grown)


def contributions(
    snapshot: Snapshot, matcher: Matcher, rank: Sequence[Clause], doc: int
) -> tuple[Contribution, ...]:
    """What each clause gives to one document, clauses that give nothing left out."""
    made = []
    for clause in rank:
        docs, frequencies = matcher.frequencies(clause.node)
        at = int(np.searchsorted(docs, doc))
        if at < len(docs) and docs[at] == doc:
            score = _scored(snapshot, matcher, clause, docs, frequencies)[at]
            made.append(
                Contribution(
                    field_of(clause.node),
                    text_of(clause.node),
                    clause.weight,
                    int(frequencies[at]),
                    len(docs),
                    float(score),
                    isinstance(clause.node, Within),
                )
            )
    return tuple(made)


def _scored(
    snapshot: Snapshot, matcher: Matcher, clause: Clause, docs: Ints, frequencies: Ints
) -> Scores:
    lengths, mean = snapshot.lengths(field_of(clause.node))
    norm = bm25.K1 * (1 - bm25.B + bm25.B * lengths[docs] / mean)
    containing = len(docs)
    if clause.pooled:
        containing = int(matcher.mask(Or((clause.node, *clause.pooled))).sum())
    idf = bm25.idf(snapshot.documents, containing)
    saturated = frequencies * (bm25.K1 + 1) / (frequencies + norm)
    scored: Scores = clause.weight * idf * (clause.floor + saturated)
    return scored
