"""Query nodes over a snapshot: which documents, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.engines import bm25
from index.engines.query import (
    And,
    DateWithin,
    Enough,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Scored,
    Term,
    Value,
)
from index.engines.schema import NO_YEAR
from index.engines.whoosh import proximity
from index.engines.whoosh.rising import counted, distinct
from index.engines.whoosh.segment import Ints, Postings, among, span_keys
from index.engines.whoosh.snapshot import Mask, Snapshot
from index.errors import QueryTooCostly

MOST_EXPANSIONS = 1_000
"""A prefix may stand for at most this many terms."""

_NONE = np.zeros(0, np.int64)


class Matcher:
    """Evaluates nodes over one snapshot: each distinct term is read and scored once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._frequencies: dict[Scored, tuple[Ints, Ints]] = {}
        self._postings: dict[Term, Postings | None] = {}
        self._keys: dict[Term, Ints] = {}

    def mask(self, node: Node) -> Mask:
        """Which documents match, live or not: callers and it with ``live``."""
        match node:
            case Everything():
                return np.ones(self._snapshot.size, bool)
            case Nothing():
                return np.zeros(self._snapshot.size, bool)
            case Term() | Prefix() | Phrase() | Near():
                found = np.zeros(self._snapshot.size, bool)
                found[self.frequencies(node)[0]] = True
                return found
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return self._any(nodes)
            case Not(inner):
                return ~self.mask(inner)
            case Enough(nodes, share):
                return self._enough(nodes, share)
            case Value("date", value):
                rows = self._snapshot.rows
                return np.asarray(rows["no_year"] if value == NO_YEAR else rows["level"] == 0)
            case Value(facet, value):
                return self._carrying(facet, value)
            case DateWithin(start, end):
                return self._within(start, end)

    def _all(self, nodes: Sequence[Node]) -> Mask:
        found = np.ones(self._snapshot.size, bool)
        for each in nodes:
            found &= self.mask(each)
        return found

    def _any(self, nodes: Sequence[Node]) -> Mask:
        found = np.zeros(self._snapshot.size, bool)
        for each in nodes:
            found |= self.mask(each)
        return found

    def _enough(self, nodes: Sequence[Node], share: float) -> Mask:
        reached = np.zeros(self._snapshot.size)
        whole = 0.0
        for each in nodes:
            found = self.mask(each) & self._snapshot.live
            containing = int(found.sum())
            if containing:
                weight = bm25.idf(self._snapshot.documents, containing)
                reached[found] += weight
                whole += weight
        return np.asarray((reached > 0.0) & (reached >= share * whole - bm25.TINY))

    def _carrying(self, facet: str, value: str) -> Mask:
        _, numbers, docs, ordinals = self._snapshot.values[facet]
        found = np.zeros(self._snapshot.size, bool)
        if value in numbers:
            found[docs[ordinals == numbers[value]]] = True
        return found

    def _within(self, start: int | None, end: int | None) -> Mask:
        rows = self._snapshot.rows
        found: Mask = rows["level"] > 0
        if start is not None:
            found = found & (rows["start"] >= start)
        if end is not None:
            found = found & (rows["end"] <= end)
        return found

    def frequencies(self, node: Scored) -> tuple[Ints, Ints]:
        """Rising live documents that contain the node, and how often each does."""
        if node not in self._frequencies:
            self._frequencies[node] = self._count(node)
        return self._frequencies[node]

    def _count(self, node: Scored) -> tuple[Ints, Ints]:
        match node:
            case Term():
                postings = self._read(node)
                return (postings.docs, postings.frequencies) if postings else (_NONE, _NONE)
            case Prefix(field, text):
                return self._count_prefix(field, text)
            case Phrase(slots):
                return counted(self._phrase_starts(slots) >> 32)
            case Near(slots):
                each = [(distinct(self._slot_spans(s)[0]), n) for s, n in Counter(slots).items()]
                return counted(proximity.windows(each, node.width) >> 32)

    def _read(self, term: Term) -> Postings | None:
        if term not in self._postings:
            self._postings[term] = self._snapshot.postings(term.field, term.text)
        return self._postings[term]

    def _begins(self, term: Term, postings: Postings) -> Ints:
        if term not in self._keys:
            self._keys[term] = span_keys(postings)
        return self._keys[term]

    def _count_prefix(self, field: str, prefix: str) -> tuple[Ints, Ints]:
        texts = self._snapshot.with_prefix(field, prefix)
        if len(texts) > MOST_EXPANSIONS:
            raise QueryTooCostly(reason=f"{prefix}* = {len(texts):,} > {MOST_EXPANSIONS:,}")
        total = np.zeros(self._snapshot.size, np.int64)
        for text in texts:
            postings = self._snapshot.postings(field, text)
            if postings is not None:
                total[postings.docs] += postings.frequencies
        docs = np.flatnonzero(total)
        return docs, total[docs]

    def _phrase_starts(self, slots: Sequence[Sequence[Term]]) -> Ints:
        """Keys (see ``span_keys``) where the whole phrase begins, rising."""
        origins, ends = self._slot_spans(slots[0]) if slots else (_NONE, _NONE)
        for slot in slots[1:]:
            if not len(ends):
                break
            origins, ends = self._followed(origins, ends, slot)
        return distinct(origins)

    def places(self, slot: Sequence[Term], docs: Ints) -> Ints:
        """Keys (see ``span_keys``) where terms of ``slot`` begin in ``docs``, both rising."""
        found = [_NONE]
        for term in slot:
            postings = self._read(term)
            if postings is not None:
                found.append(span_keys(among(postings, docs)))
        return distinct(np.concatenate(found))

    def _slot_spans(self, slot: Sequence[Term]) -> tuple[Ints, Ints]:
        starts, ends = [_NONE], [_NONE]
        for term in slot:
            postings = self._read(term)
            if postings is not None:
                keys = self._begins(term, postings)
                starts.append(keys)
                ends.append(keys + postings.lengths)
        return np.concatenate(starts), np.concatenate(ends)

    def _followed(self, origins: Ints, ends: Ints, slot: Sequence[Term]) -> tuple[Ints, Ints]:
        """The spans so far that a term of ``slot`` continues, and where that ends."""
        new_origins, new_ends = [_NONE], [_NONE]
        for term in slot:
            postings = self._read(term)
            if postings is None:
                continue
            keys = self._begins(term, postings)
            at = np.searchsorted(keys, ends)
            at[at == len(keys)] = 0
            hit = keys[at] == ends
            new_origins.append(origins[hit])
            new_ends.append(keys[at[hit]] + postings.lengths[at[hit]])
        return np.concatenate(new_origins), np.concatenate(new_ends)
