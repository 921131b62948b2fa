"""A deadline that really stops the work on a request.

    with deadline.within(2.0):
        ...
        deadline.check()

The deadline belongs to the work and not to one call: it lies in a context variable, as
Trio's cancel scopes and gRPC's deadlines do. Whatever loops, in an engine, the store or a
highlighter, checks it between two steps; what lies between need not hand it on. A step is
one array operation or one SQLite slice, and the limits of ``search/limits.py`` bound it.
Threads that are started meanwhile have none. Work that has gone on for long gives way to
what another thread of the process has just begun. Why so: docs/decisions/0030.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from index.errors import DeadlinePassed


@dataclass(frozen=True, slots=True)
class _Span:
    """The time that the work has, on the clock of :func:`_now`."""

    began: float
    ends: float


LONG: Final = 0.5
"""Seconds from which work is long: nearly every search has ended by then."""
_AWAY: Final = 0.001
"""Seconds that long work sleeps between two of its steps, so that other threads may run."""

_NONE: Final = _Span(0.0, math.inf)
_IN_FORCE: ContextVar[_Span] = ContextVar("deadline", default=_NONE)
_PAUSED: ContextVar[float] = ContextVar("paused", default=0.0)
_RUNNING: Final[dict[int, float]] = {}
"""Thread → when its work with a deadline began, on the clock of ``time.monotonic``."""


def _now() -> float:
    """Seconds on a clock that no adjustment moves and that stands still in :func:`paused`."""
    return time.monotonic() - _PAUSED.get()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The work inside has ``seconds``, or as long as the work around it where that is less."""
    now, thread = _now(), threading.get_ident()
    outermost = thread not in _RUNNING
    if outermost:
        _RUNNING[thread] = now + _PAUSED.get()
    try:
        with _until(_Span(now, min(now + seconds, _IN_FORCE.get().ends))):
            yield
    finally:
        if outermost:
            del _RUNNING[thread]


@contextmanager
def share(part: float) -> Iterator[None]:
    """The work inside has what is left of the first ``part`` (0 to 1) of the time in force.

    For what an answer can do without: it is begun only where there is time to spare.
    """
    span = _IN_FORCE.get()
    with _until(_Span(span.began, span.began + part * (span.ends - span.began))):
        yield


@contextmanager
def paused() -> Iterator[None]:
    """Work that is done once for everybody: it is not stopped, and its time is nobody's."""
    began = _now()
    try:
        with _until(_NONE):
            yield
    finally:
        _PAUSED.set(_PAUSED.get() + _now() - began)


@contextmanager
def _until(span: _Span) -> Iterator[None]:
    token = _IN_FORCE.set(span)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def passed() -> bool:
    """Whether the time is over."""
    return _now() >= _IN_FORCE.get().ends


def check() -> None:
    """Raises :class:`DeadlinePassed` once the time is over. Takes 0.5 µs.

    Long work sleeps a moment where another thread has work that is not.
    """
    span, now = _IN_FORCE.get(), _now()
    if now >= span.ends:
        raise DeadlinePassed
    if len(_RUNNING) > 1 and now - span.began > LONG and span is not _NONE:
        _give_way()


def _give_way() -> None:
    """One lock lets one thread compute at a time: who asks little would wait for who asks much."""
    now, this = time.monotonic(), threading.get_ident()
    began = [since for thread, since in list(_RUNNING.items()) if thread != this]
    if any(now - each < LONG for each in began):
        time.sleep(_AWAY)
