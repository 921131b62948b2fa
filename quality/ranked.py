"""A judged set in all variants: the product's ranking, and the plain one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from quality.judged import Query
from quality.measures import (
    DEEP,
    TOP,
    Comparison,
    compare,
    mean,
    ndcg,
    recall,
    reciprocal_rank,
)
from quality.runs import Job, Ranking, run
from quality.variants import Variant, variants

Values = NDArray[np.float64]

DEEPLY: Final[tuple[Variant, ...]] = ("clean", "none")
"""Variants that recall@100 is measured on: pages of a hundred take four times as long."""


@dataclass(frozen=True, slots=True)
class Scores:
    """One value per query, in the order of the queries; seeds are averaged.

    ``recall`` is None where only the first ten were asked for.
    """

    ndcg: Values
    mrr: Values
    recall: Values | None = None

    def means(self) -> tuple[str, str, str]:
        """nDCG@10, MRR@10, recall@100 with their standard errors."""
        deep = "" if self.recall is None else str(mean(self.recall))
        return str(mean(self.ndcg)), str(mean(self.mrr)), deep


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of one set; ``plain`` is the OR of exact syllables on clean queries."""

    name: str
    product: Mapping[Variant, Scores]
    plain: Scores | None = None

    def share(self, variant: Variant) -> float:
        """nDCG@10 as a share of that of the clean queries."""
        clean = float(self.product["clean"].ndcg.mean())
        return float(self.product[variant].ndcg.mean()) / clean if clean else 0.0

    def above_plain(self) -> Comparison | None:
        """How much better the product is than the plain ranking, both on clean queries."""
        if self.plain is None or "clean" not in self.product:
            return None
        return compare(self.product["clean"].ndcg, self.plain.ndcg)

    def figures(self) -> dict[str, float]:
        """What floors are set on."""
        found = {}
        for variant, scores in self.product.items():
            found[f"{variant}: nDCG@10"] = float(scores.ndcg.mean())
            found[f"{variant}: MRR@10"] = float(scores.mrr.mean())
            if scores.recall is not None:
                found[f"{variant}: recall@100"] = float(scores.recall.mean())
        above = self.above_plain()
        if above:
            found["clean: nDCG@10 above an OR of syllables"] = above.difference
        return {name: round(value, 4) for name, value in found.items()}

    def rows(self) -> list[tuple[object, ...]]:
        """Rows of the table, see ``HEAD``."""
        every = [(variant, scores, self.share(variant)) for variant, scores in self.product.items()]
        rows: list[tuple[object, ...]] = [
            (self.name, variant, *scores.means(), f"{share:.1%}")
            for variant, scores, share in every
        ]
        if self.plain is not None:
            rows.append((self.name, "clean, OR of syllables", *self.plain.means(), ""))
        return rows


HEAD: Final = ("set", "variant", "nDCG@10", "MRR@10", "recall@100", "of clean")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a set is asked: all of the page's defaults unless ``match`` or weights say otherwise."""

    variants: Sequence[Variant]
    match: str | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    plain: bool = True
    deeply: Sequence[Variant] = DEEPLY


def measure(name: str, queries: Sequence[Query], folder: Path, asked: Asked) -> Report:
    """Ask ``queries`` to the archive in ``folder``."""
    jobs: list[tuple[Variant | None, Job]] = []
    for variant in asked.variants:
        limit = DEEP if variant in asked.deeply else TOP
        for texts in zip(*(variants(query.text, variant) for query in queries), strict=True):
            job = Job(folder, texts, match=asked.match, limit=limit, weights=asked.weights)
            jobs.append((variant, job))
    if asked.plain:
        limit = DEEP if asked.deeply else TOP
        jobs.append((None, Job(folder, [q.text for q in queries], "plain", limit=limit)))
    answers = run([job for _, job in jobs])
    scored = [
        (variant, _scored(queries, rankings, job.limit))
        for (variant, job), rankings in zip(jobs, answers, strict=True)
    ]
    product = {
        variant: _averaged([scores for each, scores in scored if each == variant])
        for variant in asked.variants
    }
    return Report(name, product, scored[-1][1] if asked.plain else None)


def _scored(queries: Sequence[Query], rankings: Sequence[Ranking], limit: int) -> Scores:
    pairs = [(found, query.relevant) for found, query in zip(rankings, queries, strict=True)]
    return Scores(
        np.array([ndcg(*pair) for pair in pairs]),
        np.array([reciprocal_rank(*pair) for pair in pairs]),
        np.array([recall(*pair) for pair in pairs]) if limit >= DEEP else None,
    )


def _averaged(seeds: Sequence[Scores]) -> Scores:
    """Over the seeds of a variant, query by query."""
    if len(seeds) == 1:
        return seeds[0]
    return Scores(
        np.mean([each.ndcg for each in seeds], axis=0),
        np.mean([each.mrr for each in seeds], axis=0),
    )
