"""Figures as tables in Markdown, to be read in a terminal and pasted into a document."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence


def say(line: str = "") -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table with aligned columns."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    ruled = [cells[0], ["-" * width for width in widths], *cells[1:]]
    for row in ruled:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say(f"| {' | '.join(padded)} |")
    say()
