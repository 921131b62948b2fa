"""Saved searches: a canonical query with its owner and a random id."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from index.store.clock import now
from index.store.counters import Changes
from index.store.records import storable
from index.store.tables import SAVED

_BYTES = 16  # 128 bits: 22 characters of base64url


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """``canonical`` is the query string of the search; ``created_at`` ISO 8601, UTC."""

    id: str
    owner: str
    canonical: str
    title: str
    created_at: str


def save(
    connection: Connection, owner: str, canonical: str, title: str
) -> tuple[SavedSearch, bool]:
    """The owner's saved search of this query, and whether it is new."""
    Changes(connection)  # alone from here on: two clicks make one search
    row = connection.execute(
        select(SAVED).where(SAVED.c.owner == owner, SAVED.c.canonical == canonical)
    ).one_or_none()
    if row is not None:
        return _saved(row), False
    made = SavedSearch(secrets.token_urlsafe(_BYTES), owner, canonical, title, now())
    connection.execute(insert(SAVED).values(asdict(made)))
    return made, True


def by_id(connection: Connection, id: str) -> SavedSearch | None:
    """The saved search with this id, whoever owns it."""
    if not storable(id):
        return None
    row = connection.execute(select(SAVED).where(SAVED.c.id == id)).one_or_none()
    return _saved(row) if row is not None else None


def by_owner(connection: Connection, owner: str | None) -> list[SavedSearch]:
    """The owner's saved searches, or with None everybody's, newest first."""
    which = select(SAVED) if owner is None else select(SAVED).where(SAVED.c.owner == owner)
    rows = connection.execute(which.order_by(SAVED.c.created_at.desc(), SAVED.c.id))
    return [_saved(row) for row in rows]


def remove(connection: Connection, id: str, owner: str | None) -> bool:
    """Delete the search if it is this owner's (None: anybody's); whether it was."""
    if not storable(id):
        return False
    which = delete(SAVED).where(SAVED.c.id == id)
    if owner is not None:
        which = which.where(SAVED.c.owner == owner)
    return connection.execute(which).rowcount > 0


def _saved(row: Any) -> SavedSearch:
    return SavedSearch(row.id, row.owner, row.canonical, row.title, row.created_at)
