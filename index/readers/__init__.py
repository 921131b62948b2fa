"""Inputs → Drafts: each format is one adapter.

Nouns: ``paths`` says which files are meant, ``kinds`` how each is read; ``text``
and ``records`` (with ``fields``, the map of names) make Drafts; what cannot be
read becomes a ``Refusal`` and the rest goes on.

    for found in read(["seeds/", "export.jsonl.gz"]):
        ...  # a Draft or a Refusal
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from index.article import Draft
from index.errors import InputRejected
from index.readers.archives import members
from index.readers.document import read_document
from index.readers.kinds import (
    ARCHIVES,
    OPENING,
    Kind,
    is_unnamed,
    kind_of,
    kind_of_content,
    kind_of_unnamed,
)
from index.readers.limits import MAX_DOCUMENT, MAX_REFUSALS, MEGABYTE
from index.readers.meter import Meter
from index.readers.paths import STDIN, files
from index.readers.records import read_json, read_lines
from index.readers.refusal import EMPTY_ARCHIVE, GIVEN_UP, OVERSIZED, Refusal
from index.readers.streams import check_packed, opened, peekable, translated, unpacked

__all__ = ["Meter", "Refusal", "read"]


def read(
    paths: Iterable[str | Path], stdin: BinaryIO | None = None, meter: Meter | None = None
) -> Iterator[Draft | Refusal]:
    """A Draft or Refusal per input, lazily and in a stable order.

    ``paths`` are files, folders, globs, and "-" for ``stdin``; ``meter`` is told how far
    they are read. One record is in memory at a time. Never raises for what an input holds.
    """
    for each in _read(paths, stdin, meter):
        if meter:
            meter.count()
        yield each


def _read(
    paths: Iterable[str | Path], stdin: BinaryIO | None, meter: Meter | None
) -> Iterator[Draft | Refusal]:
    for found in files(paths):
        if isinstance(found, Refusal):
            yield found
        elif str(found) == STDIN:
            if stdin is not None:
                yield from _patiently(_read_stdin(stdin), STDIN)
        else:
            yield from _patiently(_read_file(found, meter), str(found))
            if meter:
                meter.passed(found)


def _patiently(inputs: Iterator[Draft | Refusal], origin: str) -> Iterator[Draft | Refusal]:
    """``inputs`` of one file, until so many in a row are refused that it is the wrong file."""
    refused = 0
    for each in inputs:
        yield each
        refused = refused + 1 if isinstance(each, Refusal) and not each.skipped else 0
        if refused == MAX_REFUSALS:
            yield Refusal(origin, GIVEN_UP, {"limit": MAX_REFUSALS})
            return


def _read_file(path: Path, meter: Meter | None) -> Iterator[Draft | Refusal]:
    kind = kind_of(path)
    unnamed = is_unnamed(path)
    if isinstance(kind, Refusal) and not unnamed:
        yield kind
        return
    try:
        if unnamed:
            check_packed(path)
        with opened(path, meter) as stream:
            if unnamed:
                with translated():
                    start = stream.peek(OPENING)[:OPENING]
                kind = kind_of_unnamed(start, path)
            yield from _read_stream(stream, kind, str(path))
    except InputRejected as error:
        yield Refusal(str(path), error.wording, error.details)


def _read_stdin(stdin: BinaryIO) -> Iterator[Draft | Refusal]:
    try:
        with translated():
            stream = unpacked(peekable(stdin))
            kind = kind_of_content(stream.peek(OPENING)[:OPENING])
        yield from _read_stream(stream, kind, STDIN)
    except InputRejected as error:
        yield Refusal(STDIN, error.wording, error.details)


def _read_stream(
    stream: io.BufferedReader, kind: Kind | Refusal, origin: str
) -> Iterator[Draft | Refusal]:
    """Records are streamed; what is one document is read whole, within its limit."""
    if isinstance(kind, Refusal):
        yield kind
    elif kind in ARCHIVES:
        yield from _read_archive(stream, kind, origin)
    elif kind == "lines":
        yield from read_lines(stream, origin)
    elif kind == "json":
        yield from read_json(stream, origin)
    else:
        with translated():
            raw = stream.read(MAX_DOCUMENT + 1)
        if len(raw) > MAX_DOCUMENT:  # whatever it turns out to be: it was not read to its end
            raise InputRejected(OVERSIZED, limit=MAX_DOCUMENT // MEGABYTE)
        yield from read_document(raw, origin)


def _read_archive(stream: io.BufferedReader, kind: Kind, origin: str) -> Iterator[Draft | Refusal]:
    """What the files of an archive hold; a fault in one leaves the others."""
    member = None
    for member in members(stream, kind, origin):
        if isinstance(member, Refusal):
            yield member
            continue
        where, inner, content = member
        try:
            yield from _read_stream(content, inner, where)
        except InputRejected as error:
            yield Refusal(where, error.wording, error.details)
    if member is None:
        yield Refusal(origin, EMPTY_ARCHIVE)
