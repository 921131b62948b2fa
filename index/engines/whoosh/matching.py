"""Query nodes over a snapshot: which documents, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from typing import TypeGuard

import numpy as np

from index.engines import bm25
from index.engines.query import (
    And,
    DateWithin,
    Enough,
    Everything,
    Leaf,
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
    Within,
    field_of,
)
from index.engines.schema import NO_YEAR, QUOTABLE, ZONE_OF
from index.engines.whoosh import proximity
from index.engines.whoosh.postings import Postings, among, span_keys
from index.engines.whoosh.quotations import Quotations
from index.engines.whoosh.rising import Ints, counted, distinct
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
        self._held: dict[Node, Mask] = {}

    def mask(self, node: Node) -> Mask:
        """Which documents match, live or not: callers and it with ``live``."""
        match node:
            case Everything():
                return np.ones(self._snapshot.size, bool)
            case Nothing():
                return np.zeros(self._snapshot.size, bool)
            case Term() | Prefix() | Phrase() | Near() | Within():
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
                return counted(distinct(self._phrase_spans(slots)[0]) >> 32)
            case Near():
                return counted(self._windows(node)[0] >> 32)
            case Within():
                return counted(self._within_quotations(node))

    def _read(self, term: Term) -> Postings | None:
        if term not in self._postings:
            self._postings[term] = self._snapshot.postings(term.field, term.text)
        return self._postings[term]

    def _begins(self, term: Term, postings: Postings) -> Ints:
        if term not in self._keys:
            self._keys[term] = span_keys(postings)
        return self._keys[term]

    def _count_prefix(self, field: str, prefix: str) -> tuple[Ints, Ints]:
        total = np.zeros(self._snapshot.size, np.int64)
        for postings in self._beginning(field, prefix):
            total[postings.docs] += postings.frequencies
        docs = np.flatnonzero(total)
        return docs, total[docs]

    def _beginning(self, field: str, prefix: str) -> Iterator[Postings]:
        """The postings of every term that begins so; raises QueryTooCostly."""
        texts = self._snapshot.with_prefix(field, prefix)
        if len(texts) > MOST_EXPANSIONS:
            raise QueryTooCostly(reason=f"{prefix}* = {len(texts):,} > {MOST_EXPANSIONS:,}")
        for text in texts:
            postings = self._snapshot.postings(field, text)
            if postings is not None:
                yield postings

    def _windows(self, node: Near) -> tuple[Ints, Ints]:
        each = [(distinct(self._slot_spans(s)[0]), n) for s, n in Counter(node.slots).items()]
        return proximity.windows(each, node.width)

    # --- inside quotations

    def _within_quotations(self, node: Within) -> Ints:
        """The rising documents of all that ``node`` counts."""
        spoken = self._holding(node.speaker)
        leaf = node.node
        if not _is_quotable(leaf):
            return self._quotations.docs[spoken & self._holding(leaf)]
        firsts, around = self._inside(leaf)
        firsts = firsts[spoken[around]]
        return np.sort((distinct(firsts) if isinstance(leaf, Phrase | Near) else firsts) >> 32)

    @cached_property
    def _quotations(self) -> Quotations:
        return Quotations.of(self._snapshot)

    def _holding(self, node: Node) -> Mask:
        """Of which quotations ``node`` holds."""
        if node not in self._held:
            self._held[node] = self._holds(node)
        return self._held[node]

    def _holds(self, node: Node) -> Mask:
        size = len(self._quotations.begins)
        match node:
            case And(nodes):
                return reduce(np.logical_and, map(self._holding, nodes), np.ones(size, bool))
            case Or(nodes):
                return reduce(np.logical_or, map(self._holding, nodes), np.zeros(size, bool))
            case Not(inner):
                return ~self._holding(inner)
            case _ if _is_quotable(node):
                found = np.zeros(size, bool)
                found[self._inside(node)[1]] = True
                return found
            case _:
                return self.mask(node)[self._quotations.docs]

    def _inside(self, leaf: Leaf) -> tuple[Ints, Ints]:
        """Where ``leaf`` begins inside a quotation, and the number of that quotation."""
        firsts, lasts = self._places(leaf)
        around = self._quotations.around(ZONE_OF[field_of(leaf)], firsts, lasts)
        return firsts[around >= 0], around[around >= 0]

    def _places(self, leaf: Leaf) -> tuple[Ints, Ints]:
        """Keys (see ``span_keys``) of the first and last position of all that meets ``leaf``."""
        match leaf:
            case Term():
                starts, ends = self._slot_spans([leaf])
            case Prefix(field, text):
                parts = list(self._beginning(field, text))
                starts = np.concatenate([_NONE, *map(span_keys, parts)])
                ends = starts + np.concatenate([_NONE, *(part.lengths for part in parts)])
            case Phrase(slots):
                starts, ends = self._phrase_spans(slots)
            case Near():
                return self._windows(leaf)
        return starts, ends - 1

    # --- words side by side

    def _phrase_spans(self, slots: Sequence[Sequence[Term]]) -> tuple[Ints, Ints]:
        """Keys (see ``span_keys``) where the whole phrase begins, and behind its last word."""
        origins, ends = self._slot_spans(slots[0]) if slots else (_NONE, _NONE)
        for slot in slots[1:]:
            if not len(ends):
                break
            origins, ends = self._followed(origins, ends, slot)
        return origins, ends

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


def _is_quotable(node: Node) -> TypeGuard[Leaf]:
    """Whether it is a word or phrase that may stand in a quotation."""
    return isinstance(node, Leaf) and ZONE_OF[field_of(node)] in QUOTABLE
