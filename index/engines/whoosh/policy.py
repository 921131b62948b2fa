"""When segments grow together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

FANOUT = 8
"""This many segments of one order of magnitude become one: each article is
rewritten about once per factor of ten, and a search reads few segments."""

_MOST_DELETED = 0.3


def by_size(segments: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Whoosh's segments that become part of the new one, and those kept as they are.

    Segments of the same order of magnitude merge once there are FANOUT of them;
    one that is mostly deleted is rewritten; one that is wholly deleted is dropped.
    """
    living = [segment for segment in segments if segment.doc_count() > 0]
    merged = {segment.segment_id() for segment in living if _worn(segment)}
    for tier in _tiers(living).values():
        if len(tier) >= FANOUT:
            merged |= {segment.segment_id() for segment in tier}
    return (
        [segment for segment in living if segment.segment_id() in merged],
        [segment for segment in living if segment.segment_id() not in merged],
    )


def _tiers(segments: Sequence[Any]) -> dict[int, list[Any]]:
    tiers: defaultdict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        tiers[len(str(segment.doc_count()))].append(segment)
    return tiers


def _worn(segment: Any) -> bool:
    return bool(segment.deleted_count() > _MOST_DELETED * segment.doc_count_all())
