"""Look-up of listed phrases: which of them stands here?

A phrase is a tuple of words in look-up form. Only the lengths that phrases with the same
first (or last) word have are tried, the longest first, each by one look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Generic, TypeVar

Phrase = tuple[str, ...]
V = TypeVar("V")


class Phrases(Generic[V]):
    """Phrases with a value each; of one that is listed twice the first counts."""

    def __init__(self, rows: Iterable[tuple[Phrase, V]]) -> None:
        self.values: dict[Phrase, V] = {}
        for phrase, value in rows:
            self.values.setdefault(phrase, value)
        self._from_first = _sizes((phrase[0], len(phrase)) for phrase in self.values)
        self._from_last = _sizes((phrase[-1], len(phrase)) for phrase in self.values)

    @property
    def starts(self) -> Set[str]:
        """The first words of the phrases."""
        return self._from_first.keys()

    @property
    def ends(self) -> Set[str]:
        """The last words of the phrases."""
        return self._from_last.keys()

    def at(self, words: list[str], first: int, end: int | None = None) -> tuple[int, V] | None:
        """How many of ``words`` from ``first`` on the longest phrase takes, and its value.

        It does not reach over ``end``.
        """
        sizes = self._from_first.get(words[first])
        if sizes is None:  # as nearly always
            return None
        for size in sizes:
            if end is None or first + size <= end:
                phrase = tuple(words[first : first + size])
                value = self.values.get(phrase)
                if value is not None:
                    return len(phrase), value
        return None

    def ending(self, words: list[str], last: int) -> V | None:
        """The value of the longest phrase whose last word is ``words[last]``."""
        sizes = self._from_last.get(words[last])
        if sizes is None:
            return None
        for size in sizes:
            value = self.values.get(tuple(words[max(0, last + 1 - size) : last + 1]))
            if value is not None:
                return value
        return None


def _sizes(rows: Iterable[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    """By word the lengths of its phrases, the longest first."""
    found: dict[str, set[int]] = {}
    for word, size in rows:
        found.setdefault(word, set()).add(size)
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}
