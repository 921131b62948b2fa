"""The whole store as SQLite copies it, at one moment, while others write."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from index.errors import BackupUnsupported
from index.store.database import Database


def copy(database: Database, path: Path) -> None:
    """Copy the database into a new file.

    Raises :class:`BackupUnsupported` for another database than SQLite, OSError where the
    copy cannot be written, and what reading the store raises.
    """
    if database.file is None:
        raise BackupUnsupported(where=database.where)
    with database.reading() as connection, closing(sqlite3.connect(path)) as target:
        # what the transaction sees stays: without it each write of others begins the copy anew
        connection.execute(text("SELECT value FROM counters")).all()
        try:
            _driver(connection).backup(target)
        except sqlite3.Error as error:
            full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
            raise _refused(path, None if full else str(error)) from error


def _driver(connection: Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)  # noqa: S101  # the database is a file
    return found


def _refused(path: Path, reason: str | None) -> OSError:
    if reason is None:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return OSError(errno.EIO, reason, str(path))
