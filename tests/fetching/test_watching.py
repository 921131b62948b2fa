"""Watched addresses have their turn, and failures are shown, never dropped."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from index.engines.memory import MemoryEngine
from index.errors import AlreadyWatching, StoreLocked
from index.fetching.visits import Visits
from index.pipeline import Outcome
from index.store import Store, Watched
from index.watching import BROKEN, JITTER, LONGEST_GAP, Looked, Watching, alone
from tests.fetching.newspaper import newspaper
from tests.fetching.site import Reply, Site, StandingClock

EVERY = 900


class Worker:
    """What ``timtin watch run`` does, in a time of its own."""

    def __init__(self, site: Site, store: Store, clock: StandingClock) -> None:
        self.site = site
        self.store = store
        self.clock = clock
        visits = Visits(site.client(clock), store, clock)
        chance = random.Random(1)  # noqa: S311  # repeatable, and nothing secret
        self.watching = Watching(visits, store, MemoryEngine(), clock, chance)

    def watch(self, path: str) -> None:
        """Put a path on the list, due now by the worker's clock."""
        self.store.watch(self.site.url(path), EVERY)
        (watched,) = (each for each in self.store.watched() if each.url == self.site.url(path))
        now = self.clock.moment().isoformat(timespec="seconds")
        self.store.note_look(Watched(watched.url, EVERY, watched.added_at, now))

    def round(self) -> list[Looked]:
        return list(self.watching.run(once=True))

    def look(self, path: str = "/rss") -> Watched:
        """The state of a path on the list."""
        (watched,) = (each for each in self.store.watched() if each.url == self.site.url(path))
        return watched

    def gap(self, path: str = "/rss") -> float:
        """Seconds from the last look at a path to the next."""
        watched = self.look(path)
        assert watched.looked_at
        last, then = map(datetime.fromisoformat, (watched.looked_at, watched.next_at))
        return (then - last).total_seconds()

    def let_pass(self, seconds: float) -> None:
        self.clock.now += seconds


@pytest.fixture
def worker(site: Site, clock: StandingClock, tmp_path: Path) -> Iterator[Worker]:
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 0)) as store:
        yield Worker(site, store, clock)


def statuses(looked: list[Looked]) -> list[str]:
    return [each.status for each in looked if isinstance(each, Outcome)]


def near(seconds: float) -> object:
    return pytest.approx(seconds, rel=JITTER + 0.01)


def test_an_address_is_looked_at_when_its_time_comes(worker: Worker) -> None:
    newspaper(worker.site, "a")
    worker.watch("/rss")
    *outcomes, state = worker.round()
    assert statuses(outcomes) == ["added"]
    assert state == worker.look()
    assert worker.gap() == near(EVERY)
    assert worker.round() == []
    worker.let_pass(EVERY * 2)
    assert statuses(worker.round()) == ["unchanged"]


def test_gaps_vary_so_that_addresses_added_together_part(worker: Worker) -> None:
    paths = [f"/rss{number}" for number in range(5)]
    for path in paths:
        newspaper(worker.site, "a")
        worker.site.replies[path] = worker.site.replies["/rss"]
        worker.watch(path)
    worker.round()
    assert len({worker.gap(path) for path in paths}) > 1


def test_an_address_that_fails_is_asked_less_often_and_shown_with_its_error(
    worker: Worker,
) -> None:
    worker.watch("/rss")
    for failures in range(1, BROKEN + 1):
        worker.round()
        watched = worker.look()
        assert watched.failures == failures
        error = json.loads(watched.error or "")
        assert "404" in error["vi"]
        assert "404" in error["en"]
        assert worker.gap() == near(EVERY * 2**failures)
        worker.let_pass(worker.gap())
    newspaper(worker.site, "a")
    assert statuses(worker.round()) == ["added"]
    watched = worker.look()
    assert (watched.failures, watched.error) == (0, None)
    assert worker.gap() == near(EVERY)


def test_the_longest_gap_is_a_day(worker: Worker) -> None:
    worker.watch("/rss")
    for _ in range(12):
        worker.round()
        worker.let_pass(worker.gap())
    assert worker.look().failures == 12
    assert worker.gap() == near(LONGEST_GAP)


def test_a_host_that_asks_for_rest_gets_it(worker: Worker) -> None:
    worker.site.replies["/rss"] = Reply(status=503, headers={"Retry-After": "7200"})
    worker.watch("/rss")
    worker.round()
    assert worker.gap() == 7_200


def test_a_page_that_fails_does_not_make_its_feed_fail(worker: Worker) -> None:
    newspaper(worker.site, "a", "b")
    worker.site.replies["/a"] = Reply(status=404)
    worker.watch("/rss")
    assert statuses(worker.round()) == ["added", "added"]
    assert worker.look().failures == 0


def test_one_broken_address_does_not_stop_the_others(worker: Worker) -> None:
    newspaper(worker.site, "a")
    worker.watch("/hong")
    worker.watch("/rss")
    assert sorted(statuses(worker.round())) == ["added", "rejected"]


def test_a_store_that_another_process_holds_is_told_and_the_look_waits(
    worker: Worker, tmp_path: Path
) -> None:
    newspaper(worker.site, "a")
    worker.watch("/rss")
    with closing(sqlite3.connect(tmp_path / "timtin.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (told,) = worker.round()
        assert isinstance(told, StoreLocked)
    assert worker.look().looked_at is None
    assert statuses(worker.round()) == ["added"]


def test_the_list_is_read_anew_within_a_minute(worker: Worker) -> None:
    """Nothing is due for hours, and somebody adds an address."""
    newspaper(worker.site, "a")
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        worker.clock.now += seconds
        worker.watch("/rss")

    worker.clock.wait = wait  # type: ignore[method-assign]
    running = worker.watching.run()
    first = next(running)
    assert isinstance(first, Outcome)
    assert first.status == "added"
    assert waited == [60.0]
    running.close()


def test_there_is_one_watcher_for_a_data_folder(tmp_path: Path) -> None:
    with alone(tmp_path / "data"):
        with pytest.raises(AlreadyWatching) as error, alone(tmp_path / "data"):
            pass
        assert str(tmp_path / "data") in error.value.message("vi")
        with alone(tmp_path / "other"):
            pass
    with alone(tmp_path / "data"):
        pass


def test_the_clock_of_these_tests_stands(clock: StandingClock) -> None:
    before = clock.moment()
    clock.wait(5)
    assert clock.moment() - before == timedelta(seconds=5)
