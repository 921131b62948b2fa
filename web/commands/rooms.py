"""What the commands work on: the store and the index of the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from index.settings import Settings
from web.opening import engine_of, index_what_waits, store_of

if TYPE_CHECKING:
    from index.engines.base import Engine
    from index.store import Store
    from search.service import Service


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store, made when missing and brought to this program's schema."""
    with closing(store_of(settings, migrate=True)) as store:
        yield store


def opened_engine(settings: Settings) -> Engine:
    """The index; nothing is read before it is first used."""
    return engine_of(settings)


@contextmanager
def opened_service() -> Iterator[Service]:
    """The search, over an index that has what the store has, and the time it may take.

    While another process is writing, over the one in force: a reader never waits.
    """
    from index import deadline
    from index.people import identities_of
    from search.language.alternatives import load
    from search.service import Service
    from search.suggest import Suggester

    settings = Settings.from_environment()
    with opened_store(settings) as store:
        index_what_waits(settings, store)
        engine = opened_engine(settings)
        service = Service(
            store,
            engine,
            alternatives=load(settings.alternatives),
            suggester=Suggester(engine),
            identities=identities_of(store),
        )
        with deadline.within(settings.query_seconds):
            yield service
