"""How often scored nodes stand in some documents of a snapshot, and where their words do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from index.engines.query import Phrase, Scored, Term
from index.engines.schema import ALT
from index.engines.whoosh.postings import Occurrences
from index.engines.whoosh.rising import NONE, Ints, Numbers, common, counted, distinct

if TYPE_CHECKING:
    from index.engines.whoosh.matching import Matcher

_FEW: Final = 16
"""So many times fewer documents than there are have no table for all of these."""


class Among:
    """Answers for ``docs``, which are live and rise. Where a word stands in them is read once."""

    def __init__(self, matcher: Matcher, docs: Ints) -> None:
        self.matcher = matcher
        self.docs = docs
        self._keys: dict[Term, Ints] = {}

    def frequencies(self, node: Scored) -> tuple[Ints | None, Numbers]:
        """At which of ``docs`` the node stands, rising, and how often; None: any, or 0 times."""
        match node:
            case Term(field, text):
                found = self.matcher.snapshot.term(field, text)
                return (NONE, NONE) if found is None else self._of(found)
            case Phrase() if self.matcher.is_costly(node, self.docs):
                docs, times = counted(self._begins(node) >> 32)
                return self.docs.searchsorted(docs), times
        return self._those(*self.matcher.frequencies(node))

    def _of(self, term: Occurrences) -> tuple[Ints | None, Numbers]:
        if term.are_few(self.docs):
            return term.find(self.docs)
        if term.every is not None:
            return None, term.every.take(self.docs)
        return self._those(*term.postings)

    def _those(self, docs: Ints, times: Numbers) -> tuple[Ints, Numbers]:
        """Of rising documents, and what stands beside them, those that are asked about."""
        if self._places is not None:
            at = self._places.take(docs)
            hit = np.flatnonzero(at >= 0)
            return at.take(hit), times.take(hit)
        if len(docs) > len(self.docs):
            at = docs.searchsorted(self.docs)
            hit = np.flatnonzero(docs.take(at, mode="clip") == self.docs)
            return hit, times.take(at.take(hit))
        at = self.docs.searchsorted(docs)
        hit = np.flatnonzero(self.docs.take(at, mode="clip") == docs)
        return at.take(hit), times.take(hit)

    @cached_property
    def _places(self) -> Ints | None:
        """Where in ``docs`` each document of the snapshot is, -1: nowhere; None where few are."""
        size = self.matcher.snapshot.size
        if len(self.docs) * _FEW < size:
            return None
        found = np.full(size, -1)
        found[self.docs] = np.arange(len(self.docs))
        return found

    def _begins(self, phrase: Phrase) -> Ints:
        """Rising keys where the phrase begins. Two words share what is read of each."""
        match phrase.slots:
            case ((left,), (right,)) if left.field not in ALT.values():  # covers one position
                return common(self._of_term(left), self._of_term(right) - 1)
        return distinct(self.matcher.ends(phrase, self.docs)[0])

    def keys(self, slot: Sequence[Term]) -> Ints:
        """Rising keys where terms of ``slot`` begin, each once."""
        if len(slot) == 1:
            return self._of_term(slot[0])
        return distinct(np.concatenate([NONE, *map(self._of_term, slot)]))

    def _of_term(self, term: Term) -> Ints:
        if term not in self._keys:
            found = self.matcher.snapshot.term(term.field, term.text)
            self._keys[term] = NONE if found is None else found.keys(self.docs)
        return self._keys[term]
