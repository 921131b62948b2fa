"""The filters in their order: text → :class:`Tokens`.

scan → (Unicode → tone → i/y) per surface → numbers → hyphens, apostrophes,
abbreviations, dates → positions.
Each column is made by one call that loops in C, and a surface is normalised once
for all texts: that, and not the filters, decides the speed (1.2 to 1.5 million
tokens a second on 3,000 articles, one core, offsets and other forms included).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from index.analysis import (
    abbreviations,
    apostrophes,
    dates,
    hyphens,
    months,
    sentences,
    tone,
)
from index.analysis.columns import Columns
from index.analysis.gaps import CODES, may_end_inside
from index.analysis.iy import unify_iy
from index.analysis.memo import Memo
from index.analysis.numbers import read
from index.analysis.scanner import scan, visible
from index.analysis.tokens import LONGEST_FORM, AltForm, Tokens
from index.analysis.unicode import unify

_SEVERAL: Final = ""  # the form of a surface that `numbers` has to read


def _normalise(surface: str) -> str:
    if surface[0].isdigit():
        return surface[:LONGEST_FORM] if surface.isdigit() else _SEVERAL
    return unify_iy(tone.place(unify(visible(surface))[:LONGEST_FORM]))


_FORMS: Final = Memo(_normalise)
_TRIGGERS: Final = dates.DAY_WORDS | months.WORDS | abbreviations.TOWNS
_SPECIAL: Final = re.compile(rb"[^\0]")  # any gap code but QUIET


def analyze(text: str) -> Tokens:
    """The tokens of ``text``; never raises, whatever the string holds."""
    columns, specials = _columns(text)
    count = len(columns.forms)
    if not count:
        return Tokens((), (), (), (), ())
    _add_alternatives(columns, specials)
    steps = [1] * count
    steps[0] = 0
    openings: list[int] = []
    for at in specials:
        if 0 < at < count and (pause := sentences.pause(columns, at)):
            steps[at] += pause
            openings.append(at)
    return Tokens(
        exact=tuple(columns.forms),
        starts=tuple(columns.starts),
        ends=tuple(columns.ends),
        positions=tuple(accumulate(steps)),
        openings=tuple(openings),
        alts=_sorted(columns.alts),
    )


def _add_alternatives(columns: Columns, specials: list[int]) -> None:
    hyphens.join(columns, specials)
    apostrophes.join(columns, specials)
    abbreviations.join(columns, specials)
    dates.find_full(columns, specials)
    for at in [at for at, form in enumerate(columns.forms) if form in _TRIGGERS]:
        if columns.forms[at] in abbreviations.TOWNS:
            abbreviations.join_town(columns, at)
        else:
            dates.find(columns, at)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence of ``text``; a line break ends one but in a hard wrap."""
    if not may_end_inside(text):
        return sentences.whole(text)
    columns, specials = _columns(text)
    return sentences.spans(columns, specials)


def sentence_forms(text: str) -> Iterator[list[str]]:
    """The exact forms of each sentence of ``text``, at half the price of :func:`analyze`."""
    columns, specials = _columns(text)
    forms = columns.forms
    begin = 0
    for at in specials:
        if 0 < at < len(forms) and sentences.pause(columns, at):
            yield forms[begin:at]
            begin = at
    if forms:
        yield forms[begin:]


def _columns(text: str) -> tuple[Columns, list[int]]:
    """The tokens with numbers read, and the indexes of the gaps that are not quiet."""
    pieces = scan(text)
    ends = list(accumulate(map(len, pieces)))
    gaps = pieces[0::2]
    forms = list(map(_FORMS.__getitem__, pieces[1::2]))
    columns = Columns(text, forms, ends[0:-1:2], ends[1::2], gaps, b"")
    if _SEVERAL in forms:
        _read_numbers(columns)
    columns.codes = bytes(map(CODES.__getitem__, columns.gaps))
    return columns, [match.start() for match in _SPECIAL.finditer(columns.codes)]


def _read_numbers(columns: Columns) -> None:
    """Puts the tokens of 26/8/2022 and its like in place of their surface."""
    old = Columns(
        columns.text, columns.forms, columns.starts, columns.ends, columns.gaps, columns.codes
    )
    done = 0
    columns.forms, columns.starts, columns.ends, columns.gaps = [], [], [], []
    while True:
        try:
            at = old.forms.index(_SEVERAL, done)
        except ValueError:
            break
        _copy(columns, old, done, at)
        _put(columns, old.gaps[at], old.starts[at], old.text[old.starts[at] : old.ends[at]])
        done = at + 1
    _copy(columns, old, done, len(old.forms))
    columns.gaps.append(old.gaps[-1])


def _copy(columns: Columns, old: Columns, start: int, end: int) -> None:
    columns.forms += old.forms[start:end]
    columns.starts += old.starts[start:end]
    columns.ends += old.ends[start:end]
    columns.gaps += old.gaps[start:end]


def _put(columns: Columns, gap: str, offset: int, surface: str) -> None:
    reading = read(surface)
    first = len(columns.forms)
    columns.alts += (AltForm(alt.text, alt.first + first, alt.count) for alt in reading.alts)
    behind = 0
    for start, end in reading.pieces:
        columns.gaps.append(gap if start == 0 else surface[behind:start])
        columns.forms.append(surface[start:end][:LONGEST_FORM].rstrip(".,/"))
        columns.starts.append(offset + start)
        columns.ends.append(offset + end)
        behind = end


def _sorted(alts: list[AltForm]) -> tuple[AltForm, ...]:
    if not alts:
        return ()
    return tuple(sorted(set(alts), key=lambda alt: (alt.first, alt.count, alt.text)))
