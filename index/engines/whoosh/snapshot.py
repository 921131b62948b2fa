"""All segments of one commit as a single run of document numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.engines.schema import EXACT, VALUES, ZONE_OF
from index.engines.whoosh.fields import ROW
from index.engines.whoosh.generations import Current
from index.engines.whoosh.segment import Ints, Postings, Segment, span_keys

Mask = NDArray[np.bool_]

MOST_RUNS = 50_000
"""Counted runs kept per snapshot; then all go, and are counted as asked for."""

MOST_PAIRS = 2_000
"""Counted neighbourhoods kept per snapshot; then all go, and are counted as asked for."""

_UNDATED = np.iinfo(np.int64).max


class Snapshot:
    """What one search sees from beginning to end.

    Document numbers run through the segments one after the other. Postings and
    counts are of live documents only, so a score does not depend on when
    deleted ones are merged away.
    """

    def __init__(self, segments: Sequence[tuple[Segment, Sequence[int]]], state: Current) -> None:
        """``segments`` come with the numbers of their deleted documents."""
        self.segments = [segment for segment, _ in segments]
        self.state = state
        self.bases = np.cumsum([0, *(segment.size for segment in self.segments)])
        self.size = int(self.bases[-1])
        self.live: Mask = np.ones(self.size, bool)
        for (_, deleted), base in zip(segments, self.bases, strict=False):
            self.live[base + np.array(deleted, np.int64)] = False
        self._whole = [not deleted for _, deleted in segments]
        self.documents = int(self.live.sum())
        self._runs: dict[tuple[str, ...], int] = {}
        self._pairs: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, str, int]]] = {}

    def postings(self, field: str, text: str) -> Postings | None:
        """Live postings of a term with the snapshot's document numbers."""
        parts = []
        for segment, base, whole in zip(self.segments, self.bases, self._whole, strict=False):
            found = segment.postings(field, text)
            if found is not None:
                parts.append(self._placed(found, int(base), whole))
        parts = [part for part in parts if len(part.docs)]
        if len(parts) < 2:
            return parts[0] if parts else None
        return joined(parts)

    def frequency(self, field: str, text: str) -> int:
        """In how many live documents a term stands."""
        found = 0
        for segment, base, whole in zip(self.segments, self.bases, self._whole, strict=False):
            if whole:
                found += segment.frequency(field, text)
            elif (postings := segment.postings(field, text)) is not None:
                found += int(self.live[postings.docs + base].sum())
        return found

    def _placed(self, postings: Postings, base: int, whole: bool) -> Postings:
        docs = postings.docs + base if base else postings.docs
        if whole:
            return Postings(docs, postings.frequencies, postings.starts, postings.lengths)
        keep = self.live[docs]
        spans = np.repeat(keep, postings.frequencies)
        return Postings(
            docs[keep], postings.frequencies[keep], postings.starts[spans], postings.lengths[spans]
        )

    def with_prefix(self, field: str, prefix: str) -> list[str]:
        """Terms of a field that start with ``prefix``, in code point order."""
        return sorted({t for segment in self.segments for t in segment.with_prefix(field, prefix)})

    def markings(self, fold: str) -> tuple[str, ...]:
        """Exact terms of live documents that fold to ``fold``."""
        exact = EXACT["text"]
        found = {t for segment in self.segments for t in segment.markings(exact).get(fold, ())}
        if not all(self._whole):
            found = {t for t in found if self.postings(exact, t) is not None}
        return tuple(sorted(found))

    @cached_property
    def rows(self) -> NDArray[np.void]:
        """One record per document; see ``fields.ROW``."""
        return np.concatenate([np.zeros(0, ROW), *(segment.rows for segment in self.segments)])

    @cached_property
    def _lengths(self) -> dict[str, tuple[NDArray[np.float64], float]]:
        found = {}
        for zone in EXACT:
            lengths = self.rows[f"length_{zone}"].astype(np.float64)
            mean = float(lengths[self.live].mean()) if self.documents else 1.0
            found[zone] = (lengths, mean)
        return found

    def lengths(self, field: str) -> tuple[NDArray[np.float64], float]:
        """Exact tokens per document in the field's zone, and their live mean."""
        return self._lengths[ZONE_OF[field]]

    @cached_property
    def values(self) -> dict[str, tuple[list[str], dict[str, int], Ints, Ints]]:
        """Of each of VALUES: (vocabulary, value → ordinal, documents, ordinals)."""
        return {name: self._joined_values(name) for name in VALUES}

    def _joined_values(self, name: str) -> tuple[list[str], dict[str, int], Ints, Ints]:
        numbers: dict[str, int] = {}
        docs, ordinals = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for segment, base in zip(self.segments, self.bases, strict=False):
            column = segment.values[name]
            local = [numbers.setdefault(value, len(numbers)) for value in column.vocabulary]
            docs.append(column.docs + base)
            ordinals.append(np.array(local, np.int64)[column.ordinals])
        return list(numbers), numbers, np.concatenate(docs), np.concatenate(ordinals)

    @cached_property
    def newest(self) -> Ints:
        """Each document's place in the newest-first order."""
        return self._places(-1)

    @cached_property
    def oldest(self) -> Ints:
        """Each document's place in the oldest-first order."""
        return self._places(1)

    def _places(self, direction: int) -> Ints:
        rows = self.rows
        dated = rows["level"] > 0
        minutes = np.where(dated, direction * rows["start"], _UNDATED)
        order = np.lexsort((-rows["seq"], minutes))
        places = np.empty(self.size, np.int64)
        places[order] = np.arange(self.size)
        return places

    def locate(self, doc: int) -> tuple[Segment, int]:
        """The segment of a document number and its number there."""
        which = int(np.searchsorted(self.bases, doc, side="right")) - 1
        return self.segments[which], doc - int(self.bases[which])

    def name(self, doc: int) -> str:
        """The article id of a document number."""
        segment, local = self.locate(doc)
        return segment.cell("name", local)

    def find(self, name: str) -> int | None:
        """The document number of an article id; None where it is not live."""
        for segment, base in zip(self.segments, self.bases, strict=False):
            for local in segment.numbers(name):
                if self.live[base + local]:
                    return int(base) + local
        return None

    def run(self, texts: tuple[str, ...]) -> int:
        """How often exact tokens stand side by side; remembered per snapshot."""
        counted = self._runs.get(texts)
        if counted is None:
            counted = len(self._run_starts(texts))
            if len(self._runs) >= MOST_RUNS:
                self._runs.clear()
            self._runs[texts] = counted
        return counted

    def _run_starts(self, texts: tuple[str, ...]) -> Ints:
        """Where the run begins; from its rarest word outwards, so that few are looked up."""
        found = [self.postings(EXACT["text"], text) for text in texts]
        if any(each is None for each in found):
            return np.zeros(0, np.int64)
        keys = {number: span_keys(each) for number, each in enumerate(found) if each is not None}
        rarest, *others = sorted(keys, key=lambda number: len(keys[number]))
        starts = keys[rarest] - rarest
        for number in others:
            at = np.searchsorted(keys[number], starts + number)
            at[at == len(keys[number])] = 0
            starts = starts[keys[number][at] == starts + number]
        return starts

    def pairs(self, lefts: tuple[str, ...], rights: tuple[str, ...]) -> list[tuple[str, str, int]]:
        """(left, right, count) of adjacent exact tokens; remembered per snapshot."""
        key = (lefts, rights)
        counted = self._pairs.get(key)
        if counted is None:
            counted = self._count_pairs(lefts, rights)
            if len(self._pairs) >= MOST_PAIRS:
                self._pairs.clear()
            self._pairs[key] = counted
        return counted

    def _count_pairs(
        self, lefts: tuple[str, ...], rights: tuple[str, ...]
    ) -> list[tuple[str, str, int]]:
        left_keys, left_which = self._keys(lefts)
        right_keys, right_which = self._keys(rights)
        if not len(left_keys) or not len(right_keys):
            return []
        at = np.searchsorted(right_keys, left_keys + 1)
        at[at == len(right_keys)] = 0
        hit = right_keys[at] == left_keys + 1
        cells = left_which[hit] * len(rights) + right_which[at[hit]]
        counts = np.bincount(cells, minlength=len(lefts) * len(rights))
        return [
            (lefts[cell // len(rights)], rights[cell % len(rights)], int(counts[cell]))
            for cell in np.flatnonzero(counts).tolist()
        ]

    def _keys(self, texts: tuple[str, ...]) -> tuple[Ints, Ints]:
        """Rising (document, position) keys of all ``texts`` and which text each is."""
        keys, which = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for number, text in enumerate(texts):
            postings = self.postings(EXACT["text"], text)
            if postings is not None:
                found = span_keys(postings)
                keys.append(found)
                which.append(np.full(len(found), number))
        joined_keys = np.concatenate(keys)
        order = np.argsort(joined_keys, kind="stable")
        return joined_keys[order], np.concatenate(which)[order]


def joined(parts: Sequence[Postings]) -> Postings:
    """Postings of following runs of documents as one."""
    return Postings(
        np.concatenate([part.docs for part in parts]),
        np.concatenate([part.frequencies for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.lengths for part in parts]),
    )
