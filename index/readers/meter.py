"""How far the files are read, and how many inputs they will hold in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from index.readers.paths import STDIN, files
from index.readers.refusal import Refusal


class Meter:
    """Counts in bytes as they lie on the disk: a packed file need not be unpacked to know them.

    ``paths`` are those that are read; standard input among them has no size.
    """

    def __init__(self, paths: Iterable[str | Path]) -> None:
        self._sizes = _sizes(paths)
        self._size = sum((self._sizes or {}).values())
        self._behind = 0
        self._open: BinaryIO | None = None
        self._inputs = 0

    @contextmanager
    def reading(self, file: BinaryIO) -> Iterator[None]:
        """While ``file`` is read."""
        self._open = file
        try:
            yield
        finally:
            self._open = None

    def passed(self, path: Path) -> None:
        """All of this file counts as read, read or not."""
        self._behind += (self._sizes or {}).get(path, 0)

    def count(self) -> None:
        """One more input was read."""
        self._inputs += 1

    @property
    def total(self) -> int | None:
        """How many inputs there will be if the rest is like what was read; None when unknown."""
        read = self._behind
        if self._open is not None:
            with suppress(OSError, ValueError):  # a pipe has no place to tell
                read += self._open.tell()
        if not read or not self._inputs or self._sizes is None:
            return None
        return round(self._inputs * max(1.0, self._size / read))


def _sizes(paths: Iterable[str | Path]) -> dict[Path, int] | None:
    """Bytes of every file, None when one of them cannot tell."""
    sizes: dict[Path, int] = {}
    for found in files(paths):
        if isinstance(found, Refusal):
            continue
        if str(found) == STDIN:
            return None
        with suppress(OSError):  # gone meanwhile: reading says so
            sizes[found] = found.stat().st_size
    return sizes
