"""Where in an article's raw text the executed query matched, and nothing else.

The query nodes are evaluated once more on the article's own tokens, so that only
branches which match this article are marked: of the readings *đàm phán* and
*đám phần* an article about talks shows the first. Words asked for in quotations are
marked in the quotations that have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from index.engines.query import Node
from search.evaluation import ArticleTexts, Found, Place, Way, Ways
from search.language.nodes import is_about_quotations
from search.language.nodes import leaves as leaves_of
from search.quotations import Quotation
from search.texts import Text, TokenSpan

_IN_TITLE = frozenset({"text", "title", "person"})
_ELSEWHERE = frozenset({"text", "person"})


class Match(NamedTuple):
    """One occurrence: characters ``start`` to ``end``, tokens, and which leaf.

    ``quotation`` is the one that it was looked for in, None where it counts anywhere.
    """

    start: int
    end: int
    tokens: TokenSpan
    leaf: int
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Matches text by text, in text order, and the quotations that the query found with theirs."""

    matches: Sequence[list[Match]]
    quotations: Mapping[Quotation, list[Match]]


class Highlighter:
    """The marks of one executed query, for any number of articles.

    An article that does not match ``full`` shows what it has of ``words``: each
    word by its first node that the article matches. ``quoting`` says that it looks at
    quotations.
    """

    def __init__(self, full: Node, words: Sequence[Sequence[Node]] = ()) -> None:
        self.quoting = is_about_quotations(full)
        self._words = words
        self._ways = Ways()
        self._full = self._ways.of(full)
        # an article found through names, or one too long to be read to its end
        self._everywhere = Found(
            frozenset(Place(self._ways.number(leaf)) for leaf in leaves_of(full))
        )

    @cached_property
    def _by_word(self) -> tuple[Ways, list[list[Way]]]:
        """Most searches show articles only that have all of the query."""
        ways = Ways()
        return ways, [[ways.of(node) for node in each] for each in self._words]

    def mark(
        self, title: Text, others: Sequence[Text], quotations: Sequence[Quotation] = ()
    ) -> Marked:
        """The matches in the title and in each of ``others``, and the quotations found."""
        article, found = self._found((title, *others), quotations)
        matches = [
            _matches(article, at, found, zones=_ELSEWHERE if at else _IN_TITLE)
            for at in range(1 + len(others))
        ]
        inside: dict[Quotation, list[Match]] = {
            quotation: [] for at, quotation in enumerate(quotations) if at in found.quotations
        }
        for match in chain(*matches):
            if match.quotation is not None:
                inside[match.quotation].append(match)
        return Marked(matches, inside)

    def _found(
        self, texts: Sequence[Text], quotations: Sequence[Quotation]
    ) -> tuple[ArticleTexts, Found]:
        article = ArticleTexts(self._ways, texts, quotations)
        found = self._full(article)
        if found is not None:
            return article, found
        if self._words:
            by_word, words = self._by_word
            other = ArticleTexts(by_word, texts, quotations)
            had = [next(filter(None, (way(other) for way in each)), None) for each in words]
            found = Found.all_of([each for each in had if each is not None])
            if found.places or found.quotations:
                return other, found
        return article, self._everywhere


def _matches(article: ArticleTexts, at: int, found: Found, zones: frozenset[str]) -> list[Match]:
    """What was found in the text number ``at`` of the article, in its order."""
    tokens = article.texts[at].tokens
    starts, ends = tokens.starts, tokens.ends
    here = {
        (starts[first], ends[last], (first, last), *place)
        for place in found.places
        if article.ways.zones[place.leaf] in zones
        for first, last in article.spans(place, at)
    }
    return [
        Match(start, end, span, leaf, article.quotations[quotation] if quotation >= 0 else None)
        for start, end, span, leaf, quotation in sorted(here)
    ]


def ranges(text: Text, matches: Sequence[Match]) -> tuple[tuple[int, int], ...]:
    """What to mark: matches joined where they overlap or only space lies between."""
    joined: list[tuple[int, int]] = []
    for match in matches:
        if joined and not text.raw[joined[-1][1] : match.start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], match.end))
        else:
            joined.append((match.start, match.end))
    return tuple(joined)
