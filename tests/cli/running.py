"""Running ``timtin``: in this process, or as a process of its own where that matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from web.cli import cli

ROOT = Path(__file__).parents[2]
TIMTIN = (sys.executable, "-m", "web.cli")
PATIENT = {"TIMTIN_QUERY_SECONDS": "60"}
"""On a busy machine the usual time would be over for what is right."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished command: its exit code and what it wrote."""

    code: int
    stdout: str
    stderr: str

    @property
    def documents(self) -> list[dict[str, Any]]:
        """Its JSON lines."""
        return [json.loads(line) for line in self.stdout.splitlines()]


def timtin(data: Path, *arguments: str | Path, stdin: str = "", **settings: str) -> Done:
    """``timtin`` in this process: 2 s less than a new one."""
    ours = {name: None for name in os.environ if name.startswith("TIMTIN_")}
    result = CliRunner().invoke(
        cli,
        [str(each) for each in arguments],
        input=stdin,
        env={**ours, **PATIENT, "TIMTIN_DATA": str(data), **settings},
        prog_name="timtin",
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The environment with this data folder and these settings, and no others of ours."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("TIMTIN_")}
    ours = {**PATIENT, "TIMTIN_DATA": str(data), "PYTHONPATH": str(ROOT), **settings}
    return {**others, **ours}


_PATIENCE = 300
"""Seconds for a command that should end and does not."""
_UNPRIVILEGED = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Rights of files hold for root, too (util-linux)."""


def process(
    data: Path, *arguments: str | Path, without_privileges: bool = False, **settings: str
) -> Done:
    """``timtin`` as a person starts it."""
    before = _UNPRIVILEGED if without_privileges and os.geteuid() == 0 else ()
    done = subprocess.run(
        [*before, *TIMTIN, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=environment(data, **settings),
        timeout=_PATIENCE,
    )
    return Done(done.returncode, done.stdout, done.stderr)
