"""No query hurts: 100,000 requests, half of the query language, half noise.

    python -m soak.queries --data FOLDER [--queries 100000] [--seed 1945]
                           [--record FILE [--stop-after SECONDS]]

Every request goes through the whole application (pages and API) over the archive of
FOLDER, which is only read. Promised: no server error but a declared deadline, no answer
above 2 s at 24,000 articles, memory at most 200 MB above that of a warm process. With
``--record`` each answer is kept in FILE, and a run goes on where the file ends.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Final, TextIO

from flask import Flask

from index.settings import Settings
from soak.asking import Outcome, ask
from soak.requests import Request, Requests
from soak.vocabulary import Vocabulary
from web.app import create_app
from web.memory import Spare, hold_little
from web.services import Services

SEED: Final = 1945
SLOWEST_SECONDS: Final = 2.0
MOST_MEMORY: Final = 200
"""Megabytes above a warm process."""
_SHOWN: Final = 10
_WARM: Final = 20
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, as in ``asking.Outcome``.

    ``memory`` is how many megabytes the process had grown by then.
    """

    number: int
    kind: str
    line: str
    status: int
    seconds: float
    computed: float
    late: bool
    fault: str | None
    memory: int


def run(
    app: Flask, requests: Requests, numbers: Iterable[int], stop_after: float = float("inf")
) -> Iterator[Answered]:
    """The answers to the requests of these numbers, in order, for so many seconds."""
    for number in range(_WARM):  # what a process reads once is no growth
        ask(app, requests.request(-2 * number))
    gc.collect()
    before, spare = _resident(), Spare()
    ends = time.monotonic() + stop_after
    for number in numbers:
        if time.monotonic() > ends:
            return
        request = requests.request(number)
        outcome = ask(app, request)
        spare.answered()  # as a serving process does
        yield _answered(number, request, outcome, _resident() - before)


def _answered(number: int, request: Request, outcome: Outcome, grown: int) -> Answered:
    return Answered(
        number,
        request.kind,
        request.line,
        outcome.status,
        round(outcome.seconds, 4),
        round(outcome.computed, 4),
        outcome.late,
        outcome.fault,
        grown // 1_000_000,
    )


def _resident() -> int:
    """Bytes of this process that are in memory and not mapped from a file."""
    _, resident, shared, *_ = Path("/proc/self/statm").read_text("ascii").split()
    return (int(resident) - int(shared)) * _PAGE


class _Kind:
    """What the answers of one kind were like."""

    def __init__(self) -> None:
        self.seconds = array("d")
        self.computed = 0.0
        self.late = 0
        self.statuses: Counter[int] = Counter()

    def add(self, answer: Answered) -> None:
        self.seconds.append(answer.seconds)
        self.computed = max(self.computed, answer.computed)
        self.late += answer.late
        self.statuses[answer.status] += 1

    def row(self, name: str) -> str:
        """A line of the table."""
        times = sorted(seconds * 1000 for seconds in self.seconds)
        cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
        told = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        figures = f"{cuts[49]:.1f} | {cuts[98]:.1f} | {times[-1]:.0f} | {self.computed * 1000:.0f}"
        return f"| {name} | {len(times)} | {figures} | {self.late} | {told} |"


class Tally:
    """What all answers were like, without keeping them: their addresses alone would take more
    memory than the site may."""

    def __init__(self, answers: Iterable[Answered] = ()) -> None:
        self._kinds: dict[str, _Kind] = {}
        self._all = _Kind()
        self._slowest: list[Answered] = []
        self._faulty: list[Answered] = []
        self._faults = 0
        self._memory = 0
        for each in answers:
            self.add(each)

    def add(self, answer: Answered) -> None:
        """Count one more."""
        self._all.add(answer)
        self._kinds.setdefault(answer.kind, _Kind()).add(answer)
        self._memory = max(self._memory, answer.memory)
        slowest = sorted((*self._slowest, answer), key=lambda each: -each.seconds)
        self._slowest = slowest[:_SHOWN]
        if answer.fault is not None:
            self._faults += 1
            self._faulty = [*self._faulty, answer][:_SHOWN]

    def __len__(self) -> int:
        return len(self._all.seconds)

    def broken(self) -> list[str]:
        """The promises that the answers break."""
        slow = sum(seconds > SLOWEST_SECONDS for seconds in self._all.seconds)
        found = [f"{self._faults} answers were faulty"] if self._faults else []
        found += [f"{slow} answers took longer than {SLOWEST_SECONDS:g} s"] if slow else []
        much = self._memory > MOST_MEMORY
        return found + ([f"memory grew by {self._memory} MB"] if much else [])

    def report(self) -> str:
        """What was measured, as Markdown."""
        return "\n".join(
            (
                "| requests | number | p50 ms | p99 ms | slowest ms | of CPU | deadline passed"
                " | statuses |",
                "|---|---|---|---|---|---|---|---|",
                *(kind.row(name) for name, kind in sorted(self._kinds.items())),
                self._all.row("all"),
                f"\nMemory: at most {self._memory} MB more.\n",
                *(
                    f"- {e.seconds * 1000:.0f} ms, {e.status}, no. {e.number}: {_short(e.line)}"
                    for e in self._slowest
                ),
                *(
                    f"- FAULT no. {each.number}: {_short(each.line)}\n  {each.fault}"
                    for each in self._faulty
                ),
            )
        )


def _short(line: str) -> str:
    return line if len(line) <= 300 else f"{line[:300]}… ({len(line)})"


def opened(data: Path, seconds: float | None = None) -> tuple[Flask, Vocabulary]:
    """The site over an archive, warm, and the archive's words.

    ``seconds`` are in place of TIMTIN_QUERY_SECONDS.
    """
    chosen = {"TIMTIN_DATA": str(data), "TIMTIN_RATE": "0"}  # one client sends all of them
    if seconds is not None:
        chosen["TIMTIN_QUERY_SECONDS"] = str(seconds)
    settings = Settings.from_environment({**os.environ, **chosen})
    app = create_app(settings, "soak" * 8)
    services: Services = app.extensions["timtin"]
    services.get().suggester.warm()
    random = Random(SEED)
    return app, Vocabulary.of(services.get().engine, random)


def main() -> None:
    given = _arguments()
    hold_little()  # as a serving process does
    logging.getLogger("web.app").setLevel(logging.CRITICAL)  # faults are reported here
    app, vocabulary = opened(given.data, given.seconds)
    requests = Requests(vocabulary, given.seed)
    tally = Tally(_recorded(given.record))
    numbers = given.only or range(len(tally), given.queries)
    with _appending(given.record) as record:
        for each in run(app, requests, numbers, given.stop_after):
            tally.add(each)
            record.write(json.dumps(asdict(each), ensure_ascii=True) + "\n")
    print(tally.report())
    failed = tally.broken()
    for promise in failed:
        print(f"BROKEN: {promise}")
    sys.exit(bool(failed))


def _recorded(path: Path | None) -> Iterator[Answered]:
    if path is not None and path.exists():
        with path.open(encoding="ascii") as lines:
            yield from (Answered(**json.loads(line)) for line in lines)


def _appending(path: Path | None) -> TextIO:
    return Path(path or os.devnull).open("a", encoding="ascii")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--seconds", type=float, help="in place of TIMTIN_QUERY_SECONDS")
    parser.add_argument("--only", type=int, nargs="+", help="these requests alone")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--stop-after", type=float, default=float("inf"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
