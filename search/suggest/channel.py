"""Which words a run of words was meant to be: a noisy channel over the archive's counts.

The words w that were meant are those that make log p(w) - cost(typed | w) greatest
(Kernighan, Church & Gale, "A Spelling Correction Program Based on a Noisy Channel Model",
1990; with the neighbours' help Mays, Damerau & Mercer, "Context Based Spelling
Correction", 1991). ``counts`` has p, ``slips`` the costs.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from index import deadline
from index.analysis import is_marked
from index.engines.base import Engine, Status
from search.language.readings import REMEMBERED
from search.limits import RESPELLED_WORDS
from search.suggest.counts import Counts
from search.suggest.runs import Forms
from search.suggest.spelling import (
    Kind,
    Option,
    decoded,
    halves,
    literal,
    markings,
    respellings,
    run_together,
)
from search.suggest.vocabulary import Vocabulary

MARGIN: Final = 1.5
"""In the place of a word that occurs another one is at least e^1.5 times likelier."""
WITHIN: Final = 3.0
"""Corrections up to e³ times less likely than the best are worth a look."""
ADDED_MARKS: Final = 1.5
"""For a word without marks in a query that has some."""
_BEAM: Final = 32

Options = tuple[Option, ...]
Path = tuple[Option, ...]
_STRENGTH: Final[tuple[Kind, ...]] = ("telex", "spelling", "marks")


@dataclass(frozen=True, slots=True)
class Correction:
    """``meant`` has what stands for each token of the run.

    ``of_unknown``: a word that occurs nowhere is among those replaced.
    """

    meant: tuple[Forms, ...]
    kind: Kind
    of_unknown: bool


def corrections(
    forms: Sequence[str], engine: Engine, vocabulary: Vocabulary, marked_query: bool
) -> tuple[Correction, ...]:
    """What ``forms``, tokens side by side, were likelier meant to be, best first.

    Empty where they are best left as they are. ``marked_query`` is whether the query
    has marks anywhere: then a word without them may well be meant so.
    """
    run = _Run(tuple(forms), Counts(engine), vocabulary, ADDED_MARKS if marked_query else 0.0)
    suspects = run.suspects()
    return run.best(suspects) if suspects else ()


class Corrector:
    """:func:`corrections` by one vocabulary; remembers the last runs, as long as the index stays.

    The same words are asked with another filter, another order. Threads may share it.
    """

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self._engine = engine
        self._vocabulary = vocabulary
        self._kept = lru_cache(REMEMBERED)(self._corrected)

    def corrections(self, forms: Sequence[str], marked_query: bool) -> tuple[Correction, ...]:
        """Those of the function."""
        return self._kept(tuple(forms), marked_query, self._engine.status())

    def _corrected(self, forms: Forms, marked_query: bool, _: Status) -> tuple[Correction, ...]:
        return corrections(forms, self._engine, self._vocabulary, marked_query)


class _Run:
    """One run: ``_known`` has for each token itself and, where it is unmarked, its markings."""

    def __init__(
        self, forms: tuple[str, ...], counts: Counts, vocabulary: Vocabulary, added: float
    ) -> None:
        self._forms = forms
        self._counts = counts
        self._vocabulary = vocabulary
        self._added = added
        self._known = [self._as_typed(form) for form in forms]
        self._counts.words(self._known)

    def _as_typed(self, form: str) -> Options:
        others = [] if is_marked(form) else markings(form, self._vocabulary, self._added)
        return (literal(form), *others)

    # --- which words are doubtful

    def suspects(self) -> list[int]:
        """The words that hardly occur, or that no neighbour speaks for, in order."""
        occurring = [sum(self._counts.of(o.first) for o in each) for each in self._known]
        vouched = self._vouched()
        found = [
            at
            for at, form in enumerate(self._forms)
            if occurring[at] <= self._counts.rare or not vouched[at]
            # a number is what it is; letters with digits may be keystrokes
            if form.isalpha() or (not occurring[at] and form[0].isalpha())
        ]
        return sorted(sorted(found, key=lambda at: occurring[at])[:RESPELLED_WORDS])

    def _vouched(self) -> list[bool]:
        """Per word, whether it stands beside a neighbour more often than by chance."""
        found = [len(self._forms) == 1] * len(self._forms)
        for at, (lefts, rights) in enumerate(pairwise(self._known)):
            self._counts.pairs(lefts, rights)
            if any(self._counts.attracted(a.last, b.first) for a in lefts for b in rights):
                found[at] = found[at + 1] = True
        return found

    # --- what they were meant to be

    def best(self, suspects: Sequence[int]) -> tuple[Correction, ...]:
        """The likeliest corrections with other words for ``suspects``."""
        options = [
            self._options(at) if at in suspects else known for at, known in enumerate(self._known)
        ]
        self._counts.words(options)
        for lefts, rights in pairwise(options):
            self._counts.pairs(lefts, rights)
        beam = self._beam(options)
        floor = max(self._score(beam[0]) - WITHIN, self._typed(options))
        return tuple(
            Correction(tuple(option.forms for option in path), kind, self._replaces_unknown(path))
            for path in beam
            if (kind := _kind(path)) is not None and self._score(path) >= floor
        )

    def _replaces_unknown(self, path: Path) -> bool:
        return any(
            option.kind is not None and not self._counts.of(form)
            for form, option in zip(self._forms, path, strict=True)
        )

    def _options(self, at: int) -> Options:
        form = self._forms[at]
        known = self._known[at]
        if not form.isalpha():
            return (*known, *decoded(form, self._vocabulary))
        added = 0.0 if is_marked(form) else self._added
        if any(self._counts.of(option.first) for option in known):
            return (*known, *respellings(form, self._vocabulary, added + MARGIN))
        others = respellings(form, self._vocabulary, added)
        return _distinct((*known, *decoded(form, self._vocabulary), *others, *self._halves(form)))

    def _halves(self, form: str) -> list[Option]:
        cut = [run_together(*each) for each in halves(form, self._vocabulary)]
        self._counts.words([cut])
        return [option for option in cut if self._counts.beside(option.first, option.last)]

    def _beam(self, options: Sequence[Options]) -> list[Path]:
        beam: list[tuple[float, Path]] = [(0.0, ())]
        for each in options:
            deadline.check()
            grown = [
                (score + self._step(path[-1] if path else None, option), (*path, option))
                for score, path in beam
                for option in each
            ]
            beam = sorted(grown, key=lambda item: -item[0])[:_BEAM]
        return [path for _, path in beam]

    def _score(self, path: Path) -> float:
        return sum(
            self._step(before, option) for before, option in pairwise((None, *path)) if option
        )

    def _typed(self, options: Sequence[Options]) -> float:
        """The best score of the words as they are, in any marking."""
        as_they_are = [tuple(option for option in each if option.kind is None) for each in options]
        return self._score(self._beam(as_they_are)[0])

    def _step(self, before: Option | None, option: Option) -> float:
        score = self._counts.after(before.last if before else None, option.first) - option.cost
        if len(option.forms) > 1:
            score += self._counts.after(option.first, option.last)
        return score


def _distinct(options: Iterable[Option]) -> Options:
    """Of options with the same words the cheapest, in the order of first appearance."""
    found: dict[Forms, Option] = {}
    for option in options:
        known = found.get(option.forms)
        if known is None or option.cost < known.cost:
            found[option.forms] = option
    return tuple(found.values())


def _kind(path: Path) -> Kind | None:
    kinds = {option.kind for option in path if option.kind is not None}
    return strongest(kinds) if kinds else None


def strongest(kinds: Container[Kind]) -> Kind:
    """What several corrections are together: with a decoded word among them decoded."""
    return next(kind for kind in _STRENGTH if kind in kinds)
