"""The store, the index and the search service of one process, opened when first needed.

gunicorn forks its workers after loading the application. An SQLite connection must not
cross a fork, so what was opened is remembered with the process id and opened anew in
another process; the index is only read, and what the first process made of it is shared
by all.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import Flask, current_app

from index.engines.base import Engine, Status
from index.engines.memory import MemoryEngine
from index.errors import IndexMissing, TimtinError
from index.people import Keeper
from index.settings import Settings
from index.store import Store
from search.hot import HotTexts
from search.language.alternatives import Alternatives, load
from search.language.readings import HotReadings
from search.person_names import HotPersonNames
from search.saved import SavedSearches
from search.service import Service
from search.suggest import Suggester
from web.opening import engine_of, index_what_waits, store_of

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Opened:
    """What one process holds open."""

    store: Store
    engine: Engine
    suggester: Suggester
    saved: SavedSearches
    folder: Path
    alternatives: Alternatives
    people: Keeper
    texts: HotTexts
    readings: HotReadings
    names: HotPersonNames

    def status(self) -> Status:
        """The index's. Raises :class:`IndexMissing` when the store has what no index has."""
        status = self.engine.status()
        if status.generation == 0 and self.store.highest_change() > 0:
            raise IndexMissing(where=self.folder)
        return status

    def standing(self) -> tuple[Status, int]:
        """The index's status, and how many changes of the store it has not followed yet."""
        change = self.store.highest_change()  # first: a commit meanwhile is not behind
        status = self.status()
        return status, max(0, change - status.change)

    @property
    def service(self) -> Service:
        """Answers searches; before the first article there is nothing to find, and no fault."""
        fresh = self.status().generation == 0
        return Service(
            self.store,
            MemoryEngine() if fresh else self.engine,
            alternatives=self.alternatives,
            suggester=None if fresh else self.suggester,
            identities=self.people.current(),
            texts=self.texts,
            read=self.readings.read,
            names=self.names,
        )


class Services:
    """Opens at the first :meth:`get` of each process; a failure is not remembered.

    A newsroom's file of other names is read at once: what is wrong in it should end the
    start, not every search. Raises :class:`index.errors.BadData`.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine = engine_of(settings)
        self._alternatives = load(settings.alternatives)
        self._readings = HotReadings()
        self._suggester = Suggester(self._engine, read=self._readings.read)
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._process = 0

    def get(self) -> Opened:
        """Raises StoreError or EngineError when either cannot be opened."""
        with self._lock:
            if self._opened is None or self._process != os.getpid():
                self._opened = self._open()
                self._process = os.getpid()
            return self._opened

    def share(self) -> None:
        """Read of the index what every search needs, before this process forks.

        What goes wrong is left to the first search to say.
        """
        with suppress(TimtinError):
            self._engine.prepare()
            self._suggester.prepare()

    def close(self) -> None:
        """Give the store's connections back; the next :meth:`get` opens anew."""
        with self._lock:
            if self._opened is not None and self._process == os.getpid():
                self._opened.store.close()
            self._opened = None

    def _open(self) -> Opened:
        settings = self._settings
        store = store_of(settings)
        return Opened(
            store=store,
            engine=self._engine,
            suggester=self._suggester,
            saved=SavedSearches(store),
            folder=settings.index_folder,
            alternatives=self._alternatives,
            people=Keeper(store),
            texts=HotTexts(settings.texts_mb * 1_000_000),
            readings=self._readings,
            names=HotPersonNames(),
        )


def opened() -> Opened:
    """The services of the application that answers this request."""
    services: Services = current_app.extensions["timtin"]
    return services.get()


def connected(view: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """``view``, all that it reads of the store through one connection, opened before it begins."""

    @wraps(view)
    def answer(*args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        with opened().store.connected():
            return view(*args, **kwargs)

    return answer


def share(app: Flask) -> None:
    """Opens what the processes that this one forks will share."""
    services: Services = app.extensions["timtin"]
    services.share()
    settle()


def warm(app: Flask) -> None:
    """Indexes what a crash left out, and reads what is suggested to who types.

    The first key would wait 1 s for it otherwise.
    """
    settings: Settings = app.config["TIMTIN_SETTINGS"]
    with app.app_context(), suppress(TimtinError):  # `timtin add` will say it
        index_what_waits(settings, opened().store)
    with app.app_context(), suppress(TimtinError):  # the first search will say it
        opened().suggester.warm()
    settle()


def settle() -> None:
    """Leaves what was made so far out of the collections of garbage.

    One would write into every object that forked processes share, and so copy it; and with an
    archive's words it takes 30 to 60 ms, in the middle of somebody's search.
    """
    gc.collect()
    gc.freeze()
