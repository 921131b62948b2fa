"""Long lists, a statement at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

CHUNK: Final = 500
"""Rows per statement: far below SQLite's 32,766 variables, and 2 MB of text."""

Each = TypeVar("Each")


def chunks(items: Iterable[Each]) -> Iterator[list[Each]]:
    """``items`` in lists of :data:`CHUNK`."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
