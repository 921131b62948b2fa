"""Which marked words a run of words typed without marks is likely to mean.

A reading puts one marking on every unmarked word; marked words stay as typed.
It is scored by a trigram model over the index's own counts, each order backing
off to the one below::

    p(c | b)    = (count(b, c) + k * p(c)) / (count(b) + k),          k = PAIR.of(count(b))
    p(c | a, b) = (count(a, b, c) + k * p(c | b)) / (count(a, b) + k), k = TRIPLE.of(count(a, b))

Dirichlet smoothing (Zhai & Lafferty, "A Study of Smoothing Methods for Language
Models", 2004) has one k for all; here it grows with the count: a word that stands often
stands beside many words, *Nam* in *Hà Nam lũ* beside one more.

Pairs come first: forward and backward over them leave the few markings that any
good reading has (max-marginals), and triples are counted for these alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index import deadline
from index.analysis import fold, is_marked
from index.engines.base import Engine, Status
from search.limits import MARKINGS, READINGS

WITHIN: Final = 2.0
"""Readings up to e² times less likely than the best are searched."""
TOKENS_PER_ARTICLE: Final = 450
"""Only the strength of the backoff hangs on it; the mean of online news."""
_PRUNED: Final = 4.0
"""A marking whose best reading by pairs is e⁴ times less likely is not looked at again."""
_BEAM: Final = 64
REMEMBERED: Final = 256
"""Runs of words that readings are kept of, some 2 kB each, and corrections, at most 12 kB."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """What the order below weighs: ``least`` and a ``share`` of what was counted."""

    least: float
    share: float

    def of(self, count: int) -> float:
        return self.least + self.share * count


PAIR: Final = Backoff(5.0, 0.1)
TRIPLE: Final = Backoff(5.0, 0.2)

Reading = tuple[str, ...]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Readings:
    """``likely``, best first; the literal text is in it only where it is likely."""

    literal: Reading
    likely: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        return self.likely[0]


def read(forms: Sequence[str], engine: Engine) -> Readings:
    """The likely readings of ``forms``, exact tokens that stand side by side."""
    literal = tuple(forms)
    if all(map(is_marked, literal)):
        return Readings(literal, (literal,))
    counts = _Counts(engine)
    candidates = counts.candidates(literal)
    if all(len(each) == 1 for each in candidates):
        return Readings(literal, (literal,))
    scored = _scored(_pruned(candidates, counts), counts)
    floor = scored[0][0] - WITHIN
    likely = tuple(reading for score, reading in scored if score >= floor)
    if literal in likely and any(map(is_marked, literal)):
        # who types marks at all leaves few out
        return Readings(literal, (literal,))
    return Readings(literal, likely[:READINGS])


Read = Callable[[Sequence[str], Engine], Readings]
""":func:`read`, or one that remembers."""


class HotReadings:
    """Remembers the last runs that were read, as long as the index stays as it is.

    One search asks for the same run two or three times, the next page and the next filter
    again. Threads may share it.
    """

    def __init__(self) -> None:
        self._kept = lru_cache(REMEMBERED)(_read_in)

    def read(self, forms: Sequence[str], engine: Engine) -> Readings:
        """As :func:`read`."""
        return self._kept(tuple(forms), engine.status(), engine)  # type: ignore[arg-type]  # one by identity


def _read_in(forms: Reading, _: Status, engine: Engine) -> Readings:
    """:func:`read`, by the state of the index, too."""
    return read(forms, engine)


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The markings that compete at each place, and log p(right | left) between neighbours."""

    markings: Sequence[tuple[str, ...]]
    first: Floats
    steps: Sequence[Floats]


class _Counts:
    """What the index has counted, asked for as little as possible."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tokens = max(1, engine.status().documents) * TOKENS_PER_ARTICLE
        self._single: dict[str, int] = {}
        self._pairs: dict[Reading, int] = {}

    def candidates(self, forms: Reading) -> list[tuple[str, ...]]:
        """Per form the markings that compete, the literal form always among them."""
        bare = {form: self._engine.markings(fold(form)) for form in forms if not is_marked(form)}
        wanted = sorted({*forms, *(m for found in bare.values() for m in found)})
        self._single = dict(self._engine.frequencies("exact", wanted))
        return [self._frequent(form, bare[form]) if form in bare else (form,) for form in forms]

    def _frequent(self, form: str, markings: Iterable[str]) -> tuple[str, ...]:
        others = sorted((m for m in markings if m != form), key=lambda m: -self._single[m])
        return (form, *others[: MARKINGS - 1])

    def lattice(self, markings: Sequence[tuple[str, ...]]) -> _Lattice:
        """Every marking with every neighbour's, by their pairs."""
        steps = []
        for lefts, rights in pairwise(markings):
            if len(lefts) == 1 and len(rights) == 1:
                steps.append(np.zeros((1, 1)))  # nothing to choose, so nothing to count
                continue
            self._pairs |= dict.fromkeys(product(lefts, rights), 0)
            self._pairs |= {(p.left, p.right): p.count for p in self._engine.pairs(lefts, rights)}
            steps.append(self._step(lefts, rights))
        first = np.log([self._probability(form) for form in markings[0]])
        return _Lattice(markings, first, steps)

    def _step(self, lefts: Sequence[str], rights: Sequence[str]) -> Floats:
        """log :meth:`_after` of each of ``lefts`` with each of ``rights``."""
        beside = np.array([[self._pairs[a, b] for b in rights] for a in lefts])
        counts = np.array([[self._single[a]] for a in lefts])
        alone = np.array([self._probability(b) for b in rights])
        backoff = PAIR.least + PAIR.share * counts
        step: Floats = np.log((beside + backoff * alone) / (counts + backoff))
        return step

    def _probability(self, form: str) -> float:
        """Of a token, never 0."""
        return (self._single[form] + 0.5) / self._tokens

    def _after(self, left: str, right: str) -> float:
        """p(right | left)."""
        count = self._single[left]
        backoff = PAIR.of(count)
        found = self._pairs[left, right] + backoff * self._probability(right)
        return found / (count + backoff)

    def third(self, triples: Iterable[tuple[str, ...]]) -> dict[Reading, float]:
        """log p(c | a, b) of each."""
        wanted = list(dict.fromkeys(triples))
        pairs = {pair for a, b, c in wanted for pair in ((a, b), (b, c))} - self._pairs.keys()
        seen = self._engine.runs([*wanted, *pairs])
        self._pairs |= {(a, b): seen[a, b] for a, b in pairs}
        return {(a, b, c): log(self._after_two(a, b, c, seen[a, b, c])) for a, b, c in wanted}

    def _after_two(self, a: str, b: str, c: str, seen: int) -> float:
        """p(c | a, b)."""
        count = self._pairs[a, b]
        backoff = TRIPLE.of(count)
        return (seen + backoff * self._after(b, c)) / (count + backoff)


def _pruned(candidates: Sequence[tuple[str, ...]], counts: _Counts) -> _Lattice:
    """The lattice of the markings that some good reading has."""
    lattice = counts.lattice(candidates)
    forward = [lattice.first]
    for step in lattice.steps:
        forward.append((forward[-1][:, None] + step).max(axis=0))
    backward = [np.zeros(len(candidates[-1]))]
    for step in reversed(lattice.steps):
        backward.append((step + backward[-1][None, :]).max(axis=1))
    floor = forward[-1].max() - _PRUNED
    kept = [
        np.flatnonzero(ahead + behind >= floor)
        for ahead, behind in zip(forward, reversed(backward), strict=True)
    ]
    return _Lattice(
        [tuple(forms[i] for i in at) for forms, at in zip(candidates, kept, strict=True)],
        lattice.first[kept[0]],
        [step[np.ix_(a, b)] for step, (a, b) in zip(lattice.steps, pairwise(kept), strict=True)],
    )


def _scored(lattice: _Lattice, counts: _Counts) -> list[tuple[float, Reading]]:
    """The best readings of the lattice with log p, best first."""
    markings = lattice.markings
    threes = zip(markings, markings[1:], markings[2:], strict=False)
    open_threes = (three for three in threes if any(len(forms) > 1 for forms in three))
    third = counts.third(triple for three in open_threes for triple in product(*three))
    beam: list[tuple[float, Reading]] = [
        (float(score), (form,)) for score, form in zip(lattice.first, markings[0], strict=True)
    ]
    beam.sort(key=_best_first)
    for step, lefts, rights in zip(lattice.steps, markings, markings[1:], strict=False):
        deadline.check()
        second = {
            (a, b): float(step[i, j])
            for (i, a), (j, b) in product(enumerate(lefts), enumerate(rights))
        }
        grown = [
            (score + third.get((*reading[-2:], form), second[reading[-1], form]), (*reading, form))
            for score, reading in beam
            for form in rights
        ]
        beam = sorted(grown, key=_best_first)[:_BEAM]
    return beam


def _best_first(scored: tuple[float, Reading]) -> tuple[float, Reading]:
    return -scored[0], scored[1]
