"""Opening inputs: plain, .gz and .xz alike, with damage told in our own words."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from index.errors import InputRejected
from index.readers.refusal import DAMAGED, UNREADABLE

GZIP_MARK: Final = b"\x1f\x8b"
XZ_MARK: Final = b"\xfd7zXZ\x00"
COMPRESSED: Final = (".gz", ".xz")


@contextmanager
def translated() -> Iterator[None]:
    """Turns the errors of files and decompressors into :class:`InputRejected`."""
    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise InputRejected(DAMAGED, problem=error) from error
    except OSError as error:
        raise InputRejected(UNREADABLE, problem=error.strerror or error) from error


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """``stream`` with a ``peek``, to see what it holds without taking it."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream))


def unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """``stream`` itself, or what it decompresses to when it opens like .gz or .xz."""
    start = stream.peek(len(XZ_MARK))
    if start.startswith(GZIP_MARK):
        return io.BufferedReader(gzip.GzipFile(fileobj=stream))
    if start.startswith(XZ_MARK):
        return io.BufferedReader(lzma.open(stream))
    return stream


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The file's content, decompressed. Raises :class:`InputRejected` if it cannot be."""
    with translated():
        file = path.open("rb")
    with file:
        with translated():
            content = unpacked(file)
        yield content
