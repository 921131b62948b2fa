"""kill -9 at random moments: ``python -m soak.crash --kills 1000 --seed 1``.

A process does what a newsroom does, one command after the other: it adds, updates, deletes,
rebuilds, understands again, backs up. It is killed at a moment drawn by lot; then the product
is started on what is left. What was reported must be there, nothing twice, the index equal to
the store, the folder without remains.

Apart from the archive, each in a folder of its own, a backup is restored, and so many articles
are added that all cores work on them: killed, then given again, the command must get there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from index.article import Article, Draft, Options
from index.lockstep import Steps
from soak import commands
from soak.archive import ABSENT, KEPT, Ledger, State, Versions, export, started, version_of

ARTICLES: Final = 40
"""Articles of the archive, about: large enough to merge, small enough to be read each time."""
MANY: Final = 220
"""Articles added at once: enough for all cores (``index.cores``)."""
STEPS: Final = 4
"""Commands that a process gets to do, at most, before it is killed."""
WORST_RATIO: Final = 1.2
_AT_FIRST: Final = 0.2
"""Seconds that a command is thought to take before one was seen."""
SETTINGS: Final = {"TIMTIN_BATCH": "4"}
APART: Final = ("many", "restore")
"""Kinds of steps that begin in an empty folder of their own."""
_THERE: Final = "Error: There is a store"
"""What a restore says that was done when it was killed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command in the data folder ``data``, and the versions it brings."""

    kind: str
    number: int
    data: Path
    arguments: tuple[str, ...]
    changes: Versions = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str]:
        return {"TIMTIN_BATCH": "50"} if self.kind == "many" else SETTINGS


@dataclass(slots=True)
class Report:
    """What the kills came to. ``inside`` counts those that met a command at work, by kind."""

    kills: int = 0
    inside: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    failures: list[str] = field(default_factory=list)
    worst_ratio: float = 0.0
    seconds: float = 0.0


KINDS: Final[Mapping[str, float]] = {
    "add": 4,
    "update": 4,
    "delete": 2,
    "rebuild": 2,
    "understand": 2,
    "backup": 1,
    "restore": 1,
    "many": 0.3,
}
"""How often each is drawn, and in which order they are tried first."""
_NEEDED: Final = ("add", "backup")
"""What the other kinds have to find: an archive, and a backup to restore."""
_NONE: Final[Versions] = {}


class Newsroom:
    """Draws what is done next, over an archive that stays of about one size."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self.data = place / "data"
        self._place = place
        self._chance = chance
        self._drawn = 0
        self.saved: tuple[str, Versions] | None = None
        """The last backup that was made, and what is in it."""

    def steps(self, kinds: Sequence[str], versions: Versions) -> list[Step]:
        """What is done next, of these kinds; files for it are written."""
        then = dict(versions)
        drawn = []
        for kind in self._chance.choices(kinds, [KINDS[kind] for kind in kinds], k=STEPS):
            drawn.append(self.step(kind, then))
            if drawn[-1].data == self.data:
                then.update(drawn[-1].changes)
                then = {name: version for name, version in then.items() if version != ABSENT}
        return drawn

    def step(self, kind: str, versions: Versions) -> Step:
        """One command of this kind, or of adding where there is nothing for it to do."""
        self._drawn += 1
        here = sorted(versions)
        if kind == "delete" and len(here) > ARTICLES // 2:
            gone = self._chance.sample(here, len(here) // 4)
            return self._step(kind, ("delete", *gone), dict.fromkeys(gone, ABSENT))
        if kind == "update" and here:
            again = self._chance.sample(here, min(8, len(here)))
            return self._adding(kind, dict.fromkeys(again, self._drawn))
        if kind == "understand":
            return self._step(kind, ("rebuild", "--understand", "--yes"))
        if kind == "backup":
            return self._step(kind, ("backup", str(self._place / f"{self._drawn}.backup")))
        if kind == "rebuild":
            return self._step(kind, ("rebuild",))
        if kind == "restore" and self.saved:
            file, saved = self.saved
            return self._step(kind, ("restore", file), saved)
        if kind == "many":
            return self._adding(kind, dict.fromkeys(self._new(MANY), self._drawn))
        number = 12 if len(here) < ARTICLES else 3
        return self._adding("add", dict.fromkeys(self._new(number), self._drawn))

    def _new(self, count: int) -> list[str]:
        return [f"bai-{self._drawn * 1000 + number}" for number in range(count)]

    def _adding(self, kind: str, changes: Versions) -> Step:
        file = export(self._place / f"{self._drawn}.jsonl", changes)
        return self._step(kind, ("add", "--json", str(file)), changes)

    def _step(self, kind: str, arguments: tuple[str, ...], changes: Versions = _NONE) -> Step:
        data = self._place / f"{self._drawn}-{kind}" if kind in APART else self.data
        return Step(kind, self._drawn, data, arguments, changes)

    def tidy(self) -> None:
        """Remove the inputs of the last steps; backups must be whole or not there."""
        for path in self._place.glob("*.jsonl"):
            path.unlink()


def do(steps: Sequence[Step]) -> int:
    """Do the steps in this process, saying when each begins and ends."""
    for number, step in enumerate(steps):
        _mark(begin=number)
        began = time.monotonic()
        if step.kind == "understand":
            newer_rules(step.number // 8)  # a run that was killed goes on under equal rules
        code = commands.command(step.data, *step.arguments, **step.settings)
        _mark(end=number, code=code, seconds=time.monotonic() - began)
    return 0


def _mark(**said: object) -> None:
    sys.stdout.flush()
    os.write(1, (json.dumps(said) + "\n").encode())


def newer_rules(number: int) -> None:
    """Rules that understand every article otherwise, in this process."""
    from index import enrich
    from index.enrich import steps

    before = steps.understanding

    def understanding(draft: Draft, options: Options) -> Steps[Article]:
        article = yield from before(draft, options)
        return replace(article, authors=(f"Tổ {number % 7}",))

    setattr(enrich, "rules", lambda: f"soak {number}")  # noqa: B010  # it is a cached function
    setattr(steps, "understanding", understanding)  # noqa: B010


class Killing:
    """Kills and looks, again and again; a Report of it."""

    def __init__(self, place: Path, seed: int, kinds: Sequence[str] = tuple(KINDS)) -> None:
        self._kinds = kinds
        self._chance = random.Random(seed)  # a seeded draw, no secret
        self._newsroom = Newsroom(place, self._chance)
        self._place = place
        self._ledgers: defaultdict[Path, Ledger] = defaultdict(Ledger)
        self._took: dict[str, float] = {}
        self.report = Report()

    def run(self, kills: int, stop_after: float = float("inf")) -> Report:
        """``kills`` times, or for so many seconds: do, kill, start, look."""
        began = time.monotonic()
        versions = self._calibrated()
        while self.report.kills < kills and time.monotonic() - began < stop_after:
            steps = self._newsroom.steps(self._kinds, versions)
            self._kill_during(steps)
            versions = self._looked_at(steps)
            self._newsroom.tidy()
        self.report.failures += [f"backup: {each}" for each in _torn(self._place)]
        self.report.seconds = time.monotonic() - began
        return self.report

    def _calibrated(self) -> Versions:
        """Do each kind of command once, to the end, and learn how long it takes."""
        versions: Versions = {}
        for kind in (each for each in KINDS if each in (*_NEEDED, *self._kinds)):
            step = self._newsroom.step(kind, versions)
            done = commands.run(lambda: do([step]))  # noqa: B023
            self._read([step], done.documents)
            versions = self._looked_at([step])
        return versions

    def _looked_at(self, steps: Sequence[Step]) -> Versions:
        """Start on what the steps left, and judge it; what the archive has now."""
        for step in steps:
            if step.kind in APART and step.data in self._ledgers:
                self._look_apart(step)
        state = started(self._newsroom.data)
        self._judge(steps, state, self._ledgers[self._newsroom.data])
        return state.versions

    def _look_apart(self, step: Step) -> None:
        """A kill left a folder from which the same command gets to the end."""
        ledger = self._ledgers.pop(step.data)
        acknowledged = any(ABSENT not in allowed for allowed in ledger.allowed.values())
        if acknowledged and not step.data.exists():
            self._wrong([step], "was done, and nothing is there")
        if step.kind != "restore":  # until that is done there is no store, and a start makes one
            self._judge([step], started(step.data), ledger)
        again = commands.timtin(step.data, *step.arguments, **step.settings)
        if again.code and not again.stderr.startswith(_THERE):
            self._wrong([step], f"the same again: {again.code} {again.stderr}")
        ledger.allowed = {name: {version} for name, version in step.changes.items()}
        self._judge([step], started(step.data), ledger)
        shutil.rmtree(step.data)

    def _kill_during(self, steps: Sequence[Step]) -> None:
        """Begin the steps, kill the process, and write down what it acknowledged."""
        delay = self._chance.uniform(0, 1.3 * self._took.get(steps[0].kind, _AT_FIRST))
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            work = lambda: do(steps)  # noqa: E731
            pid = commands.child(work, out.fileno(), err.fileno())
            with commands.reaped(pid):
                while not out.seek(0, os.SEEK_END):  # its first mark
                    time.sleep(0.001)
                time.sleep(delay)
                os.kill(pid, signal.SIGKILL)
                done = commands.ended(pid, out, err)
        self._read(steps, done.documents)
        if done.stderr:
            self._wrong(steps, done.stderr)
        self.report.kills += 1

    def _read(self, steps: Sequence[Step], lines: Sequence[dict[str, Any]]) -> None:
        step, at_work = steps[0], False
        for line in lines:
            if "begin" in line:
                step, at_work = steps[line["begin"]], True
                self._ledgers[step.data].begun(step.changes)
            elif "end" in line:
                at_work = False
                self._ended(step, line["code"], line["seconds"])
            elif line.get("status") in KEPT:
                self._acknowledge(step, line["id"], version_of(line["title"]))
        if at_work:
            self.report.inside[step.kind] += 1
            self._learn(step.kind, 1.2 * self._took.get(step.kind, _AT_FIRST))

    def _ended(self, step: Step, code: int, seconds: float) -> None:
        self._learn(step.kind, seconds)
        if code:
            self._wrong([step], f"{step.arguments}: exit code {code}")
        for name, version in step.changes.items():
            self._acknowledge(step, name, version)
        if step.kind == "backup":
            self._newsroom.saved = step.arguments[1], self._ledgers[step.data].certain()

    def _learn(self, kind: str, seconds: float) -> None:
        """About how long a command takes: kills are to meet all of it."""
        known = self._took.setdefault(kind, seconds)
        self._took[kind] += (seconds - known) / 4

    def _acknowledge(self, step: Step, name: str, version: int) -> None:
        self._ledgers[step.data].acknowledged(name, version)
        self.report.acknowledged += 1

    def _judge(self, steps: Sequence[Step], state: State, ledger: Ledger) -> None:
        for each in (*state.problems, *ledger.settle(state.versions)):
            self._wrong(steps, each)
        self.report.worst_ratio = max(self.report.worst_ratio, state.ratio)
        if state.ratio > WORST_RATIO:
            self._wrong(steps, f"the folder is {state.ratio:.2f} times its live size")

    def _wrong(self, steps: Sequence[Step], text: str) -> None:
        kinds = ", ".join(step.kind for step in steps)
        self.report.failures.append(f"kill {self.report.kills} ({kinds}): {text}")


def _torn(place: Path) -> list[str]:
    """Backups under their names that are not whole, and remains after one more."""
    from index.backup import verify
    from index.errors import BackupError

    wrong = []
    done = commands.timtin(place / "data", "backup", place / "last.backup")
    if done.code:
        wrong.append(done.stderr)
    for file in place.glob("*.backup"):
        try:
            verify(file)
        except BackupError as error:
            wrong.append(str(error))
    wrong += [f"left: {path.name}" for path in place.iterdir() if path.name.startswith(".")]
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--stop-after", type=float, default=float("inf"), metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--kind", action="append", choices=KINDS, help="only steps of this kind")
    parser.add_argument("--place", type=Path, help="kept, where given, or where it fails")
    arguments = parser.parse_args()
    place = arguments.place or Path(tempfile.mkdtemp(prefix="soak-crash-"))
    place.mkdir(exist_ok=True, parents=True)
    commands.load()
    killing = Killing(place, arguments.seed, arguments.kind or tuple(KINDS))
    report = killing.run(arguments.kills, arguments.stop_after)
    print(
        f"{report.kills} kills (seed {arguments.seed}), {report.inside.total()} of them at "
        f"work: {dict(report.inside)}\n"
        f"{report.acknowledged} acknowledgements, {len(report.failures)} failures, "
        f"worst folder {report.worst_ratio:.3f} × live, {report.seconds:.0f} s"
    )
    for each in report.failures:
        print(each)
    if report.failures:
        print(f"what is left: {place}")
    elif not arguments.place:
        shutil.rmtree(place)
    return bool(report.failures)


if __name__ == "__main__":
    raise SystemExit(main())
