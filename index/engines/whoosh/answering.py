"""A Question over a snapshot → its Answer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.base import Answer, EngineHit, Explanation
from index.engines.query import HOW, Question, Sort, SortKey
from index.engines.whoosh.counting import Counter
from index.engines.whoosh.holding import Holding
from index.engines.whoosh.matching import Matcher
from index.engines.whoosh.rising import NONE, Ints, Mask, distinct, highest, inside
from index.engines.whoosh.scoring import clause_scores, contributions, scores
from index.engines.whoosh.snapshot import Snapshot


def answer(snapshot: Snapshot, question: Question) -> Answer:
    """Hits of the page asked for, the exact total, and the counts."""
    matcher = Matcher(snapshot)
    found = _Found(matcher, question)
    page, scored = _page(matcher, question, found)
    counter = found.but(HOW)
    holding = Holding(matcher, counter.docs)
    labels = {each.name: holding.of(each.node) for each in question.labels}
    return Answer(
        hits=tuple(
            EngineHit(
                snapshot.name(doc),
                score,
                key,
                frozenset(name for name, holds in labels.items() if holds[place]),
            )
            for doc, score, key, place in zip(
                page.tolist(),
                scored,
                _keys(snapshot, page),
                counter.docs.searchsorted(page).tolist(),
                strict=True,
            )
        ),
        total=found.but(None).number(),
        labels={name: counter.number(holds) for name, holds in labels.items()},
        facets={wanted.facet: found.but(wanted.facet).facet(wanted) for wanted in question.facets},
        dates=found.but("date").dates() if question.dates else None,
    )


def explanation(snapshot: Snapshot, question: Question, id: str) -> Explanation:
    """Why an article matched and how its score is made."""
    doc = snapshot.find(id)
    if doc is None:
        return Explanation(False, 0.0, ())
    matcher = Matcher(snapshot)
    one = np.array([doc])
    holding = Holding(matcher, one)
    found = _Found(matcher, question).docs
    docs = distinct(np.concatenate((found, one)))
    score = float(scores(matcher, question, docs, inside(docs, found))[docs.searchsorted(doc)])
    plain = float(clause_scores(matcher, question.rank, one)[0])
    return Explanation(
        matches=bool(inside(one, found)[0]),
        score=score,
        contributions=contributions(matcher, question.rank, doc),
        factor=score / plain if plain else 1.0,
        labels=frozenset(e.name for e in question.labels if holding.of(e.node)[0]),
    )


class _Found:
    """The documents that match, through all filters or all but a facet's own."""

    def __init__(self, matcher: Matcher, question: Question) -> None:
        self._matcher = matcher
        self._question = question
        self._where = _where(matcher, question)
        holding = Holding(matcher, self._where)
        self._passes = [(each.facet, holding.of(each.node)) for each in question.filters]
        self._counters: dict[str | None, Counter] = {}

    @property
    def docs(self) -> Ints:
        """Those that pass all filters, rising."""
        return self.but(None).docs

    def but(self, facet: str | None) -> Counter:
        """Counts of those that pass all filters but those of ``facet``."""
        if not any(each == facet for each, _ in self._passes):
            facet = None
        if facet not in self._counters:
            docs = self._passing(facet)
            self._counters[facet] = Counter(self._matcher.snapshot, docs, self._question.group)
        return self._counters[facet]

    def _passing(self, but: str | None) -> Ints:
        passes = [passing for facet, passing in self._passes if facet != but]
        return self._where.compress(np.all(passes, axis=0)) if passes else self._where


def _where(matcher: Matcher, question: Question) -> Ints:
    """The documents that match, whatever the filters."""
    docs = matcher.docs(question.where)
    if question.nearest is None:
        return docs
    always = matcher.holds(question.nearest.always, docs)
    near = np.flatnonzero(~always)
    plain = clause_scores(matcher, question.rank, docs.take(near))
    always[near.take(highest(plain, question.nearest.most))] = True
    return docs.compress(always)


def _page(matcher: Matcher, question: Question, found: _Found) -> tuple[Ints, list[float]]:
    """Document numbers of the page asked for, and their scores."""
    if not question.limit:
        return NONE, []
    snapshot, docs = matcher.snapshot, found.docs
    if question.sort == "relevance":
        good: NDArray[Any] = scores(matcher, question, docs)
    else:
        good = -snapshot.rows.minutes(docs, newest=question.sort == "newest")
    if question.group == "story":
        leading = _leading(snapshot, question, docs, good)
        docs, good = docs.take(leading), good.take(leading)
    if question.after is not None:
        behind = _behind(snapshot, docs, question.after, question.sort)
        docs, good = docs.compress(behind), good.compress(behind)
    first, last = question.offset, question.offset + question.limit
    at = highest(good, last)
    at = at.take(_order(snapshot, question, docs.take(at), good.take(at))[first:last])
    scored = good.take(at).tolist() if question.sort == "relevance" else [0.0] * len(at)
    return docs.take(at), scored


def _leading(snapshot: Snapshot, question: Question, docs: Ints, good: NDArray[Any]) -> Ints:
    """Which of ``docs`` stand first of their stories. Most are the only ones of theirs."""
    shared = snapshot.rows.shared.take(docs)
    several = np.flatnonzero(shared)
    order = _order(snapshot, question, docs.take(several), good.take(several))
    stories = snapshot.rows.stories.take(docs.take(several.take(order)))
    _, first = np.unique(stories, return_index=True)
    leading = ~shared
    leading[several.take(order.take(first))] = True
    return np.flatnonzero(leading)


def _order(snapshot: Snapshot, question: Question, docs: Ints, good: NDArray[Any]) -> Ints:
    """Better before worse, of equals originals and then the newest first."""
    rows = snapshot.rows
    seq = rows.column("seq").take(docs)
    if question.sort != "relevance":
        return np.lexsort((-seq, -good))
    minutes = rows.minutes(docs, newest=True)
    return np.lexsort((-seq, minutes, rows.column("copy").take(docs), -good))


def _behind(snapshot: Snapshot, docs: Ints, key: SortKey, sort: Sort) -> Mask:
    """Which of ``docs`` come after ``key`` in a date order."""
    dated = snapshot.rows.dated.take(docs)
    earlier_seq = snapshot.rows.column("seq").take(docs) < key.seq
    if key.minute is None:
        return np.asarray(~dated & earlier_seq)
    start = snapshot.rows.column("start").take(docs)
    beyond = start < key.minute if sort == "newest" else start > key.minute
    return np.asarray(~dated | beyond | ((start == key.minute) & earlier_seq))


def _keys(snapshot: Snapshot, docs: Ints) -> list[SortKey]:
    rows = snapshot.rows
    columns = (rows.dated, rows.column("start"), rows.column("seq"))
    here = (column.take(docs).tolist() for column in columns)
    return [SortKey(start if dated else None, seq) for dated, start, seq in zip(*here, strict=True)]
