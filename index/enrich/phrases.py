"""Look-up of listed phrases: which of them stands here?

A phrase is a tuple of words in look-up form. They stand in two trees, by their words from
the first on and from the last on: most look-ups end at the first word.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Generic, TypeVar

Phrase = tuple[str, ...]
V = TypeVar("V")


class _Node(Generic[V]):
    """The value of the phrase that ends here, and the words that longer ones go on with."""

    __slots__ = ("more", "value")

    def __init__(self) -> None:
        self.value: V | None = None
        self.more: dict[str, _Node[V]] = {}


class Phrases(Generic[V]):
    """Phrases with a value each; of one that is listed twice the first counts."""

    def __init__(self, rows: Iterable[tuple[Phrase, V]]) -> None:
        self.values: dict[Phrase, V] = {}
        for phrase, value in rows:
            self.values.setdefault(phrase, value)
        self._from_first = _tree(self.values.items())
        self._from_last = _tree((phrase[::-1], value) for phrase, value in self.values.items())

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
        node = self._from_first.get(words[first])
        if node is None:  # as nearly always
            return None
        found: tuple[int, V] | None = None
        last = len(words) if end is None else min(end, len(words))
        at = first
        while node is not None and at < last:
            at += 1
            if node.value is not None:
                found = at - first, node.value
            node = node.more.get(words[at]) if at < last else None
        return found

    def ending(self, words: list[str], last: int) -> V | None:
        """The value of the longest phrase whose last word is ``words[last]``; none ends at -1."""
        node = self._from_last.get(words[last]) if last >= 0 else None
        found: V | None = None
        while node is not None:
            if node.value is not None:
                found = node.value
            last -= 1
            node = node.more.get(words[last]) if last >= 0 else None
        return found


def _tree(rows: Iterable[tuple[Phrase, V]]) -> dict[str, _Node[V]]:
    """The phrases word by word."""
    top: dict[str, _Node[V]] = {}
    for phrase, value in rows:
        more = top
        for word in phrase:
            node = more.setdefault(word, _Node())
            more = node.more
        node.value = value
    return top
