"""Words typed side by side, analysed together.

A *part* is what one typed word became: usually one token, several for *F-16*.
A *block* is one part, or the parts that have an alternative form in common
(*26 tháng 8* is also ``26/8``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.analysis import AltForm, Tokens, analyze, is_marked
from search.limits import PHRASE_WORDS


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens ``first`` to ``last``, both inside, and the forms that stand for all of them."""

    first: int
    last: int
    alts: tuple[str, ...] = ()

    @property
    def tokens(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Block:
    """Parts side by side; with more than one, ``span.alts`` stand for all of them."""

    parts: tuple[Span, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Run:
    """The analysed words. ``words[i]`` is the typed word that token ``i`` came from."""

    text: str
    tokens: Tokens
    words: tuple[int, ...]
    blocks: tuple[Block, ...]
    cut: bool

    @property
    def forms(self) -> Sequence[str]:
        return self.tokens.exact

    @property
    def marked(self) -> bool:
        """Whether any token carries marks."""
        return any(map(is_marked, self.tokens.exact))

    def alts_of(self, token: int) -> tuple[str, ...]:
        """Alternative forms of this one token."""
        return tuple(a.text for a in self.tokens.alts if a.first == token and a.count == 1)


def analyse(texts: Sequence[str]) -> Run:
    """The run of these typed words, of each no more than PHRASE_WORDS tokens."""
    short = [_short(each) for each in texts]
    text = " ".join(short)
    tokens = analyze(text)
    borders = [0]
    for each in texts:
        borders.append(borders[-1] + len(each) + 1)
    words: list[int] = []
    word = 0
    for start in tokens.starts:
        while start >= borders[word + 1]:
            word += 1
        words.append(word)
    blocks = _blocks(_parts(words), tokens.alts)
    return Run(text, tokens, tuple(words), tuple(blocks), cut=short != list(texts))


def _short(text: str) -> str:
    """``text`` with spaces in place of what is too much, so that every offset stays."""
    if len(text) < 2 * PHRASE_WORDS:
        return text
    tokens = analyze(text)
    if len(tokens) <= PHRASE_WORDS:
        return text
    return text[: tokens.ends[PHRASE_WORDS - 1]].ljust(len(text))


def _parts(words: Sequence[int]) -> list[tuple[int, int]]:
    """(first, last) token of every typed word."""
    starts = [i for i, word in enumerate(words) if i == 0 or words[i - 1] != word]
    return [(start, end - 1) for start, end in pairwise([*starts, len(words)])]


def _blocks(parts: list[tuple[int, int]], alts: Sequence[AltForm]) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(parts):
        first = parts[at][0]
        ends = {alt.first + alt.count - 1 for alt in alts if alt.first == first}
        count = max(
            (n for n in range(1, len(parts) - at + 1) if parts[at + n - 1][1] in ends), default=1
        )
        inside = tuple(_span(a, b, alts) for a, b in parts[at : at + count])
        blocks.append(Block(inside, _span(first, inside[-1].last, alts)))
        at += count
    return blocks


def _span(first: int, last: int, alts: Sequence[AltForm]) -> Span:
    texts = (a.text for a in alts if a.first == first and a.first + a.count - 1 == last)
    return Span(first, last, tuple(dict.fromkeys(texts)))
