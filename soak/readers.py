"""Searches while the archive is written: ``python -m soak.readers --rebuilds 10``.

One process adds, deletes and rebuilds as fast as it can; others search all the time. No
search may fail, and no page may be of two states: every commit replaces all articles at
once, so each page has all of them, or all but those deleted, and its hits, total and counts
agree.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from index.engines.whoosh import WhooshEngine
from index.store import Store
from search.page import Page
from search.request import SearchRequest
from search.service import Service
from soak import commands
from soak.archive import export, version_of

ARTICLES: Final = 60
DELETED: Final = 7
READERS: Final = 2
THREADS: Final = 2
ASKED: Final = ("tin", "trong ngày", "trong ngay", '"trong ngày"', "", "nguyễn văn")
"""Queries that every article answers, in their several ways."""
SETTINGS: Final = {"TIMTIN_BATCH": "500"}


@dataclass(slots=True)
class Report:
    """Searches by what came of them, the failures, and how often was rebuilt and committed."""

    queries: int = 0
    pages: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    rebuilds: int = 0
    commits: int = 0
    seconds: float = 0.0


class Load:
    """An archive, one writer, many readers."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._data = place / "data"
        self._names = [f"bai-{number}" for number in range(ARTICLES)]
        self._version = 0
        self.report = Report()

    def run(self, rebuilds: int) -> Report:
        """Search all the time while ``rebuilds`` rounds of writing pass."""
        began = time.monotonic()
        self._add()
        with ExitStack() as stack:
            files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(READERS)]
            pids = [self._reader(file) for file in files]
            for pid in pids:
                stack.enter_context(commands.reaped(pid))
            for _ in range(rebuilds):
                self._write()
            for pid, file in zip(pids, files, strict=True):
                os.kill(pid, signal.SIGTERM)
                self._read(commands.ended(pid, file, file))
        self.report.seconds = time.monotonic() - began
        return self.report

    def _write(self) -> None:
        """Replace every article, delete some, bring them back, rebuild."""
        self._add()
        self._do("delete", *self._names[:DELETED])
        self._do("rebuild")
        self._add()
        self.report.rebuilds += 1
        self.report.commits += 3

    def _add(self) -> None:
        self._version += 1
        versions = dict.fromkeys(self._names, self._version)
        self._do("add", str(export(self._place / "all.jsonl", versions)))

    def _do(self, *arguments: str) -> None:
        done = commands.timtin(self._data, *arguments, **SETTINGS)
        if done.code:
            self.report.failures.append(f"{arguments[0]}: {done.stderr}")

    def _reader(self, file: IO[bytes]) -> int:
        return commands.child(lambda: _search_on(self._data), file.fileno(), file.fileno())

    def _read(self, done: commands.Done) -> None:
        if not done.documents:
            self.report.failures.append(f"reader: {done.code} {done.stdout}")
            return
        (said,) = done.documents
        self.report.queries += said["queries"]
        self.report.failures += said["failures"]
        self.report.pages.update({int(total): n for total, n in said["pages"].items()})


def _search_on(data: Path) -> int:
    """Search with several threads until SIGTERM; say what came of it."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    report = Report()
    with closing(Store.open(f"sqlite:///{data / 'timtin.db'}", 30)) as store:
        service = Service(store, WhooshEngine(data / "index"))
        threads = [
            threading.Thread(target=_search, args=(service, stop, report)) for _ in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        while not stop.wait(0.1):
            pass
        for thread in threads:
            thread.join()
    said = {"queries": report.queries, "failures": report.failures, "pages": report.pages}
    print(json.dumps(said))
    return 0


def _search(service: Service, stop: threading.Event, report: Report) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        asked = ASKED[number % len(ASKED)]
        try:
            page = service.search(SearchRequest(q=asked))
            report.pages[page.total] += 1
            report.failures += [f"{asked}: {each}" for each in _mixed(page)]
        except Exception as error:  # whatever it is, a reader saw it
            report.failures.append(f"{asked}: {type(error).__name__}: {error}")
        report.queries += 1


def _mixed(page: Page) -> Iterator[str]:
    """How a page shows more than one state."""
    if page.total not in (ARTICLES, ARTICLES - DELETED):
        yield f"{page.total} articles: a commit seen in part"
    outlets, date = page.facets["outlet"], page.date
    counted = {
        "outlets": sum(value.count for value in outlets.values) + outlets.missing.count,
        "dates": sum(bar.count for bar in date.years) + date.missing.count,
    }
    yield from (f"{name}: {n} of {page.total}" for name, n in counted.items() if n != page.total)
    versions = {version_of(hit.title) for hit in page.hits}
    if len(versions) > 1:
        yield f"hits of the versions {sorted(versions)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rebuilds", type=int, default=10)
    arguments = parser.parse_args()
    commands.load()
    with tempfile.TemporaryDirectory(prefix="soak-readers-") as place:
        report = Load(Path(place)).run(arguments.rebuilds)
    print(
        f"{report.queries} searches during {report.rebuilds} rebuilds and {report.commits} "
        f"commits, {len(report.failures)} failed or mixed, {report.seconds:.0f} s; "
        f"totals seen: {dict(report.pages)}"
    )
    for each in report.failures[:20]:
        print(each)
    return bool(report.failures)


if __name__ == "__main__":
    raise SystemExit(main())
