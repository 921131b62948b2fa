"""The segmenters, each as a function from a sentence's tokens to the lengths of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Final

from index.analysis import words
from index.analysis.tone import place
from index.analysis.unicode import unify

Cut = Callable[[Sequence[str]], list[int]]
"""Like ``index.analysis.words.segment``."""


def joined(tokens: Sequence[str], cut: Sequence[str]) -> list[bool]:
    """Which neighbours lie in one word of ``cut``, by counting characters."""
    solid = [word.replace(" ", "").replace("_", "") for word in cut]
    if sum(map(len, solid)) != sum(map(len, tokens)):
        return [False] * (len(tokens) - 1)
    ends = set(accumulate(map(len, solid)))
    return [end not in ends for end in accumulate(map(len, tokens[:-1]))]


def lengths(together: Sequence[bool]) -> list[int]:
    """Words as their lengths in tokens."""
    found = [1]
    for each in together:
        if each:
            found[-1] += 1
        else:
            found.append(1)
    return found


def respelled(token: str) -> str:
    """New-style tone placement, the first capital kept."""
    form = place(unify(token))
    return form[:1].upper() + form[1:] if token[:1].isupper() else form


def underthesea_as_it_comes(tokens: Sequence[str]) -> list[int]:
    """With its own normalisation of tones."""
    from underthesea import word_tokenize

    return lengths(joined(tokens, word_tokenize(" ".join(tokens))))


def underthesea(tokens: Sequence[str]) -> list[int]:
    """With the new style, which its dictionary has."""
    from underthesea import word_tokenize

    spelled = [respelled(token) for token in tokens]
    return lengths(joined(spelled, word_tokenize(" ".join(spelled), use_token_normalize=False)))


def pyvi_as_it_comes(tokens: Sequence[str]) -> list[int]:
    """Asked through its own functions, with tones as found."""
    from pyvi.ViTokenizer import ViTokenizer

    return lengths(joined(tokens, ViTokenizer.tokenize(" ".join(tokens)).split()))


def either(tokens: Sequence[str]) -> list[int]:
    """What at least one of them joins."""
    ends = set(accumulate(underthesea(tokens))) & set(accumulate(words.segment(tokens)))
    return lengths([at not in ends for at in range(1, len(tokens))])


def capitals(tokens: Sequence[str]) -> list[int]:
    """No segmenter: only what is written with capitals side by side."""
    upper = [token[:1].isupper() for token in tokens]
    return lengths([left and right for left, right in pairwise(upper)])


PRODUCT: Final = "both join (the product)"
CUTS: Final[dict[str, Cut]] = {
    "capitals, no segmenter": capitals,
    "underthesea as it comes": underthesea_as_it_comes,
    "underthesea, spelled for it": underthesea,
    "pyvi as it comes": pyvi_as_it_comes,
    "pyvi, spelled for it": words.segment,
    "either joins": either,
    PRODUCT: words.segment_surely,
}
