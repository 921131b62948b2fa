"""A batch of documents → one commit of a Whoosh index."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index.engines.base import Batch
from index.engines.schema import EXACT, Document
from index.engines.whoosh import merging, ngrams
from index.engines.whoosh.fields import ID_FIELD, fields_of, schema

POOL_MB = 64
"""Postings kept in memory before Whoosh spills a run to the disk."""


def create(path: Path) -> None:
    """An empty index in a new folder."""
    path.mkdir(parents=True)
    whoosh_index.create_in(path, schema()).close()


def commit(path: Path, batch: Batch) -> None:
    """Apply the batch; on any error nothing of it stays.

    One id twice in one Whoosh writer would leave duplicates; a Batch has it once.

    A failed ``add_document`` leaves its terms to the next document, so the whole
    writer is cancelled and the error goes up.
    """
    if not batch.changes:
        return
    opened = whoosh_index.open_dir(path)
    stale = _numbers(opened, batch.changes)
    writer = _writer(opened)
    try:
        for number in stale:
            writer.delete_document(number)
        documents = [each for each in batch.changes.values() if each is not None]
        for document in documents:
            writer.add_document(**fields_of(document, opened.schema))
        writer.commit(mergetype=lambda _, segments: _merge(writer, segments, documents))
    except BaseException:
        _abandon(writer)
        raise
    finally:
        opened.close()


def _writer(opened: FileIndex) -> SegmentWriter:
    """A writer whose segment has a name of its own.

    Whoosh draws the name from the global random numbers: under a fixed seed two
    commits would write the same files. Compound files would be mapped and then
    copied whole into memory by every process that reads them.
    """
    state = random.getstate()
    random.seed()
    try:
        return opened.writer(limitmb=POOL_MB, compound=False)
    finally:
        random.setstate(state)


def _merge(
    writer: SegmentWriter, segments: Sequence[Any], documents: Sequence[Document]
) -> list[Any]:
    """Whoosh's merge policy: merges into the writer, returns the segments kept.

    The new segment's documents are the new ones, then those of each merged segment:
    its n-grams follow the same order.
    """
    merged, kept = merging.by_size(segments)
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    if documents or merged:
        _write_ngrams(writer, merged, documents)
    return kept


def _write_ngrams(
    writer: SegmentWriter, merged: Sequence[Any], documents: Sequence[Document]
) -> None:
    """None where a merged segment has none: such an index is of an older format."""
    folder = Path(writer.storage.folder)
    counted = ngrams.of_tokens([document.tokens[EXACT["text"]] for document in documents])
    if merged:
        parts: list[tuple[ngrams.NGrams, Sequence[int]]] = [(counted, ())]
        for segment in merged:
            part = ngrams.read(folder / segment.make_filename(ngrams.ENDING))
            if part is None:
                return
            parts.append((part, sorted(segment.deleted_docs())))
        counted = ngrams.merged(parts)
    ngrams.write(folder / writer.newsegment.make_filename(ngrams.ENDING), counted)


def _abandon(writer: SegmentWriter) -> None:
    """Cancel, and give Whoosh's lock back even where a half-closed writer cannot."""
    with suppress(Exception):  # the error that led here is the one to report
        writer.cancel()
    if not writer.is_closed and writer.writelock:
        writer.writelock.release()


def _numbers(opened: FileIndex, ids: Iterable[str]) -> list[int]:
    """Whoosh's numbers of the live documents with these ids."""
    found: list[int] = []
    with opened.reader() as reader:
        if reader.doc_count_all() == 0:
            return found
        for each in ids:
            if (ID_FIELD, each) in reader:
                found += reader.postings(ID_FIELD, each).all_ids()
    return found
