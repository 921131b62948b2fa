"""Tree → what an engine is asked: which articles match, and what orders them.

How the words of a query match is settled by what was typed:

- words side by side are read together (``readings``), marked ones held fixed;
- an unmarked word alone, in a query without any marks, matches in any marking;
- in quotes, and among excluded words, unmarked syllables match in any marking
  only where nothing is marked (in the quotes; in the query);
- ``marks=any`` opens every unmarked word to every marking.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, Literal

from index.analysis import analyze, fold, is_marked
from index.engines.base import Engine
from index.engines.query import (
    Clause,
    DateWithin,
    Everything,
    Node,
    Not,
    Nothing,
    Phrase,
    Prefix,
    Term,
    Value,
)
from index.engines.schema import ALT, EXACT, FOLD
from search import dates
from search.language.budget import within_budget
from search.language.display import shown
from search.language.matching import Forms, Matcher, open_forms
from search.language.nodes import all_of, any_of, leaves
from search.language.parser import parse
from search.language.printer import print_query
from search.language.ranking import clauses, merged
from search.language.readings import Readings, read
from search.language.run import Run, analyse
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
    is_empty,
    texts,
)
from search.limits import EXPANSIONS, PHRASE_WORDS, WILDCARD_LETTERS
from search.names import facet_value
from search.problems import Problem, noted, problem

Zone = Literal["text", "title", "person"]
_ZONES: Final[dict[str, Zone]] = {"title": "title", "person": "person", "said": "text"}
_CONTEXT_PHRASE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Compiled:
    """One query as executed.

    ``readings`` are whole queries with their missing marks put, best first;
    ``understood`` is the query in words when that differs from what was typed.
    """

    tree: Tree
    where: Node
    rank: tuple[Clause, ...]
    problems: tuple[Problem, ...]
    readings: tuple[str, ...]
    understood: str | None


def compile_query(
    q: str, engine: Engine, *, any_word: bool = False, any_marking: bool = False
) -> Compiled:
    """``q`` for ``engine``: ``any_word`` is match=any, ``any_marking`` marks=any."""
    typed, problems = parse(q)
    if is_empty(typed):
        where: Node = Nothing() if q.strip() else Everything()
        notes = [*problems, problem("no-words", position=0, text=q.strip())] if q.strip() else []
        return Compiled(typed, where, (), tuple(notes), (), None)
    tree, cuts = within_budget(typed, engine)
    compiler = _Compiler(engine, any_word, any_marking, _has_marks(tree))
    node = compiler.node(tree, _Place())
    if node is None:
        compiler.note("no-words", 0, text=q.strip())
    best = print_query(tree, compiler.respelled(0))
    return Compiled(
        tree=tree,
        where=Nothing() if node is None else node,
        rank=merged(compiler.rank),
        problems=(*problems, *cuts, *compiler.problems),
        readings=tuple(compiler.readings(tree)),
        understood=best if best.split() != q.split() else None,
    )


def _has_marks(tree: Tree) -> bool:
    return any(is_marked(form) for leaf in texts(tree) for form in analyze(leaf.text).exact)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree: in which zone of text, and whether under a minus."""

    zone: Zone = "text"
    excluded: bool = False


@dataclass(slots=True)
class _Read:
    """A run whose marks were put: its words' places and its readings."""

    words: tuple[Word, ...]
    run: Run
    found: Readings


@dataclass(slots=True)
class _Compiler:
    engine: Engine
    any_word: bool
    any_marking: bool
    marked_query: bool
    rank: list[Clause] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reads: list[_Read] = field(default_factory=list)

    def note(self, code: str, position: int, **details: object) -> None:
        self.problems.append(noted(code, details, position=position))

    # --- the tree; None is a part without anything to search for

    def node(self, tree: Tree, place: _Place) -> Node | None:
        match tree:
            case Every(nodes):
                return self._every(nodes, place)
            case Either(nodes):
                found = [node for each in nodes if (node := self.node(each, place)) is not None]
                return any_of(found) if found else None
            case Exclude(inner):
                node = self.node(inner, _Place(place.zone, not place.excluded))
                return None if node is None else Not(node)
            case InField(name, inner):
                if name == "said":
                    self.note("not-yet-said", _position(inner))
                return self.node(inner, _Place(_ZONES[name], place.excluded))
            case Having(facet, value):
                return Value(facet, facet_value(facet, value))
            case Dated(first, last):
                return _within(first, last)
            case Word():
                return self._words((tree,), place)
            case Fuzzy(text, _, position):
                self.note("not-yet-fuzzy", position, text=text)
                return self._words((Word(text, position),), place)
            case Starting():
                return self._starting(tree, place)
            case Quoted():
                return self._quoted(tree, place)

    def _every(self, nodes: Sequence[Tree], place: _Place) -> Node | None:
        words: list[Node] = []
        others: list[Node] = []
        for each in _runs(nodes):
            node = self._words(each, place) if isinstance(each, tuple) else self.node(each, place)
            if node is not None:
                is_word = any(True for _ in leaves(node))
                (words if is_word else others).append(node)
        if not words and not others:
            return None
        if self.any_word and not place.excluded and words:
            words = [any_of(words)]
        return all_of([*words, *others])

    # --- words

    def _words(self, words: tuple[Word, ...], place: _Place) -> Node | None:
        run = analyse([word.text for word in words])
        if not run.tokens:
            return None
        if run.cut:
            self.note("phrase-too-long", words[0].position, most=PHRASE_WORDS)
        matcher = Matcher(run, place.zone)
        if place.excluded:
            forms = tuple(run.forms) if self.marked_query else open_forms(run)
            return matcher.every([forms])
        alone = len(run.tokens) == 1 and not self.marked_query
        found = Readings(tuple(run.forms), (tuple(run.forms),)) if alone else self._read(words, run)
        self.rank += clauses(run, found.best, place.zone, alone)
        opened = alone or self.any_marking
        readings: Sequence[Forms] = [open_forms(run)] if opened else found.likely
        node = matcher.some(readings) if self.any_word else matcher.every(readings)
        if opened or found.literal_is_likely or len(run.tokens) > PHRASE_WORDS:
            return node
        # the text as typed counts where it stands so: of *thủ do* the words alone
        # would add 900 articles with "do" to the 300 about a capital
        return any_of([node, matcher.phrase(found.literal)])

    def _read(self, words: tuple[Word, ...], run: Run) -> Readings:
        found = read(run.forms, self.engine)
        if not self.any_marking and found.likely != (found.literal,):
            self.reads.append(_Read(words, run, found))
        return found

    def _starting(self, leaf: Starting, place: _Place) -> Node | None:
        forms = analyze(leaf.text).exact
        if len(forms) != 1 or len(forms[0]) < WILDCARD_LETTERS:
            self.note("wildcard-misplaced", leaf.position, text=leaf.text)
            return self._words((Word(leaf.text, leaf.position),), place)
        stem = forms[0]
        if is_marked(stem):
            prefix = Prefix(EXACT[place.zone], stem)
        else:
            # an unfinished syllable has no marks of its own yet: "th" may become thống
            prefix = Prefix(FOLD[place.zone], fold(stem))
        node = self._expanded(prefix, leaf)
        if not place.excluded and isinstance(node, Prefix):
            self.rank.append(Clause(node, 1.0))
        return any_of([node, Prefix(ALT[place.zone], fold(stem))])

    def _expanded(self, prefix: Prefix, leaf: Starting) -> Node:
        """``prefix``, or its most frequent words where it has too many."""
        found = list(islice(self.engine.terms(prefix.field, prefix.text), EXPANSIONS + 1))
        if len(found) <= EXPANSIONS:
            return prefix
        self.note("too-many-expansions", leaf.position, text=leaf.text, most=EXPANSIONS)
        terms = self.engine.terms(prefix.field, prefix.text)
        top = heapq.nlargest(EXPANSIONS, terms, key=lambda term: term.documents)
        return any_of(Term(prefix.field, term.text) for term in top)

    def _quoted(self, leaf: Quoted, place: _Place) -> Node | None:
        if leaf.slop is not None:
            self.note("not-yet-proximity", leaf.position, text=leaf.text)
            return self._words(tuple(Word(t, leaf.position) for t in leaf.text.split()), place)
        run = self._phrase_run(leaf)
        if not run.tokens:
            self.note("no-words", leaf.position, text=leaf.text)
            return None
        forms = tuple(run.forms) if run.marked else open_forms(run)
        node = Matcher(run, place.zone).phrase(forms)
        if not place.excluded:
            self.rank += clauses(run, tuple(run.forms), place.zone)
            self.rank += [
                Clause(each, _CONTEXT_PHRASE) for each in leaves(node) if isinstance(each, Phrase)
            ]
        return node

    def _phrase_run(self, leaf: Quoted) -> Run:
        tokens = analyze(leaf.text)
        if len(tokens) <= PHRASE_WORDS:
            return analyse(leaf.text.split())
        self.note("phrase-too-long", leaf.position, most=PHRASE_WORDS)
        return analyse(leaf.text[: tokens.ends[PHRASE_WORDS - 1]].split())

    # --- what the page says about it

    def readings(self, tree: Tree) -> Iterator[str]:
        """The query in each likely reading, the literal one left out."""
        longest = max((len(each.found.likely) for each in self.reads), default=0)
        literal = print_query(tree)
        spelled = (print_query(tree, self.respelled(rank)) for rank in range(longest))
        yield from (each for each in dict.fromkeys(spelled) if each != literal)

    def respelled(self, rank: int) -> Callable[[Word], str]:
        """How plain words are written in the ``rank``-th reading of their run."""
        spelled: dict[int, str] = {}
        for each in self.reads:
            likely = each.found.likely
            spelled |= _spelling(each, likely[min(rank, len(likely) - 1)])
        return lambda word: spelled.get(word.position, word.text)


def _runs(nodes: Sequence[Tree]) -> Iterator[Tree | tuple[Word, ...]]:
    """``nodes`` with words that stand side by side together."""
    words: list[Word] = []
    for node in nodes:
        if isinstance(node, Word):
            words.append(node)
            continue
        if words:
            yield tuple(words)
            words = []
        yield node
    if words:
        yield tuple(words)


def _spelling(read: _Read, reading: Sequence[str]) -> dict[int, str]:
    """Position of a typed word → its text with the reading's marks."""
    spelled: dict[int, str] = {}
    tokens = read.run.tokens
    start = 0
    for index, word in enumerate(read.words):
        text = word.text
        for i in reversed(range(len(tokens))):
            if read.run.words[i] == index and reading[i] != tokens.exact[i]:
                a, b = tokens.starts[i] - start, tokens.ends[i] - start
                text = text[:a] + shown(reading[i]) + text[b:]
        spelled[word.position] = text
        start += len(word.text) + 1
    return spelled


def _within(first: str | None, last: str | None) -> Node:
    start = dates.span(first, date.min) if first else None
    end = dates.span(last, date.min) if last else None
    return DateWithin(start.start if start else None, end.end if end else None)


def _position(tree: Tree) -> int:
    return min((leaf.position for leaf in texts(tree)), default=0)
