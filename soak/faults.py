"""Every change of a file fails in turn: ``python -m soak.faults``.

One command over a small archive makes some hundred system calls that change files. Each of
them in turn is refused with EIO, finds the disk full from there on, is the last that the
process makes, or the last before the power goes. Then: the archive is as before or as after,
never between; the message says what happened and what to do; a search goes on while the disk
is full; and the same command succeeds once there is room again.
"""

from __future__ import annotations

import argparse
import errno
import shutil
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from soak import commands
from soak.archive import ABSENT, Ledger, Versions, export, outcomes, started, version_of
from soak.calls import KILL, Call, Verdict, oversee, watched
from soak.commands import Done
from soak.crash import SETTINGS, WORST_RATIO, newer_rules
from soak.power import Disk

Judge = Callable[[Call], Verdict]

KINDS: Final[Mapping[str, Callable[[int], Judge]]] = {
    "EIO": lambda n: lambda call: errno.EIO if call.number == n else 0,
    "ENOSPC": lambda n: lambda call: errno.ENOSPC if call.number >= n and call.needs_room else 0,
    "kill": lambda n: lambda call: KILL if call.number == n else 0,
    "power": lambda n: lambda call: KILL if call.number == n else 0,
}
"""What is done at the n-th call: refused once, refused from there on, not come to. With the
power goes what was not forced to the disk (``soak.power``)."""

_DONE_ALREADY: Final = ("Error: There is no article", "Error: There is /")
"""What a deletion and a backup say that were done in spite of the fault."""


def _no_room_for_data(call: Call) -> Verdict:
    """A disk without a free block; names of empty files still fit into its folders."""
    return errno.ENOSPC if call.needs_room and not call.names else 0


BEFORE: Final[Versions] = {f"bai-{number}": 1 for number in range(1, 20)}


@dataclass(frozen=True, slots=True)
class Deed:
    """A command, the versions before and after it, and how many articles it takes at a time."""

    name: str
    arguments: tuple[str, ...]
    after: Versions
    batch: int = int(SETTINGS["TIMTIN_BATCH"])

    @property
    def settings(self) -> Mapping[str, str]:
        """What the command runs with."""
        return {"TIMTIN_BATCH": str(self.batch)}


class Faults:
    """An archive, commands over it, and what becomes of both when the disk fails."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._model = place / "model"
        self._work = place / "work"
        self._data = self._work / "data"
        self.failures: list[str] = []
        self.deeds = self._prepared()

    def _prepared(self) -> tuple[Deed, ...]:
        """Make the archive, of so many segments that the next commit merges; what is done."""
        for name, version in BEFORE.items():
            file = export(self._place / "before.jsonl", {name: version})
            done = commands.timtin(self._model, "add", file, **SETTINGS)
            assert done.code == 0, done.stderr  # noqa: S101
        new = {"bai-1": 2, "bai-2": 2, "bai-101": 2, "bai-102": 2}
        file = export(self._place / "after.jsonl", new)
        gone = ("bai-3", "bai-4", "bai-5")
        left = {name: version for name, version in BEFORE.items() if name not in gone}
        return (
            Deed("add", ("add", "--json", str(file)), {**BEFORE, **new}),
            Deed("delete", ("delete", *gone), left),
            Deed("rebuild", ("rebuild",), BEFORE),
            # Two steps of each kind: more repeat the same calls, and each is tried four times.
            Deed("understand", ("rebuild", "--understand", "--yes"), BEFORE, batch=10),
            Deed("backup", ("backup", str(self._work / "saved")), BEFORE),
        )

    def calls(self, deed: Deed) -> list[Call]:
        """The calls that the deed makes when nothing fails."""
        return self._do(deed, lambda _: 0)[1]

    def try_at(self, deed: Deed, kind: str, number: int) -> str:
        """Do the deed with that fault at that call, and look at everything.

        What became of it: passed (the fault hurt nobody), refused, killed.
        """
        done, seen = self._do(deed, KINDS[kind](number), power=kind == "power")
        met = [f"{call.name} {call.path.name}" for call in seen[number - 1 : number]]
        self.failures += [
            f"{deed.name}, {kind} at {number} {met}: {each}" for each in self._wrong(deed, done)
        ]
        return "killed" if done.code < 0 else "refused" if done.code else "passed"

    def _do(self, deed: Deed, judge: Judge, power: bool = False) -> tuple[Done, list[Call]]:
        """The deed over a fresh copy of the archive, and the calls it made.

        With ``power`` what it had not forced to the disk is gone at the end.
        """
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.copytree(self._model, self._data)
        if not power:
            return self._overseen(deed.arguments, judge, deed.settings)
        disk = Disk(self._work)

        def kept(call: Call) -> Verdict:
            verdict = judge(call)
            if verdict == 0:
                disk.before(call)
            return verdict

        ended = self._overseen(deed.arguments, kept, deed.settings)
        disk.cut()
        return ended

    def _overseen(
        self, arguments: Sequence[str], judge: Judge, settings: Mapping[str, str] = SETTINGS
    ) -> tuple[Done, list[Call]]:
        seen: list[Call] = []

        def noting(call: Call) -> Verdict:
            seen.append(call)
            return judge(call)

        ours, theirs = socket.socketpair()

        def work() -> int:
            newer_rules(1)  # `rebuild --understand` is to find something
            return commands.command(self._data, *arguments, **settings)

        def begun(pid: int) -> None:
            theirs.close()  # or a child that ends early would be waited for
            oversee(ours, pid, self._work, noting)

        with ours:
            return commands.run(watched(work, theirs), begun), seen

    def _wrong(self, deed: Deed, done: Done) -> Iterator[str]:
        """What must not be after the deed ended so."""
        said = done.stderr.strip()
        if done.code > 0 and not (said.startswith("Error: ") and "\n" not in said):
            yield f"no clear message: {said}"
        yield from self._searches_on_a_full_disk()
        ledger = Ledger({name: {version} for name, version in BEFORE.items()})
        ledger.begun(dict.fromkeys(BEFORE.keys() - deed.after.keys(), ABSENT))
        ledger.begun(deed.after)
        for outcome in outcomes(done):
            ledger.acknowledged(outcome["id"], version_of(outcome["title"]))
        if done.code == 0:
            ledger.allowed = {name: {version} for name, version in deed.after.items()}
        yield from self._starts(ledger)
        again = commands.timtin(self._data, *deed.arguments, **deed.settings)
        if again.code and not again.stderr.startswith(_DONE_ALREADY):
            yield f"the same again: {again.code} {again.stderr}"
        ledger = Ledger({name: {version} for name, version in deed.after.items()})
        yield from self._starts(ledger)
        if deed.name == "backup":
            yield from self._backed_up()

    def _searches_on_a_full_disk(self) -> Iterator[str]:
        found, _ = self._overseen(("search", "tin", "--json"), _no_room_for_data)
        if found.code or not found.documents[0]["total"]["value"]:
            yield f"no search on a full disk: {found.code} {found.stderr}"

    def _starts(self, ledger: Ledger) -> Iterator[str]:
        state = started(self._data)
        yield from state.problems
        yield from ledger.settle(state.versions)
        if state.ratio > WORST_RATIO:
            yield f"the folder is {state.ratio:.2f} times its live size"

    def _backed_up(self) -> Iterator[str]:
        checked = commands.timtin(self._data, "restore", "--verify", self._work / "saved")
        if checked.code:
            yield checked.stderr
        another = commands.timtin(self._data, "backup", self._work / "another")
        if another.code:
            yield another.stderr
        yield from (f"left: {path.name}" for path in self._work.glob(".timtin-backup-*"))


def _spread(calls: int, most: int | None) -> Iterable[int]:
    """About so many numbers of calls, from the first to the one that is not made."""
    return (*range(1, calls + 1, -(-calls // most) if most else 1), calls + 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, help="only so many calls of each command")
    parser.add_argument("--deed", action="append", help="only this command")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this fault")
    arguments = parser.parse_args()
    commands.load()
    with tempfile.TemporaryDirectory(prefix="soak-faults-") as place:
        faults = Faults(Path(place))
        began = time.monotonic()
        for deed in faults.deeds:
            if arguments.deed and deed.name not in arguments.deed:
                continue
            calls = faults.calls(deed)
            print(f"{deed.name}: {len(calls)} calls", Counter(call.name for call in calls))
            for kind in arguments.kind or KINDS:
                numbers = _spread(len(calls), arguments.most)
                tried = Counter(faults.try_at(deed, kind, number) for number in numbers)
                told = f"{time.monotonic() - began:.0f} s, {len(faults.failures)} failures so far"
                print(f"{deed.name:12} {kind:8} {dict(tried)}, {told}", flush=True)
    print(f"{len(faults.failures)} failures")
    for each in faults.failures:
        print(each)
    return bool(faults.failures)


if __name__ == "__main__":
    raise SystemExit(main())
