"""The whole store as SQLite copies it, at one moment, while others write."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from index.errors import BackupUnsupported, NothingToBackUp, StoreDamaged
from index.store.database import Database
from index.store.schema import revision


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: of which ``schema``, up to which ``change``, how many articles."""

    schema: str
    change: int
    articles: int


def copy(url: str, lock_wait: int, path: Path) -> Copied:
    """Copy the store at ``url``, of whatever schema, into a new file; what is in the copy.

    Raises :class:`BackupUnsupported` for another database than SQLite,
    :class:`NothingToBackUp` where there is none, :class:`StoreDamaged` where the copy is not
    sound, OSError where it cannot be written, and what reading the store raises.
    """
    database = Database(url, lock_wait)
    if database.file is None:
        raise BackupUnsupported(where=database.where)
    if not database.file.exists():
        raise NothingToBackUp(where=database.where)
    with database.reading() as connection:
        # what the transaction sees stays: without it each write of others begins the copy anew
        connection.execute(text("SELECT value FROM counters")).all()
        try:
            with closing(sqlite3.connect(path)) as target:
                _driver(connection).backup(target)
        except sqlite3.Error as error:
            full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
            raise _refused(path, None if full else str(error)) from error
    return _described(Database(f"sqlite:///{path}", 0), database.where)


def _driver(connection: Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)  # noqa: S101  # the database is a file
    return found


def _refused(path: Path, reason: str | None) -> OSError:
    if reason is None:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return OSError(errno.EIO, reason, str(path))


def _described(database: Database, where: str) -> Copied:
    """Read all of the copy; in SQL that holds for every schema."""
    schema = revision(database)
    with database.reading() as connection:

        def value(sql: str) -> int:
            return int(connection.execute(text(sql)).scalar_one())

        found = connection.execute(text("PRAGMA integrity_check(1)")).scalar_one()
        if found != "ok":
            raise StoreDamaged(where=where, reason=found)
        return Copied(
            schema,
            value("SELECT value FROM counters WHERE name = 'change'"),
            value("SELECT count(*) FROM articles WHERE NOT deleted"),
        )
