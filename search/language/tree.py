"""What a person asks for, free of spelling: the nodes of a query.

Trees are small and shallow: the lexer cuts depth at ``limits.DEPTH``, the query
at ``limits.QUERY_CHARACTERS``. ``position`` counts code points of the query and
does not take part in equality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

TextField = Literal["title", "person"]
FacetField = Literal["outlet", "source"]


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: a run without spaces, quotes and parentheses."""

    text: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Starting:
    """``text*``: any word that begins so."""

    text: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """``text~``: any word spelled about so."""

    text: str
    distance: int = 1
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """``"text"``: this phrase; with a ``slop``, its words near each other."""

    text: str
    slop: int | None = None
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Having:
    """``outlet:value``: articles that carry this value."""

    facet: FacetField
    value: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """``date:first..last`` with either side open, or one ``date:value`` (both equal)."""

    first: str | None
    last: str | None
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class InField:
    """``node`` inside the title or a person's name."""

    name: TextField
    node: Tree


@dataclass(frozen=True, slots=True)
class Said:
    """Articles with a quotation by ``speaker`` (None: anybody) of which ``node`` holds."""

    speaker: Tree | None
    node: Tree
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Exclude:
    """Articles that do not match ``node``."""

    node: Tree


@dataclass(frozen=True, slots=True)
class Every:
    """All of ``nodes``; without nodes, no question at all."""

    nodes: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """Any of ``nodes``, two or more."""

    nodes: tuple[Tree, ...]


Text = Word | Starting | Fuzzy | Quoted
Leaf = Text | Having | Dated
Tree = Leaf | InField | Said | Exclude | Every | Either


def every(nodes: list[Tree]) -> Tree:
    """``Every``, flat, or the only node itself."""
    flat: list[Tree] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, Every) else [node]
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def either(nodes: list[Tree]) -> Tree:
    """``Either``, flat, or the only node itself."""
    flat: list[Tree] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, Either) else [node]
    return flat[0] if len(flat) == 1 else Either(tuple(flat))


def is_empty(tree: Tree) -> bool:
    """Whether nothing is asked."""
    return tree == Every()


def names_field(tree: Tree) -> bool:
    """Whether any part of ``tree`` says where to look."""
    match tree:
        case Every(nodes) | Either(nodes):
            return any(map(names_field, nodes))
        case Exclude(node):
            return names_field(node)
        case _:
            return not isinstance(tree, Text)


def texts(tree: Tree) -> Iterator[Text]:
    """Every leaf with words in it, in order, excluded ones too."""
    match tree:
        case InField(_, node) | Exclude(node):
            yield from texts(node)
        case Said(speaker, node):
            yield from texts(speaker) if speaker else ()
            yield from texts(node)
        case Every(nodes) | Either(nodes):
            for node in nodes:
                yield from texts(node)
        case Word() | Starting() | Fuzzy() | Quoted():
            yield tree
        case Having() | Dated():
            return
