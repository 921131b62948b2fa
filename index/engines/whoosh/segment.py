"""One segment as its readers see it; opened once, never changed."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.engines.schema import EXACT, FOLD
from index.engines.whoosh import ngrams
from index.engines.whoosh.contents import COUNTED, ENDING, Contents
from index.engines.whoosh.inverted import Inverted
from index.engines.whoosh.markings import Markings
from index.engines.whoosh.postings import Postings, united
from index.engines.whoosh.sections import Sections
from index.engines.whoosh.spans import to_bytes
from index.engines.whoosh.texts import Texts

_MOST_DEAD = 32
"""Counts of deleted documents that are remembered apart; of more, all are counted anew."""

_EXACT_OF = {FOLD[zone]: EXACT[zone] for zone in EXACT}


class PostingCache:
    """Postings of hot folded forms, least recently used first out, within a byte budget."""

    def __init__(self, megabytes: int) -> None:
        self._budget = megabytes * 1_000_000
        self._size = 0
        self._kept: OrderedDict[tuple[object, ...], Postings | None] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...]) -> tuple[bool, Postings | None]:
        """(whether it is known, the postings or None where the term is absent)."""
        with self._lock:
            if key not in self._kept:
                return False, None
            self._kept.move_to_end(key)
            return True, self._kept[key]

    def put(self, key: tuple[object, ...], postings: Postings | None) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = postings
            self._size += _cost(postings)
            while self._size > self._budget:
                _, old = self._kept.popitem(last=False)
                self._size -= _cost(old)


def _cost(postings: Postings | None) -> int:
    """Bytes: the objects around the arrays take about 800."""
    if postings is None:
        return 200
    arrays = (postings.docs, postings.frequencies, postings.starts, postings.lengths)
    return 800 + sum(each.nbytes for each in arrays)


class Segment:
    """Reads the file of one segment. Safe for threads, and after the file is removed."""

    def __init__(self, folder: Path, found: Any, cache: PostingCache) -> None:
        """``found`` is Whoosh's segment; raises ValueError for a file of another format."""
        self._sections = Sections(folder / found.make_filename(ENDING))
        self._contents = Contents.read(self._sections)
        self._cache = cache
        self.name: str = found.segment_id()
        self.size: int = found.doc_count_all()
        if self.size != self._contents.size:
            raise ValueError(f"{self.name}: {self._contents.size:,} documents ≠ {self.size:,}")
        self._ngrams = ngrams.NGrams(self._contents.fields[COUNTED], self._contents.counts)
        self._dead: tuple[frozenset[int], list[ngrams.Counts]] = (frozenset(), [])
        self.rows = self._contents.columns.rows
        self.values = self._contents.columns.values

    def verify(self) -> None:
        """Read every byte; raises ValueError naming the section that was changed."""
        self._sections.verify()

    def postings(self, field: str, text: str) -> Postings | None:
        """All postings of a term, deleted documents included; None where absent."""
        if field not in _EXACT_OF:
            return _stored(self._contents.fields[field], text)
        key = (self.name, field, text)
        known, postings = self._cache.get(key)
        if not known:
            postings = self._folded_postings(_EXACT_OF[field], text)
            self._cache.put(key, postings)
        return postings

    def frequency(self, field: str, text: str) -> int:
        """In how many documents a term stands, deleted ones included.

        Reads no postings but those of a folded form with several markings.
        """
        if field in _EXACT_OF:
            markings = self.markings(_EXACT_OF[field]).get(text, [])
            if len(markings) != 1:
                postings = self.postings(field, text)
                return len(postings.docs) if postings else 0
            field, text = _EXACT_OF[field], markings[0]
        inverted = self._contents.fields[field]
        at = inverted.terms.find(text)
        return int(inverted.postings[at + 1]) - int(inverted.postings[at]) if at >= 0 else 0

    def _folded_postings(self, exact: str, fold: str) -> Postings | None:
        """The postings of all markings of a folded form, as those of one term."""
        found = [self.postings(exact, text) for text in self.markings(exact).get(fold, ())]
        parts = [part for part in found if part is not None]
        return united(parts) if len(parts) > 1 else next(iter(parts), None)

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

    def _dead_of(self, deleted: frozenset[int]) -> list[ngrams.Counts]:
        """What the deleted documents hold; the next commit mostly deletes a few more."""
        before, dead = self._dead
        if not before <= deleted or len(dead) > _MOST_DEAD:
            before, dead = frozenset(), []
        if before != deleted:
            wanted = np.zeros(self.size, bool)
            wanted[list(deleted - before)] = True
            dead = dead + self._ngrams.of_documents(wanted)
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


def _stored(inverted: Inverted, text: str) -> Postings | None:
    at = inverted.terms.find(text)
    if at < 0:
        return None
    docs, frequencies, starts, lengths = inverted.of_term(at)
    one = np.broadcast_to(np.int32(1), len(starts))
    return Postings(
        docs.astype(np.int64),
        frequencies.astype(np.int64),
        starts.astype(np.int32),
        one if lengths is None else lengths.astype(np.int32),
    )


def prefixed(texts: Sequence[str], prefix: str) -> slice:
    """Where in ``texts``, which are in code point order, those stand that start with ``prefix``."""
    first = bisect_left(texts, prefix)
    cut = len(prefix)
    return slice(first, bisect_right(texts, prefix, first, key=lambda text: text[:cut]))
