"""Opening inputs: plain, .gz, .xz and .bz2 alike, with damage told in our own words."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from index.errors import InputRejected
from index.readers.limits import FREE_BYTES, MAX_RATIO
from index.readers.meter import Meter
from index.readers.refusal import BOMB, DAMAGED, UNREADABLE

GZIP_MARK: Final = b"\x1f\x8b"
XZ_MARK: Final = b"\xfd7zXZ\x00"
BZIP2_MARK: Final = b"BZh"
_MARKS: Final = (GZIP_MARK, XZ_MARK, BZIP2_MARK)
COMPRESSED: Final = (".gz", ".xz", ".bz2")


@contextmanager
def translated() -> Iterator[None]:
    """Turns the errors of files, archives and decompressors into :class:`InputRejected`."""
    try:
        yield
    except (
        EOFError,
        zlib.error,
        lzma.LZMAError,
        gzip.BadGzipFile,
        zipfile.BadZipFile,
        tarfile.TarError,
        NotImplementedError,  # a zip method that Python lacks
    ) as error:
        raise InputRejected(DAMAGED, problem=error) from error
    except OSError as error:
        raise InputRejected(UNREADABLE, problem=error.strerror or error) from error


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """``stream`` with a ``peek``, to see what it holds without taking it."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream))


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.taken += len(data)
        return len(data)


class _Guarded(_Counted):
    """An unpacked stream that ends when it is far larger than what it was packed in."""

    def __init__(self, stream: BinaryIO, packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self._packed = packed

    def readinto(self, buffer: Any) -> int:
        count = super().readinto(buffer)
        if self.taken > FREE_BYTES and self.taken > MAX_RATIO * self._packed():
            raise InputRejected(BOMB, ratio=MAX_RATIO)
        return count


def guarded(stream: BinaryIO, packed: Callable[[], int]) -> io.BufferedReader:
    """``stream``, unpacked from ``packed()`` bytes; reading on past a bomb's limit raises
    :class:`InputRejected`."""
    return io.BufferedReader(_Guarded(stream, packed))


def unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """``stream`` itself, or what it decompresses to when it opens like .gz, .xz or .bz2.

    Reading the latter raises :class:`InputRejected` for a bomb.
    """
    start = stream.peek(len(XZ_MARK))
    if not start.startswith(_MARKS):
        return stream
    packed = _Counted(cast(BinaryIO, stream))
    content: BinaryIO
    if start.startswith(GZIP_MARK):
        content = cast(BinaryIO, gzip.GzipFile(fileobj=packed))
    elif start.startswith(XZ_MARK):
        content = cast(BinaryIO, lzma.LZMAFile(cast(BinaryIO, packed)))  # noqa: SIM115
    else:
        content = cast(BinaryIO, bz2.BZ2File(cast(BinaryIO, packed)))
    return guarded(content, lambda: packed.taken)


def check_packed(path: Path) -> None:
    """Raises :class:`InputRejected` for a file that does not open like a compressed one."""
    with translated(), path.open("rb") as file:
        if not file.read(len(XZ_MARK)).startswith(_MARKS):
            raise InputRejected(DAMAGED, problem=path.suffix)


@contextmanager
def opened(path: Path, meter: Meter | None = None) -> Iterator[io.BufferedReader]:
    """The file's content, decompressed. Raises :class:`InputRejected` if it cannot be."""
    with translated():
        file = path.open("rb")
    with file, meter.reading(file) if meter else nullcontext():
        with translated():
            content = unpacked(file)
        yield content
