"""BM25 as every engine here computes it.

Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009),
with the idf that is never negative (as Lucene's BM25Similarity has it).
"""

from __future__ import annotations

from math import log

K1 = 1.2
B = 0.75
SCORE_DIGITS = 6
"""Scores closer than this are a tie: sums taken in another order still agree."""
STEP = 10.0**-SCORE_DIGITS
"""The least difference between two scores."""
TINY = 1e-9
"""What sums of the same numbers in another order may differ by."""


def rounded(score: float) -> float:
    """``score`` to SCORE_DIGITS as numpy rounds: halves to the even, after scaling."""
    scale = 10.0**SCORE_DIGITS
    return round(score * scale) / scale


def idf(documents: int, containing: int) -> float:
    """Inverse document frequency, ≥ 0; both counts are of live documents."""
    return log(1.0 + (documents - containing + 0.5) / (containing + 0.5))
