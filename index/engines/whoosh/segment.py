"""One Whoosh segment as arrays; loaded once, never changed."""

from __future__ import annotations

import threading
import weakref
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from index import analysis
from index.engines.schema import EXACT, FOLD, VALUES
from index.engines.whoosh import ngrams
from index.engines.whoosh.arrays import narrow
from index.engines.whoosh.codec import Block, SpanMatcher
from index.engines.whoosh.fields import ID_FIELD, column, rows_of, split_values
from index.engines.whoosh.postings import Postings, united
from index.engines.whoosh.rising import Ints
from index.engines.whoosh.spans import SPAN_BYTES, from_bytes, to_bytes, unpack

_EXACT_OF = {FOLD[zone]: EXACT[zone] for zone in EXACT}
_TEXT = EXACT["text"]


_ONE = np.ones(1, np.int32)


class _Kept:
    """Postings in a quarter of their room, widened again in 6 µs.

    Those of all exact terms of 24,000 articles take 46 MB so and 206 MB wide; the objects
    around 143,714 terms in eight segments take another 115 MB.
    """

    __slots__ = ("_docs", "_frequencies", "_lengths", "_starts", "nbytes")

    def __init__(self, postings: Postings) -> None:
        self._docs = narrow(postings.docs)
        self._frequencies = narrow(postings.frequencies)
        self._starts = narrow(postings.starts)
        every_one = bool((postings.lengths == 1).all())
        self._lengths = narrow(_ONE if every_one else postings.lengths)
        kept = (self._docs, self._frequencies, self._starts, self._lengths)
        self.nbytes = sum(each.nbytes for each in kept)

    def postings(self) -> Postings:
        """As they were put in."""
        lengths = self._lengths.astype(np.int32)
        return Postings(
            self._docs.astype(np.int64),
            self._frequencies.astype(np.int64),
            self._starts.astype(np.int32),
            lengths if len(lengths) > 1 else np.broadcast_to(lengths, len(self._starts)),
        )


@dataclass(frozen=True, slots=True)
class Values:
    """A column of values: document ``docs[i]`` carries value number ``ordinals[i]``.

    ``vocabulary`` is in code point order.
    """

    vocabulary: list[str]
    docs: Ints
    ordinals: Ints


class PostingCache:
    """Postings of hot terms, least recently used first out, within a byte budget."""

    def __init__(self, megabytes: int) -> None:
        self._budget = megabytes * 1_000_000
        self._size = 0
        self._kept: OrderedDict[tuple[object, ...], _Kept | None] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...]) -> tuple[bool, Postings | None]:
        """(whether it is known, the postings or None where the term is absent)."""
        with self._lock:
            if key not in self._kept:
                return False, None
            self._kept.move_to_end(key)
            kept = self._kept[key]
        return True, kept.postings() if kept else None

    def put(self, key: tuple[object, ...], postings: Postings | None) -> None:
        kept = _Kept(postings) if postings else None
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = kept
            self._size += _cost(kept)
            while self._size > self._budget:
                _, old = self._kept.popitem(last=False)
                self._size -= _cost(old)


def _cost(kept: _Kept | None) -> int:
    """Bytes: the objects around the arrays take about 800."""
    return 200 + (600 + kept.nbytes if kept else 0)


class Segment:
    """Reads one Whoosh segment. Safe for threads: file positions are locked."""

    def __init__(
        self, storage: FileStorage, schema: Schema, found: Any, cache: PostingCache
    ) -> None:
        self._reader = SegmentReader(storage, schema, found)
        # a search may still read this segment when the next commit has replaced it
        weakref.finalize(self, self._reader.close)
        self._cache = cache
        self._lock = threading.Lock()
        self.name: str = found.segment_id()
        self.size: int = found.doc_count_all()
        self._lexicons: dict[str, list[str]] = {}
        self._markings: dict[str, dict[str, list[str]]] = {}
        # opened now: after a rebuild the folder is gone, open files are not
        self._columns = {
            name: self._reader.column_reader(column(name), translate=False)
            for name in ("name", "digest", *VALUES)
            if column(name) in schema
        }
        self._ngrams = ngrams.read(Path(storage.folder) / found.make_filename(ngrams.ENDING))
        self._dead: tuple[frozenset[int], ngrams.Counts | None] = (frozenset(), None)
        self.rows = self._rows()
        self.values = {name: self._values(name) for name in VALUES}

    def postings(self, field: str, text: str) -> Postings | None:
        """All postings of a term, deleted documents included; None where absent."""
        key = (self.name, field, text)
        known, postings = self._cache.get(key)
        if not known:
            if field in _EXACT_OF:
                postings = self._folded_postings(_EXACT_OF[field], text)
            else:
                with self._lock:
                    postings = self._read_postings(field, to_bytes(text))
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
        with self._lock:
            return int(self._reader.doc_frequency(field, to_bytes(text)))

    def _folded_postings(self, exact: str, fold: str) -> Postings | None:
        """The postings of all markings of a folded form, as those of one term."""
        found = [self.postings(exact, text) for text in self.markings(exact).get(fold, ())]
        parts = [part for part in found if part is not None]
        return united(parts) if len(parts) > 1 else next(iter(parts), None)

    def _read_postings(self, field: str, term: bytes) -> Postings | None:
        terms = self._reader._terms  # the codec's own reader: whole blocks at a time
        if (field, term) not in terms:
            return None
        matcher = terms.matcher(field, term, self._reader.schema[field].format)
        if isinstance(matcher, SpanMatcher):
            return _of_blocks(list(matcher.blocks()))
        docs: list[Ints] = []
        values: list[bytes] = []
        for deltas, block_values in _blocks(matcher):
            docs.append(np.cumsum(deltas, dtype=np.int64))
            values += block_values
        starts, lengths = unpack(values)
        frequencies = np.fromiter(map(len, values), np.int64, len(values)) // SPAN_BYTES
        return Postings(np.concatenate(docs), frequencies, starts, lengths)

    def lexicon(self, field: str) -> list[str]:
        """Every term of a token field, in code point order."""
        if field not in self._lexicons:
            if field == _TEXT and self._ngrams is not None:
                self._lexicons[field] = self._ngrams.terms
                return self._lexicons[field]
            if field in _EXACT_OF:
                self._lexicons[field] = sorted(self.markings(_EXACT_OF[field]))
                return self._lexicons[field]
            with self._lock:
                terms = self._reader._terms
                found = []
                if field in terms.indexed_field_names():
                    for name, term in terms.terms_from(field, b""):
                        if name != field:
                            break
                        found.append(from_bytes(term))
                self._lexicons[field] = found
        return self._lexicons[field]

    def with_prefix(self, field: str, prefix: str) -> slice:
        """Where in the lexicon the terms stand that start with ``prefix``."""
        return prefixed(self.lexicon(field), prefix)

    def living(self, deleted: frozenset[int]) -> ngrams.Live | None:
        """The n-grams of the documents that are not ``deleted``; None in an older index."""
        if self._ngrams is None:
            return None
        return ngrams.Live(self._ngrams, self._dead_of(self._ngrams, deleted))

    def _dead_of(self, every: ngrams.NGrams, deleted: frozenset[int]) -> ngrams.Counts | None:
        """What the deleted documents hold; the next commit mostly deletes a few more."""
        if not deleted:
            return None
        before, dead = self._dead
        if dead is None or not before <= deleted:
            before, dead = frozenset(), every.of_documents(())
        if before != deleted:
            dead = dead.more(every.of_documents(deleted - before))
            self._dead = (deleted, dead)
        return dead

    def markings(self, exact: str) -> dict[str, list[str]]:
        """Folded form → the terms of the field ``exact`` that fold to it."""
        if exact not in self._markings:
            found: dict[str, list[str]] = {}
            for text in self.lexicon(exact):
                found.setdefault(analysis.fold(text), []).append(text)
            self._markings[exact] = found
        return self._markings[exact]

    def cells(self, name: str) -> list[bytes]:
        """A variable-length column, document by document; empty where an older index lacks it."""
        with self._lock:
            return list(self._columns.get(name, ()))

    def cell(self, name: str, doc: int) -> str:
        """One document's entry in a column."""
        with self._lock:
            return from_bytes(self._columns[name][doc])

    def numbers(self, name: str) -> list[int]:
        """Numbers of the documents, live or not, with this article id."""
        with self._lock:
            terms = self._reader._terms
            if (ID_FIELD, to_bytes(name)) not in terms:
                return []
            form = self._reader.schema[ID_FIELD].format
            return list(terms.matcher(ID_FIELD, to_bytes(name), form).all_ids())

    def _rows(self) -> NDArray[np.void]:
        return rows_of(list(self._reader.column_reader("row", translate=False)))

    def _values(self, name: str) -> Values:
        cells = list(split_values(self.cells(name)))
        docs = np.repeat(np.arange(len(cells)), [len(values) for values in cells])
        vocabulary = sorted({value for values in cells for value in values})
        numbers = {value: number for number, value in enumerate(vocabulary)}
        ordinals = [numbers[value] for values in cells for value in values]
        return Values(vocabulary, docs, np.array(ordinals, np.int64))


def prefixed(texts: Sequence[str], prefix: str) -> slice:
    """Where in ``texts``, which are in code point order, those stand that start with ``prefix``."""
    first = bisect_left(texts, prefix)
    cut = len(prefix)
    return slice(first, bisect_right(texts, prefix, first, key=lambda text: text[:cut]))


def _of_blocks(blocks: Sequence[Block]) -> Postings:
    return Postings(
        np.concatenate([block.docs for block in blocks]),
        np.concatenate([block.frequencies for block in blocks]),
        np.concatenate([block.starts for block in blocks]).astype(np.int32),
        np.concatenate([block.lengths for block in blocks]).astype(np.int32),
    )


def _blocks(matcher: W3LeafMatcher) -> Iterator[tuple[Sequence[int], Sequence[bytes]]]:
    """Every block that Whoosh's codec wrote: its document numbers as differences, its values.

    Whoosh's matcher decodes a posting at a time; a block is one pickle, so
    taking it whole is what makes arrays cheap to fill.
    """
    while True:
        matcher._read_data()
        deltas, _, values = matcher._data
        yield deltas, values
        if matcher._lastblock:
            return
        matcher._next_block()
