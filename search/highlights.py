"""Where in an article's raw text the executed query matched, and nothing else.

The query nodes are evaluated once more on the article's own tokens, so that only
branches which match this article are marked: of the readings *đàm phán* and
*đám phần* an article about talks shows the first. Words asked for in quotations are
marked in the quotations that have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index import deadline
from index.engines.query import (
    And,
    DateWithin,
    Enough,
    Everything,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
    Within,
    field_of,
)
from index.engines.schema import ZONE_OF
from search.language.nodes import is_about_quotations
from search.language.nodes import leaves as leaves_of
from search.quotations import Quotation
from search.texts import Text, TokenSpan


@dataclass(frozen=True, slots=True)
class Match:
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
        self._full = full
        self._words = words
        self.quoting = is_about_quotations(full)

    def mark(
        self, title: Text, others: Sequence[Text], quotations: Sequence[Quotation] = ()
    ) -> Marked:
        """The matches in the title and in each of ``others``, and the quotations found."""
        found = self._found(_Article(title, others, quotations))
        matches = [
            _matches(title, found.leaves, ("text", "title", "person")),
            *(_matches(text, found.leaves, ("text", "person")) for text in others),
        ]
        inside: dict[Quotation, list[Match]] = {q: [] for q in quotations if q in found.quotations}
        for match in chain(*matches):
            if match.quotation is not None:
                inside[match.quotation].append(match)
        return Marked(matches, inside)

    def _found(self, article: _Article) -> _Found:
        found = article.evaluate(self._full)
        if found.matches:
            return found
        ways = [next(filter(_matching, map(article.evaluate, each)), _NOT) for each in self._words]
        found = _all(ways)
        if found.leaves or found.quotations:
            return found
        # an article found through names, or one too long to be read to its end
        return _Found(True, [_Place(leaf) for leaf in dict.fromkeys(leaves_of(self._full))])


@dataclass(frozen=True, slots=True)
class _Place:
    """A leaf, and the quotation that it is looked for in (None: anywhere)."""

    leaf: Leaf
    quotation: Quotation | None = None

    def spans(self, text: Text) -> Sequence[TokenSpan]:
        if self.quotation is None:
            return text.find(self.leaf)
        return self.quotation.find(self.leaf) if self.quotation.text is text else ()


@dataclass(frozen=True, slots=True)
class _Found:
    """Whether a node matches, the leaves of every branch that does, and quotations it is of."""

    matches: bool
    leaves: Sequence[_Place] = ()
    quotations: Sequence[Quotation] = ()


_NOT = _Found(False)


def _matching(found: _Found) -> bool:
    return found.matches


def _all(parts: Sequence[_Found]) -> _Found:
    """What all of ``parts`` found, each once; it matches where all do."""
    return _Found(
        all(each.matches for each in parts),
        list(dict.fromkeys(leaf for each in parts for leaf in each.leaves)),
        list(dict.fromkeys(quotation for each in parts for quotation in each.quotations)),
    )


@dataclass(frozen=True, slots=True)
class _Article:
    """What a node is asked of."""

    title: Text
    others: Sequence[Text]
    quotations: Sequence[Quotation]

    def evaluate(self, node: Node) -> _Found:
        deadline.check()
        match node:
            case Term() | Phrase() | Near() | Prefix():
                return _Found(self._has(node), [_Place(node)])
            case Within():
                return self._within(node)
            case And(nodes):
                return _all([self.evaluate(each) for each in nodes])
            case Or(nodes):
                kept = [part for part in map(self.evaluate, nodes) if part.matches]
                return _all(kept) if kept else _NOT
            case Enough(nodes):
                return _all([part for part in map(self.evaluate, nodes) if part.matches])
            case Not() | Value() | DateWithin() | Everything():
                return _Found(True)
            case Nothing():
                return _NOT

    def _has(self, leaf: Leaf) -> bool:
        zone = _zone(leaf)
        if zone == "person":
            return True  # names are not looked up again
        texts = [self.title] if zone == "title" else [self.title, *self.others]
        return any(text.find(leaf) for text in texts)

    def _within(self, node: Within) -> _Found:
        """The quotations that ``node`` is about, with what it found inside each."""
        held = {
            quotation: self._said(node.node, quotation)
            for quotation in self.quotations
            if self._said(node.speaker, quotation).matches
        }
        held = {quotation: found for quotation, found in held.items() if found.matches}
        return replace(_all(list(held.values())), matches=bool(held), quotations=list(held))

    def _said(self, node: Node, quotation: Quotation) -> _Found:
        """``node`` asked of one quotation; see ``query.Within``."""
        match node:
            case Term() | Phrase() | Near() | Prefix() if _zone(node) == "speaker":
                return _Found(any(name.find(node) for name in quotation.names))
            case Term() | Phrase() | Near() | Prefix() if _zone(node) == "text":
                return _Found(bool(quotation.find(node)), [_Place(node, quotation)])
            case And(nodes):
                return _all([self._said(each, quotation) for each in nodes])
            case Or(nodes):
                kept = [p for p in (self._said(each, quotation) for each in nodes) if p.matches]
                return _all(kept) if kept else _NOT
            case Not(inner):
                return _Found(not self._said(inner, quotation).matches)
            case _:
                return self.evaluate(node)


def _matches(text: Text, places: Sequence[_Place], zones: Sequence[str]) -> list[Match]:
    starts, ends = text.tokens.starts, text.tokens.ends
    numbers = {leaf: number for number, leaf in enumerate(dict.fromkeys(p.leaf for p in places))}
    found = {
        Match(starts[first], ends[last], (first, last), numbers[place.leaf], place.quotation)
        for place in places
        if _zone(place.leaf) in zones
        for first, last in place.spans(text)
    }
    return sorted(found, key=lambda match: (match.start, match.end, match.leaf))


def _zone(leaf: Leaf) -> str:
    return ZONE_OF[field_of(leaf)]


def ranges(text: Text, matches: Sequence[Match]) -> tuple[tuple[int, int], ...]:
    """What to mark: matches joined where they overlap or only space lies between."""
    joined: list[tuple[int, int]] = []
    for match in matches:
        if joined and not text.raw[joined[-1][1] : match.start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], match.end))
        else:
            joined.append((match.start, match.end))
    return tuple(joined)
