"""The values of all documents of a snapshot, numbered alike in all its segments."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.engines.schema import MISSING, VALUES
from index.engines.whoosh.rising import NONE, Ints, Mask, runs
from index.engines.whoosh.segment import Segment


class Vocabulary:
    """Values with a number each, in the order in which they were first seen.

    It only grows: a number means the same in every snapshot of the process, so a commit
    costs what its own segment holds. Safe for threads.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._of: dict[str, NDArray[np.int32]] = {}
        self._lock = threading.Lock()

    def number(self, text: str) -> int | None:
        """None where no document ever carried it."""
        return self._numbers.get(text)

    def numbers(self, segments: Mapping[str, Sequence[str]]) -> list[NDArray[np.int32]]:
        """The numbers of each segment's values, in their order there.

        ``segments`` are those of a snapshot by name; what others had is forgotten.
        """
        with self._lock:
            self._of = {
                name: self._of[name] if name in self._of else self._counted(texts)
                for name, texts in segments.items()
            }
            return list(self._of.values())

    def _counted(self, texts: Sequence[str]) -> NDArray[np.int32]:
        numbers = self._numbers
        found = np.empty(len(texts), np.int32)
        for at, text in enumerate(texts):
            number = numbers.get(text)
            if number is None:
                number = len(self.texts)
                self.texts.append(text)  # before its number is known to anybody
                numbers[text] = number
            found[at] = number
        return found


class Carried:
    """Which values each document carries: of ``d`` ``ordinals[offsets[d]:offsets[d + 1]]``.

    Deleted documents are among them.
    """

    def __init__(self, vocabulary: Vocabulary, segments: Sequence[Segment], name: str) -> None:
        columns = [segment.values[name] for segment in segments]
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
        counts = [
            np.bincount(column.docs, minlength=segment.size)
            for segment, column in zip(segments, columns, strict=True)
        ]
        self.offsets: Ints = np.cumsum(np.concatenate([np.zeros(1, np.int64), *counts]))
        self.most = len(vocabulary.texts)

    def text(self, ordinal: int) -> str:
        """A value by its number."""
        return self._vocabulary.texts[ordinal]

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

    def starting(self, prefix: str) -> Iterator[tuple[str, int]]:
        """The values that start with ``prefix``, in code point order, with their numbers."""
        texts = self._vocabulary.texts[: self.most]
        found = [(text, at) for at, text in enumerate(texts) if text.startswith(prefix)]
        found.sort()
        yield from found


Vocabularies = Mapping[str, Vocabulary]


def vocabularies() -> Vocabularies:
    """One for each of VALUES, without any value."""
    return {name: Vocabulary() for name in VALUES}
