"""How long a search takes with the page's defaults, snippets and counts included."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from quality.asking import request
from search.service import Service

HEAD: Final = ("archive", "queries", "p50 ms", "p99 ms")


@dataclass(frozen=True, slots=True)
class Times:
    """Percentiles in milliseconds over single searches, one at a time."""

    count: int
    p50: float
    p99: float


def times(service: Service, texts: Sequence[str], match: str | None = None) -> Times:
    """Of ``texts``, each asked for the first time, after one search that opens the index."""
    asked = [request(text, match=match) for text in texts]
    service.search(asked[0])
    found = []
    for each in asked:
        began = time.perf_counter()
        service.search(each)
        found.append((time.perf_counter() - began) * 1000)
    p50, p99 = np.percentile(found, (50, 99))
    return Times(len(found), float(p50), float(p99))
