"""``timtin`` in forked copies of one process: what was imported once need not be again.

A command starts within milliseconds, and is killed like any process of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, NoReturn

_ALWAYS: Final = {"TIMTIN_LANG": "en", "TIMTIN_QUERY_SECONDS": "60"}
"""A busy machine is not what is looked for here."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished command: exit code (below 0: the signal that ended it) and what it wrote."""

    code: int
    stdout: str
    stderr: str

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The JSON among its lines: one that a kill cut off says nothing."""
        return [
            json.loads(line)
            for line in self.stdout.splitlines(keepends=True)
            if line.startswith("{") and line.endswith("\n")
        ]


def load() -> None:
    """Import and warm what the commands need, so that every fork has it: try each of them."""
    long = " ".join(map(str, range(60)))  # enough words for a fingerprint
    body = f"Ông Nguyễn Văn An nói về mùa lũ: {long}."
    record = {"id": "a", "title": "Hà Nội họp bàn", "body": body}
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:  # noqa: PTH123
        data, file, saved = (Path(folder) / name for name in ("data", "a.jsonl", "a.backup"))
        file.write_text(json.dumps(record) + "\n", "utf-8")
        with redirect_stdout(nowhere), redirect_stderr(nowhere):
            command(data, "add", file)
            command(data, "search", "họp", "--json")
            command(data, "rebuild", "--understand", "--yes")
            command(data, "backup", saved)
            command(data, "delete", "a")
            command(Path(folder) / "again", "restore", saved)


def child(work: Callable[[], int], stdout: int, stderr: int) -> int:
    """Fork a process that does ``work`` with these descriptors as its output; its id."""
    pid = os.fork()
    if pid == 0:
        _become(work, stdout, stderr)
    return pid


def _become(work: Callable[[], int], stdout: int, stderr: int) -> NoReturn:
    code = 70  # EX_SOFTWARE, where not even the traceback can be written
    try:
        os.dup2(stdout, 1)
        os.dup2(stderr, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        code = work()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def command(data: Path, *arguments: str | Path, **settings: str) -> int:
    """Run ``timtin`` in this process; its exit code."""
    from web.cli import cli

    for name in [each for each in os.environ if each.startswith("TIMTIN_")]:
        del os.environ[name]
    os.environ.update({"TIMTIN_DATA": str(data), **_ALWAYS, **settings})
    try:
        cli.main([str(each) for each in arguments], prog_name="timtin")
    except SystemExit as ended:  # as click always ends
        return int(ended.code or 0)


def run(work: Callable[[], int], begun: Callable[[int], object] = lambda _: None) -> Done:
    """Do ``work`` in a fork and wait; ``begun`` is told its process id meanwhile."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = child(work, out.fileno(), err.fileno())
        begun(pid)
        return ended(pid, out, err)


def ended(pid: int, out: IO[bytes], err: IO[bytes]) -> Done:
    """Wait for the process; what it wrote there."""
    _, status = os.waitpid(pid, 0)
    return Done(os.waitstatus_to_exitcode(status), _text(out), _text(err))


def timtin(data: Path, *arguments: str | Path, **settings: str) -> Done:
    """``timtin`` with these arguments, in a fork."""
    return run(lambda: command(data, *arguments, **settings))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace"))


@contextmanager
def reaped(pid: int) -> Iterator[int]:
    """The process is gone at the end of the ``with``, however that ends."""
    try:
        yield pid
    finally:
        try:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
