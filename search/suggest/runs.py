"""The words of a query that stand side by side, and the query with other words in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.analysis import Tokens, analyze
from search.language.display import shown
from search.language.lexer import is_or
from search.language.tree import (
    Either,
    Every,
    Exclude,
    InField,
    Quoted,
    Said,
    Tree,
    Word,
    either,
    every,
)
from search.limits import PHRASE_WORDS

Forms = tuple[str, ...]
"""What stands for one token: usually one exact form, two where a space was left out."""

Texts = Mapping[int, str]
"""Position of a leaf in the query → its new text."""

_SPACE: Final = " "


@dataclass(frozen=True, slots=True)
class TypedRun:
    """Plain words side by side, or one quoted phrase; ``tokens`` are those of ``text``."""

    leaves: tuple[Word | Quoted, ...]
    text: str
    tokens: Tokens

    @property
    def forms(self) -> Sequence[str]:
        return self.tokens.exact[:PHRASE_WORDS]

    def respelled(self, meant: Sequence[Forms]) -> dict[int, str]:
        """The texts of the leaves with ``meant`` in the place of the tokens that differ."""
        texts: dict[int, str] = {}
        end = len(self.text)
        tokens = self.tokens
        at = len(meant)
        for leaf in reversed(self.leaves):
            start = end - len(leaf.text)
            text = leaf.text
            while at and tokens.starts[at - 1] >= start:
                at -= 1
                if meant[at] != (tokens.exact[at],):
                    first, last = tokens.starts[at] - start, tokens.ends[at] - start
                    text = text[:first] + _written(text[first:last], meant[at]) + text[last:]
            texts[leaf.position] = text
            end = start - len(_SPACE)
        return texts


def runs(tree: Tree) -> Iterator[TypedRun]:
    """The runs of what is asked for, in order; excluded words and open ends are left alone."""
    match tree:
        case Every(nodes):
            for group in _side_by_side(nodes):
                yield from _run(group) if isinstance(group, tuple) else runs(group)
        case Either(nodes):
            for node in nodes:
                yield from runs(node)
        case InField(_, node):
            yield from runs(node)
        case Said(speaker, node):
            yield from runs(speaker) if speaker else ()
            yield from runs(node)
        case Word() | Quoted():
            yield from _run((tree,))


def with_texts(tree: Tree, texts: Texts) -> Tree:
    """``tree`` with these texts in its words and quoted phrases; a space makes two words."""
    match tree:
        case Every(nodes):
            return every([with_texts(node, texts) for node in nodes])
        case Either(nodes):
            return either([with_texts(node, texts) for node in nodes])
        case InField(name, node):
            return InField(name, with_texts(node, texts))
        case Said(speaker, node):
            by = with_texts(speaker, texts) if speaker else None
            return replace(tree, speaker=by, node=with_texts(node, texts))
        case Word(text, position):
            words = texts.get(position, text).split()
            return every([Word(each, position) for each in words])
        case Quoted(text, _, position):
            return replace(tree, text=texts.get(position, text))
        case _:
            return tree


def _side_by_side(nodes: Sequence[Tree]) -> Iterator[Tree | tuple[Word, ...]]:
    words: list[Word] = []
    for node in nodes:
        if isinstance(node, Word):
            words.append(node)
            continue
        if words:
            yield tuple(words)
            words = []
        if not isinstance(node, Exclude):
            yield node
    if words:
        yield tuple(words)


def _run(leaves: tuple[Word | Quoted, ...]) -> Iterator[TypedRun]:
    text = _SPACE.join(leaf.text for leaf in leaves)
    tokens = analyze(text)
    if tokens.exact:
        yield TypedRun(leaves, text, tokens)


def _written(typed: str, meant: Forms) -> str:
    """``meant`` as newspapers spell it, in capitals where ``typed`` has them."""
    text = " ".join(map(shown, meant))
    if typed.isupper() and len(typed) > 1 and not is_or(text.upper()):
        return text.upper()
    return text[:1].upper() + text[1:] if typed[:1].isupper() else text
