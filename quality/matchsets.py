"""Which articles match what is typed without marks, against what its marked form matches.

Spans of titles are asked without marks, with half of them and with all of them
(``match=all``, no alternatives); what they match is compared, as a set, with the
articles that have every exact syllable of the marked span.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.engines.base import Engine
from index.engines.query import And, Node, Question
from quality.asking import compiled, plain_and, request
from quality.measures import Mean, mean
from quality.variants import Variant, variants
from search.service import Service

SPANS: Final = 1_500
WAYS: Final[tuple[Variant, ...]] = ("none", "half", "clean")
HEAD: Final = ("spans", "Jaccard", "recall", "precision")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Means over the spans of how two sets of articles agree."""

    jaccard: Mean
    recall: Mean
    precision: Mean


def overlap(service: Service, engine: Engine, spans: Iterable[str], variant: Variant) -> Overlap:
    """Of what ``spans`` match as ``variant`` with what they match as they are."""
    counts = []
    for span in spans:
        wanted = plain_and(span)
        found = matched(service, variants(span, variant)[0])
        counts.append(tuple(_total(engine, node) for node in (found, wanted, And((found, wanted)))))
    ours, theirs, both = np.array(counts, np.float64).T
    return Overlap(
        mean(both / (ours + theirs - both)), mean(both / theirs), mean(both / np.maximum(ours, 1))
    )


def matched(service: Service, q: str) -> Node:
    """What decides which articles a search for all words of ``q`` counts.

    Asked of the service's own compiler: the sets have thousands of articles, and
    a page a hundred.
    """
    return compiled(service, request(q, match="all", alt="off")).full


def _total(engine: Engine, node: Node) -> int:
    return engine.search(Question(node, limit=0)).total
