"""Draft → Article for many inputs: in order, on all cores when that pays.

Understanding is a pure function; what differs is only where it runs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Final, Protocol, Self

from index.article import Article, Draft, Options
from index.errors import InputRejected
from index.wording import Wording

CHUNK: Final = 16
"""Drafts per message to another process: 16 × 5 KB of text, well above its overhead."""

FAILED: Final = Wording(
    vi="Tìm Tin gặp lỗi ngoài dự kiến khi phân tích bài này: {problem}",
    en="Tìm Tin met an unexpected error while understanding this article: {problem}",
)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why an input did not become an article."""

    reason: Wording
    details: dict[str, object] = field(default_factory=dict)


Understood = Article | Rejected
Result = Callable[[], list[Understood]]


class Understanding(Protocol):
    """Where understanding runs."""

    def begin(self, drafts: Sequence[Draft], options: Options) -> Result:
        """Start on the drafts; the result, called once, has one entry per draft, in order."""

    def close(self) -> None:
        """Stop, dropping what nobody asked for."""


def understood(drafts: Sequence[Draft], options: Options) -> list[Understood]:
    """The articles, or why not: an error in one never touches another."""
    return [_understood(draft, options) for draft in drafts]


def _understood(draft: Draft, options: Options) -> Understood:
    from index import enrich  # loads the segmenters: not for an input that is known

    try:
        return enrich.understand(draft, options)
    except InputRejected as error:
        return Rejected(error.wording, error.details)
    except Exception as error:  # whatever one text does, the batch goes on
        return Rejected(FAILED, {"problem": f"{type(error).__name__}: {error}"})


class Here:
    """In this process, when the result is asked for."""

    def begin(self, drafts: Sequence[Draft], options: Options) -> Result:
        return lambda: understood(drafts, options)

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
        self._pool: ProcessPoolExecutor | None = ProcessPoolExecutor(
            max_workers=cores or os.cpu_count(),
            # a forked copy would carry our database and index handles along
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin_worker,
        )

    def begin(self, drafts: Sequence[Draft], options: Options) -> Result:
        chunks = [drafts[at : at + CHUNK] for at in range(0, len(drafts), CHUNK)]
        started = [(chunk, self._submit(chunk, options)) for chunk in chunks]
        return lambda: [
            article for chunk, future in started for article in self._wait(chunk, options, future)
        ]

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _submit(self, chunk: Sequence[Draft], options: Options) -> Future[list[Understood]] | None:
        if self._pool is None:
            return None
        try:
            return self._pool.submit(understood, chunk, options)
        except BrokenProcessPool:
            return None

    def _wait(
        self, chunk: Sequence[Draft], options: Options, future: Future[list[Understood]] | None
    ) -> list[Understood]:
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            self._pool = None
        return understood(chunk, options)


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
