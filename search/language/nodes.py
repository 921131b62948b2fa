"""Small makers of query nodes: flat, without empty or doubled parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
)


def all_of(nodes: Iterable[Node]) -> Node:
    """``And``, or the only node itself; of nothing, everything."""
    flat: dict[Node, None] = {}
    for node in nodes:
        flat.update(dict.fromkeys(node.nodes if isinstance(node, And) else (node,)))
    kept = tuple(node for node in flat if not isinstance(node, Everything))
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else And(kept)


def any_of(nodes: Iterable[Node]) -> Node:
    """``Or``, or the only node itself; of nothing, nothing."""
    flat: dict[Node, None] = {}
    for node in nodes:
        flat.update(dict.fromkeys(node.nodes if isinstance(node, Or) else (node,)))
    kept = tuple(node for node in flat if not isinstance(node, Nothing))
    if not kept:
        return Nothing()
    return kept[0] if len(kept) == 1 else Or(kept)


def phrase(slots: tuple[tuple[Term, ...], ...]) -> Node:
    """``Phrase``; of one slot, any of its terms."""
    return any_of(slots[0]) if len(slots) == 1 else Phrase(slots)


def is_about_quotations(node: Node) -> bool:
    """Whether any part of ``node`` is asked of quotations."""
    match node:
        case Within():
            return True
        case And(nodes) | Or(nodes) | Enough(nodes):
            return any(map(is_about_quotations, nodes))
        case _:
            return False


def leaves(node: Node) -> Iterator[Leaf]:
    """The text leaves that make an article match wherever they stand in it."""
    match node:
        case Term() | Phrase() | Near() | Prefix():
            yield node
        case And(nodes) | Or(nodes) | Enough(nodes):
            for each in nodes:
                yield from leaves(each)
        case Within() | Not() | Value() | DateWithin() | Everything() | Nothing():
            return
