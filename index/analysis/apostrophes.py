"""Names with an apostrophe: oneill over O'Neill, hleo over Ea H'Leo, xian over Xi'an."""

from __future__ import annotations

from typing import Final

from index.analysis.columns import Columns
from index.analysis.gaps import APOSTROPHE
from index.analysis.joining import LETTERS, add_joined, runs
from index.analysis.tables import word_set

_CODES: Final = frozenset((APOSTROPHE,))
_ENGLISH_ENDINGS: Final = word_set("s t m d re ve ll")


def join(columns: Columns, specials: list[int]) -> None:
    """Adds the joined form of every run of tokens with only an apostrophe between.

    Endings of English words (Vietnam's, don't) are no part of a name.
    """
    for first, end in runs(columns, specials, _CODES):
        if columns.forms[end - 1] not in _ENGLISH_ENDINGS:
            add_joined(columns, first, end, LETTERS)
