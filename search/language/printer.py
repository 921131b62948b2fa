"""Tree → the canonical spelling of the query: ``parse(print_query(tree))`` is ``tree``."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    Starting,
    Tree,
    Word,
)

_PLAIN: Final = re.compile(r"\w[\w./:-]*")

Respell = Callable[[Word], str]


def print_query(tree: Tree, respell: Respell = lambda word: word.text) -> str:
    """The query of ``tree``; ``respell`` may put another text for a plain word."""
    match tree:
        case Every(nodes):
            return " ".join(_item(node, respell) for node in nodes)
        case Either(nodes):
            return " OR ".join(print_query(node, respell) for node in nodes)
        case _:
            return _item(tree, respell)


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
        case Exclude(node):
            return f"-{_operand(node, respell)}"
        case Every() | Either():
            return f"({print_query(tree, respell)})"


def _operand(tree: Tree, respell: Respell) -> str:
    """What stands behind ``-``."""
    printed = _item(tree, respell)
    return f"({printed})" if isinstance(tree, Exclude) else printed


def _field_operand(tree: Tree, respell: Respell) -> str:
    """What stands behind a field's colon: another field there would take its place."""
    printed = _item(tree, respell)
    return f"({printed})" if isinstance(tree, Exclude | InField | Having | Dated) else printed


def _value(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and not is_or(value) and field_of(value) is None
    return value if plain else f'"{value}"'
