"""Tree → the canonical spelling of the query: ``parse(print_query(tree))`` is ``tree``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from search.language.lexer import field_of, is_or
from search.language.tree import (
    Dated,
    Either,
    Every,
    Exclude,
    Fuzzy,
    Having,
    InField,
    Quoted,
    Said,
    Starting,
    Tree,
    Word,
    is_empty,
    names_field,
)

_PLAIN: Final = re.compile(r"\w[\w./:-]*")

Respell = Callable[[Word], str]


def print_query(tree: Tree, respell: Respell = lambda word: word.text) -> str:
    """The query of ``tree``; ``respell`` may put another text for a plain word."""
    match tree:
        case Every(nodes):
            return " ".join(_required(nodes, respell))
        case Either(nodes):
            return " OR ".join(print_query(node, respell) for node in nodes)
        case _:
            return _item(tree, respell)


def _required(nodes: Sequence[Tree], respell: Respell) -> Iterator[str]:
    """The nodes; a ``said:`` that would take in what follows it stands in parentheses."""
    for at, node in enumerate(nodes):
        said = node.node if isinstance(node, Exclude) else node
        if isinstance(said, Said) and _takes_in(nodes[at + 1 :]):
            minus = "-" if isinstance(node, Exclude) else ""
            yield f"{minus}({print_query(said, respell)})"
        else:
            yield _item(node, respell)


def _takes_in(following: Sequence[Tree]) -> bool:
    """Whether a ``said:`` in front would make any of it words of the quotation."""
    for node in following:
        if names_field(node):
            return False
        if not isinstance(node, Exclude):
            return True
    return False


def _item(tree: Tree, respell: Respell) -> str:
    match tree:
        case Word():
            return respell(tree)
        case Starting(text):
            return f"{text}*"
        case Fuzzy(text, distance):
            return f"{text}~" if distance == 1 else f"{text}~{distance}"
        case Quoted(text, slop):
            return f'"{text}"' if slop is None else f'"{text}"~{slop}'
        case Having(facet, value):
            return f"{facet}:{_value(value)}"
        case Dated(first, last):
            return f"date:{first}" if first == last else f"date:{first or ''}..{last or ''}"
        case InField(name, node):
            return f"{name}:{_field_operand(node, respell)}"
        case Said(speaker, node):
            by = f"said:{_field_operand(speaker, respell) if speaker else '*'}"
            return by if is_empty(node) else f"{by} {_words(node, respell)}"
        case Exclude(node):
            return f"-{_operand(node, respell)}"
        case Every() | Either():
            return f"({print_query(tree, respell)})"


def _words(tree: Tree, respell: Respell) -> str:
    """What is to be in a quotation; a minus outside parentheses would be the article's."""
    nodes = tree.nodes if isinstance(tree, Every) else (tree,)
    printed = print_query(tree, respell) if isinstance(tree, Every) else _item(tree, respell)
    return f"({printed})" if any(isinstance(each, Exclude) for each in nodes) else printed


def _operand(tree: Tree, respell: Respell) -> str:
    """What stands behind ``-``; that all the words of a ``said:`` are excluded should show."""
    printed = _item(tree, respell)
    spoken = isinstance(tree, Said) and not is_empty(tree.node)
    return f"({printed})" if spoken or isinstance(tree, Exclude) else printed


def _field_operand(tree: Tree, respell: Respell) -> str:
    """What stands behind a field's colon: another field there would take its place."""
    printed = _item(tree, respell)
    return (
        f"({printed})" if isinstance(tree, Exclude | InField | Said | Having | Dated) else printed
    )


def _value(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and not is_or(value) and field_of(value) is None
    return value if plain else f'"{value}"'
