"""Facet and date counts over a mask of documents."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from index.engines.base import DateCounts, FacetCounts
from index.engines.query import FacetWanted
from index.engines.schema import MISSING
from index.engines.whoosh.segment import Ints
from index.engines.whoosh.snapshot import Mask, Snapshot


def facet_counts(snapshot: Snapshot, wanted: FacetWanted, mask: Mask) -> FacetCounts:
    """The most frequent values among the documents of ``mask``; see FacetCounts."""
    vocabulary, numbers, docs, ordinals = snapshot.values[wanted.facet]
    counts = np.bincount(ordinals[mask[docs]], minlength=len(vocabulary))
    missing = int(counts[numbers[MISSING]]) if MISSING in numbers else 0
    if MISSING in numbers:
        counts[numbers[MISSING]] = 0
    occurring = np.flatnonzero(counts)
    most = _most(counts, occurring, wanted.size)
    # ordinals rise with the values: a stable sort leaves those of one count in order
    most = most[np.argsort(-counts[most], kind="stable")][: wanted.size]
    texts = [vocabulary[number] for number in most.tolist()]
    listed = list(zip(texts, counts[most].tolist(), strict=True))
    shown = {value for value, _ in listed}
    for value in dict.fromkeys(wanted.keep):
        if value not in shown and value != MISSING:
            listed.append((value, int(counts[numbers[value]]) if value in numbers else 0))
    return FacetCounts(tuple(listed), missing, len(occurring))


def _most(counts: Ints, occurring: Ints, size: int) -> Ints:
    """Ordinals of the ``size`` highest counts and of all that tie with the last."""
    if len(occurring) <= size or size == 0:
        return occurring if size else occurring[:0]
    here = counts[occurring]
    least = np.partition(here, len(here) - size)[len(here) - size]
    most: Ints = occurring[here >= least]
    return most


def date_counts(snapshot: Snapshot, mask: Mask) -> DateCounts:
    """Documents of ``mask`` per year, month and day."""
    rows = snapshot.rows[mask]
    level = rows["level"]
    days = (rows["start"] // (24 * 60)).astype("datetime64[D]")
    return DateCounts(
        years=_texts(days[level >= 1], "Y"),
        months=_texts(days[level >= 2], "M"),
        days=_texts(days[level >= 3], "D"),
        no_year=int(rows["no_year"].sum()),
        missing=int((level == 0).sum()),
    )


def _texts(days: NDArray[np.datetime64], unit: str) -> Counter[str]:
    values, counts = np.unique(days.astype(f"datetime64[{unit}]"), return_counts=True)
    return Counter(dict(zip(values.astype(str).tolist(), counts.tolist(), strict=True)))
