"""Do as many articles match as a plain count over their texts finds?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.article import Article
from quality.spelling import WORD, ZERO_WIDTH, folded, marked, same, shaped
from search.request import SearchRequest
from search.service import Service

EACH: Final = 50
"""Queries of a kind."""
_NO_OTHER_NAMES: Final = (("match", "all"), ("alt", "off"), ("limit", "1"))


@dataclass(frozen=True, slots=True)
class Plain:
    """An article as its words: in one spelling, without marks, and pairs side by side.

    ``close`` pairs have nothing but white space between them, ``near`` ones anything.
    """

    words: frozenset[str]
    bare: frozenset[str]
    close: frozenset[tuple[str, str]]
    near: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Count:
    """A query and in how many articles it must be found: at least and at most."""

    kind: str
    query: str
    least: int
    most: int


def plain(article: Article) -> Plain:
    """The plain reading of an article."""
    words: list[str] = []
    close: set[tuple[str, str]] = set()
    near: set[tuple[str, str]] = set()
    for text in (article.title, article.standfirst or "", article.body):
        before, end = None, 0
        for match in WORD.finditer(text):
            word = same(match[0])
            words.append(word)
            if before is not None:
                near.add((before, word))
                if not text[end : match.start()].strip(" \u00a0" + ZERO_WIDTH):
                    close.add((before, word))
            before, end = word, match.end()
    whole = frozenset(words)
    return Plain(whole, frozenset(map(folded, whole)), frozenset(close), frozenset(near))


def sample(articles: Sequence[Plain], each: int, rng: random.Random) -> Iterator[Count]:
    """``each`` queries of every kind with their counts."""
    for kind, make in _KINDS.items():
        made: dict[str, Count] = {}
        while len(made) < each:
            query, holds, may_hold = make(rng.choice(articles), rng)
            least, most = (sum(map(test, articles)) for test in (holds, may_hold))
            made.setdefault(query, Count(kind, query, least, most))
        yield from made.values()


def wrong(service: Service, counts: Sequence[Count]) -> Iterator[str]:
    """The queries whose total is another one."""
    for each in counts:
        request, _ = SearchRequest.from_args([("q", each.query), *_NO_OTHER_NAMES])
        total = service.search(request).total
        if not each.least <= total <= each.most:
            yield f"{each.kind} {each.query!r}: {total}, not {each.least} to {each.most}"


_Test = Callable[[Plain], bool]
_Made = tuple[str, _Test, _Test]


def _some(article: Plain, rng: random.Random, count: int) -> list[str]:
    """Marked Vietnamese words of the article."""
    return rng.sample(sorted(w for w in article.words if marked(w) and shaped(w)), count)


def _word(article: Plain, rng: random.Random) -> _Made:
    (word,) = _some(article, rng, 1)
    test: _Test = lambda other: word in other.words  # noqa: E731
    return word, test, test


def _all_words(article: Plain, rng: random.Random) -> _Made:
    words = _some(article, rng, rng.randint(2, 4))
    test: _Test = lambda other: other.words.issuperset(words)  # noqa: E731
    return " ".join(words), test, test


def _without(article: Plain, rng: random.Random) -> _Made:
    word, other_word = _some(article, rng, 2)
    test: _Test = lambda other: word in other.words and other_word not in other.words  # noqa: E731
    return f"{word} -{other_word}", test, test


def _either(article: Plain, rng: random.Random) -> _Made:
    one, another = _some(article, rng, 2)
    test: _Test = lambda other: one in other.words or another in other.words  # noqa: E731
    return f"{one} OR {another}", test, test


def _any_marking(article: Plain, rng: random.Random) -> _Made:
    (word,) = map(folded, _some(article, rng, 1))
    test: _Test = lambda other: word in other.bare  # noqa: E731
    return word, test, test


def _side_by_side(article: Plain, rng: random.Random) -> _Made:
    """A sentence's end parts neighbours, other punctuation does not: the count lies between."""
    good = sorted(p for p in article.close if all(map(shaped, p)) and any(map(marked, p)))
    pair = rng.choice(good)
    return (
        f'"{" ".join(pair)}"',
        lambda other: pair in other.close,
        lambda other: pair in other.near,
    )


_KINDS: Final[dict[str, Callable[[Plain, random.Random], _Made]]] = {
    "word": _word,
    "all words": _all_words,
    "without": _without,
    "either": _either,
    "any marking": _any_marking,
    "side by side": _side_by_side,
}
