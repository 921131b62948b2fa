"""One segment as its readers see it; opened once, never changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from index.engines.schema import EXACT, FOLD
from index.engines.whoosh import ngrams
from index.engines.whoosh.contents import ENDING, Contents
from index.engines.whoosh.inverted import Inverted
from index.engines.whoosh.markings import Markings
from index.engines.whoosh.sections import Sections
from index.engines.whoosh.spans import to_bytes
from index.engines.whoosh.texts import Texts

_MOST_DEAD = 32
"""Counts of deleted documents that are remembered apart; of more, all are counted anew."""

_EXACT_OF = {FOLD[zone]: EXACT[zone] for zone in EXACT}


class Segment:
    """Reads the file of one segment. Safe for threads, and after the file is removed."""

    def __init__(self, folder: Path, found: Any) -> None:
        """``found`` is Whoosh's segment; raises ValueError for a file of another format."""
        self._contents = Contents.read(Sections(folder / found.make_filename(ENDING)))
        self.name: str = found.segment_id()
        self.size: int = found.doc_count_all()
        if self.size != self._contents.size:
            raise ValueError(f"{self.name}: {self._contents.size:,} documents ≠ {self.size:,}")
        self._ngrams = self._contents.ngrams
        self._dead: tuple[frozenset[int], list[ngrams.Held]] = (frozenset(), [])
        self.rows = self._contents.columns.rows
        self.values = self._contents.columns.values

    def inverted(self, field: str) -> Inverted:
        """A token field's terms and postings; folded forms have none of their own."""
        return self._contents.fields[field]

    def lexicon(self, field: str) -> Texts:
        """Every term of a token field, in code point order."""
        if field in _EXACT_OF:
            return self.markings(_EXACT_OF[field]).folds
        return self._contents.fields[field].terms

    def with_prefix(self, field: str, prefix: str) -> slice:
        """Where in the lexicon the terms stand that start with ``prefix``."""
        return self.lexicon(field).prefixed(prefix)

    def living(self, deleted: frozenset[int]) -> ngrams.Live:
        """The n-grams of the documents that are not ``deleted``."""
        return ngrams.Live(self._ngrams, self._dead_of(deleted))

    def _dead_of(self, deleted: frozenset[int]) -> list[ngrams.Held]:
        """What the deleted documents hold; the next commit mostly deletes a few more."""
        before, dead = self._dead
        if not before <= deleted or len(dead) > _MOST_DEAD:
            before, dead = frozenset(), []
        if before != deleted:
            wanted = np.zeros(self.size, bool)
            wanted[list(deleted - before)] = True
            dead = [*dead, *self._ngrams.of_documents(wanted)]
            self._dead = (deleted, dead)
        return dead

    def markings(self, exact: str) -> Markings:
        """Folded form → the terms of the field ``exact`` that fold to it."""
        return self._contents.markings[exact]

    def cells(self, name: str) -> list[bytes]:
        """The ids (``name``) or digests of all documents."""
        return self._texts(name).raw()

    def cell(self, name: str, doc: int) -> str:
        """One document's id (``name``) or digest."""
        return self._texts(name)[doc]

    def _texts(self, name: str) -> Texts:
        columns = self._contents.columns
        return columns.ids if name == "name" else columns.digests

    def numbers(self, name: str) -> list[int]:
        """Numbers of the documents, live or not, with this article id."""
        return self._contents.columns.numbers(to_bytes(name))
