"""What the commands work on: the store and the index of the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from index.errors import EngineError, IndexOutdated
from index.settings import Settings
from web.commands.progress import progress
from web.console import warn
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


def renewed_engine(settings: Settings, store: Store) -> Engine:
    """The index to write to; one that an older program made is made anew first, and says so.

    Searches go on in the old one wherever the older program still runs. Raises what store
    and engine raise.
    """
    engine = engine_of(settings)
    try:
        engine.status()
    except IndexOutdated as outdated:
        _renew(store, engine, outdated)
    return engine


def _renew(store: Store, engine: Engine, outdated: IndexOutdated) -> None:
    from index.rebuild import rebuild

    warn(
        "Chỉ mục do một phiên bản cũ của Tìm Tin làm ra (khuôn dạng {found}): trước hết dựng lại "
        "từ kho bài, một lần.",
        "An older version of Tìm Tin made the index (format {found}): it is made anew from the "
        "store first, once.",
        **outdated.details,
    )
    with progress(store.stats().articles, "Đang dựng lại chỉ mục", "Rebuilding") as advance:
        rebuild(store, engine, advance)


def renew_outdated(settings: Settings) -> None:
    """Make the index anew where an older program made it, and bring the store to its schema.

    Touches neither otherwise. Raises what store and engine raise while it is made anew.
    """
    try:
        engine_of(settings).status()
    except IndexOutdated:
        with opened_store(settings) as store:
            renewed_engine(settings, store)
    except EngineError:
        return  # the first search will say it


@contextmanager
def opened_service() -> Iterator[Service]:
    """The search, over an index that has what the store has, and the time it may take.

    While another process is writing, over the one in force: a reader never waits.
    """
    from index import deadline
    from index.people import identities_of
    from search.language.alternatives import load
    from search.language.readings import HotReadings
    from search.service import Service
    from search.suggest import Suggester

    settings = Settings.from_environment()
    with opened_store(settings) as store:
        engine = index_what_waits(settings, store)
        readings = HotReadings()
        service = Service(
            store,
            engine,
            alternatives=load(settings.alternatives),
            suggester=Suggester(engine, read=readings.read),
            identities=identities_of(store),
            read=readings.read,
        )
        with deadline.within(settings.query_seconds):
            yield service
