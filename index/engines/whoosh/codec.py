"""Whoosh's extension point: its writers and searchers over our files.

Whoosh's own ``ix.writer(codec=ArrayCodec())`` makes the same file as ``writing`` does, and its
searcher reads what either made. Only indexes with the schema of ``fields`` are written.

What Whoosh is told of a term is of live documents, as all our statistics are.

A segment stands pickled in Whoosh's table of contents, and the fields in its schema: the
paths of ``ArraySegment``, ``spans.TokenField`` and ``spans.SpanFormat`` are part of the
format. Nothing else is pickled.
"""

# ruff: noqa: ARG002  # the signatures are Whoosh's

from __future__ import annotations

import secrets
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.matching import ListMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from index.engines.schema import VALUES, ZONE_OF
from index.engines.whoosh.columns import Columns, Values
from index.engines.whoosh.contents import ENDING, Contents
from index.engines.whoosh.fields import (
    ID_FIELD,
    INDEXED,
    ROW,
    ROW_FIELD,
    column,
    joined_values,
    split_values,
)
from index.engines.whoosh.inverted import Inverted
from index.engines.whoosh.sections import Sections
from index.engines.whoosh.spans import SPAN, spans_of
from index.engines.whoosh.texts import Texts

Posting = tuple[str, bytes, int, float, bytes]
"""As Whoosh hands it over: field, term, document, weight, value."""

COLUMNS: Final = (ROW_FIELD, *map(column, ("name", "digest", *VALUES)))


class ArraySegment(base.Segment):  # type: ignore[misc]  # Whoosh has no types
    """A segment in Whoosh's table of contents: its name, its size and what is deleted."""

    def __init__(self, indexname: str, size: int = 0) -> None:
        super().__init__(indexname)
        self._size = size
        self._deleted: set[int] = set()

    @classmethod
    def _random_id(cls, size: int = 16) -> str:
        """Whoosh draws from the global random numbers: under a fixed seed names would repeat."""
        return secrets.token_hex(size // 2)

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def set_doc_count(self, doccount: int) -> None:
        self._size = doccount

    def doc_count_all(self) -> int:
        return self._size

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def should_assemble(self) -> bool:
        """It is one file already."""
        return False


class ArrayCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no types
    """See the module. One for each Whoosh writer."""

    length_stats = False  # lengths are in the rows

    def __init__(self) -> None:
        self._documents = DocumentWriter()

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        del storage
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> DocumentWriter:
        del storage, segment
        return self._documents

    def field_writer(self, storage: Any, segment: ArraySegment) -> PostingWriter:
        return PostingWriter(_path(storage, segment), self._documents)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTerms:
        return ArrayTerms(Contents.read(Sections(_path(storage, segment))), segment)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocuments:
        return ArrayDocuments(Contents.read(Sections(_path(storage, segment))), segment)


def _path(storage: Any, segment: ArraySegment) -> Path:
    return Path(storage.folder) / str(segment.make_filename(ENDING))


# --- writing


class DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Collects the cells of documents."""

    def __init__(self) -> None:
        self.documents: list[dict[str, bytes]] = []
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        if docnum != len(self.documents):
            raise ValueError(f"document {docnum} ≠ {len(self.documents)}")
        self.documents.append({})

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Nothing is stored; lengths are in the rows."""

    def add_column_value(self, fieldname: str, columnobj: Any, value: bytes) -> None:
        self.documents[-1][fieldname] = value

    def cancel_doc(self) -> None:
        self.documents.pop()

    def close(self) -> None:
        self.is_closed = True

    def columns(self) -> Columns:
        """Raises KeyError for a document without one of our columns."""
        cells = {name: [each[name] for each in self.documents] for name in COLUMNS}
        return Columns.of(
            np.frombuffer(b"".join(cells[ROW_FIELD]), ROW),
            Texts.of_bytes(cells[column("name")]),
            Texts.of_bytes(cells[column("digest")]),
            {
                name: Values.of([split_values(cell) for cell in cells[column(name)]])
                for name in VALUES
            },
        )


class PostingWriter(base.FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """Collects postings; writes the file when it is closed after them."""

    def __init__(self, path: Path, documents: DocumentWriter) -> None:
        self._path = path
        self._documents = documents
        self._fields: dict[str, Inverted] | None = None
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Posting]) -> None:
        """All of the segment, by field, term and document; raises ValueError for unknown fields."""
        del schema, lengths
        found = {field: _inverted(()) for field in INDEXED}
        for field, postings in groupby(items, itemgetter(0)):
            if field in found:
                found[field] = _inverted(postings)
            elif field != ID_FIELD:  # an id is one of the columns
                raise ValueError(f"{field}: no field of ours")
            else:
                all(postings)
        self._fields = found

    def close(self) -> None:
        self.is_closed = True
        if self._fields is not None:
            Contents.of(self._documents.columns(), self._fields).write(self._path)


def _inverted(postings: Iterable[Posting]) -> Inverted:
    """Of one field."""
    found = [(term, doc, value) for _, term, doc, _, value in postings]
    groups = [(term, list(group)) for term, group in groupby(found, itemgetter(0))]
    frequencies = np.array([len(value) // SPAN.itemsize for _, _, value in found], np.int64)
    ends = np.append(0, np.cumsum(frequencies))
    offsets = np.cumsum([0, *(len(group) for _, group in groups)])
    spans = np.frombuffer(b"".join(value for _, _, value in found), SPAN)
    return Inverted(
        Texts.of_bytes([term for term, _ in groups]),
        offsets,
        ends[offsets],
        np.array([doc for _, doc, _ in found], np.int64),
        frequencies,
        spans["start"],
        spans["length"],
    )


# --- reading


class Spans(Sequence[bytes]):
    """The values of a term's postings, made when they are asked for."""

    def __init__(self, frequencies: NDArray[Any], starts: NDArray[Any], lengths: Any) -> None:
        self._ends = np.append(0, np.cumsum(frequencies, dtype=np.int64))
        self._starts = starts
        self._lengths = lengths

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: Any) -> Any:
        spans = slice(int(self._ends[at]), int(self._ends[at + 1]))
        return spans_of(
            self._starts[spans], None if self._lengths is None else self._lengths[spans]
        )


class ArrayMatcher(ListMatcher):  # type: ignore[misc]  # Whoosh has no types
    """One term's postings, for Whoosh to step through."""

    def skip_to(self, id: int) -> None:
        """By halving, not by stepping."""
        if not self.is_active():
            raise ReadTooFar
        self._i: int = bisect_left(self._ids, id, self._i)

    def supports_block_quality(self) -> bool:
        """There are no blocks."""
        return False


class ArrayTerms(base.TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """Terms and postings."""

    def __init__(self, contents: Contents, segment: ArraySegment) -> None:
        self._contents = contents
        self._live = np.ones(contents.size, bool)
        self._live[list(segment.deleted_docs())] = False

    @cached_property
    def _fields(self) -> dict[str, Inverted]:
        known = {**self._contents.fields, ID_FIELD: _of_ids(self._contents.columns)}
        return {name: known[name] for name in sorted(known) if len(known[name].terms)}

    def _place(self, field: str, term: bytes) -> tuple[Inverted, int]:
        inverted = self._fields.get(field)
        at = inverted.terms.find(term) if inverted else -1
        if inverted is None or at < 0:
            raise TermNotFound(f"No term {field}:{term!r}")
        return inverted, at

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].terms.find(text) >= 0

    def indexed_field_names(self) -> list[str]:
        return list(self._fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field, inverted in self._fields.items():
            for text in inverted.terms.raw():
                yield field, text

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """From this term on, through all fields that follow."""
        for field, inverted in self._fields.items():
            if field >= fieldname:
                first = inverted.terms.place(prefix) if field == fieldname else 0
                for text in inverted.terms.raw(first):
                    yield field, text

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Of live documents. Raises TermNotFound."""
        inverted, at = self._place(fieldname, text)
        docs = inverted.docs[int(inverted.postings[at]) : int(inverted.postings[at + 1])]
        live = self._live[docs]
        docs = docs[live]
        if not len(docs):
            return TermInfo(minlength=0)
        frequencies = inverted.of_term(at)[1][live]
        lengths = _lengths(self._contents, fieldname)[docs]
        return TermInfo(
            float(frequencies.sum(dtype=np.int64)),
            len(docs),
            int(lengths.min()),
            int(lengths.max()),
            float(frequencies.max()),
            int(docs[0]),
            int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        if (fieldname, text) not in self:
            return 0.0
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        if (fieldname, text) not in self:
            return 0
        return int(self.term_info(fieldname, text).doc_frequency())

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        """Deleted documents included: Whoosh leaves them out itself."""
        inverted, at = self._place(fieldname, text)
        docs, frequencies, starts, lengths = inverted.of_term(at)
        return ArrayMatcher(
            docs.tolist(),
            frequencies.astype(float).tolist(),
            Spans(frequencies, starts, lengths),
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> base.FieldCursor:
        inverted = self._fields.get(fieldname)
        return Cursor(self, fieldname, inverted.terms) if inverted else base.EmptyCursor()


class Cursor(base.FieldCursor):  # type: ignore[misc]  # Whoosh has no types
    """Steps through the terms of one field."""

    def __init__(self, reader: ArrayTerms, field: str, terms: Texts) -> None:
        self._reader = reader
        self._field = field
        self._terms = terms
        self._at = 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        key = string if isinstance(string, bytes) else string.encode("utf-8", "surrogatepass")
        self._at = self._terms.place(key)
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        return self._terms[self._at] if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        if not self.is_valid():
            return None
        return self._reader.term_info(self._field, self._terms.key(self._at))

    def is_valid(self) -> bool:
        return self._at < len(self._terms)


def _of_ids(columns: Columns) -> Inverted:
    """The ids as a field whose terms stand in one document each."""
    ids: defaultdict[bytes, list[int]] = defaultdict(list)
    for doc in columns.by_id.tolist():
        ids[columns.ids.key(doc)].append(doc)
    offsets = np.cumsum([0, *map(len, ids.values())])
    ones = np.ones(len(columns.by_id), np.uint8)
    terms = Texts.of_bytes(list(ids))
    return Inverted(terms, offsets, offsets, columns.by_id, ones, ones, None)


def _lengths(contents: Contents, field: str) -> NDArray[Any]:
    """Tokens of each document in the field's zone, as our own scores have them."""
    zone = ZONE_OF.get(field)
    if zone is None:
        return np.ones(contents.size, np.int32)
    lengths: NDArray[Any] = contents.columns.rows[f"length_{zone}"]
    return lengths


class Cells(ColumnReader):  # type: ignore[misc]  # Whoosh has no types
    """A column of ours as Whoosh's columns are read."""

    def __init__(self, cell: Callable[[int], bytes], size: int) -> None:
        super().__init__(None, 0, 0, size)
        self._cell = cell

    def __getitem__(self, docnum: int) -> bytes:
        return self._cell(docnum)


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]  # Whoosh has no types
    """What Whoosh asks of documents."""

    def __init__(self, contents: Contents, segment: ArraySegment) -> None:
        self._contents = contents
        self._segment = segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._contents.size

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in COLUMNS

    def list_columns(self) -> tuple[str, ...]:
        return COLUMNS

    def column_reader(self, fieldname: str, column: Any) -> Cells:
        del column
        return Cells(self._cell(fieldname), self._contents.size)

    def _cell(self, field: str) -> Callable[[int], bytes]:
        columns = self._contents.columns
        if field == ROW_FIELD:
            return lambda doc: bytes(columns.rows[doc].tobytes())
        if field in _TEXTS:
            texts: Texts = getattr(columns, _TEXTS[field])
            return texts.key
        values = columns.values[_VALUES[field]]
        return lambda doc: joined_values(values.carried(doc))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(_lengths(self._contents, fieldname)[docnum])

    def _live_lengths(self, field: str) -> NDArray[Any]:
        live = np.ones(self._contents.size, bool)
        live[list(self.deleted_docs())] = False
        return _lengths(self._contents, field)[live]

    def field_length(self, fieldname: str) -> int:
        """Of live documents."""
        return int(self._live_lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        return int(self._live_lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        return int(self._live_lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Nothing is stored: the articles are in the store."""
        return {}


_TEXTS = {column("name"): "ids", column("digest"): "digests"}
_VALUES = {column(name): name for name in VALUES}
