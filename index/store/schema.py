"""The schema of a database: made, brought up to date, or said to be another's."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from index import durable
from index.errors import StoreDamaged, StoreError, StoreOutdated, StoreTooNew, StoreUnwritable
from index.store import stories
from index.store.database import Database
from index.store.tables import SCHEMA

NONE: Final = "0000"
"""What the schema of a database without our tables is called."""

HEAD: Final = "head"

_UNNAMED: Final = re.compile("-[0-9]+(-wal|-shm|-journal)?")
"""What follows the file's name while a store is in the making: the maker, SQLite's files."""

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def prepare(database: Database, migrate: bool) -> None:
    """Leave ``database`` with the schema of this program.

    A missing database is made. An older one is brought up to date when
    ``migrate`` says so. Raises :class:`StoreOutdated` for an older schema otherwise,
    :class:`StoreTooNew` for a newer one, :class:`StoreUnwritable` where there is no right to
    write, and :class:`StoreDamaged` for a file that is no sound database: such a file is never
    touched.
    """
    if database.file:
        if not _exists(database.file):
            _make(database.file)
        elif migrate:
            tidy(database.file)
    found = revision(database)
    if found == SCHEMA:
        return
    if found > SCHEMA:
        raise StoreTooNew(where=database.where, found=found, wanted=SCHEMA)
    fresh = found == NONE and not database.file
    if not migrate and not fresh:
        raise StoreOutdated(where=database.where, found=found, wanted=SCHEMA)
    upgrade(database)


def revision(database: Database) -> str:
    """Which migration the database stands at, :data:`NONE` without any."""
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return NONE
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found or NONE)


def upgrade(database: Database, target: str = HEAD) -> None:
    """Run the migrations up to ``target``, whole or not at all; at the head, tell the stories.

    Raises :class:`StoreTooNew` when a newer program made the database.
    """
    from alembic.util import CommandError

    try:
        with database.writing() as connection:
            _run(connection, target)
            if target == HEAD:
                stories.complete(connection)
    except CommandError as error:
        found = revision(database)
        raise StoreTooNew(where=database.where, found=found, wanted=SCHEMA) from error


def _run(connection: Connection, target: str) -> None:
    # 0.1 s to import, and needed once in a store's life
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _exists(file: Path) -> bool:
    """Whether there is a database. Raises for what is left of one."""
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        journal = file.with_name(file.name + "-wal")
        if journal.exists():
            # SQLite would replay it into the new file
            reason = f"the file is gone, its journal {journal.name} is still there"
            raise StoreDamaged(where=file, reason=reason) from None
        return False
    except OSError as error:
        raise StoreError(where=file, reason=error.strerror) from error
    if size == 0:
        raise StoreDamaged(where=file, reason="the file is empty")
    return True


def tidy(file: Path) -> None:
    """Drop what a crash left of a store in the making, unless one is being made."""
    with suppress(OSError), durable.held(file.parent, wait=False):
        for beside in file.parent.glob(f".{file.name}-*"):
            if _UNNAMED.fullmatch(beside.name[len(file.name) + 1 :]):
                beside.unlink(missing_ok=True)


@contextmanager
def unnamed(file: Path) -> Iterator[Path]:
    """Where a store for ``file`` can be made: whatever is there at the end goes.

    One at a time: another process waits. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with durable.held(file.parent):
        beside = file.with_name(f".{file.name}-{os.getpid()}")
        try:
            yield beside
        finally:
            for path in file.parent.glob(f"{beside.name}*"):
                path.unlink(missing_ok=True)


def named(beside: Path, file: Path) -> bool:
    """Put the finished store ``beside`` in force as ``file``, durably; False where one is.

    A crash never leaves half a database. Raises OSError.
    """
    durable.sync(beside)
    try:
        file.hardlink_to(beside)
    except FileExistsError:
        return False
    durable.sync(file.parent)
    return True


def _make(file: Path) -> None:
    """Put a new, empty store at ``file``; another's is left alone."""
    try:
        with unnamed(file) as beside:
            if not file.exists():
                _fill(beside)
                named(beside, file)
    except PermissionError as error:
        raise StoreUnwritable(where=file, folder=file.parent, reason=error.strerror) from error
    except (OSError, sqlite3.Error) as error:
        raise StoreError(where=file, reason=str(error)) from error


def _fill(beside: Path) -> None:
    beside.touch()
    database = Database(f"sqlite:///{beside}", lock_wait=0)
    upgrade(database)
    database.close()
    connection = sqlite3.connect(beside)
    try:
        # kept in the file: every later connection writes ahead
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
