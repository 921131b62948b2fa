"""The whole path of a suggestion: query → runs → what they were meant to be → queries again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.analysis import analyze, is_marked
from index.engines.base import Engine
from index.engines.schema import EXACT, TERM
from search.language.parser import parse
from search.language.printer import print_query
from search.language.readings import Read, read
from search.language.tree import Tree, texts
from search.limits import RESPELLED_LENGTH, RESPELLED_RUNS, SUGGESTIONS
from search.suggest.channel import Corrector, strongest
from search.suggest.collecting import names_of
from search.suggest.completions import DEFAULT, Completion, completions
from search.suggest.holder import Holder, Start, in_background
from search.suggest.names import Names
from search.suggest.runs import Texts, TypedRun, runs, with_texts
from search.suggest.spelling import Kind
from search.suggest.vocabulary import Vocabulary

SLIPS_OF_OTHERS: Final = 10
"""What finds so many times fewer articles than the best is one of the archive's own slips."""
RARER: Final = 10
"""A marking of words typed without is no choice beside what finds so many times more."""
NARROWER: Final = 0.9
"""Of what the words as typed find: a reading that finds more is what they find."""

Total = Callable[[str], int]
"""How many articles have all of a query, under the filters of the search: match=all."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query, in canonical spelling, and how many articles it finds.

    ``kind`` says what is different: ``telex`` keystrokes were decoded, ``marks``
    only marks differ, ``spelling`` letters do.
    """

    q: str
    kind: Kind
    total: int


class Suggester:
    """Suggestions from what an archive holds; one object serves every thread.

    The archive's words and names are read when they are first asked for, and anew in
    the background when the index has changed. Raises the engine's errors as they are;
    a query itself never fails.
    """

    def __init__(self, engine: Engine, start: Start = in_background, read: Read = read) -> None:
        self._engine = engine
        self._readings_of = read
        self._corrector = Holder(engine, _corrector, start)
        self._names = Holder(engine, _names, start)

    def prepare(self) -> None:
        """Read the archive's words, which every search looks at: 0.15 s for 100,000 articles."""
        if self._engine.status().generation:
            self._corrector.get()

    def warm(self) -> None:
        """Read the names, too, so that the first who types need not wait for them."""
        self.prepare()
        if self._engine.status().generation:
            self._names.get()

    def corrections(self, q: str, total: Total, found: int | None = None) -> tuple[Suggestion, ...]:
        """At most SUGGESTIONS queries that ``q`` may have been meant to be, likeliest first.

        Where a word of ``q`` occurs nowhere, or it and its neighbours hardly occur side
        by side while another spelling does: that spelling (``channel`` has the margins). Else
        the likely readings of words without marks, where there is a choice. All of
        them find something; ``found`` is how many articles ``q`` itself finds in full,
        asked of ``total`` only when needed and not known. Of more than RESPELLED_LENGTH words
        nothing is suggested.
        """
        tree, _ = parse(q)
        typed = list(islice(runs(tree), RESPELLED_RUNS))
        length = sum(len(run.tokens) for run in typed)
        if not 0 < length <= RESPELLED_LENGTH or self._engine.status().generation == 0:
            return ()
        asked = _Asked(q, tree, total, found)
        corrected = islice(self._corrected(tree, typed), SUGGESTIONS)
        # one more, for the words as typed may be one of their readings
        readings = islice(self._read(typed), SUGGESTIONS + 1)
        return asked.corrections(corrected) or asked.choice(readings)

    def completions(self, typed: str, limit: int = DEFAULT) -> tuple[Completion, ...]:
        """At most ``limit`` (and COMPLETIONS) ways to go on with ``typed``, most frequent first."""
        if self._engine.status().generation == 0:
            return ()
        return completions(typed, self._names.get(), limit)

    def _corrected(self, tree: Tree, typed: Sequence[TypedRun]) -> Iterator[_Respelled]:
        """The query with the likeliest correction of every run, then with the next ones."""
        corrector = self._corrector.get()
        marked = any(is_marked(form) for leaf in texts(tree) for form in analyze(leaf.text).exact)
        found = [(run, corrector.corrections(run.forms, marked)) for run in typed]
        for rank in range(max(len(each) for _, each in found)):
            chosen = [(run, each[min(rank, len(each) - 1)]) for run, each in found if each]
            yield _Respelled(
                _merged(run.respelled(correction.meant) for run, correction in chosen),
                strongest({correction.kind for _, correction in chosen}),
                any(correction.of_unknown for _, correction in chosen),
            )

    def _read(self, typed: Sequence[TypedRun]) -> Iterator[_Respelled]:
        """The query in its likeliest reading, then in the next ones."""
        every = [(run, self._readings_of(run.forms, self._engine)) for run in typed]
        # one word alone may be meant in every marking, and is searched so
        found = [
            (run, each.likely)
            for run, each in every
            if len(run.forms) == 1 or each.best != each.literal
        ]
        for rank in range(max((len(each) for _, each in found), default=0)):
            chosen = [(run, each[min(rank, len(each) - 1)]) for run, each in found]
            yield _Respelled(
                _merged(run.respelled([(form,) for form in reading]) for run, reading in chosen)
            )


@dataclass(frozen=True, slots=True)
class _Respelled:
    """Texts for the leaves of a query; see ``runs.Texts``.

    ``of_unknown``: a word that occurs nowhere is among those replaced.
    """

    texts: Texts
    kind: Kind = "marks"
    of_unknown: bool = False


def _merged(texts: Iterable[Texts]) -> Texts:
    every: dict[int, str] = {}
    for each in texts:
        every |= each
    return every


class _Asked:
    """One query as typed, and which other queries are worth showing beside it."""

    def __init__(self, q: str, tree: Tree, total: Total, found: int | None) -> None:
        self._q = q
        self._tree = tree
        self._total = total
        self._known = found
        self._shown = {print_query(tree)}

    def corrections(self, others: Iterable[_Respelled]) -> tuple[Suggestion, ...]:
        """Those that find any, without the archive's own slips.

        What occurs nowhere may be an alternative of what does (*Ukraina*), or one of
        several (OR): another word in its place has to find more.
        """
        counted = tuple(
            suggestion
            for other in others
            if (suggestion := self._counted(other)) is not None
            and suggestion.total > (self._found() if other.of_unknown else 0)
        )
        most = max((each.total for each in counted), default=0)
        return tuple(each for each in counted if each.total > most // SLIPS_OF_OTHERS)

    def choice(self, others: Iterable[_Respelled]) -> tuple[Suggestion, ...]:
        """Those that find any; one alone only where it narrows what is found already."""
        counts = (each for each in map(self._counted, others) if each and each.total)
        found = (each for each in counts if each.total * RARER >= self._found())
        counted = list(islice(found, SUGGESTIONS))
        if len(counted) == 1 and counted[0].total > NARROWER * self._found():
            return ()
        return tuple(counted)

    def _counted(self, other: _Respelled) -> Suggestion | None:
        """None for what was typed, or is shown already."""
        q = print_query(with_texts(self._tree, other.texts))
        if q in self._shown:
            return None
        self._shown.add(q)
        return Suggestion(q, other.kind, self._total(q))

    def _found(self) -> int:
        if self._known is None:
            self._known = self._total(self._q)
        return self._known


def _corrector(engine: Engine) -> Corrector:
    return Corrector(engine, Vocabulary.of(engine.terms(EXACT["text"])))


def _names(engine: Engine) -> Names:
    return names_of(engine.terms(TERM), engine.terms("person"))
