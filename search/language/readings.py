"""Which marked words a run of words typed without marks is likely to mean.

A reading puts one marking on every unmarked word; marked words stay as typed.
It is scored by a bigram model over the index's own counts, with the unigram as
backoff (Dirichlet smoothing: Zhai & Lafferty, "A Study of Smoothing Methods for
Language Models", 2004), and found by a beam search::

    p(b | a) = (count(a, b) + MU * p(b)) / (count(a) + MU)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from index.analysis import fold, is_marked
from index.engines.base import Engine
from search.limits import MARKINGS, READINGS

WITHIN: Final = 2.0
"""Readings up to e² times less likely than the best are searched."""
MU: Final = 5.0
TOKENS_PER_ARTICLE: Final = 450
"""Only the strength of the backoff hangs on it; the mean of online news."""
_BEAM: Final = 64

Reading = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """``likely``, best first; the literal text is in it only where it is likely."""

    literal: Reading
    likely: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        return self.likely[0]

    @property
    def literal_is_likely(self) -> bool:
        return self.literal in self.likely


def read(forms: Sequence[str], engine: Engine) -> Readings:
    """The likely readings of ``forms``, exact tokens that stand side by side."""
    literal = tuple(forms)
    counts = _Counts(engine)
    candidates = counts.candidates(literal)
    if all(len(each) == 1 for each in candidates):
        return Readings(literal, (literal,))
    return Readings(literal, _likely(candidates, counts))


class _Counts:
    """What the index has counted, asked for as little as possible."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tokens = max(1, engine.status().documents) * TOKENS_PER_ARTICLE
        self._single: dict[str, int] = {}

    def candidates(self, forms: Reading) -> list[tuple[str, ...]]:
        """Per form the markings that compete, the literal form always among them."""
        bare = {form: self._engine.markings(fold(form)) for form in forms if not is_marked(form)}
        wanted = sorted({*forms, *(m for found in bare.values() for m in found)})
        self._single = dict(self._engine.frequencies("exact", wanted))
        return [self._frequent(form, bare[form]) if form in bare else (form,) for form in forms]

    def _frequent(self, form: str, markings: Iterable[str]) -> tuple[str, ...]:
        others = sorted((m for m in markings if m != form), key=lambda m: -self._single[m])
        return (form, *others[: MARKINGS - 1])

    def after(self, lefts: Sequence[str], rights: Sequence[str]) -> Callable[[str, str], float]:
        """log p(right | left) for these."""
        if len(lefts) == 1 and len(rights) == 1:
            return _nothing_to_choose
        pairs = {(p.left, p.right): p.count for p in self._engine.pairs(lefts, rights)}
        return lambda left, right: self._conditional(pairs, left, right)

    def _conditional(self, pairs: Mapping[tuple[str, str], int], left: str, right: str) -> float:
        seen = pairs.get((left, right), 0)
        return log((seen + MU * self.probability(right)) / (self._single[left] + MU))

    def probability(self, form: str) -> float:
        """Of a token, never 0."""
        return (self._single[form] + 0.5) / self._tokens


def _nothing_to_choose(_left: str, _right: str) -> float:
    return 0.0


def _likely(candidates: Sequence[tuple[str, ...]], counts: _Counts) -> tuple[Reading, ...]:
    beam: list[tuple[float, Reading]] = [
        (log(counts.probability(form)), (form,)) for form in candidates[0]
    ]
    for lefts, rights in pairwise(candidates):
        step = counts.after(lefts, rights)
        grown = [
            (score + step(reading[-1], right), (*reading, right))
            for score, reading in beam
            for right in rights
        ]
        beam = sorted(grown, key=lambda each: (-each[0], each[1]))[:_BEAM]
    beam.sort(key=lambda each: (-each[0], each[1]))
    floor = beam[0][0] - WITHIN
    return tuple(reading for score, reading in beam if score >= floor)[:READINGS]
