"""The queries that cost the most: all that is allowed, of the dearest kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from index.analysis import fold
from soak.vocabulary import Vocabulary


class Costly:
    """Draws them: each is another one, so that no cache helps."""

    def __init__(self, vocabulary: Vocabulary, random: Random) -> None:
        self._words = vocabulary.frequent
        self._rare = vocabulary.words
        self._random = random

    @classmethod
    def every(cls, vocabulary: Vocabulary, seed: int) -> Iterator[str]:
        """One of each kind."""
        drawing = cls(vocabulary, Random(seed))
        for kind in drawing._kinds():
            yield kind()

    def query(self) -> str:
        """One of any kind."""
        return self._random.choice(self._kinds())()

    def _kinds(self) -> Sequence[Callable[[], str]]:
        often, rare = self._often, self._seldom
        return (
            lambda: fold(" ".join(often(64))),
            lambda: " ".join(often(64)),
            lambda: " OR ".join(often(64)),
            lambda: " ".join(f"{fold(word)[:2]}*" for word in rare(64)),
            lambda: " ".join(f"{fold(word)}~2" for word in rare(64)),
            lambda: " ".join(f"{word}~2" for word in often(64)),
            lambda: " OR ".join(f'"{" ".join(often(16))}"~50' for _ in range(4)),
            lambda: " ".join(f'"{" ".join(often(2))}"~50' for _ in range(32)),
            lambda: " ".join(f'said:* "{" ".join(often(2))}"' for _ in range(20)),
            lambda: f"said:({' OR '.join(often(20))}) ({' OR '.join(often(40))})",
            lambda: " OR ".join(f"({fold(' '.join(often(8)))})" for _ in range(8)),
            lambda: fold(f"said:({' '.join(often(8))}) {' '.join(often(50))}"),
            lambda: f"{'said:(' * 8}{often(1)[0]}{')' * 8}",
        )

    def _often(self, count: int) -> list[str]:
        return self._random.choices(self._words, k=count)

    def _seldom(self, count: int) -> list[str]:
        return self._random.choices(self._rare, k=count)
