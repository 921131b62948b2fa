"""The Engine protocol on a Whoosh index."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from index import analysis, deadline, durable
from index.engines.base import (
    Answer,
    Batch,
    Explanation,
    PairCount,
    Status,
    Terms,
)
from index.engines.query import Question
from index.engines.schema import EXACT, Document
from index.engines.whoosh import toc, writing
from index.engines.whoosh.answering import answer, explanation
from index.engines.whoosh.generations import (
    Current,
    Generations,
)
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.spans import from_bytes
from index.engines.whoosh.values import vocabularies
from index.errors import (
    EngineError,
    IndexDamaged,
    IndexFull,
    IndexLocked,
    IndexMissing,
    IndexUnwritable,
    TimtinError,
)

_OVERTAKEN: Final = 100
"""Commits that may be published, one after the other, while one state is opened."""

_REBUILD_TOKENS = 600_000
"""Tokens per commit while rebuilding, of 1,100 articles: bounds memory, whatever their length."""

_Answered = TypeVar("_Answered")


class RebuildWriter:
    """Fills a new generation, one commit per _REBUILD_TOKENS."""

    def __init__(self, path: Path, written: Callable[[Callable[[], None]], None]) -> None:
        """``written`` runs what writes, and words what goes wrong there."""
        self._path = path
        self._written = written
        self._batch = Batch()
        self._tokens = 0
        self.change = 0

    def put(self, document: Document) -> None:
        self._batch.put(document)
        self._tokens += len(document.tokens[EXACT["text"]].texts)
        if self._tokens >= _REBUILD_TOKENS:
            self.flush()

    def delete(self, id: str) -> None:
        self._batch.delete(id)

    def contains(self, change: int) -> None:
        self.change = change

    def flush(self) -> None:
        """Commit what is collected."""
        self._written(lambda: writing.commit(self._path, self._batch))
        self._batch = Batch()
        self._tokens = 0

    def finish(self) -> None:
        """Commit the rest, and leave one segment."""
        self.flush()
        self._written(lambda: writing.unite(self._path))


class WhooshEngine:
    """See :class:`index.engines.base.Engine`; ``folder`` holds nothing else.

    Every call asks whether the state on the disk has changed, so all processes
    see a commit with their next search. Opens nothing before it is first used.
    """

    def __init__(self, folder: Path, lock_wait: int = 30, cache_mb: int = 128) -> None:
        self._generations = Generations(folder, lock_wait)
        self._cache_bytes = cache_mb * 1_000_000
        self._vocabularies = (0, vocabularies())
        self._segments: dict[str, Segment] = {}
        self._opened: tuple[Snapshot, tuple[int, int] | None] | None = None
        self._opening = threading.Lock()

    @contextmanager
    def writer(self, visible: bool = False) -> Iterator[Batch]:
        del visible  # a local commit is on the disk when this returns
        batch = Batch()
        with self._writing():
            yield batch
            self._written(lambda: self._commit(batch))

    @contextmanager
    def rebuilding(self) -> Iterator[RebuildWriter]:
        with self._writing():
            state = self._generations.next()
            path = self._generations.path(state.generation)
            self._written(lambda: writing.create(path))
            filling = RebuildWriter(path, self._written)
            yield filling
            filling.finish()
            self._written(lambda: self._publish(state.following(filling.change)))

    def tidy(self) -> None:
        if self._generations.orphans():
            with suppress(IndexLocked, OSError), self._generations.writing(wait=False):
                self._generations.clean()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The one writer's lock, and a folder without what nobody needs, before and after."""
        with ExitStack() as held:
            self._written(lambda: held.enter_context(self._generations.writing()))
            self._written(self._generations.clean)
            try:
                yield
            finally:
                with suppress(OSError):  # the next writer tries again
                    self._generations.clean()

    def _commit(self, batch: Batch) -> None:
        state = self._generations.current()
        if state is None:
            state = self._generations.next()
            writing.create(self._generations.path(state.generation))
        writing.commit(self._generations.path(state.generation), batch, keep=True)
        self._publish(state.following(batch.change))

    def _publish(self, state: Current) -> None:
        files = toc.files(self._generations.path(state.generation))
        self._generations.publish(state, files)

    def _written(self, work: Callable[[], object]) -> None:
        """What the disk refuses to a writer becomes an error of ours; searches go on."""
        try:
            self._guarded(work)
        except IndexDamaged as error:
            refused = durable.of_the_disk(error)
            if refused is None or isinstance(refused, FileNotFoundError):
                raise
            kind = IndexFull if durable.is_full(refused) else IndexUnwritable
            where, reason = self._generations.folder, refused.strerror
            raise kind(where=where, reason=reason) from refused

    def search(self, question: Question) -> Answer:
        return self._reading(lambda snapshot: answer(snapshot, question))

    def prepare(self) -> None:
        """Read what every search needs, so that processes forked from this one share it."""
        self._reading(lambda snapshot: snapshot.prepare())

    def documents(self) -> Iterator[tuple[str, str]]:
        """Reads every byte of the index first: what `timtin check` relies on."""
        self._generations.verify_contents()
        return iter(self._reading(_documents))

    def terms(self, field: str, prefix: str = "") -> Terms:
        return self._reading(lambda snapshot: snapshot.terms(field, prefix))

    def frequencies(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        return self._reading(lambda snapshot: snapshot.frequencies(field, texts))

    def markings(self, fold: str) -> tuple[str, ...]:
        return self._reading(lambda snapshot: snapshot.markings(fold))

    def pairs(self, lefts: Sequence[str], rights: Sequence[str]) -> Iterator[PairCount]:
        counted = self._reading(lambda snapshot: sorted(snapshot.pairs(lefts, rights)))
        return (PairCount(*each) for each in counted)

    def runs(self, runs: Sequence[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
        return self._reading(lambda snapshot: snapshot.runs(runs))

    def explain(self, question: Question, id: str) -> Explanation:
        return self._reading(lambda snapshot: explanation(snapshot, question, id))

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
        while True:
            snapshot = self._latest()
            deadline.check()
            try:
                return self._guarded(lambda: ask(snapshot))  # noqa: B023  # called at once
            except IndexDamaged:
                if snapshot is self._latest():
                    raise
                # files that it had not opened yet were replaced meanwhile

    def _guarded(self, work: Callable[[], _Answered]) -> _Answered:
        """Vendor errors become ours here and nowhere else.

        Over damaged files Whoosh raises anything, bare ``Exception`` included.
        """
        try:
            return work()
        except TimtinError:
            raise
        except Exception as error:
            raise IndexDamaged(where=self._generations.folder, reason=_said(error)) from error

    def _latest(self) -> Snapshot:
        opened = self._opened  # one read: another thread may open a newer one meanwhile
        if opened is not None and opened[1] == self._generations.stamp():
            return opened[0]
        with deadline.paused(), self._opening:
            if self._opened is None or self._generations.stamp() != self._opened[1]:
                self._opened = self._open()
            return self._opened[0]

    def _open(self) -> tuple[Snapshot, tuple[int, int] | None]:
        for _ in range(_OVERTAKEN):
            stamp = self._generations.stamp()
            state = self._generations.current()
            if state is None:
                raise IndexMissing(where=self._generations.folder)
            try:
                return self._load(state), stamp
            except Exception as error:  # see _guarded
                damage = error
            if stamp == self._generations.stamp():
                break  # no commit has replaced the files
        if isinstance(damage, EngineError):
            raise damage
        raise IndexDamaged(where=self._generations.folder, reason=_said(damage)) from damage

    def _load(self, state: Current) -> Snapshot:
        self._generations.verify(state)
        path = self._generations.path(state.generation)
        known = self._segments
        pairs = [
            (known.get(found.segment_id()) or Segment(path, found), sorted(found.deleted_docs()))
            for found in toc.read(path, state.files).segments
        ]
        self._segments = {segment.name: segment for segment, _ in pairs}
        if self._vocabularies[0] != state.generation:
            self._vocabularies = (state.generation, vocabularies())
        return Snapshot(pairs, state, self._vocabularies[1], self._cache_bytes)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _documents(snapshot: Snapshot) -> list[tuple[str, str]]:
    found = []
    for segment, base in zip(snapshot.segments, snapshot.bases, strict=False):
        live = snapshot.live[base : base + segment.size]
        cells = zip(segment.cells("name"), segment.cells("digest"), live, strict=True)
        found += [(from_bytes(name), from_bytes(digest)) for name, digest, alive in cells if alive]
    return found
