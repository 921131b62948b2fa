"""Made once, and anew when the index changes, by one thread at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.engines.base import Engine
from index.engines.document import document
from index.engines.memory import MemoryEngine
from search.suggest.holder import SHARE, Holder
from tests.search.archive import Shelf, article


def add(engine: MemoryEngine, id: str, change: int) -> None:
    with engine.writer() as writer:
        for kept in Shelf([article(id, "Nga và Ukraine đàm phán.")]).kept.values():
            writer.put(document(kept))
        writer.contains(change)


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Later:
    """Keeps the work it is asked to start."""

    def __init__(self) -> None:
        self.work: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], None]) -> None:
        self.work.append(work)


def count(engine: Engine) -> int:
    return engine.status().documents


def test_the_value_stays_until_the_index_changes_and_then_follows() -> None:
    engine, later = MemoryEngine(), Later()
    add(engine, "a", 1)
    holder = Holder(engine, count, later, Clock())
    assert holder.get() == holder.get() == 1
    assert later.work == []
    add(engine, "b", 2)
    assert holder.get() == 1  # the state before, while the new one is made
    assert holder.get() == 1
    assert len(later.work) == 1
    later.work.pop()()
    assert holder.get() == 2


def test_making_takes_its_share_of_the_time_and_no_more() -> None:
    engine, later, clock = MemoryEngine(), Later(), Clock()

    def make(engine: Engine) -> int:
        clock.seconds += 1.0
        return count(engine)

    holder = Holder(engine, make, later, clock)
    assert holder.get() == 0
    add(engine, "a", 1)
    assert holder.get() == 0
    assert later.work == []
    clock.seconds += 1.0 / SHARE
    assert holder.get() == 0
    later.work.pop()()
    assert holder.get() == 1


def test_who_asks_first_waits_and_only_one_makes() -> None:
    engine = MemoryEngine()
    makers: list[str] = []
    together = threading.Barrier(16)

    def make(_: Engine) -> int:
        makers.append("one")
        return len(makers)

    holder = Holder(engine, make)

    def ask(_: int) -> int:
        together.wait()
        return holder.get()

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(ask, range(16))) == {1}
    assert makers == ["one"]


def test_what_went_wrong_in_the_background_is_said_once_and_tried_again() -> None:
    engine, later, clock = MemoryEngine(), Later(), Clock()

    def make(engine: Engine) -> int:
        if engine.status().change == 1:
            raise OSError("gone")
        return count(engine)

    holder = Holder(engine, make, later, clock)
    assert holder.get() == 0
    add(engine, "a", 1)
    assert holder.get() == 0
    later.work.pop()()
    with pytest.raises(OSError, match="gone"):
        holder.get()
    add(engine, "b", 2)
    assert holder.get() == 0
    later.work.pop()()
    assert holder.get() == 2


def test_a_thread_of_its_own_does_the_work() -> None:
    engine = MemoryEngine()
    made = threading.Event()
    threads: list[int] = []

    def make(engine: Engine) -> int:
        threads.append(threading.get_ident())
        if len(threads) == 2:
            made.set()
        return count(engine)

    holder = Holder(engine, make, now=lambda: 0.0)
    holder.get()
    add(engine, "a", 1)
    holder.get()
    assert made.wait(10)
    assert threads[0] == threading.get_ident() != threads[1]
