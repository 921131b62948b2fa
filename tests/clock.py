"""A clock for tests of deadlines: it moves when it is read, or when it is told to."""

from __future__ import annotations

import pytest

from index import deadline


class Clock:
    """Seconds; each reading adds ``step``, so that a deadline of n allows n checks."""

    def __init__(self, step: float) -> None:
        self.step = step
        self.now = 1_000.0
        self.slept = 0

    def monotonic(self) -> float:
        self.now += self.step
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += 1


def ruled_by(monkeypatch: pytest.MonkeyPatch, step: float = 0.0) -> Clock:
    """The clock that deadlines go by until the end of the test."""
    clock = Clock(step)
    monkeypatch.setattr(deadline, "time", clock)
    return clock
