"""Deadlines end work, nest, leave room for what is optional, and pause for shared work."""

from __future__ import annotations

import threading

import pytest

from index import deadline
from index.errors import DeadlinePassed
from tests.clock import ruled_by


def test_work_goes_on_until_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ruled_by(monkeypatch)
    with deadline.within(2.0):
        clock.now += 1.9
        deadline.check()
        clock.now += 0.1
        with pytest.raises(DeadlinePassed):
            deadline.check()
    deadline.check()


def test_without_a_deadline_there_is_always_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ruled_by(monkeypatch)
    clock.now += 1e9
    deadline.check()
    with deadline.share(0.5):
        deadline.check()


@pytest.mark.parametrize(("outer", "inner", "ends"), [(2.0, 5.0, 2.0), (5.0, 2.0, 2.0)])
def test_of_two_deadlines_the_earlier_holds(
    monkeypatch: pytest.MonkeyPatch, outer: float, inner: float, ends: float
) -> None:
    clock = ruled_by(monkeypatch)
    with deadline.within(outer), deadline.within(inner):
        clock.now += ends - 0.1
        assert not deadline.passed()
        clock.now += 0.1
        assert deadline.passed()


def test_a_share_ends_before_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ruled_by(monkeypatch)
    with deadline.within(2.0):
        clock.now += 0.9
        with deadline.share(0.5):
            deadline.check()
            clock.now += 0.1
            assert deadline.passed()
        deadline.check()


def test_shared_work_is_not_stopped_and_its_time_is_nobodys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = ruled_by(monkeypatch)
    with deadline.within(2.0):
        clock.now += 1.0
        with deadline.paused():
            clock.now += 10.0
            with deadline.paused():
                clock.now += 10.0
            deadline.check()
        clock.now += 0.9
        deadline.check()
        clock.now += 0.1
        assert deadline.passed()


def test_another_thread_has_no_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ruled_by(monkeypatch)
    seen: list[bool] = []
    with deadline.within(1.0):
        clock.now += 5.0
        thread = threading.Thread(target=lambda: seen.append(deadline.passed()))
        thread.start()
        thread.join()
        assert deadline.passed()
    assert seen == [False]


def test_long_work_gives_way_to_what_another_thread_has_just_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = ruled_by(monkeypatch)
    begun, ended = threading.Event(), threading.Event()

    def other() -> None:
        with deadline.within(2.0):
            begun.set()
            ended.wait()

    with deadline.within(2.0):
        deadline.check()
        clock.now += deadline.LONG + 0.01
        deadline.check()
        assert clock.slept == 0  # nobody else is there
        thread = threading.Thread(target=other)
        thread.start()
        begun.wait()
        deadline.check()
        assert clock.slept == 1
        clock.now += deadline.LONG
        deadline.check()
        assert clock.slept == 1  # both are long
        ended.set()
        thread.join()


def test_what_has_just_begun_gives_way_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ruled_by(monkeypatch)
    begun, ended = threading.Event(), threading.Event()

    def other() -> None:
        with deadline.within(2.0):
            begun.set()
            ended.wait()

    thread = threading.Thread(target=other)
    thread.start()
    begun.wait()
    clock.now += 2 * deadline.LONG
    with deadline.within(2.0):
        deadline.check()
        with deadline.within(1.0):
            deadline.check()
        deadline.check()
        ended.set()
        thread.join()
    assert clock.slept == 0
