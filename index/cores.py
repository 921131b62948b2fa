"""Pure work on many items: in order, each once, on all cores when that pays.

What differs between :class:`Here` and :class:`OnAllCores` is only where the work runs.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, Protocol, Self, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
Work = Callable[[Sequence[Given]], list[Made]]
"""One result per item, in order. Goes to other processes: a function of a module, or a
``partial`` of one. It must raise nothing: what one item does never touches another."""

Result = Callable[[], list[Made]]

CHUNK: Final = 64
"""Items per message to another process, at most: so many articles go through understanding in
step. In chunks of 16 each takes 3 to 7 % longer."""

MANY: Final = 200
"""Items from which other processes pay: each takes 2 s to import and load what it needs."""

YOUNG: Final = 100_000
"""Objects after which rings of garbage are looked for among the newest: more than a chunk of
articles holds at once, none of them in a ring. Some 20 MB if all were garbage."""


class Cores(Protocol):
    """Where work runs."""

    def begin(self, work: Work[Given, Made], items: Sequence[Given]) -> Result[Made]:
        """Start on the items; the result, called once, has one entry per item, in order."""

    def close(self) -> None:
        """Stop, dropping what nobody asked for."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def cores_for(items: int) -> Cores:
    """All cores where so many items pay for them."""
    return OnAllCores() if items > MANY else Here()


class Here:
    """In this process, when the result is asked for."""

    def begin(self, work: Work[Given, Made], items: Sequence[Given]) -> Result[Made]:
        return lambda: work(items)

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class OnAllCores:
    """In one process per core.

    When one of them dies (out of memory, a crash in a native library) the work
    goes on in this process.
    """

    def __init__(self, cores: int | None = None) -> None:
        self._count = cores or os.cpu_count() or 1
        self._thresholds = gc.get_threshold()
        _look_seldom()  # here arrive the objects that the others made
        self._pool: ProcessPoolExecutor | None = ProcessPoolExecutor(
            max_workers=self._count,
            # a forked copy would carry our database and index handles along
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin_worker,
        )

    def begin(self, work: Work[Given, Made], items: Sequence[Given]) -> Result[Made]:
        size = min(CHUNK, max(1, math.ceil(len(items) / self._count)))
        chunks = [items[at : at + size] for at in range(0, len(items), size)]
        started = [(chunk, self._submit(work, chunk)) for chunk in chunks]
        return lambda: [
            made for chunk, future in started for made in self._wait(work, chunk, future)
        ]

    def close(self) -> None:
        gc.set_threshold(*self._thresholds)
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _submit(self, work: Work[Given, Made], chunk: Sequence[Given]) -> Future[list[Made]] | None:
        if self._pool is None:
            return None
        try:
            return self._pool.submit(_worked, work, chunk)
        except BrokenProcessPool:
            return None

    def _wait(
        self, work: Work[Given, Made], chunk: Sequence[Given], future: Future[list[Made]] | None
    ) -> list[Made]:
        try:
            if future is not None:
                made = future.result()
                if len(made) == len(chunk):
                    return made
        except BrokenProcessPool:
            self._pool = None
        return work(chunk)


def settle() -> None:
    """Have this process look for rings of garbage among what it makes from now on, seldom.

    For a worker whose tables are loaded: looking through them again and again took 6 % of the
    time that articles are understood in. Rings made later are found as ever.
    """
    gc.collect()
    gc.freeze()
    _look_seldom()


def _look_seldom() -> None:
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


def _worked(work: Work[Given, Made], chunk: Sequence[Given]) -> list[Made]:
    """What ``work`` makes; the first chunk of a worker loads what all need."""
    made = work(chunk)
    if gc.get_threshold()[0] != YOUNG:
        settle()
    return made


def _begin_worker() -> None:
    # Ctrl-C reaches the whole process group; only the first process decides what it means
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        # the pool's pipes stay open in its own workers: a killed parent goes unnoticed
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(parent_ends: Callable[[], object]) -> None:
    parent_ends()
    os._exit(1)
