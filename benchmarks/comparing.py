"""The comparison: every engine answers every query, in one process and in turn.

Before anything is timed the answers must agree, query by query: hit counts and facets.
Then all answer in rounds: the queries in a new order each round, the engines beginning
with another one each time, so that a busy moment hits them all alike.
"""

from __future__ import annotations

import gc
import random
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from statistics import mean, median
from typing import Any, Final

from benchmarks.corpus import SEED
from benchmarks.engines.base import (
    FACET_SIZE,
    SLOW,
    Asked,
    Engine,
    Found,
    Layout,
    Opened,
    Passages,
    Run,
)
from benchmarks.engines.ours import OurIndex
from benchmarks.engines.translation import within_fields
from benchmarks.measures import machine, ratios, summary, timed
from benchmarks.queries import Query, asked, few, mix, stratum
from benchmarks.workspace import Workspace

OURS: Final = "timtin/one"
BASE: Final = "tantivy/one"
"""What ratios are against."""
ONCE: Final = 0.2
"""Seconds a query: an engine above answers in one round only, warmed by the check alone."""

Latencies = dict[str, dict[int, float]]
"""Contestant → query number → the median of its seconds."""


class AnswersDiffer(Exception):
    """An engine counts other hits or facet values than ours, for no known reason."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """An open index under its name, ``engine/layout``."""

    name: str
    opened: Opened

    @property
    def slow(self) -> bool:
        """Whether it is an index of the SLOW engine."""
        return self.name.partition("/")[0] == SLOW


@dataclass(frozen=True, slots=True)
class Ready:
    """One query, prepared for everyone; the SLOW engine has few of them."""

    query: Query
    asked: Asked
    runs: Mapping[str, Run]
    passages: Mapping[str, Passages]


def contestants(
    work: Workspace, engines: Sequence[Engine], count: int, layouts: Sequence[Layout]
) -> list[Contestant]:
    """Everyone's indexes of ``count`` documents, opened; ours first."""
    return [
        Contestant(f"{each.name}/{layout}", each.open(work.index(each.name, layout, count)))
        for each in engines
        for layout in layouts
        if layout in each.layouts
    ]


def compare(
    everyone: Sequence[Contestant], queries: Sequence[Query], rounds: int, passages: bool = True
) -> dict[str, Any]:
    """Latencies and ratios of all; raises :class:`AnswersDiffer`."""
    ready = _prepared(everyone, queries)
    exceptions, overlaps, slow = _checked(everyone[0], ready)
    gc.collect()
    gc.freeze()  # what was prepared is not looked through again while others are timed
    before = machine()
    answers = _rounds(ready, rounds, slow, lambda each, name: each.runs[name]())
    plain = _medians(answers)
    worked = _medians(answers, attrgetter("processor"))
    figures: dict[str, Any] = {
        "machine": before,
        "rounds": rounds,
        "mix": mix(queries),
        "segments": {each.name: each.opened.segments() for each in everyone},
        "same among the best ten": overlaps,
        "counts differ, for a phrase over parallel fields": exceptions,
        "faceted": _figures(plain, ready),
        "processor time, timtin to": {
            name: ratios(worked[OURS], found) for name, found in worked.items() if name != OURS
        },
        "parts": _parts(answers),
    }
    if passages:
        shown = _rounds(ready, 1 + rounds // 3, slow, _with_passages)
        figures["with snippets"] = _figures(_medians(shown), ready)
    figures["queries"] = [
        {"kind": each.query.kind, "q": each.query.text, "hits": each.query.hits}
        | {name: round(1000 * found[n], 3) for name, found in plain.items() if n in found}
        for n, each in enumerate(ready)
    ]
    gc.unfreeze()
    return figures


def _prepared(everyone: Sequence[Contestant], queries: Sequence[Query]) -> list[Ready]:
    ours = everyone[0].opened
    if not isinstance(ours, OurIndex):
        raise TypeError("queries are compiled for our index: it comes first")
    ready = []
    sampled = few(queries, 1)
    for query in queries:
        ask = asked(query.args, ours.engine)
        asks = [each for each in everyone if not each.slow or query in sampled]
        ready.append(
            Ready(
                query,
                ask,
                {each.name: each.opened.prepare(ask) for each in asks},
                {each.name: each.opened.passages(ask) for each in asks},
            )
        )
    return ready


# --- agreement


def _checked(
    ours: Contestant, ready: Sequence[Ready]
) -> tuple[list[dict[str, object]], dict[str, float], set[str]]:
    """Queries whose phrases peers cannot ask for, how alike the best ten are, who is slow."""
    exceptions: list[dict[str, object]] = []
    overlaps: defaultdict[str, list[float]] = defaultdict(list)
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    for each in ready:
        answer = each.runs[ours.name]()
        expected = answer
        where = within_fields(each.asked.question.where)
        if where != each.asked.question.where:
            question = replace(each.asked.question, where=where)
            expected = ours.opened.prepare(replace(each.asked, question=question))()
        if expected.total != answer.total:
            row = {"q": each.query.text, "ours": answer.total, "peers": expected.total}
            exceptions.append(row)
        for name, run in each.runs.items():
            taken, found = timed(run)
            seconds[name].append(taken)
            if name.partition("/")[0] != ours.name.partition("/")[0]:
                _must_agree(name, each.query, found, expected)
                overlaps[name].append(_overlap(found, answer))
    alike = {name: round(mean(found), 3) for name, found in overlaps.items()}
    return exceptions, alike, {name for name, taken in seconds.items() if mean(taken) > ONCE}


def _must_agree(name: str, query: Query, found: Found, expected: Found) -> None:
    if found.total != expected.total:
        said = f"{found.total} hits, ours {expected.total}"
        raise AnswersDiffer(f"{name}: {query.text}: {said}")
    for facet, counts in expected.facets.items():
        # the last of a long facet are a matter of ties: their counts must agree, not their names
        theirs = sorted(found.facets[facet].values(), reverse=True)
        if theirs[:FACET_SIZE] != sorted(counts.values(), reverse=True)[:FACET_SIZE]:
            raise AnswersDiffer(f"{name}: {query.text}: {facet} {found.facets[facet]}, {counts}")


def _overlap(found: Found, answer: Found) -> float:
    if not answer.ids:
        return 1.0
    return len(set(found.ids) & set(answer.ids)) / len(answer.ids)


# --- time


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one answer: by the clock, of the processor, and of its parts."""

    clock: float
    processor: float
    parts: Mapping[str, float]


Answers = dict[str, dict[int, list[Taken]]]
"""Contestant → query number → what it took in each round."""


def _rounds(
    ready: Sequence[Ready], rounds: int, slow: Collection[str], work: Callable[[Ready, str], Found]
) -> Answers:
    """One round to warm up, then ``rounds`` that count; only the first of them for the slow."""
    lot = random.Random(SEED)  # noqa: S311  # an order, no secret
    names = list(dict.fromkeys(name for each in ready for name in each.runs))
    quick = [name for name in names if name not in slow]
    _round(ready, quick, lot, work)
    found: Answers = {name: defaultdict(list) for name in names}
    for number in range(rounds):
        for name, answers in _round(ready, quick if number else names, lot, work).items():
            for query, each in answers.items():
                found[name][query] += each
    return found


def _round(
    ready: Sequence[Ready],
    names: Sequence[str],
    lot: random.Random,
    work: Callable[[Ready, str], Found],
) -> Answers:
    found: Answers = {name: defaultdict(list) for name in names}
    for number in lot.sample(range(len(ready)), len(ready)):
        first = lot.randrange(len(names))
        for name in [*names[first:], *names[:first]]:
            if name not in ready[number].runs:
                continue
            worked = time.process_time()
            seconds, answer = timed(partial(work, ready[number], name))
            worked = time.process_time() - worked
            found[name][number].append(Taken(seconds, worked, answer.parts))
    return found


def _with_passages(each: Ready, name: str) -> Found:
    found = each.runs[name]()
    made = each.passages[name](found)
    if len(made) != len(found.ids):
        raise AnswersDiffer(f"{name}: {len(made)} passages of {len(found.ids)} hits")
    return found


# --- figures


def _medians(answers: Answers, of: Callable[[Taken], float] = attrgetter("clock")) -> Latencies:
    """Each query's median over the rounds."""
    return {
        name: {n: median(map(of, taken)) for n, taken in found.items()}
        for name, found in answers.items()
    }


def _parts(answers: Answers) -> dict[str, dict[str, float]]:
    """The p50 of each part over the queries' medians, in ms, of engines that have parts."""
    parts: dict[str, dict[str, float]] = {}
    for name, found in answers.items():
        for part in next(iter(found.values()))[0].parts:
            medians = (median(taken.parts[part] for taken in each) for each in found.values())
            parts.setdefault(name, {})[part] = round(1000 * median(medians), 3)
    return parts


def _figures(latencies: Latencies, ready: Sequence[Ready]) -> dict[str, Any]:
    """Milliseconds of everyone and ratios of ours to everyone: of all, by kind, by stratum."""
    groups: dict[str, list[int]] = {"all": list(range(len(ready)))}
    for number, each in enumerate(ready):
        groups.setdefault(each.query.kind, []).append(number)
        groups.setdefault(f"{stratum(each.query.hits):,}+ hits", []).append(number)
    return {
        group: {
            "queries": len(numbers),
            "ms": {
                name: summary(list(_of(found, numbers).values()))
                for name, found in latencies.items()
            },
            "timtin to": {
                name: ratios(_of(latencies[OURS], numbers), _of(found, numbers))
                for name, found in latencies.items()
                if name != OURS
            },
        }
        for group, numbers in groups.items()
    }


def _of(found: Mapping[int, float], numbers: Iterable[int]) -> dict[int, float]:
    return {n: found[n] for n in numbers if n in found}
