"""Query nodes over a snapshot: which documents, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from index import deadline
from index.engines import bm25
from index.engines.query import (
    And,
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
)
from index.engines.whoosh import phrases, proximity
from index.engines.whoosh.holding import Holding
from index.engines.whoosh.postings import Occurrences, added
from index.engines.whoosh.rising import NONE, Ints, Mask, Numbers, counted, distinct
from index.engines.whoosh.said import Said
from index.engines.whoosh.sections import narrow
from index.engines.whoosh.snapshot import Snapshot
from index.errors import QueryTooCostly

MOST_EXPANSIONS = 1_000
"""A prefix may stand for at most this many terms."""

_FEW = 16
"""Sets together so many times smaller than the snapshot are merged, larger ones marked."""
_FEWER = 4
"""A phrase is looked for in these documents alone where its words stand in so many times more."""


class Matcher:
    """Evaluates nodes over one snapshot, of live documents only.

    What holds of few documents is asked of these alone: an ``And`` begins with its rarest
    part and asks the others about what is left.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._docs: dict[Node, Ints] = {}
        self._beginning: dict[tuple[str, str], list[Occurrences]] = {}

    def docs(self, node: Node) -> Ints:
        """The documents that match, rising."""
        deadline.check()
        match node:
            case Everything():
                return self._snapshot.living
            case Nothing():
                return NONE
            case Prefix() | Phrase() | Near() | Within():
                return self.frequencies(node)[0]
            case Value(facet, value) if facet != "date":
                return self._snapshot.carriers(facet, value)
        if node not in self._docs:
            self._docs[node] = self._found(node)
        return self._docs[node]

    def _found(self, node: Node) -> Ints:
        match node:
            case Term(field, text):
                found = self._snapshot.term(field, text)
                return NONE if found is None else found.docs
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return self._any([self.docs(each) for each in nodes])
            case Not(inner):
                return self._snapshot.others(self.docs(inner))
            case Enough(nodes, share):
                return self._enough(nodes, share)
            case _:
                living = self._snapshot.living
                return living.compress(self.holds(node, living))

    def _all(self, nodes: Sequence[Node]) -> Ints:
        first, *others = sorted(nodes, key=self.most) or [Everything()]
        docs = self.docs(first)
        for each in others:
            if not len(docs):
                break
            docs = docs.compress(self.holds(each, docs))
        return docs

    def _any(self, found: Sequence[Ints]) -> Ints:
        some = [docs for docs in found if len(docs)]
        if len(some) < 2:
            return some[0] if some else NONE
        if sum(map(len, some)) * _FEW < self._snapshot.size:
            return distinct(np.concatenate(some))
        flags = np.zeros(self._snapshot.size, bool)
        for docs in some:
            flags[docs] = True
        return np.flatnonzero(flags)

    def _enough(self, nodes: Sequence[Node], share: float) -> Ints:
        found = [docs for docs in map(self.docs, nodes) if len(docs)]
        weights = [bm25.idf(self._snapshot.documents, len(docs)) for docs in found]
        least = share * sum(weights) - bm25.TINY
        every = np.concatenate([NONE, *found])
        each = np.repeat(weights, [len(docs) for docs in found])
        if len(every) * _FEW < self._snapshot.size:
            order = np.argsort(every, kind="stable")
            docs, times = counted(every[order])
            begins = np.cumsum(times) - times
            reached = np.add.reduceat(each[order], begins) if len(docs) else np.zeros(0)
            return np.asarray(docs.compress((reached > 0.0) & (reached >= least)))
        reached = np.bincount(every, weights=each, minlength=self._snapshot.size)
        return np.flatnonzero((reached > 0.0) & (reached >= least))

    def holds(self, node: Node, docs: Ints) -> Mask:
        """Which of ``docs``, live and rising, match."""
        return Holding(self, docs).of(node)

    def most(self, node: Node) -> int:
        """As many documents match at most."""
        match node:
            case Nothing():
                return 0
            case Value("date", _):
                return self._snapshot.documents
            case Term(field, text):
                found = self._snapshot.term(field, text)
                return 0 if found is None else found.most
            case Value():
                return len(self.docs(node))
            case Phrase(slots) | Near(slots):
                return min((sum(map(self.most, slot)) for slot in slots), default=0)
            case Prefix(field, text):
                return sum(each.most for each in self.beginning(field, text))
            case And(nodes):
                return min(map(self.most, nodes), default=self._snapshot.documents)
            case Or(nodes) | Enough(nodes):
                return min(sum(map(self.most, nodes)), self._snapshot.documents)
            case _:
                return self._snapshot.documents

    def count(self, node: Node) -> int:
        """How many documents match."""
        key = ("count", node)
        kept: int | None = self._snapshot.hot.get(key)
        if kept is None:
            kept = self._number(node)
            self._snapshot.hot.put(key, kept, 0)
        return kept

    def _number(self, node: Node) -> int:
        match node:
            case Phrase(((Term(field, left),), (Term(other, right),))) if field == other:
                counted_so = self._snapshot.documents_with(field, left, right)
                if counted_so is not None:
                    return counted_so
            case Term(field, text):
                found = self._snapshot.term(field, text)
                return 0 if found is None else found.number
        return len(self.docs(node))

    def frequencies(self, node: Scored) -> tuple[Ints, Numbers]:
        """Rising documents that contain the node, and how often each does."""
        if isinstance(node, Term):
            found = self._snapshot.term(node.field, node.text)
            return (NONE, NONE) if found is None else found.postings
        kept: tuple[Ints, Numbers] | None = self._snapshot.hot.get(node)
        if kept is None:
            docs, times = self._count(node)
            kept = docs, narrow(times)
            self._snapshot.hot.put(node, kept, kept[0].nbytes + kept[1].nbytes)
        return kept

    def is_costly(self, phrase: Phrase, docs: Ints) -> bool:
        """Whether positions are better read in these documents alone."""
        if self._snapshot.hot.get(phrase) is not None:
            return False
        return len(docs) * _FEWER < self.most(phrase)

    def _count(self, node: Prefix | Phrase | Near | Within) -> tuple[Ints, Numbers]:
        deadline.check()
        match node:
            case Prefix(field, text):
                terms = self.beginning(field, text)
                return added([each.postings for each in terms], self._snapshot.size)
            case Phrase(slots):
                return counted(self._once(self._spans(slots)[0]) >> 32)
            case Near():
                return counted(self._windows(node)[0] >> 32)
            case Within():
                return counted(self._said.docs(node))

    def beginning(self, field: str, prefix: str) -> list[Occurrences]:
        """Every term that begins so; raises QueryTooCostly."""
        if (field, prefix) not in self._beginning:
            texts = self._snapshot.with_prefix(field, prefix)
            if len(texts) > MOST_EXPANSIONS:
                raise QueryTooCostly(reason=f"{prefix}* = {len(texts):,} > {MOST_EXPANSIONS:,}")
            found = (self._snapshot.term(field, text) for text in texts)
            self._beginning[field, prefix] = [each for each in found if each is not None]
        return self._beginning[field, prefix]

    # --- words by their positions

    @cached_property
    def _said(self) -> Said:
        return Said(self)

    @property
    def snapshot(self) -> Snapshot:
        """What is searched."""
        return self._snapshot

    def ends(self, leaf: Leaf, docs: Ints | None) -> tuple[Ints, Ints]:
        """Keys of the first and last position of all that meets ``leaf``.

        In ``docs``, which rise, or anywhere.
        """
        match leaf:
            case Near():
                return self._windows(leaf, docs)
            case Phrase(slots):
                firsts, behind = self._spans(slots, docs)
            case Term():
                firsts, behind = self._spans([[leaf]], docs)
            case Prefix(field, text):
                firsts, behind = phrases.slot_spans(self.beginning(field, text), docs)
        return firsts, behind - 1

    def _spans(
        self, slots: Sequence[Sequence[Term]], docs: Ints | None = None
    ) -> tuple[Ints, Ints]:
        return phrases.spans([list(self._slot(slot)) for slot in slots], docs)

    def _slot(self, slot: Sequence[Term]) -> Iterator[Occurrences]:
        for term in slot:
            found = self._snapshot.term(term.field, term.text)
            if found is not None:
                yield found

    def _once(self, keys: Ints) -> Ints:
        """``keys`` rising, each once."""
        return keys if bool((keys[1:] > keys[:-1]).all()) else distinct(keys)

    def _windows(self, node: Near, docs: Ints | None = None) -> tuple[Ints, Ints]:
        wanted = [(list(self._slot(slot)), times) for slot, times in Counter(node.slots).items()]
        if not all(slot for slot, _ in wanted):
            return NONE, NONE
        docs = phrases.meeting([slot for slot, _ in wanted], docs)
        each = [(phrases.keys(slot, docs), times) for slot, times in wanted]
        return proximity.windows(each, node.width)
