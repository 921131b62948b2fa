"""What a typed word may have been meant to be, and how far that is from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from index.analysis import fold, is_marked
from search.limits import SPELLINGS
from search.suggest import telex
from search.suggest.distance import distances, marks_apart, near
from search.suggest.lettering import LONGEST
from search.suggest.runs import Forms
from search.suggest.slips import (
    HEARD,
    MISSING_LETTER,
    RUN_TOGETHER,
    UNDECODED,
    Floats,
    Spelled,
    heard_alike,
    spelled,
)
from search.suggest.vocabulary import Rows, Vocabulary

Kind = Literal["telex", "spelling", "marks"]

MARKS_ALLOWED: Final = 5.5
"""What slips of marks may cost beside those of letters: a letter's and the tone."""
_ONE_SLIP: Final = 4
"""Letters up to which a word is given one slip of a letter: two would make any word of it."""
_SHORTEST_HALF: Final = 2
"""Letters of the shorter of two words written as one."""


@dataclass(frozen=True, slots=True)
class Option:
    """``forms`` in the place of one token.

    ``kind`` is None for what the token says as it is: itself and, where it is
    unmarked, its markings.
    """

    forms: Forms
    cost: float
    kind: Kind | None

    @property
    def first(self) -> str:
        return self.forms[0]

    @property
    def last(self) -> str:
        return self.forms[-1]


def literal(form: str) -> Option:
    """The token as typed."""
    return Option((form,), 0.0, None)


def markings(form: str, vocabulary: Vocabulary, added: float) -> list[Option]:
    """The words that an unmarked ``form`` may stand for, each ``added`` away, itself left out."""
    rows = vocabulary.spelled_alike(fold(form))
    others = rows[[vocabulary.words[row] != form for row in rows]] if len(rows) else rows
    best = others[np.argsort(-vocabulary.documents[others], kind="stable")][:SPELLINGS]
    return [Option((vocabulary.words[row],), added, None) for row in best.tolist()]


def decoded(form: str, vocabulary: Vocabulary) -> list[Option]:
    """The words whose keystrokes ``form`` may be."""
    return [
        Option((each,), UNDECODED, "telex")
        for each in telex.decode(form)
        if vocabulary.row(each, fold(each)) is not None
    ]


def respellings(form: str, vocabulary: Vocabulary, added: float) -> list[Option]:
    """The nearest and most frequent words, each ``added`` farther than its slips have it.

    Without ``form`` and, where it is unmarked, its markings.
    """
    typed = spelled(form)
    if typed is None or len(typed.symbols) > LONGEST:
        return []
    unmarked = not is_marked(form)
    rows, costs = _found(typed, vocabulary, unmarked)
    allowed = _of_letters(len(typed.symbols)) + (0.0 if unmarked else MARKS_ALLOWED)
    rows, costs = rows[costs <= allowed], costs[costs <= allowed]
    worth = np.log(vocabulary.documents[rows] + 0.5) - costs
    found: list[Option] = []
    folded = fold(form)
    for at in np.argsort(-worth, kind="stable").tolist():
        word = vocabulary.words[rows[at]]
        same = fold(word) == folded
        if word != form and not (same and unmarked):
            kind: Kind = "marks" if same else "spelling"
            found.append(Option((word,), float(costs[at]) + added, kind))
        if len(found) == SPELLINGS:
            break
    return found


def _of_letters(letters: int) -> float:
    """What slips of letters may cost in a word: one of the likely ones, in long words two."""
    return max(MISSING_LETTER, 1.3 * letters + 1.6)


def _found(typed: Spelled, vocabulary: Vocabulary, unmarked: bool) -> tuple[Rows, Floats]:
    """Rows, each once, and the least cost of each."""
    slips = 1 if len(typed.symbols) <= _ONE_SLIP else 2
    rows = near(typed, vocabulary, slips)
    found = [(rows, distances(typed, vocabulary, rows, unmarked))]
    found += _by_ear(typed, vocabulary, unmarked)
    every = np.concatenate([rows for rows, _ in found])
    costs = np.concatenate([costs for _, costs in found])
    order = np.lexsort((costs, every))
    first = np.ones(len(every), np.bool_)
    first[1:] = np.diff(every[order]) > 0
    return every[order][first], costs[order][first]


def _by_ear(
    typed: Spelled, vocabulary: Vocabulary, unmarked: bool
) -> Iterator[tuple[Rows, Floats]]:
    for bare in heard_alike(typed.bare):
        rows = vocabulary.spelled_alike(fold(bare))
        other = spelled(bare) if len(rows) else None
        if other is not None:
            toned = replace(other, tone=typed.tone)
            yield rows, marks_apart(toned, vocabulary, rows, unmarked) + np.float32(HEARD)


def halves(form: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Two words that ``form`` is, where a space was left out."""
    for cut in range(_SHORTEST_HALF, len(form) - _SHORTEST_HALF + 1):
        left, right = form[:cut], form[cut:]
        if all(vocabulary.row(half, fold(half)) is not None for half in (left, right)):
            yield left, right


def run_together(left: str, right: str) -> Option:
    """Two words for one token."""
    return Option((left, right), RUN_TOGETHER, "spelling")
