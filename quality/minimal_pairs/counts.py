"""Plain counts over the words of an archive, by nothing but their spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from quality.minimal_pairs.cases import Document
from quality.spelling import WORD, folded, same

FREQUENT: Final = 10
SETTLED: Final = 50
"""A pair of words is settled when it is this many times as frequent as all others
with its letters together: far beyond what any reading of unmarked words doubts."""

WordPair = tuple[str, str]


def words(document: Document) -> Iterator[str]:
    """The words of title and body in their one spelling."""
    for text in (document.title, document.body):
        yield from map(same, WORD.findall(text))


def documents_with(documents: Iterable[Document]) -> Counter[str]:
    """In how many documents each word stands."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(set(words(document)))
    return counts


class Neighbours:
    """How often two words stand side by side, and their letters in any marking."""

    def __init__(self) -> None:
        self.pairs: Counter[WordPair] = Counter()
        self._letters: Counter[WordPair] = Counter()

    def add(self, run: Sequence[str]) -> None:
        """Count the neighbours in a run of words in their one spelling."""
        self.pairs.update(pairwise(run))

    def close(self) -> None:
        """After the last :meth:`add`: sum up over all markings."""
        for (left, right), count in self.pairs.items():
            self._letters[folded(left), folded(right)] += count

    def settled(self, reading: Sequence[str]) -> bool:
        """Whether the letters of ``reading`` are hardly ever read otherwise, pair by pair."""
        return all(self._settled(pair) for pair in pairwise(reading))

    def _settled(self, pair: WordPair) -> bool:
        count = self.pairs[pair]
        others = self._letters[folded(pair[0]), folded(pair[1])] - count
        return count >= FREQUENT and count >= SETTLED * others
