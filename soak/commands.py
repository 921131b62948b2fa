"""``timtin`` in forked copies of one process: what was imported once need not be again.

A command starts within milliseconds, and is killed like any process of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Done:
    """A finished command: exit code (below 0: the signal that ended it) and what it wrote."""

    code: int
    stdout: str
    stderr: str

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The JSON of its whole lines: one that a kill cut off says nothing."""
        return [json.loads(line) for line in self.stdout.splitlines(True) if line.endswith("\n")]


def load() -> None:
    """Import and warm what the commands need, so that every fork has it."""
    from index import cases, enrich, rebuild, reunderstand  # noqa: F401
    from index.article import Draft, Options
    from search.service import Service  # noqa: F401
    from web import cli  # noqa: F401

    draft = Draft("x", "Hà Nội họp bàn\n\nÔng Nguyễn Văn An nói về mùa lũ năm nay ở huyện.")
    enrich.understand(draft, Options())


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
    os.environ.update({"TIMTIN_DATA": str(data), "TIMTIN_LANG": "en", **settings})
    try:
        cli.main([str(each) for each in arguments], prog_name="timtin")
    except SystemExit as ended:  # as click always ends
        return int(ended.code or 0)


def run(work: Callable[[], int], begun: Callable[[int], object] = lambda _: None) -> Done:
    """Do ``work`` in a fork and wait; ``begun`` is told its process id meanwhile."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = child(work, out.fileno(), err.fileno())
        begun(pid)
        _, status = os.waitpid(pid, 0)
        return Done(os.waitstatus_to_exitcode(status), _text(out), _text(err))


def timtin(data: Path, *arguments: str | Path, **settings: str) -> Done:
    """``timtin`` with these arguments, in a fork."""
    return run(lambda: command(data, *arguments, **settings))


def _text(file: Any) -> str:
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
