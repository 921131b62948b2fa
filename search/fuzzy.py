"""Words of the archive that are spelled nearly like a given one: ``word~``, ``word~2``.

The distance is Damerau's: letters put in, left out, exchanged, or two neighbours
swapped (Damerau, "A Technique for Computer Detection and Correction of Spelling
Errors", 1964), no letter touched twice (optimal string alignment, as in Lucene). The
first letter is fixed: few slips change it, and it keeps the candidates few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold, fold_all, is_marked
from index.engines.base import Engine, Terms
from index.engines.schema import EXACT
from search.limits import EDITS, EXPANSIONS

_LETTERS: Final = (*range(0x20, 0x250), *range(0x1E00, 0x1F00))
"""Code points of the Latin letters that may open a word."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """``forms`` that stand in the archive; ``cut`` says that there were more."""

    forms: tuple[str, ...]
    cut: bool


def nearby(form: str, edits: int, engine: Engine, most: int = EXPANSIONS) -> Nearby:
    """What the text of the archive has within ``edits`` of ``form``, itself included.

    A marked form is compared letter by letter, marks included, and gives exact forms;
    one without marks gives folded forms. At most ``most``: ``form`` itself, then those
    of most articles (of a folded form: the sum over its markings). ``edits`` above
    EDITS are EDITS.
    """
    if not form:
        return Nearby((), False)
    if is_marked(form):
        terms = engine.terms(EXACT["text"], form[0])
        counts: Mapping[str, int] = dict(zip(terms.texts, terms.documents, strict=True))
    else:
        form = fold(form)
        counts = _folded(_opened_by(form[0], engine))
    texts, edits = list(counts), min(edits, EDITS)
    found = [texts[i] for i in np.flatnonzero(distances(form, texts, edits) <= edits).tolist()]
    found.sort(key=lambda text: (text != form, -counts[text], text))
    return Nearby(tuple(found[:most]), len(found) > most)


def _opened_by(letter: str, engine: Engine) -> Iterator[Terms]:
    """The exact terms whose first letter folds to ``letter``."""
    for opening in _openings().get(letter, (letter,)):
        yield engine.terms(EXACT["text"], opening)


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """Folded letter → the letters that fold to it."""
    found: dict[str, list[str]] = {}
    for letter in map(chr, _LETTERS):
        if letter == letter.lower():
            found.setdefault(fold(letter)[:1], []).append(letter)
    return {folded: tuple(letters) for folded, letters in found.items()}


def _folded(opened: Iterable[Terms]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for terms in opened:
        for text, documents in zip(fold_all(terms.texts), terms.documents, strict=True):
            counts[text] += documents
    return counts


def distances(form: str, texts: Sequence[str], edits: int) -> NDArray[np.int16]:
    """The distance of each of ``texts`` to ``form``; above ``edits`` it may be any larger number.

    One row of the classic table at a time, for all texts at once.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    near = np.flatnonzero(abs(lengths - len(form)) <= edits)
    found = np.full(len(texts), edits + 1, np.int16)
    if not len(near):
        return found
    width = max(1, int(lengths[near].max()))
    letters = (
        np.array([texts[i] for i in near.tolist()], f"U{width}").view(np.uint32).reshape(-1, width)
    )
    table = _last_row(np.array([form]).view(np.uint32), letters)
    found[near] = table[np.arange(len(near)), lengths[near]]
    return found


def _last_row(form: NDArray[np.uint32], texts: NDArray[np.uint32]) -> NDArray[np.int16]:
    """Row i, column j: the distance of the first i letters of ``form`` to the first j of a text."""
    columns = np.arange(texts.shape[1] + 1, dtype=np.int16)
    before = row = np.tile(columns, (len(texts), 1))
    for i, letter in enumerate(form):
        same = texts == letter
        step = row + 1
        np.minimum(step[:, 1:], row[:, :-1] + ~same, out=step[:, 1:])
        if i:
            swapped = same[:, :-1] & (texts[:, 1:] == form[i - 1])
            np.minimum(step[:, 2:], before[:, :-2] + np.where(swapped, 1, 99), out=step[:, 2:])
        # a letter of the text left out costs one more than the column before
        before, row = row, np.minimum.accumulate(step - columns, axis=1) + columns
    return row
