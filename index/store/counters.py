"""The store's counters. ``change`` grows with every add, update and delete."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, select, update

from index.store.tables import ARTICLES, CHANGE, COUNTERS, EPOCH


def highest_change(connection: Connection) -> int:
    """The highest change given so far, 0 before the first."""
    return _value(connection, CHANGE)


def epoch(connection: Connection) -> int:
    """Which life of the store this is; another one after a restore."""
    return _value(connection, EPOCH)


def begin_anew(connection: Connection) -> None:
    """Another life begins: the numbers that follow do not continue those given elsewhere."""
    connection.execute(
        update(COUNTERS).where(COUNTERS.c.name == EPOCH).values(value=secrets.randbits(62))
    )


class Changes:
    """Gives the changes of one writing transaction, in commit order.

    Made at the start of the transaction, it is the only writer until the end on
    every database: what is read from there on stays true, and the order of
    changes and of sequence numbers is the order of commits.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # SQLite's BEGIN IMMEDIATE is alone already; a server locks the row
        self._before = self._last = _value(connection, CHANGE, lock=True)

    def next(self) -> int:
        """The next number."""
        self._last += 1
        return self._last

    def touch(self, seq: int) -> int:
        """Have the index follow an article whose story changed with another; its new change."""
        change = self.next()
        self._connection.execute(
            update(ARTICLES).where(ARTICLES.c.seq == seq).values(change=change)
        )
        return change

    def record(self) -> None:
        """Write down how far the counter has come; once, before the commit."""
        if self._last > self._before:
            self._connection.execute(
                update(COUNTERS).where(COUNTERS.c.name == CHANGE).values(value=self._last)
            )


def _value(connection: Connection, name: str, lock: bool = False) -> int:
    found = select(COUNTERS.c.value).where(COUNTERS.c.name == name)
    value: int = connection.execute(found.with_for_update() if lock else found).scalar_one()
    return value
