"""What was fetched, so that it need not be fetched again while it stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from index.article import Options
from index.store import records
from index.store.chunks import chunks
from index.store.identity import url_key
from index.store.tables import ARTICLES, FETCHED, KEYS


@dataclass(frozen=True, slots=True)
class Fetched:
    """The last state of one address. ``at`` is ISO 8601, UTC.

    ``etag`` and ``last_modified`` are as the host sent them, ``content`` is the digest
    of a page's or feed's bytes, ``entry`` that of the feed's entry which led to the page.
    ``whole`` says whether the page itself was had, not only the entry; ``failures`` how
    often in a row it was not. ``article_id`` is the article made of it, if any.
    """

    url: str
    at: str
    options: Options
    etag: str | None = None
    last_modified: str | None = None
    content: str | None = None
    entry: str | None = None
    whole: bool = True
    failures: int = 0
    article_id: str | None = None


def by_url(connection: Connection, urls: Iterable[str]) -> dict[str, Fetched]:
    """The states known of these addresses."""
    found: dict[str, Fetched] = {}
    for chunk in chunks(filter(records.storable, dict.fromkeys(urls))):
        for row in connection.execute(select(FETCHED).where(FETCHED.c.url.in_(chunk))):
            found[row.url] = _fetched(row)
    return found


def keep(connection: Connection, states: Sequence[Fetched]) -> None:
    """Remember these states, each in place of the one before."""
    newest = {state.url: state for state in states if records.storable(state.url)}
    for chunk in chunks(newest):
        connection.execute(delete(FETCHED).where(FETCHED.c.url.in_(chunk)))
        connection.execute(insert(FETCHED), [_values(newest[url]) for url in chunk])


def forget_all(connection: Connection) -> None:
    """Forget every state: the archive begins anew."""
    connection.execute(delete(FETCHED))


def article_at(connection: Connection, url: str) -> str | None:
    """The id of the live article at this address, however it came in."""
    key = url_key(url)
    if key is None or not records.storable(url):
        return None
    found: str | None = connection.execute(
        select(ARTICLES.c.id)
        .join(KEYS, KEYS.c.seq == ARTICLES.c.seq)
        .where(KEYS.c.kind == key[0], KEYS.c.key == key[1], ARTICLES.c.deleted.is_(False))
    ).scalar_one_or_none()
    return found


def _values(state: Fetched) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(state, name) for name in Fetched.__slots__}
    return {**values, "options": records.options_text(state.options)}


def _fetched(row: Any) -> Fetched:
    return Fetched(**{**row._asdict(), "options": records.read_options(row.options)})
