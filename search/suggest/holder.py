"""What is worked out of an index is kept for as long as the index stays the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from index import deadline
from index.engines.base import Engine, Status

SHARE: Final = 0.05
"""Of a process's time, at most, that goes into making anew while the index keeps changing."""

_Made = TypeVar("_Made")
Start = Callable[[Callable[[], None]], None]
"""Runs a piece of work, now or later."""


def in_background(work: Callable[[], None]) -> None:
    """Runs ``work`` in a thread that does not keep the process from ending."""
    threading.Thread(target=work, name="suggest", daemon=True).start()


class Holder(Generic[_Made]):
    """Makes a value of an engine's index when it is first asked for, and anew when that changes.

    Who asks first waits, and whoever asks meanwhile. After a change the value of the
    state before is given until the new one is made, by one thread at a time and not
    all the time (:data:`SHARE`).
    """

    def __init__(
        self,
        engine: Engine,
        make: Callable[[Engine], _Made],
        start: Start = in_background,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._make = make
        self._start = start
        self._now = now
        self._lock = threading.Lock()
        self._made: tuple[_Made, Status] | None = None
        self._error: Exception | None = None
        self._busy = False
        self._not_before = 0.0

    def get(self) -> _Made:
        """The value. Raises what the engine raised, when it was last made too."""
        if self._made is None:
            with deadline.paused(), self._lock:
                if self._made is None:
                    self._remake()
        elif self._made[1] != self._engine.status():
            self._remake_later()
        error, self._error = self._error, None
        if error is not None:
            raise error
        assert self._made is not None  # noqa: S101  # made above or before
        return self._made[0]

    def _remake(self) -> None:
        began = self._now()
        try:
            status = self._engine.status()
            self._made = (self._make(self._engine), status)
        finally:
            self._not_before = self._now() + (self._now() - began) / SHARE

    def _remake_later(self) -> None:
        with self._lock:
            if self._busy or self._now() < self._not_before:
                return
            self._busy = True
        self._start(self._work)

    def _work(self) -> None:
        try:
            self._remake()
        except Exception as error:  # raised where somebody hears it: the next get
            self._error = error
        finally:
            self._busy = False
