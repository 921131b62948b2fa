"""Texts of a wanted length around a few words, from runs of filler."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from quality.spelling import WORD, folded


class Texts:
    """Writes texts that have certain words exactly as often as asked.

    ``avoid`` are letters (folded words) that no filler in a text may have.
    """

    def __init__(self, filler: Iterable[str], rng: random.Random) -> None:
        self._rng = rng
        self._filler = [(run, frozenset(map(folded, WORD.findall(run)))) for run in filler]

    def run(self, avoid: frozenset[str]) -> str:
        """A run of filler."""
        while True:
            run, letters = self._rng.choice(self._filler)
            if not letters & avoid:
                return run

    def text(self, spans: Sequence[str], length: int, avoid: frozenset[str]) -> str:
        """Sentences of about ``length`` words that have each of ``spans`` somewhere."""
        left = length - sum(len(span.split()) for span in spans)
        parts = list(spans)
        while left > 0:
            parts.append(self.run(avoid))
            left -= len(parts[-1].split())
        self._rng.shuffle(parts)
        sentences: list[str] = []
        while parts:
            size = self._rng.randint(1, 3)
            sentences.append(_capital(", ".join(parts[:size])) + ".")
            del parts[:size]
        return " ".join(sentences)

    def title(self, avoid: frozenset[str], span: str = "") -> str:
        """A run of filler and ``span`` behind it."""
        return _capital(f"{self.run(avoid)} {span}".strip())


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
