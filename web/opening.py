"""How the store and the index of the data folder are opened, by commands and by the site.

Each imports what it opens when it is called: `timtin saved` must not load an index.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import EngineError, IndexFull, IndexLocked, IndexUnwritable, StoreDamaged
from index.settings import Settings

if TYPE_CHECKING:
    from index.engines.whoosh import WhooshEngine
    from index.store import Store


def engine_of(settings: Settings, lock_wait: int | None = None) -> WhooshEngine:
    """The index of the data folder; nothing is read before it is first used.

    ``lock_wait`` None is the settings'.
    """
    from index.engines.whoosh import WhooshEngine

    wait = settings.lock_wait if lock_wait is None else lock_wait
    return WhooshEngine(settings.index_folder, lock_wait=wait, cache_mb=settings.cache_mb)


def store_of(settings: Settings, migrate: bool = False) -> Store:
    """The store; see :meth:`Store.open`.

    Raises :class:`StoreDamaged` too where there is none, and an index that was made of it.
    """
    from index.store import Store

    _refuse_lost(settings)
    return Store.open(settings.database_url, settings.lock_wait, migrate)


def _refuse_lost(settings: Settings) -> None:
    """A new, empty store in place of one that was taken away would look like a loss."""
    from index.store.database import parsed, sqlite_file

    file = sqlite_file(parsed(settings.database_url))
    if file is None or file.exists():
        return
    try:
        made_of_nothing = engine_of(settings).status().change == 0
    except EngineError:
        made_of_nothing = False
    if not made_of_nothing:
        reason = "the file is gone, the index made of it is still there"
        raise StoreDamaged(where=file, reason=reason)


def index_what_waits(settings: Settings, store: Store) -> WhooshEngine:
    """The index to search, with what a crash left out of it.

    Where another process is writing that one does it, and where the disk refuses a search
    goes on in the index as it is. Raises what store and engine raise otherwise.
    """
    from index.catch_up import catch_up

    engine = engine_of(settings, lock_wait=0)
    with suppress(IndexLocked, IndexFull, IndexUnwritable):
        catch_up(store, engine, settings.batch)
    return engine
