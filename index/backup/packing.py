"""How a backup lies on the disk, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Final

from index.errors import BackupDamaged, BackupTooNew

FORMAT: Final = 1
DATABASE: Final = "timtin.db"
MANIFEST: Final = "manifest.json"
_LEVEL: Final = 1
"""Of zlib: articles shrink to a third; the highest level takes six times as long for a tenth."""
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: ``articles``, up to which ``change``, in which ``schema``.

    ``made_at`` is ISO 8601 in UTC, ``program`` the version that made it, ``size`` (bytes) and
    ``sha256`` are the database's.
    """

    format: int
    program: str
    schema: str
    made_at: str
    change: int
    articles: int
    size: int
    sha256: str


def write(file: Path, database: Path, described: Callable[[int, str], Manifest]) -> Manifest:
    """A new backup at ``file``. Raises OSError.

    ``described`` makes its manifest of the database's size and SHA-256.
    """
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        with (
            database.open("rb") as source,
            archive.open(DATABASE, "w", force_zip64=True) as target,
        ):
            size, sha256 = _copied(iter(partial(source.read, _BLOCK), b""), target)
        manifest = described(size, sha256)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def manifest(file: Path) -> Manifest:
    """What the backup says that it holds.

    Raises :class:`BackupDamaged` for what is no backup, :class:`BackupTooNew` for one of a
    newer program.
    """
    with _opened(file) as archive:
        said = json.loads(archive.read(MANIFEST))
        found = int(said["format"])
        if found > FORMAT:
            raise BackupTooNew(where=file, found=f"format {found}", wanted=f"format {FORMAT}")
        datetime.fromisoformat(said["made_at"])  # people are told
        return Manifest(**{field.name: said[field.name] for field in fields(Manifest)})


def unpack(file: Path, target: IO[bytes] | None = None) -> Manifest:
    """Read the database of a backup to its end, into ``target`` where given.

    Raises :class:`BackupDamaged` unless every byte is as it was written, and OSError where
    ``target`` cannot be written.
    """
    expected = manifest(file)
    if _copied(_blocks(file), target) != (expected.size, expected.sha256):
        raise BackupDamaged(where=file, reason=f"{DATABASE}: SHA-256")
    return expected


def verify(file: Path) -> Manifest:
    """What the backup holds, after every byte was read. Raises as :func:`unpack`."""
    return unpack(file)


def _copied(blocks: Iterable[bytes], target: IO[bytes] | None) -> tuple[int, str]:
    """Size and SHA-256 of the blocks, which go into ``target`` where given."""
    hashed, size = hashlib.sha256(), 0
    for block in blocks:
        hashed.update(block)
        size += len(block)
        if target is not None:
            target.write(block)
    return size, hashed.hexdigest()


def _blocks(file: Path) -> Iterator[bytes]:
    with _opened(file) as archive, archive.open(DATABASE) as source:
        while block := source.read(_BLOCK):
            yield block


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; what is wrong with it is worded. An error of the caller's goes through."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupDamaged(where=file, reason=error.strerror) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError) as error:
        raise BackupDamaged(where=file, reason=str(error)) from error
