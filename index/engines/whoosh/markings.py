"""Which terms of a field fold to the same form."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold
from index.engines.whoosh.rising import Ints, sizes
from index.engines.whoosh.sections import Sections, SectionWriter, narrow
from index.engines.whoosh.texts import Texts


@dataclass(frozen=True, slots=True)
class Markings:
    """Folded form → its terms in code point order.

    The form ``folds[i]`` is that of the terms ``numbers[offsets[i]:offsets[i + 1]]``.
    """

    terms: Texts
    folds: Texts
    offsets: NDArray[Any]
    numbers: NDArray[Any]

    @classmethod
    def of(cls, terms: Texts) -> Markings:
        """Of terms in code point order."""
        found: dict[str, list[int]] = {}
        for number, text in enumerate(terms):
            found.setdefault(fold(text), []).append(number)
        folds = sorted(found)
        rows = [found[each] for each in folds]
        offsets = np.cumsum([0, *map(len, rows)])
        numbers = np.fromiter(chain.from_iterable(rows), np.int64, len(terms))
        return cls(terms, Texts.of(folds), narrow(offsets), narrow(numbers))

    @classmethod
    def read(cls, sections: Sections, field: str, terms: Texts) -> Markings:
        return cls(
            terms,
            Texts.read(sections, f"{field}/folds"),
            sections[f"{field}/folds/terms"],
            sections[f"{field}/folds/numbers"],
        )

    def write(self, writer: SectionWriter, field: str) -> None:
        self.folds.write(writer, f"{field}/folds")
        writer.put(f"{field}/folds/terms", self.offsets)
        writer.put(f"{field}/folds/numbers", self.numbers)

    @property
    def forms(self) -> Ints:
        """The number in ``folds`` of each term's form."""
        found = np.empty(len(self.numbers), np.int64)
        found[self.numbers] = np.repeat(np.arange(len(self.folds)), sizes(self.offsets))
        return found

    def of_fold(self, at: int) -> list[int]:
        """The numbers of the terms of the form ``folds[at]``."""
        found: list[int] = self.numbers[int(self.offsets[at]) : int(self.offsets[at + 1])].tolist()
        return found

    def numbers_of(self, form: str) -> list[int]:
        """The numbers of a form's terms; none of one that is not there."""
        at = self.folds.find(form)
        return self.of_fold(at) if at >= 0 else []
