"""A file of named arrays, read where they lie.

    magic, version, CRC-32, where the table is      64 bytes
    section, section, ...                           each from a multiple of 64 on
    the table                                       JSON

Little-endian numbers as numpy has them, nothing packed and nothing pickled: a section is a
view of the mapped file. The table gives each its name, type, count, place and CRC-32; the
CRC in the header is that of the rest of the header and the table, and so the seal of the
whole file: between sections are zeros. The file's size is in the header too, so a file
cut short is not opened.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

MAGIC: Final = b"TIMTIN\0\1"
VERSION: Final = 1
"""Of the layout above. What the sections mean is the index's FORMAT."""

_START = struct.Struct("<8sI")
_PLACE = struct.Struct("<QQ")
_CRC = struct.Struct("<I")
_HEADER = 64
_ALIGN = 64
_BLOCK = 1 << 20
_WHOLE = [np.dtype(name) for name in ("<u1", "<u2", "<u4", "<u8")]

Kind = np.dtype[Any]


def smallest(top: int) -> Kind:
    """The smallest unsigned type that holds the numbers from 0 to ``top``."""
    return next(each for each in _WHOLE if top <= np.iinfo(each).max)


def narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Numbers from 0 on in the smallest unsigned type that holds them.

    Raises ValueError for a number below 0.
    """
    if values.min(initial=0) < 0:
        raise ValueError(f"{values.min()} < 0")
    return values.astype(smallest(int(values.max(initial=0))), copy=False)


class Entry(NamedTuple):
    """A section in the table."""

    name: str
    kind: Any
    size: int
    place: int
    crc: int


class Sections(Mapping[str, NDArray[Any]]):
    """The arrays of a file by name; only what is looked at is read.

    They stay readable when the file is removed. Raises ValueError where the file is not
    what :class:`SectionWriter` makes, OSError where it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        with path.open("rb") as file:
            self._whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._entries = {entry.name: entry for entry in self._table()}

    def _table(self) -> list[Entry]:
        whole = self._whole
        if len(whole) < _HEADER or whole[:8] != MAGIC:
            raise ValueError(f"{self._name}: no file of sections")
        _, version = _START.unpack_from(whole)
        if version != VERSION:
            raise ValueError(f"{self._name}: version {version} ≠ {VERSION}")
        begin, end = _PLACE.unpack_from(whole, _START.size)
        (crc,) = _CRC.unpack_from(whole, _HEADER - _CRC.size)
        head = whole[: _HEADER - _CRC.size]
        if end != len(whole) or zlib.crc32(whole[begin:end], zlib.crc32(head)) != crc:
            raise ValueError(f"{self._name}: its table is damaged")
        return [Entry(*row) for row in json.loads(whole[begin:end])]

    def __getitem__(self, name: str) -> NDArray[Any]:
        entry = self._entries[name]
        kind = npy.descr_to_dtype(_tuples(entry.kind))
        return np.frombuffer(self._whole, kind, entry.size, entry.place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def seal(self) -> int:
        """The CRC-32 in the header: of the table, and with it of what every section should be."""
        (crc,) = _CRC.unpack_from(self._whole, _HEADER - _CRC.size)
        return int(crc)

    def verify(self) -> None:
        """Read every byte; raises ValueError naming the first section that was changed."""
        end = _HEADER
        for entry in sorted(self._entries.values(), key=lambda each: each.place):
            content = self[entry.name].view(np.uint8).data
            if any(self._whole[end : entry.place]) or _crc(content) != entry.crc:
                raise ValueError(f"{self._name}: {entry.name}: CRC-32")
            end = entry.place + len(content)
        (begin, _) = _PLACE.unpack_from(self._whole, _START.size)
        if any(self._whole[end:begin]):
            raise ValueError(f"{self._name}: CRC-32")


def _tuples(described: Any) -> Any:
    """What JSON made lists of."""
    return [tuple(each) for each in described] if isinstance(described, list) else described


def _crc(data: memoryview, value: int = 0) -> int:
    for first in range(0, len(data), _BLOCK):
        value = zlib.crc32(data[first : first + _BLOCK], value)
    return value


class Filling:
    """One section as it is written, a piece after the other."""

    def __init__(self, name: str, kind: Kind, count: int, descriptor: int, place: int) -> None:
        self.name = name
        self.kind = kind
        self.place = place
        self.crc = 0
        self._count = count
        self._added = 0
        self._descriptor = descriptor

    def add(self, values: NDArray[Any]) -> None:
        """Append; raises ValueError for numbers that the section's type does not hold."""
        view = _as(self.kind, values, self.name).view(np.uint8).data
        _write(self._descriptor, view, self.place + self._added * self.kind.itemsize)
        self.crc = _crc(view, self.crc)
        self._added += len(values)

    def entry(self) -> Entry:
        """Raises ValueError where not all of it was added, or more."""
        if self._added != self._count:
            raise ValueError(f"{self.name}: {self._added:,} values for {self._count:,}")
        return Entry(self.name, npy.dtype_to_descr(self.kind), self._count, self.place, self.crc)


class Growing:
    """Whole numbers of which nobody knows yet how many there will be, and how large."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.count = 0
        self._top = 0
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed by `close`

    def add(self, values: NDArray[Any]) -> None:
        """Append; raises ValueError for numbers that 32 bits do not hold."""
        data = _as(_WAITING, values, self.name)
        self._file.write(data.data)
        self.count += len(data)
        self._top = max(self._top, int(data.max(initial=0)))

    @property
    def kind(self) -> Kind:
        """The smallest type for what was added."""
        return smallest(self._top)

    def pieces(self) -> Iterator[NDArray[Any]]:
        """What was added."""
        self._file.seek(0)
        while data := self._file.read(_BLOCK):
            yield np.frombuffer(data, _WAITING)

    def close(self) -> None:
        self._file.close()


_WAITING = np.dtype("<u4")


class SectionWriter(AbstractContextManager["SectionWriter"]):
    """Writes a new file of sections; a file that was not finished is removed.

    Sections may be filled side by side: room is kept for those whose size is known, the
    others wait in files without a name.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("xb")
        self._end = _HEADER
        self._fillings: list[Filling] = []
        self._waiting: list[Growing] = []

    def section(self, name: str, kind: Any, count: int) -> Filling:
        """Room for ``count`` values."""
        filling = Filling(name, np.dtype(kind), count, self._file.fileno(), self._end)
        self._end += count * filling.kind.itemsize
        self._end += -self._end % _ALIGN
        self._fillings.append(filling)
        return filling

    def growing(self, name: str) -> Growing:
        """A section whose size and type nobody knows yet."""
        self._waiting.append(Growing(name, self._path.parent))
        return self._waiting[-1]

    def put(self, name: str, values: NDArray[Any]) -> None:
        """A whole section at once."""
        self.section(name, values.dtype, len(values)).add(values)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        finished = False
        try:
            if kind is None:
                self._finish()
                finished = True
        finally:
            self._file.close()
            for waiting in self._waiting:
                waiting.close()
            if not finished:
                self._path.unlink()

    def _finish(self) -> None:
        for waiting in self._waiting:
            filling = self.section(waiting.name, waiting.kind, waiting.count)
            for piece in waiting.pieces():
                filling.add(piece)
        table = json.dumps([filling.entry() for filling in self._fillings]).encode()
        head = _START.pack(MAGIC, VERSION) + _PLACE.pack(self._end, self._end + len(table))
        head = head.ljust(_HEADER - _CRC.size, b"\0")
        crc = _CRC.pack(zlib.crc32(table, zlib.crc32(head)))
        _write(self._file.fileno(), memoryview(table), self._end)
        _write(self._file.fileno(), memoryview(head + crc), 0)


def _as(kind: Kind, values: NDArray[Any], name: str) -> NDArray[Any]:
    """The values in a type; raises ValueError where it does not hold them."""
    if values.dtype == kind:
        return np.ascontiguousarray(values)
    if len(values) and not (values.min() >= 0 and values.max() <= np.iinfo(kind).max):
        raise ValueError(f"{name}: not all of it is {kind}")
    return values.astype(kind)


def _write(descriptor: int, data: memoryview, at: int) -> None:
    while data:
        written = os.pwrite(descriptor, data[:_BLOCK], at)
        data, at = data[written:], at + written
