"""Tree → what an engine is asked: which articles match, how, and what orders them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from index.analysis import analyze, is_marked
from index.analysis.legacy import recovered
from index.engines.base import Engine
from index.engines.query import Clause, Everything, Node, Not, Nothing, Proximity, Within
from search.language.budget import within_budget
from search.language.display import shown
from search.language.levels import (
    How,
    Level,
    any_word,
    loose_words,
    matching,
    side_by_side,
    spoken_by,
    widened,
    words_of,
)
from search.language.nodes import all_of, any_of
from search.language.parser import parse
from search.language.parts import (
    AllOf,
    AnyOf,
    Fixed,
    Part,
    Quote,
    Spoken,
    Widening,
    Without,
    Words,
    all_words,
    has_text,
)
from search.language.printer import print_query
from search.language.ranking import clauses, proximity
from search.language.resolve import Reading, Resolver, expansions_each
from search.language.tree import Tree, Word, is_empty, texts
from search.problems import Problem, problem

_PROOF: Final = 2
"""Damaged words that prove an old font or a wrong decoding: a query has few."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the query: the articles that have it, and those with it in any marking."""

    text: str
    having: Node
    any_marking: Node


@dataclass(frozen=True, slots=True)
class AlsoSearched:
    """A name as typed and the other names of the same that are searched with it."""

    typed: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """One query as executed.

    ``full`` matches what has all of the query, ``any_word`` what has any of its
    words, ``wide`` what has enough of them in any marking, where ``loose`` different
    ones may be lacking; ``hows`` tells these
    apart (empty where no words are asked for), ``marked`` that any was typed with marks,
    and ``phrase`` matches what has words
    of it side by side. ``readings`` are whole queries
    with their missing marks put, best first; ``understood`` is the query in words
    when that differs from what was typed.
    """

    tree: Tree
    full: Node
    any_word: Node
    wide: Node
    hows: dict[How, Node]
    words: tuple[Asked, ...]
    marked: bool
    loose: int
    rank: tuple[Clause, ...]
    proximity: Proximity | None = None
    phrase: Node | None = None
    problems: tuple[Problem, ...] = ()
    readings: tuple[str, ...] = ()
    understood: str | None = None
    also: tuple[AlsoSearched, ...] = ()


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A query's tree and part (None: no words are asked for), and the articles with all of it."""

    tree: Tree
    part: Part | None
    full: Node
    marked: bool
    problems: tuple[Problem, ...]


def full_of(q: str, engine: Engine, reading: Reading = Reading()) -> Node:  # noqa: B008
    """``Compiled.full`` of ``q``, without the work for how it matches and ranks."""
    return _resolved(q, engine, reading).full


def compile_query(q: str, engine: Engine, reading: Reading = Reading()) -> Compiled:  # noqa: B008
    """``q`` for ``engine``."""
    found = _resolved(q, engine, reading)
    tree, part, full = found.tree, found.part, found.full
    if part is None:
        return _without_words(tree, full, found.problems)
    runs = [words for words in all_words(part) if not words.opened]
    best = print_query(tree, _respelled(runs, 0))
    return Compiled(
        tree=tree,
        full=full,
        any_word=any_word(part),
        wide=any_of([full, widened(part)]),
        hows=_hows(part) if has_text(part) else {},
        words=tuple(dict.fromkeys(_asked(part))),
        marked=found.marked,
        loose=loose_words(part),
        rank=clauses(part),
        proximity=proximity(part),
        phrase=side_by_side(part),
        problems=found.problems,
        readings=tuple(_readings(tree, runs)),
        understood=best if best.split() != q.split() else None,
        also=tuple(_also(part)),
    )


def _resolved(q: str, engine: Engine, reading: Reading) -> _Resolved:
    sound = recovered((q,), least=_PROOF)
    typed, problems = parse(sound.texts[0] if sound else q)
    if sound:
        problems = (problem("recovered", position=0, text=sound.texts[0]), *problems)
    lost = problem("no-words", position=0, text=q.strip())
    if is_empty(typed):
        asked = bool(q.strip())
        where = Nothing() if asked else Everything()
        return _Resolved(typed, None, where, False, (*problems, lost) if asked else problems)
    tree, cuts = within_budget(typed, engine)
    marked = _has_marks(tree)
    resolver = Resolver(engine, reading, marked, expansions_each(tree))
    part = resolver.part(tree)
    problems = (*problems, *cuts, *resolver.problems)
    if part is None:
        return _Resolved(tree, None, Nothing(), marked, (*problems, lost))
    return _Resolved(tree, part, matching(part, Level.FULL), marked, problems)


def _without_words(tree: Tree, where: Node, problems: tuple[Problem, ...]) -> Compiled:
    return Compiled(tree, where, where, where, {}, (), False, 0, (), problems=problems)


def _has_marks(tree: Tree) -> bool:
    return any(is_marked(form) for leaf in texts(tree) for form in analyze(leaf.text).exact)


def _hows(part: Part) -> dict[How, Node]:
    """Each way to match without the better ones."""
    levels = [matching(part, level) for level in Level]
    full, any_marking = levels[Level.FULL - 1], levels[Level.MARKING - 1]
    typed, reading, alternative = levels[: Level.FULL - 1]
    reading, alternative = any_of([typed, reading]), any_of([typed, reading, alternative])
    marking = any_of([full, any_marking])
    return {
        "typed": typed,
        "reading": _but(reading, typed),
        "alternative": _but(alternative, reading),
        "marking": _but(marking, alternative),
        "lacking": Not(any_of([marking, alternative])),
    }


def _but(node: Node, without: Node) -> Node:
    return Nothing() if node == without else all_of([node, Not(without)])


def _asked(part: Part) -> Iterator[Asked]:
    match part:
        case Words():
            levels = (words_of(part, level) for level in (Level.FULL, Level.MARKING))
            for one, other in zip(*levels, strict=True):
                yield Asked(one.text, one.node, any_of([one.node, other.node]))
        case Quote(run):
            node = matching(part, Level.FULL)
            yield Asked(f"“{run.text}”", node, node)
        case Spoken():
            yield from _asked_spoken(part)
        case AllOf(parts) | AnyOf(parts):
            for each in parts:
                yield from _asked(each)
        case Widening() | Fixed() | Without():
            return


def _asked_spoken(part: Spoken) -> Iterator[Asked]:
    for each in _asked(part.speaker) if part.speaker else ():
        nodes = (Within(Everything(), node) for node in (each.having, each.any_marking))
        yield Asked(each.text, *nodes)
    by = spoken_by(part.speaker, Level.FULL)
    for each in _asked(part.words) if part.words else ():
        nodes = (Within(node, by) for node in (each.having, each.any_marking))
        yield Asked(each.text, *nodes)


def _also(part: Part) -> Iterator[AlsoSearched]:
    for words in all_words(part):
        for found in words.alternatives:
            tokens = words.run.tokens
            last = found.first + found.count - 1
            typed = words.run.text[tokens.starts[found.first] : tokens.ends[last]]
            yield AlsoSearched(typed, tuple(each.name for each in found.others))


# --- what the page says about it


def _readings(tree: Tree, runs: list[Words]) -> Iterator[str]:
    """The query in each likely reading, the literal one left out."""
    longest = max((len(words.readings.likely) for words in runs), default=0)
    literal = print_query(tree)
    spelled = (print_query(tree, _respelled(runs, rank)) for rank in range(longest))
    yield from (each for each in dict.fromkeys(spelled) if each != literal)


def _respelled(runs: list[Words], rank: int) -> Callable[[Word], str]:
    """Puts the marks of the ``rank``-th reading, or the best where there are fewer."""
    spelled: dict[int, str] = {}
    for words in runs:
        likely = words.readings.likely
        spelled |= _spelling(words, likely[rank] if rank < len(likely) else likely[0])
    return lambda word: spelled.get(word.position, word.text)


def _spelling(words: Words, reading: tuple[str, ...]) -> dict[int, str]:
    """Position of a typed word → its text with the reading's marks."""
    spelled: dict[int, str] = {}
    tokens = words.run.tokens
    start = 0
    for index, word in enumerate(words.typed):
        text = word.text
        for i in reversed(range(len(tokens))):
            if words.run.words[i] == index and reading[i] != tokens.exact[i]:
                a, b = tokens.starts[i] - start, tokens.ends[i] - start
                text = text[:a] + shown(reading[i]) + text[b:]
        spelled[word.position] = text
        start += len(word.text) + 1
    return spelled
