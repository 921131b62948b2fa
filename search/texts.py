"""One raw text and its tokens."""

from __future__ import annotations

from bisect import bisect_right

from index.analysis import Tokens, analyze, fold_all, sentence_begin
from search.joined import Joined
from search.limits import MARKED_CHARACTERS

TokenSpan = tuple[int, int]
"""First and last token, both inside."""


class Text:
    """One raw text with its tokens; where it is very long, those of its beginning.

    ``tokens``, and ``folded``, their folded forms, are given where they are known already.
    """

    def __init__(
        self, raw: str, tokens: Tokens | None = None, folded: Joined | None = None
    ) -> None:
        self.raw = raw
        self.tokens = analyze(raw[:MARKED_CHARACTERS]) if tokens is None else tokens
        self.folded = Joined.of(fold_all(self.tokens.exact)) if folded is None else folded
        self._begins: dict[int, int] = {}  # of sentences, by the tokens that open them

    def sentence(self, token: int) -> int:
        """Where the sentence of ``token`` begins."""
        openings = self.tokens.openings
        number = bisect_right(openings, token)
        first = openings[number - 1] if number else 0
        if first not in self._begins:
            self._begins[first] = sentence_begin(self.raw, self.tokens, first)
        return self._begins[first]
