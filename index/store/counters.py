"""The store's counters. ``change`` grows with every add, update and delete."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select, update

from index.store.tables import CHANGE, COUNTERS, EPOCH


def highest_change(connection: Connection) -> int:
    """The highest change given so far, 0 before the first."""
    return _value(connection, CHANGE)


def epoch(connection: Connection) -> int:
    """Which life of the store this is; another one after a restore."""
    return _value(connection, EPOCH)


class Changes:
    """Gives the changes of one writing transaction, in commit order.

    Made at the start of the transaction, it is the only writer until the end on
    every database: what is read from there on stays true, and the order of
    changes and of sequence numbers is the order of commits.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = self._write(COUNTERS.c.value)

    def next(self) -> int:
        """The next number."""
        self._last += 1
        return self._last

    def record(self) -> None:
        """Write down how far the counter has come; once, before the commit."""
        self._write(self._last)

    def _write(self, value: ColumnElement[int] | int) -> int:
        # an UPDATE locks the row even where it writes what is there
        written: int = self._connection.execute(
            update(COUNTERS)
            .where(COUNTERS.c.name == CHANGE)
            .values(value=value)
            .returning(COUNTERS.c.value)
        ).scalar_one()
        return written


def _value(connection: Connection, name: str) -> int:
    value: int = connection.execute(
        select(COUNTERS.c.value).where(COUNTERS.c.name == name)
    ).scalar_one()
    return value
