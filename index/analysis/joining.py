"""Joined forms: one word over the parts it is also written in (f16, matxcova, tphcm).

The parts stay tokens at p, p+1. Joined forms are folded, for Mát-xcơ-va and
Matxcơva are one name. What joined could be a Vietnamese syllable is another
word: bi-a is no bia (beer), T.Ư no từ, and A.I no ai (who).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from index.analysis.columns import Columns
from index.analysis.folding import fold
from index.analysis.numbers import canonical
from index.analysis.syllable import all_syllables
from index.analysis.tokens import LONGEST_FORM, AltForm

# The longest real one has four parts (Xanh Pê-téc-bua has three); a rule has hundreds.
MOST_PARTS: Final = 8

LETTERS: Final = 3
"""Of an abbreviation: T.H and T&T are no TH and TT, but somebody's initials and a name."""

_SYLLABLES: Final = frozenset(map(fold, all_syllables()))


def add_joined(columns: Columns, first: int, end: int, least: int = 0) -> None:
    """Adds the joined form of tokens ``first`` to ``end`` (exclusive), if it is a word.

    Two numbers are never joined: 1-1 is a score, not 11. ``least`` letters are wanted
    of a form without a number.
    """
    parts = columns.forms[first:end]
    if not 1 < len(parts) <= MOST_PARTS:
        return
    numeric = [part[0].isdigit() for part in parts]
    if any(left and right for left, right in pairwise(numeric)):
        return
    joined = "".join(
        (canonical(part) or part) if digits else fold(part)
        for part, digits in zip(parts, numeric, strict=True)
    )
    if not any(numeric) and len(joined) < least:
        return
    if len(joined) <= LONGEST_FORM and joined not in _SYLLABLES:
        columns.alts.append(AltForm(joined, first, end - first))


def runs(columns: Columns, specials: list[int], codes: frozenset[int]) -> list[tuple[int, int]]:
    """Each longest run of tokens with only gaps of these codes between, as (first, end)."""
    found: list[tuple[int, int]] = []
    if not any(code in columns.codes for code in codes):
        return found  # nearly every text has one of the kinds only
    last = -1
    for at in specials:
        if columns.codes[at] not in codes or at <= last or not 0 < at < len(columns.forms):
            continue
        last = at
        while last + 1 < len(columns.forms) and columns.codes[last + 1] in codes:
            last += 1
        found.append((at - 1, last + 1))
    return found
