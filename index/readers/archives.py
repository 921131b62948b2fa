"""Files inside .zip and .tar archives, read where they lie: nothing is unpacked to disk.

An archive may lie about everything. Names that lead out of it, links and devices are
refused; what unpacks to far more than it takes on disk is a bomb and ends the archive.
"""

from __future__ import annotations

import io
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from index.errors import InputRejected
from index.readers.kinds import ARCHIVES, Kind, kind_of
from index.readers.limits import MAX_DIRECTORY, MAX_MEMBERS, MAX_PIPED_ZIP, MEGABYTE
from index.readers.refusal import (
    ENCRYPTED,
    HIDDEN,
    LINK,
    NESTED,
    NOT_A_FILE,
    OUTSIDE,
    PIPED_ZIP,
    TOO_MANY_MEMBERS,
    Refusal,
)
from index.readers.streams import guarded, translated, unpacked

_ENCRYPTED: Final = 1  # a flag bit, .ZIP File Format Specification 4.4.4

Member = tuple[str, Kind, io.BufferedReader]


def members(stream: io.BufferedReader, kind: Kind, origin: str) -> Iterator[Member | Refusal]:
    """Each file of an archive to be read now, or a Refusal for one that is not.

    A Member is where it lies, how to read it and its content, good until the next one
    is asked for. Raises :class:`InputRejected` when the archive itself is at fault.
    """
    return _zipped(stream, origin) if kind == "zip" else _tarred(stream, origin)


def _place(origin: str, name: str) -> str:
    """Where a member lies, as text that can be shown: names may hold any bytes."""
    return f"{origin}!{name}".encode("utf-8", "replace").decode()


def _refused(name: str, where: str) -> Kind | Refusal:
    """How to read the member so named, or why not."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Refusal(where, OUTSIDE)
    if any(part.startswith(".") for part in path.parts) or path.parts[0] == "__MACOSX":
        return Refusal(where, HIDDEN, skipped=True)
    kind = kind_of(path)
    if isinstance(kind, Refusal):
        return Refusal(where, kind.reason, kind.details, skipped=True)
    return Refusal(where, NESTED) if kind in ARCHIVES else kind


def _zipped(stream: io.BufferedReader, origin: str) -> Iterator[Member | Refusal]:
    with translated():
        file = _seekable(stream)
        _check_directory(file)
        archive = zipfile.ZipFile(file)
    with file, archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                yield from _zip_member(archive, entry, _place(origin, entry.filename))


def _zip_member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str
) -> Iterator[Member | Refusal]:
    kind = _refused(entry.filename, where)
    if isinstance(kind, Refusal):
        yield kind
    elif stat.S_ISLNK(entry.external_attr >> 16):
        yield Refusal(where, LINK)
    elif entry.flag_bits & _ENCRYPTED:
        yield Refusal(where, ENCRYPTED)
    else:
        yield from _opened_entry(archive, entry, kind, where)


def _opened_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: Kind, where: str
) -> Iterator[Member | Refusal]:
    try:
        with translated():
            opened = archive.open(entry)
        with opened:
            content = guarded(cast(BinaryIO, opened), lambda: entry.compress_size)
            yield where, kind, unpacked(content)
    except InputRejected as error:
        yield Refusal(where, error.wording, error.details)


def _check_directory(file: BinaryIO) -> None:
    """A zip's directory is read into memory as a whole, so its size is looked at before."""
    ending = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # the one that ZipFile uses
    if ending and (ending[4] > MAX_MEMBERS or ending[5] > MAX_DIRECTORY):
        raise InputRejected(TOO_MANY_MEMBERS, limit=MAX_MEMBERS)


def _seekable(stream: io.BufferedReader) -> BinaryIO:
    """The stream itself, or a temporary file of it when it comes through a pipe."""
    if stream.seekable():
        return cast(BinaryIO, stream)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
    while chunk := stream.read(MEGABYTE):
        file.write(chunk)
        if file.tell() > MAX_PIPED_ZIP:
            raise InputRejected(PIPED_ZIP, limit=MAX_PIPED_ZIP // MEGABYTE)
    file.seek(0)
    return cast(BinaryIO, file)


class _Header(tarfile.TarInfo):
    """A tar header that does not let a long name or PAX record fill the memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isreg() and self.size > MEGABYTE:
            raise tarfile.ReadError("header")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return found


def _tarred(stream: io.BufferedReader, origin: str) -> Iterator[Member | Refusal]:
    with translated():
        # "|": read from front to back, so a pipe will do and nothing is sought
        archive = tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header)  # noqa: SIM115
    for number in range(MAX_MEMBERS + 1):
        with translated():
            entry = archive.next()
            archive.members = []  # type: ignore[attr-defined]  # they would pile up
        if entry is None:
            return
        if number == MAX_MEMBERS:
            raise InputRejected(TOO_MANY_MEMBERS, limit=MAX_MEMBERS)
        if not entry.isdir():
            yield _tar_member(archive, entry, _place(origin, entry.name))


def _tar_member(archive: tarfile.TarFile, entry: tarfile.TarInfo, where: str) -> Member | Refusal:
    kind = _refused(entry.name, where)
    if isinstance(kind, Refusal):
        return kind
    if entry.issym() or entry.islnk():
        return Refusal(where, LINK)
    content = archive.extractfile(entry) if entry.isfile() else None
    if content is None:
        return Refusal(where, NOT_A_FILE)
    return where, kind, unpacked(io.BufferedReader(cast(io.RawIOBase, content)))
