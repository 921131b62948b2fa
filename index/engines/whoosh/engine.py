"""The Engine protocol on a Whoosh index."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
from whoosh import index as whoosh_index

from index import analysis
from index.engines.base import (
    Answer,
    Batch,
    EngineHit,
    Explanation,
    PairCount,
    Status,
    TermCount,
)
from index.engines.query import HOW, Question, Sort, SortKey
from index.engines.schema import VALUES, Document
from index.engines.whoosh import writing
from index.engines.whoosh.counting import date_counts, facet_counts, number
from index.engines.whoosh.generations import (
    Current,
    Generations,
)
from index.engines.whoosh.matching import Matcher
from index.engines.whoosh.rising import Ints
from index.engines.whoosh.scoring import Scores, at_least, clause_scores, contributions, scores
from index.engines.whoosh.segment import PostingCache, Segment, prefixed
from index.engines.whoosh.snapshot import Mask, Snapshot
from index.errors import EngineError, IndexDamaged, IndexMissing

_OPEN_TRIES = 5
"""A commit or switch may remove files between reading the state and opening them."""

_REBUILD_COMMIT = 2_000
"""Documents per commit while rebuilding: bounds memory."""

_Answered = TypeVar("_Answered")


class RebuildWriter:
    """Fills a new generation, one commit per _REBUILD_COMMIT documents."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._batch = Batch()
        self.change = 0

    def put(self, document: Document) -> None:
        self._batch.put(document)
        if len(self._batch.changes) >= _REBUILD_COMMIT:
            self.flush()

    def delete(self, id: str) -> None:
        self._batch.delete(id)

    def contains(self, change: int) -> None:
        self.change = change

    def flush(self) -> None:
        """Commit what is collected."""
        writing.commit(self._path, self._batch)
        self._batch = Batch()


class WhooshEngine:
    """See :class:`index.engines.base.Engine`; ``folder`` holds nothing else.

    Every call asks whether the state on the disk has changed, so all processes
    see a commit with their next search. Opens nothing before it is first used.
    """

    def __init__(self, folder: Path, lock_wait: int = 30, cache_mb: int = 128) -> None:
        self._generations = Generations(folder, lock_wait)
        self._cache = PostingCache(cache_mb)
        self._segments: dict[str, Segment] = {}
        self._opened: tuple[Snapshot, tuple[int, int] | None] | None = None
        self._opening = threading.Lock()

    @contextmanager
    def writer(self, visible: bool = False) -> Iterator[Batch]:
        del visible  # a local commit is on the disk when this returns
        batch = Batch()
        with self._generations.writing():
            state = self._generations.current()
            self._generations.drop_others(state.generation if state else None)
            if state is None:
                state = self._generations.next()
                writing.create(self._generations.path(state.generation))
            yield batch
            path = self._generations.path(state.generation)
            self._guarded(lambda: writing.commit(path, batch))
            self._generations.publish(state.following(batch.change))

    @contextmanager
    def rebuilding(self) -> Iterator[RebuildWriter]:
        with self._generations.writing():
            state = self._generations.next()
            path = self._generations.path(state.generation)
            writing.create(path)
            filling = RebuildWriter(path)
            try:
                yield filling
                self._guarded(filling.flush)
                self._generations.publish(state.following(filling.change))
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            self._generations.drop_others(state.generation)

    def search(self, question: Question) -> Answer:
        return self._reading(lambda snapshot: _answer(snapshot, question))

    def documents(self) -> Iterator[tuple[str, str]]:
        """Reads every byte of the index first: what `timtin check` relies on."""
        self._generations.verify_contents()
        return iter(self._reading(_documents))

    def terms(self, field: str, prefix: str = "") -> Iterator[TermCount]:
        return iter(self._reading(lambda snapshot: _terms(snapshot, field, prefix)))

    def frequencies(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        return self._reading(lambda snapshot: snapshot.occurrences(field, texts))

    def markings(self, fold: str) -> tuple[str, ...]:
        return self._reading(lambda snapshot: snapshot.markings(fold))

    def pairs(self, lefts: Sequence[str], rights: Sequence[str]) -> Iterator[PairCount]:
        counted = self._reading(lambda snapshot: sorted(snapshot.pairs(lefts, rights)))
        return (PairCount(*each) for each in counted)

    def runs(self, runs: Sequence[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
        return self._reading(lambda snapshot: snapshot.runs(runs))

    def explain(self, question: Question, id: str) -> Explanation:
        return self._reading(lambda snapshot: _explanation(snapshot, question, id))

    def status(self) -> Status:
        """``generation`` is 0 when there is no index yet."""
        try:
            snapshot = self._latest()
        except IndexMissing:
            return Status(0, 0, analysis.VERSION, True, 0)
        state = snapshot.state
        return Status(
            documents=snapshot.documents,
            generation=state.generation,
            analysis=state.analysis,
            current=state.analysis == analysis.VERSION,
            change=state.change,
        )

    def _reading(self, ask: Callable[[Snapshot], _Answered]) -> _Answered:
        snapshot = self._latest()
        return self._guarded(lambda: ask(snapshot))

    def _guarded(self, work: Callable[[], _Answered]) -> _Answered:
        """Vendor errors become ours here and nowhere else.

        Over damaged files Whoosh raises anything, bare ``Exception`` included.
        """
        try:
            return work()
        except EngineError:
            raise
        except Exception as error:
            raise IndexDamaged(where=self._generations.folder, reason=_said(error)) from error

    def _latest(self) -> Snapshot:
        opened = self._opened  # one read: another thread may open a newer one meanwhile
        if opened is not None and opened[1] == self._generations.stamp():
            return opened[0]
        with self._opening:
            if self._opened is None or self._generations.stamp() != self._opened[1]:
                self._opened = self._open()
            return self._opened[0]

    def _open(self) -> tuple[Snapshot, tuple[int, int] | None]:
        reason = ""
        for _ in range(_OPEN_TRIES):
            stamp = self._generations.stamp()
            state = self._generations.current()
            if state is None:
                raise IndexMissing(where=self._generations.folder)
            try:
                return self._load(state), stamp
            except Exception as error:  # see _guarded
                reason = _said(error)
        raise IndexDamaged(where=self._generations.folder, reason=reason)

    def _load(self, state: Current) -> Snapshot:
        self._generations.verify(state)
        path = self._generations.path(state.generation)
        with closing(whoosh_index.open_dir(path)) as opened:
            contents = opened._read_toc()
            known = self._segments
            pairs = [
                (
                    known.get(found.segment_id()) or Segment(path, found, self._cache),
                    sorted(found.deleted_docs()),
                )
                for found in contents.segments
            ]
        self._segments = {segment.name: segment for segment, _ in pairs}
        return Snapshot(pairs, state)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _answer(snapshot: Snapshot, question: Question) -> Answer:
    matcher = Matcher(snapshot)
    plain = clause_scores(snapshot, matcher, question)
    where = _where(snapshot, matcher, question, plain)
    passes = [(each.facet, matcher.mask(each.node)) for each in question.filters]
    found = _passing(where, passes, but=None)
    docs, scored = _page(snapshot, matcher, question, plain, found)
    labels = {each.name: matcher.mask(each.node) for each in question.labels}
    but_how = _passing(where, passes, HOW)
    group = question.group
    return Answer(
        hits=tuple(
            EngineHit(snapshot.name(doc), score, _key(snapshot, doc), _said_of(doc, labels))
            for doc, score in zip(docs, scored, strict=True)
        ),
        total=number(snapshot, found, group),
        labels={name: number(snapshot, mask & but_how, group) for name, mask in labels.items()},
        facets={
            wanted.facet: facet_counts(
                snapshot, wanted, _passing(where, passes, wanted.facet), group
            )
            for wanted in question.facets
        },
        dates=date_counts(snapshot, _passing(where, passes, "date"), group)
        if question.dates
        else None,
    )


def _where(snapshot: Snapshot, matcher: Matcher, question: Question, plain: Scores) -> Mask:
    """The live documents that match, whatever the filters."""
    where = matcher.mask(question.where) & snapshot.live
    if question.nearest is None:
        return where
    always = where & matcher.mask(question.nearest.always)
    near = np.flatnonzero(where & ~always)
    always[at_least(near, plain[near], question.nearest.most)] = True
    return always


def _said_of(doc: int, labels: Mapping[str, Mask]) -> frozenset[str]:
    return frozenset(name for name, mask in labels.items() if mask[doc])


def _passing(where: Mask, passes: Sequence[tuple[str, Mask]], but: str | None) -> Mask:
    """What matches and passes all filters but those of the facet ``but``."""
    found = where
    for facet, mask in passes:
        if facet != but:
            found = found & mask
    return found


def _page(
    snapshot: Snapshot, matcher: Matcher, question: Question, plain: Scores, found: Mask
) -> tuple[list[int], list[float]]:
    """Document numbers of the page asked for, and their scores."""
    candidates = np.flatnonzero(found)
    first, last = question.offset, question.offset + question.limit
    if not question.limit:
        return [], []
    if question.sort == "relevance":
        score = scores(snapshot, matcher, question, plain, found)
        if question.group == "article":
            candidates = at_least(candidates, score[candidates], last)
        copies = snapshot.rows["copy"][candidates]
        order = np.lexsort((snapshot.newest[candidates], copies, -score[candidates]))
        docs = _of_group(snapshot, candidates[order], question)[first:last].tolist()
        return docs, [float(score[doc]) for doc in docs]
    places = snapshot.newest if question.sort == "newest" else snapshot.oldest
    ordered = _of_group(snapshot, candidates[np.argsort(places[candidates])], question)
    if question.after is not None:
        ordered = ordered[_behind(snapshot, ordered, question.after, question.sort)]
    docs = ordered[first:last].tolist()
    return docs, [0.0] * len(docs)


def _of_group(snapshot: Snapshot, ordered: Ints, question: Question) -> Ints:
    """The documents in order; by story, the first of each only."""
    if question.group == "article":
        return ordered
    _, first = np.unique(snapshot.stories[ordered], return_index=True)
    return ordered[np.sort(first)]


def _behind(snapshot: Snapshot, docs: Ints, key: SortKey, sort: Sort) -> Mask:
    """Which of ``docs`` come after ``key`` in a date order."""
    rows = snapshot.rows[docs]
    dated = rows["level"] > 0
    earlier_seq = rows["seq"] < key.seq
    if key.minute is None:
        return np.asarray(~dated & earlier_seq)
    beyond = rows["start"] < key.minute if sort == "newest" else rows["start"] > key.minute
    return np.asarray(~dated | beyond | ((rows["start"] == key.minute) & earlier_seq))


def _key(snapshot: Snapshot, doc: int) -> SortKey:
    row = snapshot.rows[doc]
    return SortKey(int(row["start"]) if row["level"] > 0 else None, int(row["seq"]))


def _documents(snapshot: Snapshot) -> list[tuple[str, str]]:
    found = []
    for segment, base in zip(snapshot.segments, snapshot.bases, strict=False):
        live = snapshot.live[base : base + segment.size]
        cells = zip(segment.cells("name"), segment.cells("digest"), live, strict=True)
        found += [
            (n.decode("utf-8", "surrogatepass"), d.decode()) for n, d, alive in cells if alive
        ]
    return found


def _terms(snapshot: Snapshot, field: str, prefix: str) -> list[TermCount]:
    if field in VALUES:
        vocabulary = snapshot.values[field][0]
        place = prefixed(vocabulary, prefix)
        counted = zip(vocabulary[place], snapshot.carrying[field][place].tolist(), strict=True)
        return [TermCount(value, count) for value, count in counted if count]
    return [TermCount(text, count) for text, count in snapshot.terms(field, prefix)]


def _explanation(snapshot: Snapshot, question: Question, id: str) -> Explanation:
    doc = snapshot.find(id)
    if doc is None:
        return Explanation(False, 0.0, ())
    matcher = Matcher(snapshot)
    plain = clause_scores(snapshot, matcher, question)
    passes = [(each.facet, matcher.mask(each.node)) for each in question.filters]
    found = _passing(_where(snapshot, matcher, question, plain), passes, but=None)
    score = float(scores(snapshot, matcher, question, plain, found)[doc])
    return Explanation(
        matches=bool(found[doc]),
        score=score,
        contributions=contributions(snapshot, matcher, question.rank, doc),
        factor=score / float(plain[doc]) if plain[doc] else 1.0,
        labels=_said_of(doc, {e.name: matcher.mask(e.node) for e in question.labels}),
    )
