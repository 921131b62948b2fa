"""How good a ranking is, and whether another one is better.

nDCG: Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques"
(2002), with relevance 0 or 1; MRR: Voorhees (1999). Two rankings are compared
query by query (a paired t test), because queries differ far more than rankings:
Smucker, Allan & Carterette, "A comparison of statistical significance tests"
(2007).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log2, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]  # it ships no types

TOP: Final = 10
DEEP: Final = 100
CLEAR: Final = 2.0
"""Standard errors below which a difference is noise."""

Values = Sequence[float] | NDArray[np.float64]


def ndcg(ranking: Sequence[str], relevant: Collection[str], top: int = TOP) -> float:
    """nDCG@``top``, 0 to 1; 0 when nothing is relevant."""
    gained = sum(1 / log2(i + 2) for i, found in enumerate(ranking[:top]) if found in relevant)
    ideal = sum(1 / log2(i + 2) for i in range(min(top, len(relevant))))
    return gained / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], top: int = TOP) -> float:
    """1 / the place of the first relevant document; 0 when it is not in the first ``top``."""
    return next((1 / (i + 1) for i, found in enumerate(ranking[:top]) if found in relevant), 0.0)


def recall(ranking: Sequence[str], relevant: Collection[str], top: int = DEEP) -> float:
    """Share of the relevant documents in the first ``top``."""
    return len(set(ranking[:top]) & set(relevant)) / len(relevant) if relevant else 0.0


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over queries and its standard error, s / √n."""

    value: float
    error: float

    def __str__(self) -> str:
        return f"{self.value:.4f} ± {self.error:.4f}"


def mean(values: Values) -> Mean:
    """Of at least one value; one alone has no error that could be known (0)."""
    found = np.asarray(values, np.float64)
    spread = float(found.std(ddof=1)) if len(found) > 1 else 0.0
    return Mean(float(found.mean()), spread / sqrt(len(found)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Mean of (new - old) over the same queries, its standard error, two-sided p."""

    difference: float
    error: float
    p: float

    @property
    def clear(self) -> bool:
        """Whether the difference, up or down, is at least two standard errors."""
        return self.difference != 0 and abs(self.difference) >= CLEAR * self.error

    @property
    def verdict(self) -> str:
        if not self.clear:
            return "no difference"
        return "better" if self.difference > 0 else "worse"

    def __str__(self) -> str:
        return f"{self.difference:+.4f} ± {self.error:.4f} (p {self.p:.3f}, {self.verdict})"


def compare(new: Values, old: Values) -> Comparison:
    """``new`` against ``old``, parallel scores of the same queries (two or more)."""
    differences = np.asarray(new, np.float64) - np.asarray(old, np.float64)
    found = mean(differences)
    if found.error == 0:
        return Comparison(found.value, 0.0, 0.0 if found.value else 1.0)
    return Comparison(found.value, found.error, float(stats.ttest_1samp(differences, 0).pvalue))
