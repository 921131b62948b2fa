"""The source of truth: articles, their earlier texts and saved searches.

An **Admission** says what became of one item; a **Kept** article carries its
``seq`` and ``change``; a **Change** is what an index has to follow; a
**Tombstone** is what a deletion leaves (identity, no words).

    with closing(Store.open(url, lock_wait=30)) as store:
        store.admit([(draft, article, options)], understanding=VERSION)
        for change in store.changes(after=0, limit=500): ...

An article is acknowledged when :meth:`Store.admit` returns: the transaction is
durable then (SQLite: write-ahead log, ``synchronous=FULL``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import text

from index.article import Kept
from index.errors import StoreDamaged
from index.store import admission, articles, counters, saved, schema
from index.store.admission import Admission, Item, Known, Overtaken
from index.store.articles import Change, Original, Revision, Stats
from index.store.database import Database
from index.store.records import input_digest
from index.store.saved import SavedSearch
from index.store.tables import SCHEMA

__all__ = [
    "SCHEMA",
    "Admission",
    "Change",
    "Item",
    "Known",
    "Original",
    "Overtaken",
    "Revision",
    "SavedSearch",
    "Stats",
    "Store",
    "input_digest",
]


class Store:
    """One database. Every method raises :class:`StoreError` and its kinds only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str, lock_wait: int, migrate: bool = False) -> Store:
        """The store at ``url``; made when there is none.

        ``lock_wait`` is how many seconds a write waits for another process.
        Raises :class:`StoreOutdated` for an older schema unless ``migrate``
        says to bring it up to date, :class:`StoreDamaged` for a file that is no
        database, :class:`StoreLocked`, :class:`BadSetting` for a bad URL.
        """
        database = Database(url, lock_wait)
        schema.prepare(database, migrate)
        return cls(database)

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    @property
    def where(self) -> str:
        """The file or address, without a password."""
        return self._database.where

    def admit(self, batch: Sequence[Item | Known], understanding: str = "") -> list[Admission]:
        """Take a batch of (Draft, Article, Options) in one durable transaction.

        A :class:`Known` may stand for an item that the store has as it is;
        raises :class:`Overtaken`, with nothing kept, when that is no longer so.
        ``understanding`` is the version that made the articles. One Admission
        per item, in order; see :func:`admission.admit` for the rules.
        """
        with self._database.writing() as connection:
            return list(admission.admit(connection, batch, understanding))

    def known(self, digests: Iterable[str]) -> dict[str, Known]:
        """Of these :func:`input_digest`, those that live articles are made of."""
        with self._database.reading() as connection:
            return articles.known(connection, digests)

    def get(self, id: str) -> Kept | None:
        """The article with this id, None when there is none."""
        return self.get_many([id]).get(id)

    def get_many(self, ids: Iterable[str]) -> dict[str, Kept]:
        """The live articles among ``ids``, by id, in the order asked for."""
        with self._database.reading() as connection:
            return articles.get_many(connection, ids)

    def original(self, id: str) -> Original | None:
        """The input that the article was made of, None when there is none."""
        with self._database.reading() as connection:
            return articles.original(connection, id)

    def revisions(self, id: str) -> list[Revision]:
        """The earlier texts of an article, oldest first."""
        with self._database.reading() as connection:
            return articles.revisions(connection, id)

    def all(self) -> Iterator[Kept]:
        """Every live article in order of admission, a few hundred in memory at a time."""
        seq = 0
        while True:
            with self._database.reading() as connection:
                chunk = articles.after_seq(connection, seq, articles.CHUNK)
            if not chunk:
                return
            yield from chunk
            seq = chunk[-1].seq

    def changes(self, after: int, limit: int) -> list[Change]:
        """The first ``limit`` changes above ``after``, rising; one per article."""
        with self._database.reading() as connection:
            return articles.changes(connection, after, limit)

    def highest_change(self) -> int:
        """The highest change given so far, 0 before the first."""
        with self._database.reading() as connection:
            return counters.highest_change(connection)

    def epoch(self) -> int:
        """Which life of the store this is: its numbers compare within one epoch."""
        with self._database.reading() as connection:
            return counters.epoch(connection)

    def delete(self, ids: Sequence[str]) -> list[str]:
        """Delete articles, leaving tombstones; the ids that were there."""
        with self._database.writing() as connection:
            return articles.remove(connection, ids)

    def delete_outlet(self, outlet: str | None) -> int:
        """Delete every article of an outlet (None: of none known); how many."""
        with self._database.writing() as connection:
            return articles.remove_outlet(connection, outlet)

    def delete_all(self) -> int:
        """Delete every article; how many."""
        with self._database.writing() as connection:
            return articles.remove_all(connection)

    def stats(self) -> Stats:
        """The counts of the store."""
        with self._database.reading() as connection:
            return articles.stats(connection)

    def verify(self) -> None:
        """Read the whole database. Raises :class:`StoreDamaged` saying what is wrong."""
        if self._database.url.get_backend_name() != "sqlite":
            return  # a server checks its own pages
        with self._database.reading() as connection:
            found = connection.execute(text("PRAGMA integrity_check(1)")).scalar_one()
        if found != "ok":
            raise StoreDamaged(where=self.where, reason=found)

    def save_search(self, owner: str, canonical: str, title: str) -> tuple[SavedSearch, bool]:
        """The owner's saved search of this query, and whether it is new."""
        with self._database.writing() as connection:
            return saved.save(connection, owner, canonical, title)

    def saved_search(self, id: str) -> SavedSearch | None:
        """The saved search with this id, whoever owns it."""
        with self._database.reading() as connection:
            return saved.by_id(connection, id)

    def saved_searches(self, owner: str | None = None) -> list[SavedSearch]:
        """The owner's saved searches, or everybody's, newest first."""
        with self._database.reading() as connection:
            return saved.by_owner(connection, owner)

    def delete_saved_search(self, id: str, owner: str | None = None) -> bool:
        """Delete the search if it is this owner's (None: anybody's); whether it was."""
        with self._database.writing() as connection:
            return saved.remove(connection, id, owner)
