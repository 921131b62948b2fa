"""Query nodes asked of one article's own tokens: does it match, and through which leaves?

A query is asked of the ten articles of a page, so its nodes are made into functions
once: a *way* to match. What a way finds are *places*: leaves, and in which quotation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeVarTuple

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
from search.occurrences import Occurrences, Wanted
from search.quotations import Quotation
from search.texts import Text, TokenSpan

ANYWHERE: Final = -1


class Place(NamedTuple):
    """A leaf by its number, and the quotation that it is looked for in, by its own."""

    leaf: int
    quotation: int = ANYWHERE


@dataclass(frozen=True, slots=True)
class Found:
    """The places of every branch that matches, and the quotations that were asked for."""

    places: frozenset[Place] = frozenset()
    quotations: frozenset[int] = frozenset()

    @classmethod
    def all_of(cls, parts: Sequence[Found]) -> Found:
        """What all of ``parts`` found."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            frozenset().union(*(part.places for part in parts)),
            frozenset().union(*(part.quotations for part in parts)),
        )


Way = Callable[["ArticleTexts"], Found | None]
"""What of a node is found in an article; None where it does not match."""
_Said = Callable[["ArticleTexts", int], Found | None]
"""The same of one quotation of the article, by its number."""
_Asked = TypeVarTuple("_Asked")
"""An article, or an article and the number of one of its quotations."""

_MATCHES: Final = Found()


class Ways:
    """Makes ways of nodes. Leaves that are equal have one number; ``zones`` is by number."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.zones: list[str] = []
        self._numbers: dict[Leaf, int] = {}

    def number(self, leaf: Leaf) -> int:
        """The number of a leaf."""
        known = self._numbers.setdefault(leaf, len(self.leaves))
        if known == len(self.leaves):
            self.leaves.append(leaf)
            self.zones.append(ZONE_OF[field_of(leaf)])
        return known

    @cached_property
    def wanted(self) -> Wanted:
        """What all the leaves look for; asked when all ways are made."""
        return Wanted.of(self.leaves)

    def of(self, node: Node) -> Way:
        """The way to match ``node``."""
        match node:
            case Term() | Phrase() | Near() | Prefix():
                return self._leaf(node)
            case Within():
                return self._within(node)
            case And(nodes):
                return _all(list(map(self.of, nodes)))
            case Or(nodes):
                return _any(list(map(self.of, nodes)))
            case Enough(nodes):
                ways = list(map(self.of, nodes))
                return lambda article: Found.all_of([*filter(None, (way(article) for way in ways))])
            case Not() | Value() | DateWithin() | Everything():
                return lambda _: _MATCHES
            case Nothing():
                return lambda _: None

    def _leaf(self, leaf: Leaf) -> Way:
        number = self.number(leaf)
        found = Found(frozenset({Place(number)}))
        match self.zones[number]:
            case "person":
                return lambda _: found  # names are not looked up again
            case "title":
                return lambda article: found if article.has(number, 1) else None
            case _:
                return lambda article: found if article.has(number) else None

    # --- inside quotations

    def _within(self, node: Within) -> Way:
        """The quotations that ``node`` is about, with what it found inside each."""
        by, said = self._said(node.speaker), self._said(node.node)

        def way(article: ArticleTexts) -> Found | None:
            held = {}
            for quotation in range(len(article.quotations)):
                if by(article, quotation) is None:
                    continue
                found = said(article, quotation)
                if found is not None:
                    held[quotation] = found
            if not held:
                return None
            return Found(Found.all_of(list(held.values())).places, frozenset(held))

        return way

    def _said(self, node: Node) -> _Said:
        """``node`` asked of one quotation; see ``query.Within``."""
        match node:
            case Term() | Phrase() | Near() | Prefix():
                return self._said_leaf(node)
            case And(nodes):
                return _all(list(map(self._said, nodes)))
            case Or(nodes):
                return _any(list(map(self._said, nodes)))
            case Not(inner):
                said = self._said(inner)
                return lambda article, at: _MATCHES if said(article, at) is None else None
            case _:
                way = self.of(node)
                # each quotation would ask it of all of them, and so on inwards
                return lambda article, _: article.once(way)

    def _said_leaf(self, leaf: Leaf) -> _Said:
        number = self.number(leaf)
        match self.zones[number]:
            case "speaker":
                return lambda article, at: _MATCHES if article.names(number, at) else None
            case "text":

                def said(article: ArticleTexts, at: int) -> Found | None:
                    place = Place(number, at)
                    return Found(frozenset({place})) if article.said(place) else None

                return said
            case _:
                way = self._leaf(leaf)
                return lambda article, _: way(article)


def _all(ways: Sequence[Callable[[*_Asked], Found | None]]) -> Callable[[*_Asked], Found | None]:
    def way(*asked: *_Asked) -> Found | None:
        parts = []
        for each in ways:
            part = each(*asked)
            if part is None:
                return None
            parts.append(part)
        return Found.all_of(parts)

    return way


def _any(ways: Sequence[Callable[[*_Asked], Found | None]]) -> Callable[[*_Asked], Found | None]:
    def way(*asked: *_Asked) -> Found | None:
        parts = [part for each in ways if (part := each(*asked)) is not None]
        return Found.all_of(parts) if parts else None

    return way


class ArticleTexts:
    """What ways are asked of: the texts of one article, the title first, and its quotations."""

    def __init__(self, ways: Ways, texts: Sequence[Text], quotations: Sequence[Quotation]) -> None:
        self.ways = ways
        self.texts = texts
        self.quotations = quotations
        self._occurrences = [Occurrences(text, ways.wanted) for text in texts]
        self._spans: dict[int, list[Sequence[TokenSpan]]] = {}
        self._said: dict[Place, Sequence[TokenSpan]] = {}
        self._named: dict[Text, Occurrences] = {}
        self._once: dict[Way, Found | None] = {}

    def has(self, number: int, texts: int | None = None) -> bool:
        """Whether the leaf stands in any of the first so many of the texts; None: in any."""
        return any(self._found(number)[:texts])

    def once(self, way: Way) -> Found | None:
        """What ``way`` finds here; it is asked the first time only."""
        if way not in self._once:
            self._once[way] = way(self)
        return self._once[way]

    def spans(self, place: Place, at: int) -> Sequence[TokenSpan]:
        """Where in the text number ``at`` the place is."""
        if place.quotation == ANYWHERE:
            return self._found(place.leaf)[at]
        here = self.quotations[place.quotation].text is self.texts[at]
        return self.said(place) if here else ()

    def said(self, place: Place) -> Sequence[TokenSpan]:
        """The occurrences that lie wholly inside the quotation of ``place``."""
        if place not in self._said:
            self._said[place] = self._inside(place)
        return self._said[place]

    def _inside(self, place: Place) -> Sequence[TokenSpan]:
        quotation = self.quotations[place.quotation]
        at = next(at for at, text in enumerate(self.texts) if text is quotation.text)
        return [
            (first, last)
            for first, last in self._found(place.leaf)[at]
            if quotation.first <= first and last <= quotation.last
        ]

    def names(self, number: int, at: int) -> bool:
        """Whether any name of who says the quotation number ``at`` has the leaf."""
        leaf = self.ways.leaves[number]
        return any(self._of_name(name).find(leaf) for name in self.quotations[at].names)

    def _found(self, number: int) -> list[Sequence[TokenSpan]]:
        """Text by text, where the leaf stands."""
        known = self._spans.get(number)
        if known is None:
            deadline.check()
            leaf = self.ways.leaves[number]
            known = self._spans[number] = [each.find(leaf) for each in self._occurrences]
        return known

    def _of_name(self, name: Text) -> Occurrences:
        known = self._named.get(name)
        if known is None:
            known = self._named[name] = Occurrences(name, self.ways.wanted)
        return known
