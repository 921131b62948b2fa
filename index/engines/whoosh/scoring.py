"""The rank clauses over a snapshot: BM25 contributions added into one array."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.engines import bm25
from index.engines.base import Contribution
from index.engines.query import Clause, field_of, text_of
from index.engines.whoosh.matching import Matcher
from index.engines.whoosh.segment import Ints
from index.engines.whoosh.snapshot import Snapshot


def scores(snapshot: Snapshot, matcher: Matcher, rank: Sequence[Clause]) -> NDArray[np.float64]:
    """Every document's score, rounded to ``bm25.SCORE_DIGITS``."""
    total = np.zeros(snapshot.size)
    for clause in rank:
        docs, frequencies = matcher.frequencies(clause.node)
        if len(docs):
            total[docs] += _scored(snapshot, clause, docs, frequencies)
    return np.round(total, bm25.SCORE_DIGITS)


def contributions(
    snapshot: Snapshot, matcher: Matcher, rank: Sequence[Clause], doc: int
) -> tuple[Contribution, ...]:
    """What each clause gives to one document, clauses that give nothing left out."""
    made = []
    for clause in rank:
        docs, frequencies = matcher.frequencies(clause.node)
        at = int(np.searchsorted(docs, doc))
        if at < len(docs) and docs[at] == doc:
            score = _scored(snapshot, clause, docs, frequencies)[at]
            made.append(
                Contribution(
                    field_of(clause.node),
                    text_of(clause.node),
                    clause.weight,
                    int(frequencies[at]),
                    len(docs),
                    float(score),
                )
            )
    return tuple(made)


def _scored(
    snapshot: Snapshot, clause: Clause, docs: Ints, frequencies: Ints
) -> NDArray[np.float64]:
    lengths, mean = snapshot.lengths(field_of(clause.node))
    norm = bm25.K1 * (1 - bm25.B + bm25.B * lengths[docs] / mean)
    idf = bm25.idf(snapshot.documents, len(docs))
    scored: NDArray[np.float64] = (
        clause.weight * idf * frequencies * (bm25.K1 + 1) / (frequencies + norm)
    )
    return scored
