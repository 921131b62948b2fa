"""Query nodes over some documents of a snapshot: which of these match."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index import deadline
from index.engines.query import (
    And,
    DateWithin,
    Everything,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Term,
    Value,
)
from index.engines.schema import NO_YEAR
from index.engines.whoosh.rising import Ints, Mask, distinct, inside

if TYPE_CHECKING:
    from index.engines.whoosh.matching import Matcher


class Holding:
    """Answers for ``docs``, which are live and rise. What many nodes share is asked once."""

    def __init__(self, matcher: Matcher, docs: Ints) -> None:
        self._matcher = matcher
        self._docs = docs
        self._leaves: dict[Node, Mask] = {}

    def of(self, node: Node) -> Mask:
        """Which of them match; not to be changed."""
        match node:
            case Everything():
                return np.ones(len(self._docs), bool)
            case Nothing():
                return np.zeros(len(self._docs), bool)
            case Not(inner):
                return ~self.of(inner)
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return self._any(nodes)
        deadline.check()
        if node not in self._leaves:
            self._leaves[node] = self._of_leaf(node)
        return self._leaves[node]

    def _all(self, nodes: Sequence[Node]) -> Mask:
        found = np.ones(len(self._docs), bool)
        for each in nodes:
            found &= self.of(each)
        return found

    def _any(self, nodes: Sequence[Node]) -> Mask:
        found = np.zeros(len(self._docs), bool)
        for each in nodes:
            found |= self.of(each)
        return found

    def _of_leaf(self, node: Node) -> Mask:
        docs = self._docs
        match node:
            case Value("date", value):
                rows = self._matcher.snapshot.rows
                if value == NO_YEAR:
                    return np.asarray(rows.column("no_year").take(docs))
                return ~rows.dated.take(docs)
            case DateWithin(start, end):
                return self._within(start, end)
            case Term(field, text):
                found = self._matcher.snapshot.term(field, text)
                return np.zeros(len(docs), bool) if found is None else found.holding(docs)
            case Phrase() if self._matcher.is_costly(node, docs):
                return inside(docs, distinct(self._matcher.ends(node, docs)[0] >> 32))
            case _:
                return inside(docs, self._matcher.docs(node))

    def _within(self, start: int | None, end: int | None) -> Mask:
        rows = self._matcher.snapshot.rows
        found = rows.dated.take(self._docs)
        if start is not None:
            found &= rows.column("start").take(self._docs) >= start
        if end is not None:
            found &= rows.column("end").take(self._docs) <= end
        return found
