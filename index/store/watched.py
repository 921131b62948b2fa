"""The addresses that are looked at again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from index.store import records
from index.store.clock import now
from index.store.tables import WATCHED


@dataclass(frozen=True, slots=True)
class Watched:
    """One address and how it fares. ``every`` is in seconds, times are ISO 8601, UTC.

    ``outlet`` is what is said about its articles. ``failures`` counts those in a row;
    ``error`` is the last one, as JSON ``{"vi": ..., "en": ...}``, None when all is well.
    """

    url: str
    every: int
    added_at: str
    next_at: str
    outlet: str | None = None
    looked_at: str | None = None
    failures: int = 0
    error: str | None = None


def watch(connection: Connection, url: str, every: int, outlet: str | None) -> bool:
    """Watch ``url`` from now on, in place of what was said before; whether it is new."""
    known = connection.execute(
        update(WATCHED).where(WATCHED.c.url == url).values(every=every, outlet=outlet)
    ).rowcount
    if not known:
        moment = now()
        connection.execute(
            insert(WATCHED).values(
                url=url, every=every, outlet=outlet, added_at=moment, next_at=moment, failures=0
            )
        )
    return not known


def unwatch(connection: Connection, url: str) -> bool:
    """Watch ``url`` no more; whether it was watched."""
    if not records.storable(url):
        return False
    return connection.execute(delete(WATCHED).where(WATCHED.c.url == url)).rowcount > 0


def all_watched(connection: Connection) -> list[Watched]:
    """Every watched address, the one that is next first."""
    rows = connection.execute(select(WATCHED).order_by(WATCHED.c.next_at, WATCHED.c.url))
    return [_watched(row) for row in rows]


def note(connection: Connection, seen: Watched) -> None:
    """Write down how looking at the address went; nothing when it is watched no more."""
    connection.execute(
        update(WATCHED)
        .where(WATCHED.c.url == seen.url)
        .values(
            looked_at=seen.looked_at,
            next_at=seen.next_at,
            failures=seen.failures,
            error=seen.error,
        )
    )


def _watched(row: Any) -> Watched:
    return Watched(**row._asdict())
