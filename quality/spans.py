"""Spans of real titles and texts, drawn by a seed: what people are likely to type."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.analysis import Tokens, analyze, is_marked, is_syllable

SEED: Final = "chợ Bến Thành"
SHORT: Final = (2, 3, 4)
CLAUSE: Final = (4, 16)
"""Fewest and most syllables of a clause; the most is also the longest phrase (limits.py)."""


def title_spans(titles: Sequence[str], count: int) -> list[str]:
    """``count`` spans of two to four Vietnamese syllables side by side, one of them marked."""
    chance = random.Random(SEED)  # noqa: S311  # an experiment, not a secret
    spans: list[str] = []
    while len(spans) < count:
        title = chance.choice(titles)
        tokens = analyze(title)
        length = chance.choice(SHORT)
        if len(tokens) < length:
            continue
        first = chance.randrange(len(tokens) - length + 1)
        if _is_span(tokens, first, first + length):
            spans.append(title[tokens.starts[first] : tokens.ends[first + length - 1]])
    return spans


def _is_span(tokens: Tokens, first: int, last: int) -> bool:
    forms = tokens.exact[first:last]
    positions = tokens.positions[first:last]
    side_by_side = all(b == a + 1 for a, b in pairwise(positions))
    return side_by_side and all(map(is_syllable, forms)) and any(map(is_marked, forms))


def clauses(text: str) -> Iterator[str]:
    """The parts of ``text`` between punctuation that are Vietnamese words and nothing else."""
    tokens = analyze(text)
    first = 0
    for i in range(len(tokens)):
        at_end = i + 1 == len(tokens)
        if at_end or text[tokens.ends[i] : tokens.starts[i + 1]] != " ":
            if _is_clause(tokens, first, i + 1):
                yield text[tokens.starts[first] : tokens.ends[i]]
            first = i + 1


def _is_clause(tokens: Tokens, first: int, last: int) -> bool:
    fewest, most = CLAUSE
    return fewest <= last - first <= most and _is_span(tokens, first, last)


def sampled(texts: Iterable[str], count: int) -> list[str]:
    """One clause of each of ``count`` of the texts; texts without one give none."""
    chance = random.Random(SEED)  # noqa: S311  # an experiment, not a secret
    found = ((text, list(clauses(text))) for text in texts)
    picked = (chance.choice(inside) for _, inside in found if inside)
    return [clause for clause, _ in zip(picked, range(count), strict=False)]
