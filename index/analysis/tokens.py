"""What the analysis gives: columns, not objects."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

# Version of everything that decides a token; an index remembers which made it.
VERSION: Final = "2"

# Far more than the 16 words a phrase may have: no phrase crosses a paragraph.
PARAGRAPH_GAP: Final = 100
SENTENCE_GAP: Final = 1

# Longer forms are cut here: OpenSearch splits at 255, and no word comes near.
LONGEST_FORM: Final = 100


@dataclass(frozen=True, slots=True)
class AltForm:
    """Another form of ``count`` tokens from index ``first`` on, folded.

    What is typed meets what is stored when one's exact form or alternative
    forms occur among the other's exact form (folded) or alternative forms.
    """

    text: str
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text as parallel columns, in text order.

    ``starts`` and ``ends`` are code points into the raw text. ``positions``
    start at 0 and rise by 1; a sentence end adds :data:`SENTENCE_GAP`, a
    paragraph end :data:`PARAGRAPH_GAP`. ``openings`` are the tokens, but for the first,
    that a sentence begins with. ``alts`` are sorted by first token.
    """

    exact: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    positions: Sequence[int]
    openings: Sequence[int]
    alts: Sequence[AltForm] = field(default=())

    def __len__(self) -> int:
        return len(self.exact)

    def sentences(self) -> Iterator[Sequence[str]]:
        """The exact forms of each sentence, as :func:`index.analysis.sentence_forms` has them."""
        begin = 0
        for at in self.openings:
            yield self.exact[begin:at]
            begin = at
        if self.exact:
            yield self.exact[begin:]

    def inside(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and last token between two code points, None where no token is."""
        first, last = bisect_left(self.starts, start), bisect_right(self.ends, end) - 1
        return (first, last) if first <= last else None
