"""The source of truth: articles, their earlier texts, corrections and saved searches.

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

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Final

from sqlalchemy import text

from index.article import Article, Kept
from index.corrections import Applied, Correction
from index.errors import StoreDamaged
from index.store import (
    admission,
    articles,
    corrections,
    counters,
    fetched,
    people,
    restating,
    saved,
    schema,
    watched,
)
from index.store.admission import Admission, Item, Known, Overtaken
from index.store.articles import Change, Original, Revision, Stats
from index.store.chunks import CHUNK
from index.store.copying import Copied, copy
from index.store.corrections import Made
from index.store.database import Database
from index.store.fetched import Fetched
from index.store.people import Action, Alias, Decision, EffectOf, Namesake, Overruled, Rulings
from index.store.records import input_digest
from index.store.restating import Restated, Stored, Switched
from index.store.saved import SavedSearch
from index.store.tables import SCHEMA
from index.store.watched import Watched
from index.stories import Fingerprint
from index.wording import Wording

__all__ = [
    "SCHEMA",
    "Action",
    "Admission",
    "Alias",
    "Change",
    "Copied",
    "Decision",
    "Fetched",
    "Item",
    "Known",
    "Made",
    "Namesake",
    "Original",
    "Overruled",
    "Overtaken",
    "Restated",
    "Revision",
    "Rulings",
    "SavedSearch",
    "Stats",
    "Store",
    "Stored",
    "Switched",
    "Watched",
    "copy",
    "input_digest",
]

NO_FINGERPRINTS: Final[Mapping[int, Fingerprint]] = MappingProxyType({})
NONE_AT_HAND: Final[Mapping[int, Article]] = MappingProxyType({})


class Store:
    """One database. Every method raises :class:`StoreError` and its kinds only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str, lock_wait: int, migrate: bool = False) -> Store:
        """The store at ``url``; made when there is none.

        ``lock_wait`` is how many seconds a write waits for another process.
        Raises :class:`StoreOutdated` for an older schema unless ``migrate``
        says to bring it up to date, :class:`StoreTooNew` for a newer one,
        :class:`StoreDamaged` for a file that is no database, :class:`StoreLocked`,
        :class:`BadSetting` for a bad URL.
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

    def admit(
        self,
        batch: Sequence[Item | Known],
        understanding: str = "",
        fingerprints: Mapping[int, Fingerprint] = NO_FINGERPRINTS,
    ) -> list[Admission]:
        """Take a batch of (Draft, Article, Options) in one durable transaction.

        A :class:`Known` may stand for an item that the store has as it is;
        raises :class:`Overtaken`, with nothing kept, when that is no longer so.
        ``understanding`` is the version that made the articles, ``fingerprints`` are of
        their texts by place in the batch, where somebody has made them. One Admission
        per item, in order; see :func:`admission.admit` for the rules.
        """
        with self._database.writing() as connection:
            return list(admission.admit(connection, batch, understanding, fingerprints))

    def known(self, digests: Iterable[str]) -> dict[str, Known]:
        """Of these :func:`input_digest`, those that live articles are made of."""
        with self._database.reading() as connection:
            return articles.known(connection, digests)

    def connected(self) -> AbstractContextManager[None]:
        """What a thread reads inside costs one connection. Each method still sees the latest."""
        return self._database.connected()

    def get(self, id: str) -> Kept | None:
        """The article with this id, None when there is none."""
        return self.get_many([id]).get(id)

    def get_many(self, ids: Iterable[str], without: Container[str] = ()) -> dict[str, Kept]:
        """The live articles among ``ids``, by id, in the order asked for.

        Fields of the article and its parts that are ``without`` are left at their defaults.
        """
        with self._database.reading() as connection:
            return articles.get_many(connection, ids, without)

    def story(self, id: int) -> tuple[int, list[Kept]] | None:
        """The id of a story today and its articles, the first copy first.

        It is another id where the story turned out to be an older one. None where
        nobody tells it.
        """
        with self._database.reading() as connection:
            return articles.told(connection, id)

    def original(self, id: str) -> Original | None:
        """The input that the article was made of, None when there is none."""
        with self._database.reading() as connection:
            return articles.original(connection, id)

    def revisions(self, id: str) -> list[Revision]:
        """The earlier texts of an article, oldest first."""
        with self._database.reading() as connection:
            return articles.revisions(connection, id)

    def correct(
        self, id: str, said: Sequence[Correction], who: str, why: str | None = None
    ) -> Applied | None:
        """Keep these corrections of the article and lay all that are in force over it.

        None when there is no such article. It is no revision of the text; ``change``
        grows, so that the index follows.
        """
        with self._database.writing() as connection:
            return corrections.make(connection, id, said, who, why)

    def undo_corrections(self, id: str, numbers: Sequence[int], who: str) -> Applied | None:
        """Take these corrections (``Made.number``) of the article out of force."""
        with self._database.writing() as connection:
            return corrections.undo(connection, id, numbers, who)

    def corrections(self, id: str) -> list[Made]:
        """The corrections of an article in the order they were made, undone ones included."""
        with self._database.reading() as connection:
            return corrections.of(connection, id)

    def all_corrections(self) -> list[Made]:
        """The corrections in force of all articles, in the order they were made."""
        with self._database.reading() as connection:
            return list(corrections.every(connection))

    def understood(self, id: str) -> Article | None:
        """The article as the rules understood it, without corrections; None when none is there."""
        with self._database.reading() as connection:
            return corrections.understood(connection, id)

    def originals(self, after: int, limit: int) -> list[Stored]:
        """The inputs of the first ``limit`` live articles behind the sequence number ``after``."""
        with self._database.reading() as connection:
            return restating.originals(connection, after, limit)

    def restate(self, rules: str, found: Sequence[tuple[Stored, Article | Wording]]) -> None:
        """Put what ``rules`` make of these inputs beside the articles in force, durably.

        A :class:`Wording` says why they reject one.
        """
        with self._database.writing() as connection:
            restating.keep(connection, rules, found)

    def restated_up_to(self, rules: str) -> int:
        """Up to which sequence number ``rules`` have understood, 0 before the first."""
        with self._database.reading() as connection:
            return restating.reached(connection, rules)

    def live_up_to(self, seq: int) -> int:
        """How many live articles have this sequence number or one below."""
        with self._database.reading() as connection:
            return restating.live_up_to(connection, seq)

    def restated(self) -> Iterator[Restated]:
        """What waits to be switched to and changes or rejects an article, in order."""
        seq = 0
        while True:
            with self._database.reading() as connection:
                chunk = restating.waiting(connection, seq, CHUNK)
            if not chunk:
                return
            yield from chunk
            seq = chunk[-1].seq

    def restated_count(self) -> int:
        """How many restatements wait, those that change nothing among them."""
        with self._database.reading() as connection:
            return restating.count(connection)

    def switch(self, limit: int, understanding: str) -> Switched:
        """Write the first ``limit`` restatements over the articles in force.

        ``understanding`` is the version that made them. No text was revised: ``seq``,
        ``first_seen`` and ``updated_at`` stay, ``change`` grows for the index.
        """
        with self._database.writing() as connection:
            return restating.switch(connection, limit, understanding)

    def drop_restated(self, but: str | None = None) -> None:
        """Forget what waits to be switched to: all, or all but what the rules ``but`` made."""
        with self._database.writing() as connection:
            restating.drop(connection, but)

    def revision_count(self, id: str) -> int:
        """How many earlier texts an article has."""
        with self._database.reading() as connection:
            return articles.revision_count(connection, id)

    def all(self) -> Iterator[Kept]:
        """Every live article in order of admission, a few hundred in memory at a time."""
        seq = 0
        while True:
            with self._database.reading() as connection:
                chunk = articles.after_seq(connection, seq, CHUNK)
            if not chunk:
                return
            yield from chunk
            seq = chunk[-1].seq

    def changes(
        self, after: int, limit: int, at_hand: Mapping[int, Article] = NONE_AT_HAND
    ) -> list[Change]:
        """The first ``limit`` changes above ``after``, rising; one per article.

        ``at_hand`` are articles by the change that brought them, which need not be read.
        """
        with self._database.reading() as connection:
            return articles.changes(connection, after, limit, at_hand)

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
            fetched.forget_all(connection)
            return articles.remove_all(connection)

    def deleted_since(self, change: int) -> dict[str, str | None]:
        """The outlets of the articles deleted by later changes than ``change``, by id."""
        with self._database.reading() as connection:
            return articles.removed_since(connection, change)

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

    def begin_anew(self) -> None:
        """This is a restored copy: its numbers no longer compare with the original's."""
        with self._database.writing() as connection:
            counters.begin_anew(connection)

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

    def fetched(self, urls: Iterable[str]) -> dict[str, Fetched]:
        """What is remembered of these addresses, by address."""
        with self._database.reading() as connection:
            return fetched.by_url(connection, urls)

    def keep_fetched(self, states: Sequence[Fetched]) -> None:
        """Remember these states, each in place of the one before."""
        if states:
            with self._database.writing() as connection:
                fetched.keep(connection, states)

    def article_at(self, url: str) -> str | None:
        """The id of the live article at this address, None when there is none."""
        with self._database.reading() as connection:
            return fetched.article_at(connection, url)

    def watch(self, url: str, every: int, outlet: str | None = None) -> bool:
        """Watch this address every so many seconds; whether it is new on the list."""
        with self._database.writing() as connection:
            return watched.watch(connection, url, every, outlet)

    def unwatch(self, url: str) -> bool:
        """Watch this address no more; whether it was watched."""
        with self._database.writing() as connection:
            return watched.unwatch(connection, url)

    def watched(self) -> list[Watched]:
        """Every watched address, the one that is next first."""
        with self._database.reading() as connection:
            return watched.all_watched(connection)

    def note_look(self, seen: Watched) -> None:
        """Write down how looking at a watched address went."""
        with self._database.writing() as connection:
            watched.note(connection, seen)

    def rulings(self) -> Rulings:
        """Who is who across the archive, as far as it was decided or learnt."""
        with self._database.reading() as connection:
            return people.rulings(connection)

    def rulings_version(self) -> int:
        """Grows with every decision; 0 before the first."""
        with self._database.reading() as connection:
            return people.version(connection)

    def decide(
        self, action: Action, put: Rulings, drop: Rulings, effect_of: EffectOf
    ) -> tuple[Decision, int]:
        """Decide who is who; the decision, and how many articles the index has to follow."""
        with self._database.writing() as connection:
            return people.decide(connection, action, put, drop, effect_of)

    def undo(self, number: int, effect_of: EffectOf) -> tuple[Decision, int]:
        """Take a decision back. Raises :class:`KeyError` and :class:`Overruled`."""
        with self._database.writing() as connection:
            return people.undo(connection, number, effect_of)

    def decisions(self) -> list[Decision]:
        """What was decided about persons, newest first."""
        with self._database.reading() as connection:
            return people.history(connection)
