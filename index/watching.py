"""Watched addresses → visits on schedule, one process per data folder.

An address that fails is asked less and less often, and stays on the list as broken
with its last error: only a person takes it off.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from index.article import Options
from index.engines.base import Engine
from index.errors import AlreadyWatching, IndexLocked, StoreLocked, TimtinError
from index.fetching.clock import Clock
from index.fetching.findings import Found
from index.fetching.refusal import NotFetched
from index.fetching.visits import Visits
from index.gathering import gather
from index.pipeline import Outcome
from index.readers import Refusal
from index.store import Store, Watched
from index.wording import LANGS

BROKEN: Final = 3
"""Failures in a row after which an address counts as broken."""
LONGEST_GAP: Final = 86_400
"""Seconds between two tries of an address that fails."""
JITTER: Final = 0.1
"""Share by which a gap varies: addresses added together are not asked together."""
ROUND: Final = 60.0
"""Seconds after which the list is read again: another process may have changed it."""


Looked = Outcome | Watched | StoreLocked | IndexLocked
"""What a run tells: see :meth:`Watching.run`."""


class Watching:
    """Looks at the addresses on the store's list when their time has come."""

    def __init__(
        self, visits: Visits, store: Store, engine: Engine, clock: Clock, chance: random.Random
    ) -> None:
        self._visits = visits
        self._store = store
        self._engine = engine
        self._clock = clock
        self._chance = chance

    def run(self, once: bool = False) -> Generator[Looked, None, None]:
        """Each Outcome as it is kept, and behind those of one look its Watched address.

        Goes on until Ctrl-C; with ``once`` until every address that is due had its turn.
        Where another process writes too long the error is given, and the look waits for
        the next round. Raises what store and engine raise otherwise.
        """
        while True:
            for watched in self._due():
                yield from self._look(watched)
            if once:
                return
            self._clock.wait(self._until_next())

    def _due(self) -> list[Watched]:
        now = self._clock.moment()
        return [each for each in self._store.watched() if _moment(each.next_at) <= now]

    def _until_next(self) -> float:
        listed = self._store.watched()
        if not listed:
            return ROUND
        left = (_moment(listed[0].next_at) - self._clock.moment()).total_seconds()
        return min(max(left, 1.0), ROUND)

    def _look(self, watched: Watched) -> Iterator[Looked]:
        troubles: list[NotFetched | Refusal] = []
        findings = self._visits.visit(watched.url, Options(outlet=watched.outlet))
        try:
            yield from gather(
                _noting(findings, troubles),
                Options(outlet=watched.outlet),
                self._store,
                self._engine,
                self._clock,
            )
        except (StoreLocked, IndexLocked) as error:
            # not the address's fault: it stays due
            yield error
            return
        seen = self._after(watched, troubles[0] if troubles else None)
        self._store.note_look(seen)
        yield seen

    def _after(self, watched: Watched, trouble: NotFetched | Refusal | None) -> Watched:
        failures = watched.failures + 1 if trouble else 0
        gap = min(watched.every * 2.0**failures, max(LONGEST_GAP, watched.every))
        gap *= self._chance.uniform(1 - JITTER, 1 + JITTER)
        if isinstance(trouble, NotFetched) and trouble.rest:
            gap = max(gap, trouble.rest)
        now = self._clock.moment()
        return replace(
            watched,
            looked_at=_written(now),
            next_at=_written(now + timedelta(seconds=gap)),
            failures=failures,
            error=_error(trouble) if trouble else None,
        )


def _noting(findings: Iterator[Found], troubles: list[NotFetched | Refusal]) -> Iterator[Found]:
    """The findings as they are; what is wrong with the address itself is noted."""
    for found in findings:
        if found.trouble is not None:
            troubles.append(found.trouble)
        yield found


def _error(trouble: TimtinError | Refusal) -> str:
    return json.dumps({lang: trouble.message(lang) for lang in LANGS}, ensure_ascii=False)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only process that watches for this data folder.

    Raises :class:`AlreadyWatching` naming the other one. The lock goes with the process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "watch.lock"
    with file.open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise AlreadyWatching(where=folder, holder=lock.read().strip() or "?") from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
