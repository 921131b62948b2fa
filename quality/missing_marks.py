"""How many syllables the product's best reading gets right when all marks are missing.

Asked on text that is not in the index: clauses and titles of other articles, and
queries. A syllable counts when its exact form is the original's; syllables that
have no marks count too.
"""

from __future__ import annotations

import json
import lzma
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean, median
from typing import Final

import numpy as np

from index.analysis import analyze
from quality.asking import compiled, request
from quality.judged import SHARED
from quality.measures import Mean, mean
from quality.variants import unmarked
from search.language.readings import read
from search.service import Service

OTHERS: Final = SHARED / "corpora" / "vietnews-105k.jsonl.xz"
"""105,418 articles, none of them among the 24,000."""

STEP: Final = 20
"""Every so many articles of the file, so that the sample runs through it."""

HEAD: Final = ("text", "count", "syllables right", "ms a reading (median)", "mean", "p99")
"""Times are those of the first reading of each text, nothing of it asked before."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """``right`` is the mean over texts of the share of syllables, weighted by length.

    ``milliseconds`` are those of the reading alone, one per text.
    """

    count: int
    right: Mean
    milliseconds: Sequence[float]

    @property
    def times(self) -> tuple[str, str, str]:
        """Median, mean and p99 as HEAD names them."""
        found = self.milliseconds
        each = (median(found), fmean(found), float(np.percentile(found, 99)))
        middle, average, slow = (f"{one:.2f}" for one in each)
        return middle, average, slow


def others(count: int, path: Path = OTHERS) -> list[tuple[str, str]]:
    """(title, body) of ``count`` articles that are not in the index."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [
            (record["title"], record["body"])
            for record in map(json.loads, islice(lines, 0, count * STEP, STEP))
        ]


def accuracy(service: Service, texts: Sequence[str]) -> Accuracy:
    """Of the best reading of ``texts`` typed without any marks."""
    shares: list[tuple[int, int]] = []
    times: list[float] = []
    for text in texts:
        wanted = analyze(text).exact
        asked = request(unmarked(text))
        forms = analyze(asked.q).exact
        began = time.perf_counter()
        read(forms, service.engine)
        times.append((time.perf_counter() - began) * 1000)
        query = compiled(service, asked)
        found = analyze(query.understood or asked.q).exact
        right = sum(map(str.__eq__, found, wanted)) if len(found) == len(wanted) else 0
        shares.append((right, len(wanted)))
    return Accuracy(len(shares), _weighted(shares), times)


def _weighted(shares: Sequence[tuple[int, int]]) -> Mean:
    """All right syllables of all syllables, with the error of a ratio (Cochran 1977, 6.3)."""
    right, total = np.array(shares, np.float64).T
    ratio = right.sum() / total.sum()
    return Mean(float(ratio), mean((right - ratio * total) / total.mean()).error)
