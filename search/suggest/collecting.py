"""The key terms and persons of an archive → :class:`search.suggest.names.Names`, as arrays.

All spellings of the same words are one name: the commonest spelling, with the sum of their
counts. Each name has its *lines*: itself, and from each joined form (f16) on. The words of
all lines are rows of arrays; the order of what follows each is found for all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import AltForm, Forms, forms_of_each
from index.engines.base import Terms
from index.engines.schema import MISSING
from search.suggest import cells
from search.suggest.cells import BREAK, END, NOTHING, Cells
from search.suggest.names import Names

Numbers = NDArray[np.intp]


def names_of(terms: Terms, persons: Terms) -> Names:
    """The names of an index's key terms and persons; of one that is both, the commoner."""
    texts = [*terms.texts, *persons.texts]
    documents = np.array([*terms.documents, *persons.documents], np.int64)
    lines = _Lines()
    numbers = np.array(list(map(lines.add, texts, forms_of_each(texts))), np.intp)
    chosen = _chosen(numbers, len(terms), documents, lines.names)
    falling = _falling(chosen, texts)
    labels = [texts[at] for at in chosen.spellings[falling].tolist()]
    ranks = np.empty(lines.names, np.int32)
    ranks[falling] = np.arange(lines.names, dtype=np.int32)
    line = lines.written()
    words = _words(lines, line.text)
    order = _in_order(words)
    return Names(
        labels="".join(labels),
        ends=np.cumsum([len(label) for label in labels], dtype=np.int32),
        documents=chosen.documents[falling].astype(np.int32),
        persons=chosen.persons[falling],
        text=line.text,
        qualities=np.frombuffer(line.qualities, np.uint8),
        tones=np.frombuffer(line.tones, np.uint8),
        starts=words.starts[order].astype(np.int32),
        ranks=ranks[words.names[order]],
        opening=words.opening[order],
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Of each name its commonest spelling, as a place among all, its count and its kind."""

    spellings: Numbers
    documents: NDArray[np.int64]
    persons: NDArray[np.bool_]


def _chosen(numbers: Numbers, terms: int, documents: NDArray[np.int64], names: int) -> _Chosen:
    """``numbers`` are the names of all spellings, -1 of none; the ``terms`` come first.

    What is a key term more often than a person is no person, but a mistake of ours.
    """
    counts, commonest = [], []
    for places in (np.arange(terms), np.arange(terms, len(numbers))):
        some = places[numbers[places] >= 0]
        some = some[np.argsort(documents[some], kind="stable")]
        best = np.zeros(names, np.intp)
        best[numbers[some]] = some  # the last one stays: of the most, the last in order
        commonest.append(best)
        counts.append(np.bincount(numbers[some], documents[some], names).astype(np.int64))
    persons = counts[1] >= counts[0]
    return _Chosen(np.where(persons, commonest[1], commonest[0]), np.maximum(*counts), persons)


def _falling(chosen: _Chosen, texts: Sequence[str]) -> Numbers:
    """Names by falling count, then the shorter, then in code point order."""
    places = np.empty(len(texts), np.intp)
    # two runs that are in order are merged
    places[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    of = chosen.spellings
    return np.lexsort((places[of], lengths[of], -chosen.documents))


class _Lines:
    """The words of names as they come: one line after the other, and whose each is."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lines: list[str] = []
        self.names_of_lines: list[int] = []
        self.sizes: list[int] = []
        """Words of each line, a joined form being one."""
        self.joined: list[int] = []
        """Which lines begin with a joined form."""

    @property
    def names(self) -> int:
        return len(self._numbers)

    def add(self, text: str, forms: Forms) -> int:
        """The number of a name; -1 of what has no words."""
        line = BREAK.join(forms.exact)
        if not line or text == MISSING:
            return -1
        number = self._numbers.get(line)
        if number is None:
            number = self._numbers[line] = len(self._numbers)
            self._add_line(number, line, len(forms.exact))
            for alt in forms.alts:
                self._add_joined(number, forms.exact[alt.first :], alt)
        return number

    def _add_joined(self, number: int, words: Sequence[str], alt: AltForm) -> None:
        """A line from a joined form on, where that is what its words are together."""
        parts, others = words[: alt.count], words[alt.count :]
        if alt.count > 1 and cells.joined(map(cells.typed, parts)).text == alt.text:
            self.joined.append(len(self.sizes))
            self._add_line(number, BREAK.join((NOTHING.join(parts), *others)), len(others) + 1)

    def _add_line(self, number: int, line: str, size: int) -> None:
        self._lines.append(line + END)
        self.names_of_lines.append(number)
        self.sizes.append(size)

    def written(self) -> Cells:
        """All lines, a tone on all letters of its word."""
        return cells.stored_lines("".join(self._lines))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of lines, one row each, in the order of the lines.

    ``texts`` are folded, ``starts`` their places in the text, ``names`` whose they are;
    ``opening``: the first of its line; ``ends`` the row behind the last of its line.
    ``found``: what a name is looked for by, in a line with a joined form only that.
    """

    texts: list[str]
    starts: Numbers
    names: Numbers
    ends: Numbers
    opening: NDArray[np.bool_]
    found: NDArray[np.bool_]


def _words(lines: _Lines, text: str) -> _Words:
    sizes = np.array(lines.sizes, np.intp)
    line = np.repeat(np.arange(len(sizes)), sizes)
    ends = np.cumsum(sizes)
    opening = np.zeros(len(line), np.bool_)
    opening[ends - sizes] = True
    joined = np.zeros(len(sizes), np.bool_)
    joined[lines.joined] = True
    texts = text.replace(END, BREAK).split(BREAK)[:-1]
    lengths = np.fromiter(map(len, texts), np.intp, len(texts)) + 1
    names = np.array(lines.names_of_lines, np.intp)[line]
    starts = np.cumsum(lengths) - lengths
    return _Words(texts, starts, names, ends[line], opening, opening | ~joined[line])


def _in_order(words: _Words) -> Numbers:
    """The rows of ``words.found`` in the order of what follows in their lines.

    By the places of the words among all words, then of pairs, of fours, ... (prefix doubling:
    Manber & Myers, "Suffix arrays", 1993), for lines are compared as their words are: what
    stands between two words is below every character of one.
    """
    count = len(words.texts)
    known = {text: place for place, text in enumerate(sorted(set(words.texts)), 1)}
    # behind a line's end stands what is below all words
    places = np.array([*map(known.__getitem__, words.texts), 0], np.intp)
    rows, reach = np.arange(count), 1
    longest = int((words.ends - rows).max(initial=0))
    while reach < longest:
        behind = places[np.where(rows + reach < words.ends, rows + reach, count)]
        _, places[:-1] = np.unique(places[:-1] * (count + 1) + behind, return_inverse=True)
        places[:-1] += 1
        reach *= 2
    found = np.flatnonzero(words.found)
    return found[np.argsort(places[found], kind="stable")]
