"""Fields, and what an engine keeps of an article.

Five zones of text (``text``: title, standfirst and body; ``title``; ``standfirst``;
``person``: the names; ``speaker``: the names of who says a quotation) have parallel
token fields that share positions:

- ``exact``: tone-normalised syllables, foreign words and numbers whole
- ``fold``: the same without diacritics; an engine makes it of ``exact``
- ``alt_forms``: joined and canonical forms (f16, 4700, matxcova, 26/8), each at
  the position of its first part and with the number of positions it covers

A quotation is a stretch of the text's positions, so its words are not kept again: the
field ``quotation`` says where each begins and ends, and the names of who says the n-th
(from 0) stand in the positions from n × :data:`SPEAKER_ROOM` on of the zone ``speaker``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


def _field(zone: str, layer: str) -> str:
    return layer if zone == "text" else f"{zone}_{layer}"


MISSING: Final = "__missing"
NO_YEAR: Final = "__no_year"
TASS_RT: Final = "TASS/RT"

FACETS: Final = ("outlet", "source", "person")
TERM: Final = "term"
VALUES: Final = (*FACETS, TERM)
"""What a document carries values of: the facets a reader picks from, and its key terms."""

ZONES: Final = ("text", "title", "person", "standfirst", "speaker")
EXACT: Final = {zone: _field(zone, "exact") for zone in ZONES}
FOLD: Final = {zone: _field(zone, "fold") for zone in ZONES}
ALT: Final = {zone: _field(zone, "alt_forms") for zone in ZONES}
ZONE_OF: Final = {field: zone for layer in (EXACT, FOLD, ALT) for zone, field in layer.items()}

QUOTATION: Final = "quotation"
"""The token field of the marks of quotations; they are disjoint, and rise."""
BEGIN: Final = "begin"
END: Final = "end"
"""The marks, at the positions of a quotation's first and last token in the zone ``text``."""
QUOTABLE: Final = frozenset({"text", "speaker"})
"""The zones whose words may stand in a quotation; see ``query.Within``."""
SPEAKER_ROOM: Final = 256
"""Positions for the names of one quotation's speaker: 60 forms of a name."""


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """One token field of one document, in rising position order.

    ``texts``, ``positions`` and ``lengths`` run in parallel; a length is the
    number of positions the token covers (1 but in ``alt_forms``).
    """

    texts: tuple[str, ...]
    positions: tuple[int, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """A known date as the minutes it covers, both ends inside; see ``DateWithin``.

    ``value`` is its EDTF form cut to the day (``2025``, ``2025-10``,
    ``2025-10-29``): what the date facet counts.
    """

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine keeps of one article.

    ``values`` has an entry for each of VALUES. In a facet a document without a
    value carries :data:`MISSING` (an outlet may carry MISSING and TASS/RT together);
    one without key terms carries nothing, for nobody asks for those.
    ``no_year`` marks a day whose year is unknown; ``date`` is then None. ``story`` is the
    number of the story it tells, below 0 where no store has given one: then it is alone.
    ``original`` says that it is the first copy.
    """

    id: str
    digest: str
    seq: int
    tokens: Mapping[str, FieldTokens]
    values: Mapping[str, tuple[str, ...]]
    date: DateInterval | None
    story: int
    original: bool = True
    no_year: bool = False
