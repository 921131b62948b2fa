"""A store → one file with all of it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from index import durable
from index.backup import packing
from index.backup.packing import DATABASE, Manifest
from index.errors import BackupDamaged, BackupExists, BackupFull, BackupUnwritable
from index.store import SCHEMA, Store

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


def make(store: Store, target: Path) -> Made:
    """Back the store up into ``target``: a new file, or a folder that gets a dated one.

    The file has its name once it is whole, on the disk and read again; writing goes on
    meanwhile. Raises :class:`BackupExists`, :class:`BackupFull`, :class:`BackupUnwritable`,
    and what the store raises.
    """
    began, moment = time.monotonic(), datetime.now(UTC)
    if target.is_dir():
        target = target / f"timtin-{moment:%Y%m%d-%H%M%S}{ENDING}"
    if target.exists():
        raise BackupExists(where=target)
    try:
        with _workplace(target.parent) as place:
            copy, packed = place / DATABASE, place / target.name
            manifest = _copied(store, copy, moment)
            packing.write(packed, copy, manifest)
            durable.sync(packed)
            if packing.verify(packed) != manifest:
                raise BackupDamaged(where=packed, reason=packing.MANIFEST)
            target.hardlink_to(packed)
            durable.sync(target.parent)
    except FileExistsError as error:
        raise BackupExists(where=target) from error
    except OSError as error:
        kind = BackupFull if durable.is_full(error) else BackupUnwritable
        raise kind(where=target, reason=error.strerror) from error
    return Made(target, manifest, target.stat().st_size, time.monotonic() - began)


def _copied(store: Store, copy: Path, moment: datetime) -> Manifest:
    """Copy the database, and count what is in the copy: the store goes on meanwhile."""
    store.copy_to(copy)
    with closing(Store.open(f"sqlite:///{copy}", lock_wait=0)) as found:
        found.verify()
        stats = found.stats()
    return Manifest(
        format=packing.FORMAT,
        program=version("timtin"),
        schema=SCHEMA,
        made_at=moment.isoformat(timespec="seconds"),
        change=stats.change,
        articles=stats.articles,
        deleted=stats.deleted,
        revisions=stats.revisions,
        corrections=stats.corrections,
        saved_searches=stats.saved_searches,
        size=copy.stat().st_size,
        sha256=packing.digest(copy),
    )


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder of our own in ``folder``, gone at the end; those of crashed backups go first."""
    folder.mkdir(parents=True, exist_ok=True)
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
