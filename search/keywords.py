"""What comes often with the articles found: "Thường đi kèm".

Of the key terms of the results, those that stand in more of them than the archive
lets expect. The measure is the log-likelihood ratio G² of the 2 × 2 table of articles
found or not, with the term or without (Dunning, "Accurate Methods for the Statistics of
Surprise and Coincidence", 1993), which unlike χ² holds for rare terms. Terms are
ordered by it, not by how many times more frequent they are: that measure puts what
stands in three articles, all of them found, above what the results are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import analyze, fold, is_marked
from index.engines.base import FacetCounts
from index.engines.query import FacetWanted
from index.engines.schema import TERM

MOST: Final = 8
SUPPORT: Final = 3
"""Articles found that must carry a term: two may be one story told twice."""
SURPRISE: Final = 23.93
"""χ² with one degree of freedom is above it once in a million: of the 30,000 key terms
of 24,000 articles, results drawn by lot show one in 33 draws at most."""

COUNTED: Final = 2_000
"""Values of ``term`` to ask for, the most frequent among the articles found: of 10,000
found of 24,000 those in six or more. Rarer ones cannot surprise enough, unless most of
the archive was found."""
WANTED: Final = FacetWanted(TERM, COUNTED, everywhere=True)
"""What to ask an engine for."""

_REMEMBERED: Final = 1 << 12

Floats = NDArray[np.float64]
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term as mostly written, and how many articles carry it: of those found, of all."""

    text: str
    found: int
    archive: int


def keywords(
    found: FacetCounts, total: int, documents: int, words: Iterable[str]
) -> tuple[Keyword, ...]:
    """At most MOST terms over-represented among ``total`` articles of ``documents``.

    ``found`` are the counts of key terms among them (see ``WANTED``).
    ``words`` are what the query says: terms made of its words are left out, and of terms
    that contain one another all but the first.
    """
    spellings = _Spellings(found)
    surprise = over_representation(spellings.found, total, spellings.archive, documents)
    surprise[spellings.found < SUPPORT] = 0.0
    order = np.argsort(-surprise, kind="stable")[: int((surprise >= SURPRISE).sum())]
    told = _distinct(map(spellings.term, order.tolist()), _own(words))
    return tuple(islice(told, MOST))


class _Spellings:
    """The terms found as arrays; spellings that differ in case only are one.

    Their counts add up, for no article has two of them.
    """

    def __init__(self, found: FacetCounts) -> None:
        self._texts = [text for text, _ in found.values]
        self._everywhere = found.everywhere
        small = [text.lower() for text in self._texts]
        # a term's place is that of its first spelling; nothing stands at the others
        first = dict(zip(reversed(small), range(len(small) - 1, -1, -1), strict=True))
        self._places = np.fromiter(map(first.__getitem__, small), np.int64, len(small))
        self.found = self._summed([count for _, count in found.values])
        self.archive = self._summed(self._everywhere)

    def _summed(self, counts: Sequence[int]) -> Floats:
        return np.bincount(self._places, counts, len(counts)).astype(np.float64)

    def term(self, place: int) -> Keyword:
        """A term by its place; small letters win where two spellings are as frequent."""
        spellings = np.flatnonzero(self._places == place).tolist()
        _, text = max((self._everywhere[at], self._texts[at]) for at in spellings)
        return Keyword(text, int(self.found[place]), int(self.archive[place]))


def over_representation(among: Floats, total: int, archive: Floats, documents: int) -> Floats:
    """G² of each term, 0 where results carry it no more often than the archive does."""
    others = documents - total
    beyond = archive - among
    g2 = 2 * (
        _surprise(among, total * archive / documents)
        + _surprise(total - among, total * (documents - archive) / documents)
        + _surprise(beyond, others * archive / documents)
        + _surprise(others - beyond, others * (documents - archive) / documents)
    )
    return np.where(among * documents > total * archive, g2, 0.0)


def _surprise(observed: Floats, expected: Floats) -> Floats:
    """o · ln(o / e), 0 where nothing was observed."""
    ratio = np.divide(observed, expected, out=np.ones_like(expected), where=observed > 0)
    surprise: Floats = observed * np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)
    return surprise


def _own(words: Iterable[str]) -> frozenset[str]:
    """The query's words: marked ones in their exact form, others folded."""
    forms = (form for text in words for form in _forms(text))
    return frozenset(form if is_marked(form) else fold(form) for form in forms)


def _distinct(terms: Iterable[Keyword], own: frozenset[str]) -> Iterator[Keyword]:
    """Terms that say something new: neither the query's words nor part of a better one."""
    shown: list[Forms] = []
    for term in terms:
        forms = _forms(term.text)
        said = all(form in own or fold(form) in own for form in forms)
        if not said and not any(_within(forms, s) or _within(s, forms) for s in shown):
            shown.append(forms)
            yield term


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))


@lru_cache(_REMEMBERED)
def _forms(text: str) -> Forms:
    return tuple(analyze(text).exact)
