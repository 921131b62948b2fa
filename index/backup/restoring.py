"""A backup → a data folder that answers as the one it was made of."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index import durable
from index.backup import packing
from index.backup.packing import Manifest
from index.engines.base import Engine, Status
from index.errors import BackupFull, BackupTooNew, BackupUnwritable, RestoreRefused, StoreTooNew
from index.rebuild import Progress, rebuild, silent
from index.store import Store
from index.store.schema import named, unnamed


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the backup's manifest, the index made of it, and the ``seconds``."""

    manifest: Manifest
    index: Status
    seconds: float


def restore(file: Path, database: Path, engine: Engine, progress: Progress = silent) -> Restored:
    """Put the backup back as the store at ``database``, and make its index.

    The store has its name last: until then there is none, and what a crash leaves the next
    start removes. ``progress`` is told how many articles are indexed.

    Raises :class:`RestoreRefused` where there is a store already, :class:`BackupDamaged`,
    :class:`BackupTooNew`, :class:`BackupFull`, :class:`BackupUnwritable`, and what store and
    engine raise.
    """
    began = time.monotonic()
    refuse_taken(database)
    try:
        with unnamed(database) as beside:
            with beside.open("xb") as target:
                manifest = packing.unpack(file, target)
            status = _indexed(file, beside, engine, progress)
            if not named(beside, database):
                raise RestoreRefused(where=database)
    except OSError as error:
        kind = BackupFull if durable.is_full(error) else BackupUnwritable
        raise kind(where=database, reason=error.strerror) from error
    return Restored(manifest, status, time.monotonic() - began)


def refuse_taken(database: Path) -> None:
    """Raise :class:`RestoreRefused` where a store, or what is left of one, is at ``database``."""
    if any(database.with_name(database.name + end).exists() for end in ("", "-wal")):
        raise RestoreRefused(where=database)


def _indexed(file: Path, beside: Path, engine: Engine, progress: Progress) -> Status:
    """A store with this program's schema and a life of its own, and its index."""
    try:
        with closing(Store.open(f"sqlite:///{beside}", 0, migrate=True)) as store:
            store.verify()
            store.begin_anew()
            return rebuild(store, engine, progress)
    except StoreTooNew as error:
        raise BackupTooNew(**{**error.details, "where": file}) from error
