"""Abbreviations with dots, ampersands or spaces: tphcm over TP.HCM and TP HCM, gddt over GD&ĐT.

Reporters type them in small letters, so that is no obstacle where the letters
themselves tell: *tp.hcm* has no vowel, *zing.vn* and *nai.ông* do. An ampersand
without spaces joins any words (AT&T, at&t).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.analysis.columns import Columns
from index.analysis.folding import fold
from index.analysis.gaps import AMPERSAND, DOT, HYPHEN
from index.analysis.joining import LETTERS, add_joined, runs
from index.analysis.syllable import is_syllable
from index.analysis.tables import word_set

TOWNS: Final = word_set("tp tx")
"""Before the abbreviated name of a town, also with a space: TP HCM, TX. HT."""

_DOTTED: Final = frozenset((DOT,))
_AND: Final = frozenset((AMPERSAND, HYPHEN))  # LĐ-TB&XH
_LONGEST: Final = 8
_LONGEST_BEFORE_NUMBER: Final = 3
_VOWEL: Final = re.compile("[aeiouy]")


def join(columns: Columns, specials: list[int]) -> None:
    """Adds the joined forms of abbreviations over dots (U.23 included) and ampersands."""
    for first, end in runs(columns, specials, _DOTTED):
        for start, stop in _abbreviations(columns, first, end):
            if not _is_sentence_break(columns, start, stop):
                add_joined(columns, start, stop, LETTERS)
    if AMPERSAND in columns.codes:
        for first, end in runs(columns, specials, _AND):
            _join_and(columns, first, end)


def _join_and(columns: Columns, first: int, end: int) -> None:
    codes = columns.codes[first + 1 : end]
    if AMPERSAND not in codes:
        return
    if all(columns.gaps[at] == "&" for at in range(first + 1, end)):
        add_joined(columns, first, end, LETTERS)
        return
    for start, stop in _abbreviations(columns, first, end):
        if AMPERSAND in columns.codes[start + 1 : stop]:
            add_joined(columns, start, stop, LETTERS)


def join_town(columns: Columns, at: int) -> None:
    """Adds tphcm over TP HCM and TP. HCM; token ``at`` is one of :data:`TOWNS`."""
    name = at + 1
    if name >= len(columns.forms) or columns.gaps[name].rstrip(" \u00a0") not in ("", "."):
        return
    if columns.gaps[name] and _is_abbreviation(columns, name) and not _is_word(columns, name):
        add_joined(columns, at, name + 1, LETTERS)


def _abbreviations(columns: Columns, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a run that are abbreviations, with a number only as the last."""
    start = first
    for at in range(first, end + 1):
        if at < end and _is_abbreviation(columns, at):
            continue
        with_number = at < end and at > start and _is_number(columns, at)
        if with_number and len(columns.forms[at - 1]) <= _LONGEST_BEFORE_NUMBER:
            yield start, at + 1
        elif at - start > 1:
            yield start, at
        start = at + 1


def _is_abbreviation(columns: Columns, at: int) -> bool:
    """Letters only; capitals, or without any vowel."""
    form = columns.forms[at]
    if len(form) > _LONGEST or not form.isalpha():
        return False
    written = columns.text[columns.starts[at] : columns.ends[at]]
    return written.isupper() or not _VOWEL.search(fold(form))


def _is_number(columns: Columns, at: int) -> bool:
    form = columns.forms[at]
    return len(form) <= _LONGEST_BEFORE_NUMBER and form.isdigit()


def _is_word(columns: Columns, at: int) -> bool:
    return len(columns.forms[at]) > 1 and is_syllable(columns.forms[at])


def _is_sentence_break(columns: Columns, start: int, stop: int) -> bool:
    """Whether all parts are words: a line in capitals whose writer forgot the space."""
    return all(_is_word(columns, at) for at in range(start, stop))
