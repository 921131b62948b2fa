"""What a segment keeps of each document beside its tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.schema import VALUES
from index.engines.whoosh.fields import ROW
from index.engines.whoosh.rising import Ints, runs, sizes
from index.engines.whoosh.sections import Sections, SectionWriter, narrow, smallest
from index.engines.whoosh.texts import Texts


@dataclass(frozen=True, slots=True)
class Values:
    """A column of values: document ``d`` carries ``ordinals[offsets[d]:offsets[d + 1]]``.

    An ordinal is a place in ``vocabulary``, which is in code point order.
    """

    vocabulary: Texts
    offsets: NDArray[Any]
    ordinals: NDArray[Any]

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> Values:
        """Each document's values, in their order."""
        vocabulary = sorted({value for values in documents for value in values})
        numbers = {value: number for number, value in enumerate(vocabulary)}
        ordinals = [numbers[value] for values in documents for value in values]
        offsets = np.cumsum([0, *map(len, documents)])
        return cls(Texts.of(vocabulary), offsets, np.array(ordinals, np.int64))

    @classmethod
    def read(cls, sections: Sections, name: str) -> Values:
        return cls(
            Texts.read(sections, f"{name}/values"),
            sections[f"{name}/offsets"],
            sections[f"{name}/ordinals"],
        )

    def write(self, writer: SectionWriter, name: str) -> None:
        self.vocabulary.write(writer, f"{name}/values")
        writer.put(f"{name}/offsets", narrow(self.offsets))
        kind = smallest(max(0, len(self.vocabulary) - 1))
        writer.put(f"{name}/ordinals", self.ordinals.astype(kind, copy=False))

    @property
    def docs(self) -> Ints:
        """The document that carries each of ``ordinals``."""
        return np.repeat(np.arange(len(self.offsets) - 1), sizes(self.offsets))

    def chosen(self, wanted: NDArray[np.bool_]) -> tuple[Values, Ints, Ints]:
        """Itself, and of the documents that are wanted: how many values each, and which."""
        begins, counts = self.offsets[:-1][wanted].astype(np.int64), sizes(self.offsets)[wanted]
        return self, counts, self.ordinals[runs(begins, counts)].astype(np.int64)

    def carried(self, doc: int) -> list[str]:
        """The values of one document, in their order."""
        inside = self.ordinals[int(self.offsets[doc]) : int(self.offsets[doc + 1])]
        return [self.vocabulary[number] for number in inside.tolist()]


@dataclass(frozen=True, slots=True)
class Columns:
    """``by_id`` are the documents in the order of their ids, in code point order."""

    rows: NDArray[np.void]
    ids: Texts
    by_id: NDArray[Any]
    digests: Texts
    values: Mapping[str, Values]

    @classmethod
    def of(
        cls,
        rows: NDArray[np.void],
        ids: Texts,
        digests: Texts,
        values: Mapping[str, Values],
    ) -> Columns:
        names = ids.raw()
        by_id = np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)
        return cls(rows, ids, narrow(by_id), digests, values)

    @classmethod
    def read(cls, sections: Sections) -> Columns:
        """Raises ValueError where records are not what this program has in a row."""
        rows = sections["rows"]
        if rows.dtype != ROW:
            raise ValueError(f"rows: {rows.dtype} ≠ {ROW}")
        return cls(
            rows,
            Texts.read(sections, "ids"),
            sections["ids/sorted"],
            Texts.read(sections, "digests"),
            {name: Values.read(sections, name) for name in VALUES},
        )

    def write(self, writer: SectionWriter) -> None:
        writer.put("rows", self.rows)
        self.ids.write(writer, "ids")
        writer.put("ids/sorted", self.by_id)
        self.digests.write(writer, "digests")
        for name, values in self.values.items():
            values.write(writer, name)

    def numbers(self, id: bytes) -> list[int]:
        """The documents with this article id."""
        found = []
        at = bisect_left(self.by_id, id, key=lambda doc: self.ids.key(int(doc)))
        while at < len(self.by_id) and self.ids.key(doc := int(self.by_id[at])) == id:
            found.append(doc)
            at += 1
        return found
