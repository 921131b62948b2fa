"""What comes often with the articles found: "Thường đi kèm".

Of the key terms of the results, those that stand in more of them than the archive
lets expect. The measure is the log-likelihood ratio G² of the 2 × 2 table of articles
found or not, with the term or without (Dunning, "Accurate Methods for the Statistics of
Surprise and Coincidence", 1993), which unlike χ² holds for rare terms. Terms are
ordered by it, not by how many times more frequent they are: that measure puts what
stands in three articles, all of them found, above what the results are about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import analyze, fold, is_marked
from index.engines.base import FacetCounts, TermCount

MOST: Final = 8
SUPPORT: Final = 3
"""Articles found that must carry a term: two may be one story told twice."""
SURPRISE: Final = 23.93
"""χ² with one degree of freedom is above it once in a million: of the 30,000 key terms
of 24,000 articles, results drawn by lot show one in 33 draws at most."""

_REMEMBERED: Final = 1 << 16

Floats = NDArray[np.float64]
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term as mostly written, and how many articles carry it: of those found, of all."""

    text: str
    found: int
    archive: int


class ArchiveTerms:
    """The key terms of all articles; spellings with one exact form are one term.

    Their counts add up: the key terms of one article are no spellings of each other.
    """

    def __init__(self, terms: Iterable[TermCount]) -> None:
        by_form: dict[Forms, int] = {}
        self._numbers: dict[str, int] = {}
        self._spellings: list[tuple[int, str]] = []
        counts: Counter[int] = Counter()
        for term in terms:
            number = by_form.setdefault(_forms(term.text), len(by_form))
            if number == len(self._spellings):
                self._spellings.append((0, ""))
            self._numbers[term.text] = number
            self._spellings[number] = max(self._spellings[number], (term.documents, term.text))
            counts[number] += term.documents
        self.counts: Floats = np.array([counts[n] for n in range(len(by_form))], np.float64)

    def text(self, number: int) -> str:
        """The spelling that most articles carry."""
        return self._spellings[number][1]

    def among(self, found: FacetCounts) -> Floats:
        """How many of the articles found carry each term."""
        known = [(self._numbers[v], n) for v, n in found.values if v in self._numbers]
        numbers, counts = np.array(known, np.int64).reshape(-1, 2).T
        return np.bincount(numbers, counts, len(self.counts)).astype(np.float64)


def keywords(
    found: FacetCounts, total: int, archive: ArchiveTerms, documents: int, words: Iterable[str]
) -> tuple[Keyword, ...]:
    """At most MOST terms over-represented among ``total`` articles of ``documents``.

    ``found`` are the counts of key terms among them (FacetWanted of ``term``, all
    values). ``words`` are what the query says: terms made of its words are left out, and
    of terms that contain one another all but the first.
    """
    among = archive.among(found)
    surprise = over_representation(among, total, archive.counts, documents)
    surprise[among < SUPPORT] = 0.0
    telling = np.flatnonzero(surprise >= SURPRISE)
    order = telling[np.lexsort((telling, -surprise[telling]))].tolist()
    told = _distinct(order, archive, _own(words))
    return tuple(
        Keyword(archive.text(n), int(among[n]), int(archive.counts[n])) for n in islice(told, MOST)
    )


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


def _distinct(order: Iterable[int], archive: ArchiveTerms, own: frozenset[str]) -> Iterable[int]:
    """Terms that say something new: neither the query's words nor part of a better one."""
    shown: list[Forms] = []
    for number in order:
        forms = _forms(archive.text(number))
        said = all(form in own or fold(form) in own for form in forms)
        if not said and not any(_within(forms, s) or _within(s, forms) for s in shown):
            shown.append(forms)
            yield number


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))


@lru_cache(_REMEMBERED)
def _forms(text: str) -> Forms:
    return tuple(analyze(text).exact)
