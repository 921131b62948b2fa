"""Work in a new process: nothing is warm there, and its memory is its own."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar, cast

_Made = TypeVar("_Made")


def in_new_process(work: Callable[[], _Made]) -> _Made:
    """What ``work`` gives in a process that starts with nothing; SystemExit where it fails."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, work))
    process.start()
    there.close()
    try:
        made = here.recv()
    except EOFError as error:
        process.join()
        raise SystemExit(f"a part of the run ended with {process.exitcode}") from error
    process.join()
    return cast(_Made, made)


def _send(there: Connection, work: Callable[[], object]) -> None:
    there.send(work())
