"""A store → one file with all of it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from index import durable
from index.backup import packing
from index.backup.packing import DATABASE, Manifest
from index.errors import (
    BackupDamaged,
    BackupExists,
    BackupFull,
    BackupNowhere,
    BackupUnwritable,
)
from index.moment import VIETNAM
from index.store import Copied, copy

ENDING: Final = ".timtin-backup"
_WORK: Final = ".timtin-backup-"
"""How the folder begins in which a backup is made: another one that crashed is found by it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: where, what it holds, its ``bytes``, and the ``seconds`` it took."""

    file: Path
    manifest: Manifest
    bytes: int
    seconds: float


def make(url: str, lock_wait: int, target: Path) -> Made:
    """Back the store at ``url`` up into ``target``: a new file, or a folder that gets a dated one.

    The file has its name once it is whole, on the disk and read again; writing goes on
    meanwhile. A store of an older schema is backed up as it is. Raises :class:`BackupExists`,
    :class:`BackupNowhere` where the folder of a new file is not there,
    :class:`BackupFull`, :class:`BackupUnwritable`, and what copying the store raises.
    """
    began, moment = time.monotonic(), datetime.now(UTC)
    if target.is_dir():
        target = target / f"timtin-{moment.astimezone(VIETNAM):%Y%m%d-%H%M%S}{ENDING}"
    if target.exists():
        raise BackupExists(where=target)
    if not target.parent.exists():
        raise BackupNowhere(folder=target.parent)
    try:
        with _workplace(target.parent) as place:
            database, packed = place / DATABASE, place / target.name
            copied = copy(url, lock_wait, database)
            manifest = packing.write(packed, database, partial(_manifest, copied, moment))
            durable.sync(packed)
            if packing.verify(packed) != manifest:
                raise BackupDamaged(where=packed, reason=packing.MANIFEST)
            try:
                target.hardlink_to(packed)
            except FileExistsError as error:
                raise BackupExists(where=target) from error
            durable.sync(target.parent)
    except OSError as error:
        kind = BackupFull if durable.is_full(error) else BackupUnwritable
        raise kind(where=target, reason=error.strerror) from error
    return Made(target, manifest, target.stat().st_size, time.monotonic() - began)


def _manifest(copied: Copied, moment: datetime, size: int, sha256: str) -> Manifest:
    return Manifest(
        format=packing.FORMAT,
        program=version("timtin"),
        schema=copied.schema,
        made_at=moment.isoformat(timespec="seconds"),
        change=copied.change,
        articles=copied.articles,
        size=size,
        sha256=sha256,
    )


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder of our own in ``folder``, gone at the end; those of crashed backups go first."""
    with ExitStack() as held:
        with durable.held(folder):
            for place in folder.glob(f"{_WORK}*"):
                _drop_unless_held(place)
            place = folder / f"{_WORK}{os.getpid()}-{time.monotonic_ns()}"
            place.mkdir()
            held.callback(shutil.rmtree, place, ignore_errors=True)
            held.enter_context(durable.held(place))
        yield place


def _drop_unless_held(place: Path) -> None:
    with suppress(BlockingIOError), durable.held(place, wait=False):
        shutil.rmtree(place, ignore_errors=True)
