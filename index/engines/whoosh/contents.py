"""All that one segment holds, in memory or in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from index.engines.schema import EXACT
from index.engines.whoosh.columns import Columns
from index.engines.whoosh.fields import INDEXED
from index.engines.whoosh.inverted import Inverted, Places
from index.engines.whoosh.markings import Markings
from index.engines.whoosh.ngrams import Counts, NGrams
from index.engines.whoosh.sections import Sections, SectionWriter

ENDING: Final = ".segment"
"""Of the name of a segment's one file."""

COUNTED: Final = EXACT["text"]
"""The field whose pairs and threes are counted."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is counted is of the field COUNTED; what folds together, of each of EXACT."""

    columns: Columns
    fields: Mapping[str, Inverted]
    markings: Mapping[str, Markings]
    counts: Counts

    @classmethod
    def of(
        cls, columns: Columns, fields: Mapping[str, Inverted], places: Places | None = None
    ) -> Contents:
        """With all that follows from the postings.

        ``places`` are the tokens of the field COUNTED, where they are at hand.
        """
        if places is None:
            places = fields[COUNTED].places(np.ones(len(columns.rows), bool))
        markings = {field: Markings.of(fields[field].terms) for field in EXACT.values()}
        return cls(columns, fields, markings, Counts.of(places, markings[COUNTED]))

    @classmethod
    def read(cls, sections: Sections) -> Contents:
        """Raises KeyError or ValueError where the sections are those of another format."""
        fields = {field: Inverted.read(sections, field) for field in INDEXED}
        return cls(
            Columns.read(sections),
            fields,
            {each: Markings.read(sections, each, fields[each].terms) for each in EXACT.values()},
            Counts.read(sections),
        )

    def write(self, path: Path) -> None:
        """Into a new file."""
        with SectionWriter(path) as writer:
            self.columns.write(writer)
            for field, inverted in self.fields.items():
                inverted.write(writer, field, self.size)
            for field, markings in self.markings.items():
                markings.write(writer, field)
            self.counts.write(writer)

    @property
    def ngrams(self) -> NGrams:
        """Of the field COUNTED."""
        lengths = self.columns.rows["length_text"]
        return NGrams(self.fields[COUNTED], self.markings[COUNTED], self.counts, lengths)

    @property
    def size(self) -> int:
        """How many documents it has."""
        return len(self.columns.rows)
