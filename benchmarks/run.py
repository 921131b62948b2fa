"""Measure the product and its peers: ``make bench``.

    python -m benchmarks [PART ...] [--keep FOLDER] [--documents N] [--quick]

Parts, in this order (all when none is named; one that was measured already is not
measured again unless it is named):

| part | what it does | 100,000 documents, two cores |
|---|---|---|
| add | ``timtin add`` of the corpus: rate, memory, size | 10 min |
| build | every engine's index of the same documents | 2 h, most of it Whoosh and Xapian |
| compare | every engine answers every query, in turn | 40 min |
| cold | the same in new processes, page cache dropped | 10 min |
| service | whole searches; cold start; an added article found | 5 min |
| http | 1, 4 and 16 clients over HTTP; memory of all workers | 3 min |
| stages | where the time of adding goes | 2 min |
| growth | 10,000 to 300,000 documents, beside Tantivy | 1 h |
| report | docs/benchmarks and the README's table | |

``--quick`` is a smoke run: 5,000 documents, without stock Whoosh and growth, in two minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from benchmarks import (
    building,
    cold,
    comparing,
    growth,
    preparing,
    report,
    service,
    serving,
    stages,
)
from benchmarks.comparing import BASE, OURS
from benchmarks.engines.base import SLOW, Layout
from benchmarks.engines.contestants import engines
from benchmarks.engines.ours import Ours
from benchmarks.queries import Query, asked, few
from benchmarks.workspace import Workspace

DOCUMENTS: Final = 100_000
QUICK: Final = 5_000
SIZES: Final = (10_000, 30_000, 100_000, 300_000)
ROUNDS: Final = 7
_GROWING: Final = tuple(name.partition("/")[0] for name in (OURS, BASE))
_LAYOUTS: Final[tuple[Layout, ...]] = ("one", "several")
_SECONDS: Final = 20.0
"""Of load for each number of clients."""


def main() -> None:
    """Run the parts that are asked for."""
    arguments = _arguments()
    run = _Run(Workspace(arguments.keep, arguments.documents), arguments.quick)
    for part in arguments.parts or run.parts():
        if arguments.parts or run.lacks(part):
            _say(f"{part} ...")
            getattr(run, part)()


class _Run:
    """One method for each part."""

    def __init__(self, work: Workspace, quick: bool) -> None:
        work.folder.mkdir(parents=True, exist_ok=True)
        self._work = work
        self._quick = quick
        left_out = {SLOW} if quick else set()
        self._engines = [each for each in engines(work.data) if each.name not in left_out]

    def parts(self) -> Sequence[str]:
        return [each for each in PARTS if not (self._quick and each == "growth")]

    def lacks(self, part: str) -> bool:
        return part == "report" or self._work.result(part) is None

    def add(self) -> None:
        if not self._work.data.exists():
            self._work.keep("add", preparing.add(self._work))

    def build(self) -> None:
        preparing.prepare(self._work)
        made: dict[str, Any] = {}
        for engine in self._engines:
            for layout in reversed(engine.layouts):  # several first: one may be made of it
                _say(f"  {engine.name} {layout}")
                figures = building.build(self._work, engine, layout, self._work.documents)
                made[f"{engine.name}/{layout}"] = figures | {
                    "version": engine.version(),
                    "settings": engine.settings(layout),
                }
        self._work.keep("build", made)

    def compare(self) -> None:
        work = self._work
        everyone = comparing.contestants(work, self._engines, work.documents, _LAYOUTS)
        rounds = 1 if self._quick else ROUNDS
        work.keep("compare", comparing.compare(everyone, self._queries(), rounds))

    def cold(self) -> None:
        work = self._work
        index = Ours(work.data).open(work.index("timtin", "one", work.documents))
        with closing(index):
            queries = self._queries()
            asks = [asked(query.args, index.engine) for query in queries]
            fewer = [asked(query.args, index.engine) for query in few(queries, 1)]
        work.keep("cold", cold.measured(work, self._engines, asks, fewer, _LAYOUTS))

    def service(self) -> None:
        rounds = 1 if self._quick else 3
        self._work.keep("service", service.measured(self._work, self._queries(), rounds))

    def http(self) -> None:
        seconds = 2.0 if self._quick else _SECONDS
        self._work.keep("http", serving.measured(self._work, self._queries(), seconds))

    def stages(self) -> None:
        self._work.keep("stages", stages.measured(self._work, 100 if self._quick else 1_000))

    def growth(self) -> None:
        """Ours beside the peer that ratios are against: others take hours to build 300,000."""
        work = self._work
        most = max(SIZES)
        made: dict[str, Any] = {"generated with": growth.generate(work, most - work.documents)}
        made["generated"] = growth.evidence(work, most)
        engines = [each for each in self._engines if each.name in _GROWING]
        for size in SIZES:
            for engine in engines:
                _say(f"  {engine.name} {size:,}")
                building.build(work, engine, "one", size)
            everyone = comparing.contestants(work, engines, size, ("one",))
            figures = comparing.compare(everyone, self._queries(), ROUNDS // 2, passages=False)
            del figures["queries"]
            made[str(size)] = figures
            for each in everyone:
                each.opened.close()
        work.keep("growth", made)

    def report(self) -> None:
        report.write(self._work)

    def _queries(self) -> list[Query]:
        found = preparing.drawn(self._work)
        return few(found, 2) if self._quick else found


PARTS: Final = (*report.PARTS, "report")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # a run of hours tells where it is


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--keep", type=Path, default=Path("var/benchmarks"))
    parser.add_argument("--documents", type=int, default=None)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if arguments.documents is None:
        arguments.documents = QUICK if arguments.quick else DOCUMENTS
    return arguments
