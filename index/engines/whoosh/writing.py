"""A batch of documents → one commit of a Whoosh index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, LockError, clean_files

from index.engines.base import Batch
from index.engines.schema import Document
from index.engines.whoosh import merging, policy
from index.engines.whoosh.building import contents_of
from index.engines.whoosh.codec import ArraySegment
from index.engines.whoosh.columns import Columns
from index.engines.whoosh.contents import ENDING, Contents
from index.engines.whoosh.fields import schema
from index.engines.whoosh.sections import Sections
from index.engines.whoosh.spans import to_bytes
from index.engines.whoosh.toc import NAME


def create(path: Path) -> None:
    """An empty index in a new folder."""
    path.mkdir(parents=True)
    whoosh_index.create_in(path, schema(), NAME).close()


def commit(path: Path, batch: Batch, keep: bool = False) -> None:
    """Apply the batch; on any error nothing of it stays.

    Files are only added, and removed once the new table of contents is in place; with
    ``keep`` not even then: a reader or a crash may need them until the new state is published.
    """
    if not batch.changes:
        return
    storage = FileStorage(str(path))
    with _changing(storage, path) as (contents, made):
        _delete(path, contents.segments, batch.changes)
        documents = [each for each in batch.changes.values() if each is not None]
        if documents:
            made.append(_written(path, documents))
        chosen, kept = policy.by_size([*contents.segments, *made])
        _replace(storage, contents, [*kept, *_merged(path, chosen, made)], keep)


def unite(path: Path) -> None:
    """Make one segment of all: what is not written to for long is smaller and faster so."""
    storage = FileStorage(str(path))
    with _changing(storage, path) as (contents, made):
        if len(contents.segments) > 1:
            _replace(storage, contents, _merged(path, contents.segments, made), keep=False)


def _replace(storage: FileStorage, contents: TOC, segments: list[ArraySegment], keep: bool) -> None:
    """A new table of contents; without ``keep`` the files go that it does not name."""
    generation = contents.generation + 1
    TOC(schema(), segments, generation).write(storage, NAME)
    if not keep:
        clean_files(storage, NAME, generation, segments)


@contextmanager
def _changing(storage: FileStorage, path: Path) -> Iterator[tuple[TOC, list[ArraySegment]]]:
    """The table of contents, and a list for new segments: they go again where anything fails."""
    made: list[ArraySegment] = []
    with _locked(storage):
        try:
            yield TOC.read(storage, NAME), made
        except BaseException:
            for segment in made:
                _file(path, segment).unlink(missing_ok=True)
            raise


@contextmanager
def _locked(storage: FileStorage) -> Iterator[None]:
    """Whoosh's own lock: a writer of Whoosh's may be at work."""
    lock = storage.lock(f"{NAME}_WRITELOCK")
    if not lock.acquire():
        raise LockError
    try:
        yield
    finally:
        lock.release()


def _file(path: Path, segment: ArraySegment) -> Path:
    return path / str(segment.make_filename(ENDING))


def _delete(path: Path, segments: Sequence[ArraySegment], ids: Iterable[str]) -> None:
    """Mark the documents with these ids as deleted."""
    keys = [to_bytes(each) for each in ids]
    for segment in segments:
        columns = Columns.read(Sections(_file(path, segment)))
        for key in keys:
            for number in columns.numbers(key):
                segment.delete_document(number)


def _written(path: Path, documents: Sequence[Document]) -> ArraySegment:
    segment = ArraySegment(NAME, len(documents))
    contents_of(documents).write(_file(path, segment))
    return segment


def _merged(
    path: Path, chosen: Sequence[ArraySegment], made: list[ArraySegment]
) -> list[ArraySegment]:
    """The one segment that ``chosen`` become, or none of none; it is ``made`` then."""
    if not chosen:
        return []
    parts = merging.sources(
        [
            (Contents.read(Sections(_file(path, segment))), list(segment.deleted_docs()))
            for segment in chosen
        ]
    )
    segment = ArraySegment(NAME, sum(int(part.live.sum()) for part in parts))
    merging.merge(_file(path, segment), parts)
    made.append(segment)
    return [segment]
