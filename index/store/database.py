"""Connections, transactions, and the border that no SQLAlchemy exception crosses."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, Dialect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from index import deadline
from index.errors import (
    BadSetting,
    DeadlinePassed,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnwritable,
    TimtinError,
)
from index.store.holding import holder
from index.store.records import UnreadableError

_WRITES = "timtin_writes"
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_NO_SHARING = {
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
"""No room for the ``-shm`` file, in which processes share where the journal's pages are."""

_NO_RIGHT = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}

_NO_TEXT = "Could not decode to UTF-8"
"""How Python's driver words a text that is none; it has no code."""

_LOCK_NOT_AVAILABLE = "55P03"
_DISK_FULL = "53100"

_SLICE = 10_000
"""Instructions of SQLite's between two looks at the deadline: about 0.2 ms."""


class Database:
    """One database and how to talk to it.

    ``lock_wait`` is in seconds. Raises :class:`StoreError` and its kinds, and where
    SQLite reads for too long :class:`DeadlinePassed`. A write is never stopped.
    """

    def __init__(self, url: str, lock_wait: int) -> None:
        self.url = parsed(url)
        self.file = sqlite_file(self.url)
        self.where = str(self.file) if self.file else self.url.render_as_string()
        self._engine = _engine(self.url, lock_wait)
        self._writing = self._engine.execution_options(**{_WRITES: True})
        self._thread = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the store; nothing is kept of what it writes."""
        held: Connection | None = getattr(self._thread, "held", None)
        if held is not None:
            with self._translated():
                try:
                    yield held
                finally:
                    held.rollback()  # the next one sees what was committed meanwhile
            return
        self._refuse_absent()
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def connected(self) -> Iterator[None]:
        """What this thread reads inside goes through one connection: each takes 0.5 ms."""
        before: Connection | None = getattr(self._thread, "held", None)
        with self.reading() as connection:
            self._thread.held = connection
            try:
                yield
            finally:
                self._thread.held = before

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, durable at the end of the ``with``, undone on any error."""
        self._refuse_absent()
        with deadline.paused(), self._translated(), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _refuse_absent(self) -> None:
        """SQLite would put an empty database where one was taken away."""
        if self.file and not self.file.exists():
            raise StoreDamaged(where=self.where, reason="the file is gone")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._meaning(error) from error
        except SQLAlchemyError as error:
            raise StoreError(where=self.where, reason=str(error)) from error
        except UnreadableError as error:
            raise StoreDamaged(where=self.where, reason=str(error)) from error

    def _meaning(self, error: DBAPIError) -> TimtinError:
        extended = getattr(error.orig, "sqlite_errorcode", 0)
        code = extended & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            return DeadlinePassed()
        if code in _BUSY or getattr(error.orig, "sqlstate", "") == _LOCK_NOT_AVAILABLE:
            return StoreLocked(where=self.where, holder=holder(self.file) if self.file else "")
        if (
            code == sqlite3.SQLITE_FULL
            or extended in _NO_SHARING
            or getattr(error.orig, "sqlstate", "") == _DISK_FULL
        ):
            return StoreFull(where=self.where)
        if code in _DAMAGED or str(error.orig).startswith(_NO_TEXT):
            return StoreDamaged(where=self.where, reason=str(error.orig))
        if self.file and code in _NO_RIGHT and not _may_write(self.file):
            reason = str(error.orig)
            return StoreUnwritable(where=self.where, folder=self.file.parent, reason=reason)
        return StoreError(where=self.where, reason=str(error.orig))


def _may_write(file: Path) -> bool:
    """Whether this process may write the database ``file`` and beside it, as SQLite has to."""
    here = file if file.exists() else file.parent
    return os.access(here, os.R_OK | os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK)


def parsed(url: str) -> URL:
    """The URL in its parts. Raises :class:`BadSetting`."""
    try:
        return make_url(url)
    except ArgumentError as error:
        raise BadSetting(name="TIMTIN_DATABASE_URL", value=url, reason=error) from error


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database, None for a server or a database in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def _engine(url: URL, lock_wait: int) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, connect_args=_waiting(url, lock_wait))
        engine = create_engine(url, connect_args={"timeout": lock_wait}, **_pool(url))
    except (SQLAlchemyError, ImportError) as error:
        raise BadSetting(name="TIMTIN_DATABASE_URL", value=url, reason=error) from error
    log = engine.pool.logger
    if isinstance(log, logging.Logger):  # it is none where SQLAlchemy is asked to echo
        log.addFilter(_is_no_interruption)
    if sqlite_file(url):
        event.listen(engine, "do_connect", _connect)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _is_no_interruption(record: logging.LogRecord) -> bool:
    """Whether the pool has something to tell: not that Ctrl-C met it while it closed a connection.

    Whoever stops the program says so, without a traceback.
    """
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or not issubclass(kind, KeyboardInterrupt)


def _pool(url: URL) -> dict[str, Any]:
    # a connection is 0.5 ms away and must not be carried through a fork
    return {"poolclass": NullPool} if sqlite_file(url) else {}


def _waiting(url: URL, lock_wait: int) -> dict[str, Any]:
    if url.get_backend_name() != "postgresql":
        return {}
    return {"options": f"-c lock_timeout={lock_wait * 1000}"}


def _connect(
    dialect: Dialect, _record: object, words: Sequence[Any], named: dict[str, Any]
) -> sqlite3.Connection:
    """Connect; where a full disk has no room for what processes share, do without.

    Alone on the database SQLite keeps that in memory (``locking_mode``), so searches go on:
    one connection at a time, each for some milliseconds.
    """

    def connect() -> sqlite3.Connection:
        made = dialect.connect(*words, **named)
        assert isinstance(made, sqlite3.Connection)  # noqa: S101  # the database is a file
        return made

    connection = connect()
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.Error as error:
        if error.sqlite_errorcode in _NO_SHARING:
            connection.close()
            connection = connect()
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # whatever else is wrong with it is said by the first statement
    return connection


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # the driver's own BEGIN comes late and deferred; _begin says it instead
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.set_progress_handler(deadline.passed, _SLICE)


def _begin(connection: Connection) -> None:
    # a deferred read-then-write fails at once when another process wrote between
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
