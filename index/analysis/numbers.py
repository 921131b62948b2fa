"""Numbers and numeric dates: one value, one canonical form, however it is punctuated.

``4.700`` and ``4,700`` are 4700 (groups of three), ``2,4`` and ``2.4`` are 2.4,
``26/08`` is 26/8. A year or a list makes several tokens of one surface:
``26/8/2022`` is 26/8 and 2022, ``15/2020`` is 15 and 2020, ``1,2,3`` is 1, 2, 3,
so that the number 2022 and the day 26/8 are found by themselves too.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from index.analysis.calendar import day_month, full_date, month_year
from index.analysis.tokens import LONGEST_FORM, AltForm

# A first group with a leading zero counts no thousands: 0,125 is a fraction.
_THOUSANDS: Final = re.compile(
    r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?"
    r"|([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?"
)
_DECIMAL: Final = re.compile(r"([0-9]+)[.,]([0-9]+)")
_DOTTED_DATE: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_LIST_OF_DAYS: Final = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(?:,[0-9]{1,2}/[0-9]{1,2})+")
_SEPARATORS: Final = re.compile(r"[.,/]")


class Reading(NamedTuple):
    """The tokens of a numeric surface, as (start, end) in it; ``alts`` count from 0."""

    pieces: list[tuple[int, int]]
    alts: list[AltForm]


def canonical(surface: str) -> str | None:
    """``surface`` as digits with at most one point, None when it is not one number."""
    match = _THOUSANDS.fullmatch(surface)
    if match:
        whole = _SEPARATORS.sub("", match[1] or match[3])
        rest = match[2] or match[4]
        return f"{whole}.{rest}" if rest else whole
    match = _DECIMAL.fullmatch(surface)
    return f"{match[1]}.{match[2]}" if match else None


def read(surface: str) -> Reading:
    """How a surface of digits with ``.``, ``,`` or ``/`` between them is understood."""
    if _LIST_OF_DAYS.fullmatch(surface):
        return _in_turn(surface, ",")
    if "/" in surface:
        return _day(surface) or _ratio(surface)
    return _number(surface)


def _whole(surface: str, alt: str | None) -> Reading:
    alts = [AltForm(alt, 0, 1)] if alt and len(alt) <= LONGEST_FORM else []
    return Reading([(0, len(surface))], alts)


def _number(surface: str) -> Reading:
    value = canonical(surface)
    if value:
        return _whole(surface, value)
    dotted = _DOTTED_DATE.fullmatch(surface)
    if dotted and (day := full_date(*dotted.groups())):
        short = AltForm(f"{int(dotted[1])}/{int(dotted[2])}", 0, 2)
        return Reading([dotted.span(part) for part in (1, 2, 3)], [short, AltForm(day, 0, 3)])
    if "," in surface:
        return _in_turn(surface, ",")
    return _whole(surface, None)  # 192.168.1.1


def _day(surface: str) -> Reading | None:
    """26/8 is one token, 26/8/2022 that one and its year."""
    parts = surface.split("/", 2)
    short = day_month(parts[0], parts[1])
    if short is None:
        return None
    if len(parts) == 2:
        return _whole(surface, short)
    if not parts[2].isdigit():
        return None
    cut = len(surface) - len(parts[2])
    alts = [AltForm(short, 0, 1)]
    if full := full_date(*parts):
        alts.append(AltForm(full, 0, 2))
    return Reading([(0, cut - 1), (cut, len(surface))], alts)


def _ratio(surface: str) -> Reading:
    """8/2022, 15/2020, 13/20, 2,5/10: each side, and both together."""
    reading = _in_turn(surface, "/")
    sides = surface.split("/")
    if len(sides) == 2 and all(side.isdigit() for side in sides):
        texts = month_year(*sides) or (surface,)
        reading.alts.extend(AltForm(text, 0, 2) for text in texts if len(text) <= LONGEST_FORM)
    return reading


def _in_turn(surface: str, separator: str) -> Reading:
    """The readings of the parts of ``surface``, one behind the other."""
    pieces: list[tuple[int, int]] = []
    alts: list[AltForm] = []
    start = 0
    for part in surface.split(separator):
        reading = read(part)
        alts += (AltForm(alt.text, alt.first + len(pieces), alt.count) for alt in reading.alts)
        pieces += ((start + left, start + right) for left, right in reading.pieces)
        start += len(part) + 1
    return Reading(pieces, alts)
