"""Which neighbours are one word, by the model that pyvi ships.

The model is a linear-chain CRF over the features of ``ViTokenizer.word2features``
(pyvi 0.1.1). pyvi makes a dict of up to 17 entries for every token, which takes
most of its time. Here what a token says about itself and its neighbours is worked
out once per token and remembered, and only what holds is named: a feature that is
False has weight 0 for the model. Same labels, 3 times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from string import punctuation
from typing import Final, NamedTuple, Protocol

from index.analysis.memo import Memo

_INSIDE: Final = "I_W"
_PUNCTUATION: Final = frozenset(punctuation)


class Tagger(Protocol):
    """A CRF: one label per item, an item being the names of the features that hold."""

    def tag(self, items: list[list[str]]) -> list[str]: ...


class _Said(NamedTuple):
    """The features that one token gives to its own place, to the next and to the one before."""

    here: list[str]
    behind: list[str]
    ahead: list[str]
    lower: str


def _features(token: str) -> _Said:
    lower = token.lower()
    upper, title = token.isupper(), token.istitle()
    here = ["bias", f"word.lower():{lower}"]
    behind, ahead = [f"-1:word.lower():{lower}"], [f"+1:word.lower():{lower}"]
    for place, name in ((here, ""), (behind, "-1:"), (ahead, "+1:")):
        if upper:
            place.append(f"{name}word.isupper()")
        if title:
            place.append(f"{name}word.istitle()")
    if token.isdigit():
        here.append("word.isdigit()")
    return _Said(here, behind, ahead, lower)


class Joiner:
    """Says where words of two and more syllables are. Not for several threads at once.

    ``pairs`` and ``threes`` are the dictionary's words of two and three syllables.
    """

    def __init__(self, tagger: Tagger, pairs: Set[str], threes: Set[str]) -> None:
        self._tagger = tagger
        self._pairs = pairs
        self._threes = threes
        self._said = Memo(_features)

    def joined(self, tokens: Sequence[str]) -> Iterator[bool]:
        """For every two neighbours of ``tokens``, whether they belong to one word."""
        labels = self._tagger.tag(self._items(tokens))
        for (left, right), label in zip(pairwise(tokens), labels[1:], strict=True):
            yield label == _INSIDE and _may_join(left, right)

    def _items(self, tokens: Sequence[str]) -> list[list[str]]:
        said = [self._said[token] for token in tokens]
        lower = [each.lower for each in said]
        items = [each.here.copy() for each in said]
        for at, (left, right) in enumerate(pairwise(said)):
            items[at] += right.ahead
            items[at + 1] += left.behind
            if f"{left.lower} {right.lower}" in self._pairs:
                items[at].append("+1:word.bi_gram()")
                items[at + 1].append("-1:word.bi_gram()")
        for at, three in enumerate(zip(lower, lower[1:], lower[2:], strict=False)):
            if " ".join(three) in self._threes:
                items[at].append("+2:word.tri_gram()")
                items[at + 2].append("-2:word.tri_gram()")
        return items


def _may_join(left: str, right: str) -> bool:
    """No mark, no number, and no name behind a word in small letters."""
    if left in _PUNCTUATION or right in _PUNCTUATION:
        return False
    if left[0].isdigit() or right[0].isdigit():
        return False
    return left[0].istitle() or not right[0].istitle()
