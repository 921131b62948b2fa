"""One raw text and its tokens."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import compress, count
from operator import sub

from index.analysis import Tokens, analyze, sentence_begin
from search.limits import MARKED_CHARACTERS

TokenSpan = tuple[int, int]
"""First and last token, both inside."""


class Text:
    """One raw text with its tokens; where it is very long, those of its beginning.

    ``tokens`` are they, where they are known already.
    """

    def __init__(self, raw: str, tokens: Tokens | None = None) -> None:
        self.raw = raw
        self.tokens = analyze(raw[:MARKED_CHARACTERS]) if tokens is None else tokens

    def sentence(self, token: int) -> int:
        """Where the sentence of ``token`` begins."""
        first = self._openings[bisect_right(self._openings, token) - 1]
        return sentence_begin(self.raw, self.tokens, first)

    @cached_property
    def _openings(self) -> list[int]:
        """The tokens that open a sentence."""
        positions = self.tokens.positions
        steps = map(sub, positions[1:], positions)
        return [0, *compress(count(1), map((1).__lt__, steps))]
