"""What kind of word each is, by the tagger that pyvi ships.

The model is a linear-chain CRF over the features of ``ViPosTagger.word2features`` (pyvi
0.1.1). As in ``joins``: what a word says about itself and its neighbours is worked out once
per word and remembered, and only what holds is named. Same tags, in half of the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import punctuation
from typing import Final, NamedTuple

from index.analysis.joins import Tagger
from index.analysis.memo import Memo

MARKS: Final = frozenset((*punctuation, "…", "”", "“", "’", "..."))
"""What pyvi calls filtered."""

_TOKEN: Final = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."
    r"|==>|->|\.\.\.|>>|\n"
    r"|\w+://[^\s]+|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
)


def cut(sentence: str) -> list[str]:
    """The tokens of a composed sentence as ``ViTokenizer.sylabelize`` (pyvi 0.1.1) cuts it."""
    return _TOKEN.findall(sentence)


class _Said(NamedTuple):
    """The features that a word gives to its own place and to those around it."""

    here: list[str]
    ahead: list[str]
    far_ahead: list[str]
    behind: list[str]
    far_behind: list[str]


class Kinds:
    """Tags words. Not for several threads at once."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._said = Memo(self._features)

    def tags(self, words: Sequence[str]) -> list[str]:
        """One tag per word; syllables of a word are joined by ``_``."""
        said = [self._said[word] for word in words]
        items = [each.here.copy() for each in said]
        for at, each in enumerate(said):
            if at > 0:
                items[at - 1] += each.ahead
            if at > 1:
                items[at - 2] += each.far_ahead
        for at in range(1, len(items)):
            items[at] += said[at - 1].behind
            if at > 1:
                items[at] += said[at - 2].far_behind
        items[0].append("BOS")
        items[-1].append("EOS")
        return self._tagger.tag(items)

    def _features(self, word: str) -> _Said:
        lower = f"word.lower():{word.lower()}"
        title = "word.istitle()" if word.istitle() else ""
        upper = "word.isupper()" if word.isupper() else ""
        number = "word[:1].isdigit()" if word[:1].isdigit() else ""
        shouted = "word[:3].isupper()" if word[:3].isupper() else ""
        digits = "word.isdigit()" if word.isdigit() else ""
        mark = "word.isfiltered" if word in MARKS else ""
        return _Said(
            here=["bias", *_held("", lower, title, digits, number, shouted, mark)],
            ahead=_held("+1:", lower, title, number, upper),
            far_ahead=_held("+2:", lower, title, upper),
            behind=_held("-1:", lower, title, number, shouted),
            far_behind=_held("-2:", lower, title, upper),
        )


def _held(place: str, *names: str) -> list[str]:
    return [place + name for name in names if name]
