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
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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


def broken(answers: Sequence[Answered]) -> list[str]:
    """The promises that these answers break."""
    faults = sum(each.fault is not None for each in answers)
    slow = sum(each.seconds > SLOWEST_SECONDS for each in answers)
    memory = max((each.memory for each in answers), default=0)
    found = [f"{faults} answers were faulty"] if faults else []
    found += [f"{slow} answers took longer than {SLOWEST_SECONDS:g} s"] if slow else []
    return found + ([f"memory grew by {memory} MB"] if memory > MOST_MEMORY else [])


def report(answers: Sequence[Answered]) -> str:
    """What was measured, as Markdown."""
    lines = [
        "| requests | number | p50 ms | p99 ms | slowest ms | of CPU | deadline passed | statuses |"
    ]
    lines.append("|---|---|---|---|---|---|---|---|")
    for kind in (*sorted({each.kind for each in answers}), "all"):
        lines.append(_row(kind, [each for each in answers if kind in (each.kind, "all")]))
    lines.append(f"\nMemory: at most {max(each.memory for each in answers)} MB more.\n")
    slowest = sorted(answers, key=lambda each: -each.seconds)[:_SHOWN]
    lines += [
        f"- {e.seconds * 1000:.0f} ms, {e.status}, no. {e.number}: {_short(e.line)}"
        for e in slowest
    ]
    for each in [each for each in answers if each.fault][:_SHOWN]:
        lines.append(f"- FAULT no. {each.number}: {_short(each.line)}\n  {each.fault}")
    return "\n".join(lines)


def _row(kind: str, answers: Sequence[Answered]) -> str:
    times = sorted(each.seconds * 1000 for each in answers)
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    statuses = Counter(each.status for each in answers)
    told = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
    computed = max(each.computed * 1000 for each in answers)
    late = sum(each.late for each in answers)
    figures = f"{cuts[49]:.1f} | {cuts[98]:.1f} | {times[-1]:.0f} | {computed:.0f} | {late}"
    return f"| {kind} | {len(answers)} | {figures} | {told} |"


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
    answers = _recorded(given.record)
    numbers = given.only or range(len(answers), given.queries)
    with _appending(given.record) as record:
        for each in run(app, requests, numbers, given.stop_after):
            answers.append(each)
            record.write(json.dumps(asdict(each), ensure_ascii=True) + "\n")
    print(report(answers))
    failed = broken(answers)
    for promise in failed:
        print(f"BROKEN: {promise}")
    sys.exit(bool(failed))


def _recorded(path: Path | None) -> list[Answered]:
    if path is None or not path.exists():
        return []
    return [Answered(**json.loads(line)) for line in path.read_text("ascii").splitlines()]


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
