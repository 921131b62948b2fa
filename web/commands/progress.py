"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from web.console import words

Advance = Callable[[int], object]


def on_terminal() -> bool:
    """Whether a person watches."""
    return sys.stderr.isatty()


def _unseen(done: int) -> None:
    del done


@contextmanager
def progress(total: int | None, vi: str, en: str) -> Iterator[Advance]:
    """A bar with an estimate on standard error; call the result with how many are done.

    ``total`` None is unknown. In a pipe the result does nothing.
    """
    if not on_terminal():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn(words("còn", "left")),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words(vi, en), total=total)
        yield lambda done: bar.update(task, completed=done)
