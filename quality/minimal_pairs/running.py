"""Cases → what an engine gets wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from quality.minimal_pairs.cases import Case, Data, Document, Pair


@dataclass(frozen=True, slots=True)
class Found:
    """One answer.

    ``shown`` are ids in the order of the page, at least its first 100, with
    their scores; ``matches`` the ids that count as matches, all of them;
    ``counts`` documents by value of each facet that the engine counts.
    """

    shown: tuple[tuple[str, float], ...]
    matches: frozenset[str]
    full: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Face(Protocol):
    """An engine as the cases see it."""

    def index(self, documents: Sequence[Document]) -> None:
        """Make an archive of these documents and no others."""

    def search(self, query: str, params: Sequence[Pair]) -> Found:
        """The answer to what a person types and the parameters of the page."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One expectation that an answer did not meet, in words."""

    case: Case
    what: str

    def __str__(self) -> str:
        params = "".join(f" {name}={value}" for name, value in self.case.params)
        return f"{self.case.id} ({self.case.kind}) {self.case.query!r}{params}: {self.what}"


def run(data: Data, face: Face) -> list[Violation]:
    """Index the documents, ask every case and say what is wrong, in order of the cases."""
    face.index(data.documents)
    return [
        Violation(case, what)
        for case in data.cases
        for what in wrong(case, face.search(case.query, case.params))
    ]


def by_kind(violations: Iterable[Violation]) -> Counter[str]:
    """How many cases of each kind are violated."""
    return Counter(case.kind for case in {each.case.id: each.case for each in violations}.values())


def wrong(case: Case, found: Found) -> Iterator[str]:
    """What the answer ``found`` misses of the case's expectations, in words."""
    expect = case.expect
    for good in expect.must:
        if good not in found.matches:
            yield f"{good} does not match"
    for bad in expect.must_not:
        if bad in found.matches:
            yield f"{bad} matches"
    yield from _order(expect.above, found)
    yield from _scores(expect.equal, found)
    if expect.full is not None and found.full != expect.full:
        yield f"{found.full} match, not {expect.full}"
    for facet, counts in expect.counts.items():
        if found.counts.get(facet) != counts:
            yield f"{facet} counts {found.counts.get(facet)}, not {counts}"


def _order(above: Iterable[Pair], found: Found) -> Iterator[str]:
    places = {shown: place for place, (shown, _) in enumerate(found.shown)}
    for better, worse in above:
        if better not in places:
            yield f"{better} is not shown"
        elif worse in places and places[worse] < places[better]:
            yield f"{worse} is shown above {better}"


def _scores(equal: Iterable[Pair], found: Found) -> Iterator[str]:
    scores = dict(found.shown)
    for one, other in equal:
        if not {one, other} <= found.matches:
            yield f"{one} and {other} do not both match"
        elif scores.get(one) != scores.get(other):
            yield f"{one} scores {scores.get(one)}, {other} {scores.get(other)}"
