"""How often scored nodes stand in some documents of a snapshot, and where their words do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.engines.query import Phrase, Scored, Term
from index.engines.whoosh.rising import NONE, Ints, Numbers, common, counted, distinct, inside

if TYPE_CHECKING:
    from index.engines.whoosh.matching import Matcher


class Among:
    """Answers for ``docs``, which are live and rise. Where a word stands in them is read once."""

    def __init__(self, matcher: Matcher, docs: Ints) -> None:
        self._matcher = matcher
        self.docs = docs
        self._keys: dict[Term, Ints] = {}

    def frequencies(self, node: Scored) -> tuple[Ints | None, Numbers]:
        """At which of ``docs`` the node stands, rising, and how often; None: any, or 0 times."""
        match node:
            case Term(field, text):
                found = self._matcher.snapshot.term(field, text)
                return (NONE, NONE) if found is None else found.frequencies(self.docs)
            case Phrase(((Term() as left,), (Term() as right,))) if self._is_costly(node):
                begins = common(self._of_term(left) + 1, self._of_term(right)) >> 32
                docs, times = counted(begins)
                return self.docs.searchsorted(docs), times
            case Phrase() if self._is_costly(node):
                docs, times = counted(distinct(self._matcher.ends(node, self.docs)[0]) >> 32)
                return self.docs.searchsorted(docs), times
        docs, times = self._matcher.frequencies(node)
        if len(docs) > len(self.docs):
            at = docs.searchsorted(self.docs)
            hit = docs.take(at, mode="clip") == self.docs
            return np.flatnonzero(hit), times.take(at.compress(hit))
        there = inside(docs, self.docs)
        return self.docs.searchsorted(docs.compress(there)), times.compress(there)

    def _is_costly(self, phrase: Phrase) -> bool:
        return self._matcher.is_costly(phrase, self.docs)

    def keys(self, slot: Sequence[Term]) -> Ints:
        """Rising keys where terms of ``slot`` begin, each once."""
        if len(slot) == 1:
            return self._of_term(slot[0])
        return distinct(np.concatenate([NONE, *map(self._of_term, slot)]))

    def _of_term(self, term: Term) -> Ints:
        if term not in self._keys:
            found = self._matcher.snapshot.term(term.field, term.text)
            self._keys[term] = NONE if found is None else found.keys(self.docs)
        return self._keys[term]
