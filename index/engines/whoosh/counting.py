"""Facet and date counts over a mask of documents."""

from __future__ import annotations

from collections import Counter

import numpy as np

from index.engines.base import DateCounts, FacetCounts
from index.engines.query import FacetWanted, Group
from index.engines.schema import MISSING
from index.engines.whoosh.rising import Ints, distinct
from index.engines.whoosh.snapshot import Mask, Snapshot


def number(snapshot: Snapshot, mask: Mask, group: Group) -> int:
    """How many articles, or stories, the documents of ``mask`` are."""
    return int(mask.sum()) if group == "article" else len(distinct(snapshot.stories[mask]))


def facet_counts(snapshot: Snapshot, wanted: FacetWanted, mask: Mask, group: Group) -> FacetCounts:
    """The most frequent values among the documents of ``mask``; see FacetCounts."""
    vocabulary, numbers, docs, ordinals = snapshot.values[wanted.facet]
    here = mask[docs]
    found = _per_group(snapshot, ordinals[here], docs[here], group)
    counts = np.bincount(found, minlength=len(vocabulary))
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


def _per_group(snapshot: Snapshot, values: Ints, docs: Ints, group: Group) -> Ints:
    """The values, each as often as it counts: once for every document or every story."""
    if group == "article":
        return values
    stories = snapshot.size  # there are no more
    pairs: Ints = distinct(values * stories + snapshot.stories[docs]) // max(1, stories)
    return pairs


def date_counts(snapshot: Snapshot, mask: Mask, group: Group) -> DateCounts:
    """Documents of ``mask`` per year, month and day."""
    level = snapshot.rows["level"]
    return DateCounts(
        years=_per_unit(snapshot, mask & (level >= 1), "Y", group),
        months=_per_unit(snapshot, mask & (level >= 2), "M", group),
        days=_per_unit(snapshot, mask & (level >= 3), "D", group),
        no_year=number(snapshot, mask & snapshot.rows["no_year"], group),
        missing=number(snapshot, mask & (level == 0), group),
    )


def _per_unit(snapshot: Snapshot, mask: Mask, unit: str, group: Group) -> Counter[str]:
    """How many per year, month or day, by its text."""
    docs = np.flatnonzero(mask)
    days = (snapshot.rows["start"][docs] // (24 * 60)).astype("datetime64[D]")
    units = days.astype(f"datetime64[{unit}]").astype(np.int64)
    found, counts = np.unique(_per_group(snapshot, units, docs, group), return_counts=True)
    values = found.astype(f"datetime64[{unit}]")
    return Counter(dict(zip(values.astype(str).tolist(), counts.tolist(), strict=True)))
