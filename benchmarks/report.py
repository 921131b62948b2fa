"""What was measured → docs/benchmarks: latest.json, a page with charts, the README's table."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks import charts, page
from benchmarks.workspace import Workspace

DOCS: Final = Path("docs/benchmarks")
LATEST: Final = DOCS / "latest.json"
README: Final = Path("README.md")
PARTS: Final = ("add", "build", "compare", "cold", "service", "http", "stages", "growth")


def write(work: Workspace) -> None:
    """The report of what ``work`` has measured so far."""
    figures: dict[str, Any] = {
        "documents": work.documents,
        "written": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
    }
    figures |= {part: found for part in PARTS if (found := work.result(part)) is not None}
    DOCS.mkdir(parents=True, exist_ok=True)
    LATEST.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    charts.draw(figures, DOCS)
    publish()


def publish() -> None:
    """The page and the README's table of ``latest.json``."""
    figures = json.loads(LATEST.read_text("utf-8"))
    (DOCS / "README.md").write_text(page.page(figures), "utf-8")
    README.write_text(page.with_table(README.read_text("utf-8"), figures), "utf-8")


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    found = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    return found.stdout.strip() or "unknown"
