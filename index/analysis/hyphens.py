"""Forms joined over a hyphen, or over nothing: f16 over F-16, matxcova over Mát-xcơ-va, 35km."""

from __future__ import annotations

from typing import Final

from index.analysis.columns import Columns
from index.analysis.gaps import HYPHEN, NOTHING
from index.analysis.joining import add_joined, runs

_CODES: Final = frozenset((HYPHEN, NOTHING))


def join(columns: Columns, specials: list[int]) -> None:
    """Adds the joined form of every run of tokens with only a hyphen, or nothing, between."""
    for first, end in runs(columns, specials, _CODES):
        add_joined(columns, first, end)
