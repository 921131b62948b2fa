"""When segments grow together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from whoosh.reading import SegmentReader

FANOUT = 8
"""This many segments of one order of magnitude become one: each article is
rewritten about once per factor of ten, and a search reads few segments."""

_MOST_DELETED = 0.3


def merge_by_size(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Whoosh's merge policy: merges into the writer, returns the segments kept.

    Segments of the same order of magnitude merge once there are FANOUT of them;
    one that is mostly deleted is rewritten; one that is wholly deleted is dropped.
    """
    living = [segment for segment in segments if segment.doc_count() > 0]
    merged = {segment.segment_id() for segment in living if _worn(segment)}
    for tier in _tiers(living).values():
        if len(tier) >= FANOUT:
            merged |= {segment.segment_id() for segment in tier}
    kept = []
    for segment in living:
        if segment.segment_id() in merged:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        else:
            kept.append(segment)
    return kept


def _tiers(segments: Sequence[Any]) -> dict[int, list[Any]]:
    tiers: defaultdict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        tiers[len(str(segment.doc_count()))].append(segment)
    return tiers


def _worn(segment: Any) -> bool:
    return bool(segment.deleted_count() > _MOST_DELETED * segment.doc_count_all())
