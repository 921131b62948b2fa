"""How far a long command is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.wording import Wording
from web.console import warn, words

if TYPE_CHECKING:
    from rich.progress import Progress

Advance = Callable[[int], object]
Total = Callable[[], int | None]
Clock = Callable[[], float]

LOG_SECONDS: Final = 60.0
"""Between two lines of a log; a command that takes less time writes none."""

_WINDOW: Final = 60.0
"""Seconds whose rate is told: what is done already goes by quickly, and tells nothing."""
_SAMPLES: Final = 12


def on_terminal() -> bool:
    """Whether a person watches."""
    return sys.stderr.isatty()


class Pace:
    """How fast it goes of late, and how long the rest takes. Times are seconds."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque([(clock(), 0)])

    def note(self, done: int) -> None:
        """So many are done now."""
        now = self._clock()
        if now - self._samples[-1][0] >= _WINDOW / _SAMPLES:
            self._samples.append((now, done))
            while len(self._samples) > 2 and now - self._samples[1][0] >= _WINDOW:
                self._samples.popleft()

    def rate(self, done: int) -> float:
        """Per second."""
        since, before = self._samples[0]
        return (done - before) / max(1e-9, self._clock() - since)

    def left(self, done: int, total: int | None) -> float | None:
        """Seconds that the rest takes at this rate; None where that is not known."""
        rate = self.rate(done)
        return None if total is None or rate <= 0 else max(0, total - done) / rate


@contextmanager
def progress(total: int | Total | None, vi: str, en: str, begin: int = 0) -> Iterator[Advance]:
    """Progress on standard error; call the result with how many are done.

    ``total`` None is unknown; one that becomes better known is asked each time.
    ``begin`` were done before: they say nothing about the rate.
    """
    how_many: Total = total if callable(total) else lambda: total
    if not on_terminal():
        yield Log(how_many, Wording(vi, en), begin).advance
        return
    with _bar() as bar:
        task = bar.add_task(words(vi, en), total=how_many(), completed=begin)
        yield lambda done: bar.update(task, completed=done, total=how_many())


class Log:
    """Writes a line every LOG_SECONDS."""

    def __init__(
        self, total: Total, named: Wording, begin: int = 0, clock: Clock = time.monotonic
    ) -> None:
        self._total = total
        self._named = named
        self._begin = begin
        self._pace = Pace(clock)
        self._clock = clock
        self._told = clock()

    def advance(self, done: int) -> None:
        """So many are done now, those of an earlier run among them."""
        here = done - self._begin
        self._pace.note(here)
        if self._clock() - self._told < LOG_SECONDS:
            return
        self._told = self._clock()
        total = self._total()
        left = self._pace.left(here, None if total is None else total - self._begin)
        rest = Wording("", "") if left is None else _duration(left)
        numbers = f"{done}/{total}" if total else str(done)
        warn(
            f"{self._named.vi}: {{numbers}} bài, {{rate:.0f}} bài/giây{rest.vi}",
            f"{self._named.en}: {{numbers}} articles, {{rate:.0f}} a second{rest.en}",
            numbers=numbers,
            rate=self._pace.rate(here),
        )


def _duration(seconds: float) -> Wording:
    if seconds < 60:
        return Wording(", còn chưa tới 1 phút", ", less than 1 min left")
    minutes = round(seconds / 60)
    if minutes < 60:
        return Wording(f", còn khoảng {minutes} phút", f", about {minutes} min left")
    hours, minutes = divmod(minutes, 60)
    return Wording(
        f", còn khoảng {hours} giờ {minutes:02} phút", f", about {hours} h {minutes:02} min left"
    )


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = words("{speed:.0f} bài/giây", "{speed:.0f}/s", speed=task.speed or 0)
            return Text(speed if task.speed else "")

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn(words("còn", "left")),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
