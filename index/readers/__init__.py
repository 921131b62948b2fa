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
from index.readers.kinds import Kind, kind_of, kind_of_start
from index.readers.paths import STDIN, files
from index.readers.records import read_json, read_lines
from index.readers.refusal import Refusal
from index.readers.streams import opened, peekable, translated, unpacked
from index.readers.text import read_text

__all__ = ["Refusal", "count", "read"]

_SNIFF = 4096


def read(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[Draft | Refusal]:
    """A Draft or Refusal per input, lazily and in a stable order.

    ``paths`` are files, folders, globs, and "-" for ``stdin``. One record is in
    memory at a time. Never raises for what an input holds.
    """
    for found in files(paths):
        if isinstance(found, Refusal):
            yield found
        elif str(found) == STDIN:
            if stdin is not None:
                yield from _read_stdin(stdin)
        else:
            yield from _read_file(found)


def _read_file(path: Path) -> Iterator[Draft | Refusal]:
    kind = kind_of(path)
    if isinstance(kind, Refusal):
        yield kind
        return
    try:
        with opened(path) as stream:
            yield from _read_stream(stream, kind, str(path))
    except InputRejected as error:
        yield Refusal(str(path), error.wording, error.details)


def _read_stdin(stdin: BinaryIO) -> Iterator[Draft | Refusal]:
    try:
        with translated():
            stream = unpacked(peekable(stdin))
            kind = kind_of_start(stream.peek(_SNIFF))
        yield from _read_stream(stream, kind, STDIN)
    except InputRejected as error:
        yield Refusal(STDIN, error.wording, error.details)


def _read_stream(stream: io.BufferedReader, kind: Kind, origin: str) -> Iterator[Draft | Refusal]:
    if kind == "text":
        yield read_text(stream, origin)
    elif kind == "lines":
        yield from read_lines(stream, origin)
    else:
        yield from read_json(stream, origin)


def count(paths: Iterable[str | Path]) -> int | None:
    """How many inputs :func:`read` will answer for, or None when that is not cheap to know.

    Counting decompresses JSONL files once (24,000 articles: 0.4 s); the length of a
    JSON array and of standard input is not known before it is read.
    """
    total = 0
    for found in files(paths):
        if isinstance(found, Refusal):
            total += 1
            continue
        if str(found) == STDIN:
            return None
        kind = kind_of(found)
        if kind == "json":
            return None
        total += _count_lines(found) if kind == "lines" else 1
    return total


def _count_lines(path: Path) -> int:
    lines = 0
    last = b"\n"
    try:
        with opened(path) as stream, translated():
            while chunk := stream.read(1 << 20):
                lines += chunk.count(b"\n")
                last = chunk
    except InputRejected:
        return lines + 1
    return lines + (not last.endswith(b"\n"))
