"""Tree → parts: words read against the archive, with what had to be said about it.

How the words of a query are read is settled by what was typed:

- words side by side are read together (``readings``), marked ones held fixed;
- an unmarked word alone, in a query without any marks, matches in any marking;
- in quotes, and among excluded words, unmarked syllables match in any marking
  only where nothing is marked (in the quotes; in the query);
- ``marks=any`` opens every unmarked word to every marking;
- other names of the same are looked for outside quotes, unless ``alt=off``.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from index.analysis import analyze, fold, is_marked
from index.engines.base import Engine
from index.engines.query import (
    Clause,
    DateWithin,
    Everything,
    Node,
    Prefix,
    Question,
    Term,
    Value,
    Within,
)
from index.engines.schema import ALT, EXACT, FOLD
from search import dates
from search.fuzzy import nearby
from search.language.alternatives import Alternatives, Found, Member, valid_members
from search.language.nodes import any_of, phrase
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
    Zone,
)
from search.language.readings import Read, Readings, read
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
    Said,
    Starting,
    Tree,
    Word,
    is_empty,
    texts,
)
from search.limits import ALL_EXPANSIONS, EXPANSIONS, PHRASE_WORDS, SLOP, WILDCARD_LETTERS
from search.names import facet_value
from search.problems import Problem, noted

_NEARBY: Final = 0.5
"""What a word spelled about so is worth beside the word itself."""
_SCORED: Final = 20
"""How many of those order the hits; all of them match."""
_NAME_WORDS: Final = 5
"""Words of the longest names that are looked for behind ``said:``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a search says about its words.

    ``any_marking`` is marks=any; ``alternatives`` None is alt=off. The search looks at
    articles from ``first`` to ``last`` (None: open): names of other days are left out.
    ``person`` gives the archive's name for a person's name in quotes (``index.people``),
    ``namesakes`` the values of those who are told apart from that name, ``read`` the
    readings of words side by side.
    """

    any_marking: bool = False
    alternatives: Alternatives | None = None
    first: date | None = None
    last: date | None = None
    person: Callable[[str], str] = str
    namesakes: Callable[[str], Sequence[str]] = lambda _: ()
    read: Read = read


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree: in which zone of text, and whether under a minus."""

    zone: Zone = "text"
    excluded: bool = False


@dataclass(slots=True)
class Resolver:
    """Resolves one query; ``problems`` collects what was met on the way.

    Every * and ~ stands for at most ``expansions`` words of the archive.
    """

    engine: Engine
    reading: Reading
    marked_query: bool
    expansions: int
    problems: list[Problem] = field(default_factory=list)

    def part(self, tree: Tree, place: _Place = _Place()) -> Part | None:
        """The part of ``tree``; None where it has nothing to search for."""
        match tree:
            case Every(nodes):
                found = [part for each in _runs(nodes) if (part := self._run(each, place))]
                return _joined(AllOf, found)
            case Either(nodes):
                return _joined(AnyOf, [p for each in nodes if (p := self.part(each, place))])
            case Exclude(inner):
                part = self.part(inner, _Place(place.zone, not place.excluded))
                return part and Without(part)
            case InField(name, inner):
                return self.part(inner, _Place(name, place.excluded))
            case Said():
                return self._said(tree, place)
            case Having(facet, value):
                return Fixed(Value(facet, facet_value(facet, value)))
            case Dated(first, last):
                return Fixed(_within(first, last))
            case Word():
                return self._words((tree,), place)
            case Fuzzy():
                return self._fuzzy(tree, place)
            case Starting():
                return self._starting(tree, place)
            case Quoted():
                return self._quoted(tree, place)

    def _note(self, code: str, position: int, **details: object) -> None:
        problem = noted(code, details, position=position)
        if problem not in self.problems:
            self.problems.append(problem)

    def _said(self, tree: Said, place: _Place) -> Part:
        speaker = self._speaker(tree, place.excluded) if tree.speaker else None
        words = None if is_empty(tree.node) else self.part(tree.node, replace(place, zone="text"))
        return Spoken(speaker, words)

    def _speaker(self, tree: Said, excluded: bool) -> Part | None:
        if tree.speaker is None:
            return None
        part = self.part(tree.speaker, _Place("speaker", excluded))
        if part is None:
            self._note("said-by-nobody", tree.position)
        longer = self._longer_name(tree.speaker, tree.node)
        if longer:
            self._note("said-name-cut", tree.position, name=longer, used=longer.split()[0])
        return part

    def _longer_name(self, speaker: Tree, node: Tree) -> str | None:
        """The name that begins with one word and goes on in those behind it, if any has it."""
        words: list[str] = []
        for each in (speaker, *(node.nodes if isinstance(node, Every) else (node,))):
            if not isinstance(each, Word):
                break
            words.append(each.text)
        longest = None
        for count in range(2, min(len(words), _NAME_WORDS) + 1):
            forms = analyze(" ".join(words[:count])).exact
            name = phrase(tuple((Term(FOLD["speaker"], fold(form)),) for form in forms))
            question = Question(Within(Everything(), name), limit=0)
            if not forms or not self.engine.search(question).total:
                break  # nobody whose name goes on from here has a longer one
            longest = " ".join(words[:count])
        return longest

    def _run(self, each: Tree | tuple[Word, ...], place: _Place) -> Part | None:
        return self._words(each, place) if isinstance(each, tuple) else self.part(each, place)

    def _words(self, words: tuple[Word, ...], place: _Place) -> Part | None:
        run = analyse([word.text for word in words])
        if not run.tokens:
            return None
        if run.cut:
            self._note("phrase-too-long", words[0].position, most=PHRASE_WORDS)
        literal = tuple(run.forms)
        as_typed = Readings(literal, (literal,))
        if place.excluded:
            return Words(words, run, place.zone, as_typed, opened=not self.marked_query)
        alone = len(run.tokens) == 1 and not self.marked_query
        return Words(
            words,
            run,
            place.zone,
            readings=as_typed if alone else self.reading.read(run.forms, self.engine),
            alternatives=self._alternatives(run, place.zone),
            opened=alone or self.reading.any_marking,
            alone=alone,
        )

    def _alternatives(self, run: Run, zone: Zone) -> tuple[Found, ...]:
        table, first, last = self.reading.alternatives, self.reading.first, self.reading.last
        if table is None or zone == "person":
            return ()
        found = (
            replace(each, others=self._known(valid_members(each.others, first, last)))
            for each in table.find(run.forms)
        )
        return tuple(each for each in found if each.others)

    def _known(self, members: Sequence[Member]) -> tuple[Member, ...]:
        """Those whose words the archive has at all: the others are not worth a mention."""
        wanted = sorted({form for member in members for form in member.forms})
        counts = self.engine.frequencies(EXACT["text"], wanted)
        return tuple(member for member in members if all(counts[form] for form in member.forms))

    def _starting(self, leaf: Starting, place: _Place) -> Part | None:
        forms = analyze(leaf.text).exact
        if len(forms) != 1 or len(forms[0]) < WILDCARD_LETTERS:
            self._note("wildcard-misplaced", leaf.position, text=leaf.text)
            return self._words((Word(leaf.text, leaf.position),), place)
        stem = forms[0]
        if is_marked(stem):
            prefix = Prefix(EXACT[place.zone], stem)
        else:
            # an unfinished syllable has no marks of its own yet: "th" may become thống
            prefix = Prefix(FOLD[place.zone], fold(stem))
        node = self._expanded(prefix, leaf)
        scored = (Clause(node, 1.0),) if isinstance(node, Prefix) else ()
        whole = any_of([node, self._expanded(Prefix(ALT[place.zone], fold(stem)), leaf)])
        return Widening(whole, whole, scored)

    def _fuzzy(self, leaf: Fuzzy, place: _Place) -> Part | None:
        forms = analyze(leaf.text).exact
        if len(forms) != 1:
            self._note("fuzzy-misplaced", leaf.position, text=leaf.text)
            return self._words((Word(leaf.text, leaf.position),), place)
        found = nearby(forms[0], leaf.distance, self.engine, self.expansions)
        if found.cut:
            self._note("too-many-nearby", leaf.position, text=leaf.text, most=self.expansions)
        field = EXACT[place.zone] if is_marked(forms[0]) else FOLD[place.zone]
        typed = Term(EXACT[place.zone], forms[0])
        others = [Term(field, form) for form in found.forms]
        scored = [Clause(typed, 1.0), *(Clause(o, _NEARBY) for o in others[:_SCORED] if o != typed)]
        return Widening(typed, any_of([typed, *others]), tuple(scored))

    def _expanded(self, prefix: Prefix, leaf: Starting) -> Node:
        """``prefix``, or its most frequent words where it has too many."""
        found = self.engine.terms(prefix.field, prefix.text)
        if len(found) <= self.expansions:
            return prefix
        self._note("too-many-expansions", leaf.position, text=leaf.text, most=self.expansions)
        top = heapq.nlargest(self.expansions, found, key=lambda term: term.documents)
        return any_of(Term(prefix.field, term.text) for term in top)

    def _quoted(self, leaf: Quoted, place: _Place) -> Part | None:
        slop = leaf.slop
        if slop is not None and slop > SLOP:
            self._note("slop-too-wide", leaf.position, text=leaf.text, most=SLOP)
            slop = SLOP
        run = self._phrase_run(leaf)
        if not run.tokens:
            self._note("no-words", leaf.position, text=leaf.text)
            return None
        part = Quote(run, place.zone, slop)
        return part if place.zone in ("text", "title") else self._person(part, leaf, place)

    def _person(self, part: Quote, leaf: Quoted, place: _Place) -> Part:
        """Whom ``part`` names: also by the archive's name, and nobody told apart from it."""
        value = self.reading.person(leaf.text)
        either = part if value == leaf.text else AnyOf((part, _exactly(value, place)))
        others = self.reading.namesakes(value)
        if not others:
            return either
        if not place.excluded:
            self._note("told-apart", leaf.position, name=value, others="; ".join(others))
        if place.zone == "person":
            return AllOf((either, Fixed(Value("person", value))))
        # a quotation has no facet of its own: it has the names of its speaker, values too
        return AllOf((either, *(Without(_exactly(other, place)) for other in others)))

    def _phrase_run(self, leaf: Quoted) -> Run:
        tokens = analyze(leaf.text)
        if len(tokens) <= PHRASE_WORDS:
            return analyse(leaf.text.split())
        self._note("phrase-too-long", leaf.position, most=PHRASE_WORDS)
        return analyse(leaf.text[: tokens.ends[PHRASE_WORDS - 1]].split())


def expansions_each(tree: Tree) -> int:
    """How many words each * and ~ of a query may stand for."""
    count = sum(isinstance(leaf, Starting | Fuzzy) for leaf in texts(tree))
    return min(EXPANSIONS, ALL_EXPANSIONS // max(1, count))


def _exactly(name: str, place: _Place) -> Quote:
    return Quote(analyse(name.split()), place.zone)


def _joined(kind: type[AllOf] | type[AnyOf], found: Sequence[Part]) -> Part | None:
    if not found:
        return None
    return found[0] if len(found) == 1 else kind(tuple(found))


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


def _within(first: str | None, last: str | None) -> Node:
    start = dates.span(first, date.min) if first else None
    end = dates.span(last, date.min) if last else None
    return DateWithin(start.start if start else None, end.end if end else None)
