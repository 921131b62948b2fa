"""The quotations of all live documents as arrays; see ``query.Within``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.engines.schema import SPEAKER_ROOM
from index.engines.whoosh.rising import Ints

_POSITION = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Quotations:
    """Rising keys of their first and last positions in the text."""

    begins: Ints
    ends: Ints

    @property
    def docs(self) -> Ints:
        """The document of each."""
        return self.begins >> 32

    def around(self, zone: str, firsts: Ints, lasts: Ints) -> Ints:
        """The number of the quotation that holds each stretch of the zone, -1 where none does."""
        if zone == "speaker":
            return self._spoken_by(firsts, lasts)
        at = np.searchsorted(self.begins, firsts, side="right") - 1
        # before the first there is none: -1 then picks the end that no key reaches
        inside = (at >= 0) & (lasts <= np.append(self.ends, -1)[at])
        return np.where(inside, at, -1)

    def _spoken_by(self, firsts: Ints, lasts: Ints) -> Ints:
        """The same of names: those of a document's n-th quotation have positions of their own."""
        number = (firsts & _POSITION) // SPEAKER_ROOM
        whole = (lasts & _POSITION) // SPEAKER_ROOM == number
        docs = firsts >> 32
        return np.where(whole, np.searchsorted(self.begins, docs << 32) + number, -1)
