"""PLACEHOLDER until the merge of the data file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    forms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    first: int
    count: int
    others: tuple[Other, ...]


def find(forms: Sequence[str]) -> tuple[Found, ...]:
    return ()
