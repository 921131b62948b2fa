"""Joined forms: f16 over F-16, matxcova over Mát-xcơ-va, 35km over 35km.

The parts stay tokens at p, p+1. Joined forms are folded, for Mát-xcơ-va and
Matxcơva are one name. Two numbers are never joined: 1-1 is a score, not 11.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from index.analysis.columns import Columns
from index.analysis.folding import fold
from index.analysis.gaps import HYPHEN, NOTHING
from index.analysis.numbers import canonical
from index.analysis.tokens import LONGEST_FORM, AltForm

# The longest real one has four parts (Ca-dắc-xtan has three); a rule has hundreds.
_MOST_PARTS: Final = 8


def join(columns: Columns, specials: list[int]) -> None:
    """Adds the joined form of every run of tokens with only a hyphen, or nothing, between."""
    codes = columns.codes
    last = -1
    for at in specials:
        if codes[at] not in (HYPHEN, NOTHING) or at <= last or not 0 < at < len(columns.forms):
            continue
        last = at
        while last + 1 < len(columns.forms) and codes[last + 1] in (HYPHEN, NOTHING):
            last += 1
        _add(columns, at - 1, last + 1)


def _add(columns: Columns, first: int, end: int) -> None:
    parts = columns.forms[first:end]
    if len(parts) > _MOST_PARTS:
        return
    numeric = [part[0].isdigit() for part in parts]
    if any(left and right for left, right in pairwise(numeric)):
        return
    joined = "".join(
        (canonical(part) or part) if digits else fold(part)
        for part, digits in zip(parts, numeric, strict=True)
    )
    if len(joined) <= LONGEST_FORM:
        columns.alts.append(AltForm(joined, first, end - first))
