"""Are two articles copies of one story? Exactly, from their shingles and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from index.stories.shingles import LEAST, Fingerprint, Hashes

RESEMBLANCE: Final = 0.5
"""Shared of all shingles from which two texts are copies: with a fifth of the sentences
replaced it is .67, with 30 % .54. What 24,000 articles say: docs/decisions/0022."""

SURE: Final = 0.65
"""Resemblance below which copies also have ANY_OPENING of what the longer begins with:
the next day's report repeats the last one's background beneath a beginning of its own."""
ANY_OPENING: Final = 0.2

SHORT: Final = 120
RESEMBLANCE_OF_SHORT: Final = 0.6
"""Shingles below which a text is short, and what it needs: of a hundred words the
notice at the end may be half."""

CONTAINMENT: Final = 0.85
"""Share of the shorter text that a shortened copy takes over, where it also has most of
what the longer text begins with: news is cut from its end, while a later report that
carries this one along as its background begins otherwise."""
OPENING: Final = 0.6
LEAST_RESEMBLANCE: Final = 0.2
"""A shortened copy is a fifth of the original at least: a digest of the news holds many."""

FIGURES: Final = 8
SAME_FIGURES: Final = 0.4
SAME_FIGURES_BELOW_SURE: Final = 0.6
"""Where both texts give so many figures, a copy shares at least that part of them: the
form of a price list, a forecast or a draw stays from day to day, and its numbers do not."""

AKIN: Final = 0.4
"""What a copy of a copy still takes of the first one (of the shorter text's shingles), or
it would lead from story to story."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares from 0 to 1. ``resemblance`` is shared of all shingles (Jaccard).

    ``containment`` is shared of those of the shorter text, ``opening`` what the shorter
    has of the opening of the longer, ``figures`` what the two have in common of the
    fewer; it is 1 where there are too few to tell. ``comparable`` says that both are
    long enough, ``short`` that the shorter is near that.
    """

    resemblance: float
    containment: float
    opening: float
    figures: float
    comparable: bool
    short: bool

    @property
    def copies(self) -> bool:
        """Whether one is a copy of the other."""
        if not self.comparable or self.figures < SAME_FIGURES:
            return False
        if self.resemblance >= SURE:
            return True
        if self.figures < SAME_FIGURES_BELOW_SURE:
            return False
        wanted = RESEMBLANCE_OF_SHORT if self.short else RESEMBLANCE
        return (self.resemblance >= wanted and self.opening >= ANY_OPENING) or self._shortened

    @property
    def _shortened(self) -> bool:
        return (
            self.containment >= CONTAINMENT
            and self.opening >= OPENING
            and self.resemblance >= LEAST_RESEMBLANCE
        )

    @property
    def akin(self) -> bool:
        """Whether both can be copies of the same, themselves less alike than ``copies``."""
        return self.comparable and self.figures >= SAME_FIGURES and self.containment >= AKIN


def likeness(one: Fingerprint, other: Fingerprint, common: Hashes | None = None) -> Likeness:
    """How alike two texts are; the shingles in ``common`` count in neither."""
    first, second = one.shingles, other.shingles
    if common is not None:
        first, second = (np.setdiff1d(each, common, assume_unique=True) for each in (first, second))
    shared = _shared(first, second)
    fewest = min(len(first), len(second))
    longer, shorter = (one, second) if len(first) >= len(second) else (other, first)
    return Likeness(
        resemblance=_resemblance(first, second, shared),
        containment=shared / max(1, fewest),
        opening=_shared(longer.opening, shorter) / max(1, len(longer.opening)),
        figures=_same_figures(one.figures, other.figures),
        comparable=fewest >= LEAST,
        short=fewest < SHORT,
    )


def resemblance(one: Hashes, other: Hashes) -> float:
    """Shared of all shingles of two texts (Jaccard), 0 to 1."""
    return _resemblance(one, other, _shared(one, other))


def _resemblance(one: Hashes, other: Hashes, shared: int) -> float:
    return shared / max(1, len(one) + len(other) - shared)


def _same_figures(one: Hashes, other: Hashes) -> float:
    fewest = min(len(one), len(other))
    return 1.0 if fewest < FIGURES else _shared(one, other) / fewest


def _shared(one: Hashes, other: Hashes) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))
