"""The values of all documents of a snapshot, numbered alike in all its segments."""

from __future__ import annotations

import operator
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.article import source_parts
from index.engines.schema import MISSING, VALUES
from index.engines.whoosh.rising import NONE, Ints, Mask, runs, sizes
from index.engines.whoosh.segment import Segment


@dataclass(frozen=True, slots=True)
class Names:
    """The names of values that may have a kind; see ``query.FacetWanted``.

    ``of`` has of each value the number of its name, all below ``size``; ``alone`` which values
    are a name without a kind.
    """

    of: NDArray[np.int32]
    alone: Mask
    numbers: Mapping[str, int]

    def grown(self, texts: Sequence[str]) -> Names:
        """With those of further values."""
        numbers = dict(self.numbers)
        names = [source_parts(text)[0] for text in texts]
        of = np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int32)
        alone = np.array([*map(operator.eq, names, texts)], bool)
        return Names(np.concatenate((self.of, of)), np.concatenate((self.alone, alone)), numbers)

    @property
    def size(self) -> int:
        return len(self.numbers)

    def number(self, value: str) -> int | None:
        """That of a value's name; None where no document ever carried it."""
        return self.numbers.get(source_parts(value)[0])


class Vocabulary:
    """Values with a number each: those first seen in code point order, later ones behind them.

    It only grows: a number means the same in every snapshot of a generation, so a commit
    costs what its own segment holds. Safe for threads.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._of: dict[str, NDArray[np.int32]] = {}
        self._order: NDArray[np.int32] = np.zeros(0, np.int32)
        self._ranks: NDArray[np.int32] = np.zeros(0, np.int32)
        self._names = Names(np.zeros(0, np.int32), np.zeros(0, bool), {})
        self._lock = threading.Lock()

    def number(self, text: str) -> int | None:
        """None where no document ever carried it."""
        return self._numbers.get(text)

    def numbers(self, segments: Mapping[str, Sequence[str]]) -> list[NDArray[np.int32]]:
        """The numbers of each segment's values, in their order there.

        ``segments`` are those of a snapshot by name; what others had is forgotten.
        """
        with self._lock:
            new = {n: list(texts) for n, texts in segments.items() if n not in self._of}
            # sorting runs that are sorted merges them
            self._add(dict.fromkeys(sorted(chain.from_iterable(new.values()))))
            self._of |= {name: self._numbered(texts) for name, texts in new.items()}
            self._of = {name: self._of[name] for name in segments}
            return list(self._of.values())

    def ranks(self) -> NDArray[np.int32]:
        """Each value's place in code point order."""
        return self._ranks

    def names(self) -> Names:
        """Of the values so far."""
        known = self._names
        if len(known.of) < len(self.texts):
            known = self._names = known.grown(self.texts[len(known.of) :])
        return known

    def _add(self, texts: Iterable[str]) -> None:
        """``texts`` in code point order."""
        new = [text for text in texts if text not in self._numbers]
        if not new:
            return
        known = len(self.texts)
        self.texts.extend(new)  # before their numbers are known to anybody
        self._numbers.update(zip(new, range(known, known + len(new)), strict=True))
        at: list[int] = []
        if known:  # the first are in order
            at = [bisect_left(self._order, text, key=self.texts.__getitem__) for text in new]
        added = np.arange(known, known + len(new), dtype=np.int32)
        self._order = np.insert(self._order, at, added) if known else added
        ranks = np.empty(len(self._order), np.int32)
        ranks[self._order] = np.arange(len(ranks), dtype=np.int32)
        self._ranks = ranks

    def _numbered(self, texts: Sequence[str]) -> NDArray[np.int32]:
        return np.fromiter(map(self._numbers.__getitem__, texts), np.int32, len(texts))


class Carried:
    """Which values each document carries: of ``d`` ``ordinals[offsets[d]:offsets[d + 1]]``.

    Deleted documents are among them.
    """

    def __init__(self, vocabulary: Vocabulary, segments: Sequence[Segment], name: str) -> None:
        columns = [segment.values[name] for segment in segments]
        # ``ranks`` are the values' places in code point order
        numbers = vocabulary.numbers(
            {s.name: column.vocabulary for s, column in zip(segments, columns, strict=True)}
        )
        self._vocabulary = vocabulary
        self.ordinals = np.concatenate(
            [
                np.zeros(0, np.int32),
                *(n.take(c.ordinals) for n, c in zip(numbers, columns, strict=True)),
            ]
        )
        counts = [sizes(column.offsets) for column in columns]
        self.offsets: Ints = np.cumsum(np.concatenate([np.zeros(1, np.int64), *counts]))
        self.most = len(vocabulary.texts)
        self.ranks = vocabulary.ranks()

    def texts(self, numbers: Ints) -> list[str]:
        """Values by their numbers."""
        return list(map(self._vocabulary.texts.__getitem__, numbers.tolist()))

    @property
    def names(self) -> Names:
        """Of the values, by their numbers; later ones may be among them."""
        return self._vocabulary.names()

    def number(self, text: str) -> int | None:
        """A value's number; None where no document carries it."""
        number = self._vocabulary.number(text)
        return number if number is not None and number < self.most else None

    @cached_property
    def missing(self) -> int | None:
        """The number of MISSING."""
        return self.number(MISSING)

    def of(self, docs: Ints) -> tuple[NDArray[np.int32], Ints]:
        """The numbers of all that ``docs`` carry, and how many each of them does."""
        begins = self.offsets.take(docs)
        times = self.offsets.take(docs + 1) - begins
        return self.ordinals.take(runs(begins, times)), times

    def carrying(self, text: str) -> Ints:
        """The documents that carry a value, rising, deleted ones included."""
        number = self.number(text)
        if number is None:
            return NONE
        return self.offsets.searchsorted(np.flatnonzero(self.ordinals == number), "right") - 1

    def counts(self, live: Mask) -> Ints:
        """How many of the ``live`` documents carry each value."""
        if live.all():
            return np.bincount(self.ordinals, minlength=self.most)
        return np.bincount(self.of(np.flatnonzero(live))[0], minlength=self.most)

    def starting(self, prefix: str) -> tuple[list[str], Ints]:
        """The values that start with ``prefix``, in code point order, and their numbers."""
        numbers = np.argsort(self.ranks)
        texts = self.texts(numbers)
        first = bisect_left(texts, prefix)
        last = bisect_right(texts, prefix, first, key=lambda text: text[: len(prefix)])
        return texts[first:last], numbers[first:last]


Vocabularies = Mapping[str, Vocabulary]


def vocabularies() -> Vocabularies:
    """One for each of VALUES, without any value."""
    return {name: Vocabulary() for name in VALUES}
