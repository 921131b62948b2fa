"""What the archive has counted of the words that compete, asked for once.

p(b | a) is a bigram mixed with the unigram (Jelinek & Mercer, "Interpolated estimation of
Markov source parameters from sparse data", 1980), for words side by side in a query
need not be neighbours in any text::

    p(b | a) = MIXED * count(a, b) / (count(a) + ALONE) + (1 - MIXED) * p(b)

ALONE keeps one occurrence beside one word from being a certainty.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log
from typing import Final

from index.analysis import fold
from index.engines.base import Engine
from index.engines.schema import ALT, EXACT
from search.language.readings import TOKENS_PER_ARTICLE
from search.suggest.spelling import Option

MIXED: Final = 0.7
ALONE: Final = 5.0
RARE: Final = 2
"""Occurrences up to which a word, or a pair, may well be somebody's slip ..."""
RARE_IN: Final = 500
"""... and of a word one more for so many articles: the archive has slips of its own."""
UNSEEN: Final = 0.01
"""Of the words of queries, those that the archive does not have and that are right ..."""
PER_LETTER: Final = 2.2
"""... and what each of their letters narrows them down, in nats (16 bits for five letters)."""
ATTRACTION: Final = 7.4
"""Times as often as by chance that two words stand side by side where one speaks for the other."""


class Counts:
    """What the archive has counted, asked for once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        articles = max(1, engine.status().documents)
        self._tokens = articles * TOKENS_PER_ARTICLE
        self.rare = RARE + articles // RARE_IN
        self._words: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}

    def words(self, options: Iterable[Iterable[Option]]) -> None:
        """Count every word of ``options``."""
        wanted = {form for each in options for option in each for form in option.forms}
        new = sorted(wanted - self._words.keys())
        if not new:
            return
        self._words |= self._engine.frequencies(EXACT["text"], new)
        # matxcova may stand in the archive as Mát-xcơ-va only
        joined = {form: fold(form) for form in new if not self._words[form]}
        if joined:
            counted = self._engine.frequencies(ALT["text"], sorted(set(joined.values())))
            self._words |= {form: counted[folded] for form, folded in joined.items()}

    def pairs(self, lefts: Iterable[Option], rights: Iterable[Option]) -> None:
        """Count every last word of ``lefts`` beside every first of ``rights``."""
        last = sorted({option.last for option in lefts})
        first = sorted({option.first for option in rights})
        self._pairs |= {(p.left, p.right): p.count for p in self._engine.pairs(last, first)}

    def beside(self, left: str, right: str) -> int:
        """How often ``right`` follows ``left``, counted now."""
        self._pairs |= {(p.left, p.right): p.count for p in self._engine.pairs([left], [right])}
        return self._pairs.get((left, right), 0)

    def of(self, form: str) -> int:
        """How often ``form`` occurs, by itself or as what parts with hyphens are together."""
        return self._words[form]

    def attracted(self, left: str, right: str) -> bool:
        """Whether the two stand side by side far more often than chance would have it."""
        count = self._pairs.get((left, right), 0)
        by_chance = self._words[left] * self._words[right] / self._tokens
        return count > RARE and count > ATTRACTION * by_chance

    def _alone(self, form: str) -> float:
        """p of a word; of one that occurs nowhere by its length: a name may well be new."""
        count = self._words[form]
        if count:
            return (count + 0.5) / self._tokens
        return UNSEEN * exp(-PER_LETTER * len(form))

    def after(self, left: str | None, right: str) -> float:
        """log p(right | left), of ``right`` alone without a left."""
        alone = self._alone(right)
        if left is None:
            return log(alone)
        beside = self._pairs.get((left, right), 0) / (self._words[left] + ALONE)
        return log(MIXED * beside + (1 - MIXED) * alone)
