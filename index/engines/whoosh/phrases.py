"""Words side by side: where phrases begin and end, over arrays of positions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.engines.whoosh.postings import Occurrences
from index.engines.whoosh.rising import NONE, Ints, common, distinct

Slot = Sequence[Occurrences]
"""The terms that meet one place of a phrase."""


def meeting(slots: Sequence[Slot], docs: Ints | None = None) -> Ints:
    """The documents (of ``docs``, which rise) in which every slot is met, rising."""
    found = docs
    for slot in sorted(slots, key=_size):
        if found is None:
            found = slot[0].docs if len(slot) == 1 else distinct(_joined(slot))
        elif len(slot) == 1:
            found = found.compress(slot[0].holding(found))
        else:
            found = found.compress(np.any([term.holding(found) for term in slot], axis=0))
    return NONE if found is None else found


def spans(slots: Sequence[Slot], docs: Ints | None = None) -> tuple[Ints, Ints]:
    """Keys where the whole phrase begins, and behind its last word.

    In ``docs``, which rise, or anywhere. Where no form covers several positions they rise,
    each once.
    """
    if not slots or not all(slots):
        return NONE, NONE
    docs = meeting(slots, docs)
    if not len(docs):
        return NONE, NONE
    if any(term.covering for slot in slots for term in slot):
        return _followed(slots, docs)
    begins = _starts(slots, docs)
    return begins, begins + len(slots)


def keys(slot: Slot, docs: Ints | None) -> Ints:
    """Rising keys where the terms of a slot begin, each once."""
    if len(slot) == 1:
        return slot[0].keys(docs)
    return distinct(np.concatenate([NONE, *(term.keys(docs) for term in slot)]))


def _starts(slots: Sequence[Slot], docs: Ints) -> Ints:
    """Where phrases begin whose words cover one position each; from the rarest word outwards."""
    places = sorted(range(len(slots)), key=lambda place: _size(slots[place]))
    begins = keys(slots[places[0]], docs) - places[0]
    for number, place in enumerate(places[1:]):
        if not len(begins):
            break
        if number:  # the documents left may be few
            docs = distinct(begins >> 32)
        begins = common(begins + place, keys(slots[place], docs)) - place
    return begins


def _followed(slots: Sequence[Slot], docs: Ints) -> tuple[Ints, Ints]:
    """The same where words may cover several positions; word by word."""
    origins, ends = slot_spans(slots[0], docs)
    for slot in slots[1:]:
        starts, behind = [NONE], [NONE]
        for term in slot:
            begins, lasts = term.spans(docs)
            if len(begins):
                at = begins.searchsorted(ends)
                hit = begins.take(at, mode="clip") == ends
                starts.append(origins.compress(hit))
                behind.append(lasts.take(at.compress(hit)))
        origins, ends = np.concatenate(starts), np.concatenate(behind)
    return origins, ends


def slot_spans(slot: Slot, docs: Ints | None) -> tuple[Ints, Ints]:
    """Keys where each of the terms begins, and behind it; term by term."""
    found = [term.spans(docs) for term in slot]
    return (
        np.concatenate([NONE, *(begins for begins, _ in found)]),
        np.concatenate([NONE, *(ends for _, ends in found)]),
    )


def _size(slot: Slot) -> int:
    return sum(term.most for term in slot)


def _joined(slot: Slot) -> Ints:
    return np.concatenate([term.docs for term in slot])
