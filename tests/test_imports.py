"""The rooms import downwards only, and vendors stay in their folders."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own: it disables the loggers of whoever calls it.
LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def test_imports_run_web_to_search_to_index() -> None:
    done = subprocess.run((sys.executable, "-c", LINT), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
