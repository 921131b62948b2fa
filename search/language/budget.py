"""At most ``limits.TERMS`` words are searched: the rarest, which narrow the most."""

from __future__ import annotations

from dataclasses import replace

from index.analysis import analyze, fold
from index.engines.base import Engine
from search.language.tree import (
    Either,
    Every,
    Exclude,
    InField,
    Said,
    Text,
    Tree,
    either,
    every,
    is_empty,
    texts,
)
from search.limits import PHRASE_WORDS, TERMS
from search.problems import Problem, problem


def within_budget(tree: Tree, engine: Engine) -> tuple[Tree, list[Problem]]:
    """``tree`` without its most frequent words where it has too many."""
    leaves = {id(leaf): leaf for leaf in texts(tree)}
    forms = {key: _folds(leaf) for key, leaf in leaves.items()}
    if sum(map(len, forms.values())) <= TERMS:
        return tree, []
    counts = engine.frequencies("fold", sorted({f for each in forms.values() for f in each}))
    rarest = sorted(forms, key=lambda key: min((counts[f] for f in forms[key]), default=0))
    kept: set[int] = set()
    spent = 0
    for key in rarest:
        if spent + len(forms[key]) <= TERMS:
            kept.add(key)
            spent += len(forms[key])
    return _only(tree, kept), [problem("too-many-terms", position=0, most=TERMS)]


def _folds(leaf: Text) -> list[str]:
    return [fold(form) for form in analyze(leaf.text).exact][:PHRASE_WORDS]


def _only(tree: Tree, kept: set[int]) -> Tree:
    """``tree`` with only these text leaves."""
    match tree:
        case Every(nodes):
            return every([_only(node, kept) for node in nodes])
        case Either(nodes):
            branches = [_only(node, kept) for node in nodes]
            filled = [branch for branch in branches if not is_empty(branch)]
            return either(filled) if filled else Every()
        case InField(name, node):
            inner = _only(node, kept)
            return inner if is_empty(inner) else InField(name, inner)
        case Said(speaker, node):
            by = _only(speaker, kept) if speaker else None
            # by anybody is not what was asked
            return (
                Every()
                if by and is_empty(by)
                else replace(tree, speaker=by, node=_only(node, kept))
            )
        case Exclude(node):
            inner = _only(node, kept)
            return inner if is_empty(inner) else Exclude(inner)
        case _ if _is_text(tree) and id(tree) not in kept:
            return Every()
        case _:
            return tree


def _is_text(tree: Tree) -> bool:
    return isinstance(tree, Text)
