"""Inputs → store → index: the way in, one Outcome per input.

A batch is read, understood, admitted to the store in one durable transaction
and then indexed; its outcomes follow. So whatever was reported is kept, and an
interrupted run goes on where it stopped when the same command is given again.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from types import FrameType
from typing import Final, Literal

from index import enrich
from index.article import Draft, Options
from index.catch_up import AtHand, Told, catch_up
from index.cores import MANY, Cores, Result, cores_for
from index.corrections import Correction
from index.engines.base import Engine
from index.people import Keeper
from index.readers import Refusal
from index.store import Admission, Item, Known, Overtaken, Store, input_digest
from index.understanding import Prepared, Rejected, prepared
from index.wording import Lang, Wording

BATCH_TEXT: Final = 4_000_000
"""Code points from which on a batch is full: 500 articles of 450 words have a quarter of it."""

Status = Literal["added", "updated", "unchanged", "skipped", "rejected"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    ``id`` and ``title`` are the article's, None when it became none; ``reason``
    says why it was skipped or rejected, ``details`` fill its places. ``unmet`` are the
    newsroom's corrections of it that no longer find what they are about.
    """

    origin: str
    status: Status
    id: str | None = None
    title: str | None = None
    reason: Wording | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    unmet: tuple[Correction, ...] = ()

    def message(self, lang: Lang) -> str | None:
        """The reason as a sentence in ``lang``, None when there is none."""
        return self.reason.text(lang, **self.details) if self.reason else None


def ingest(
    inputs: Iterable[Draft | Refusal], options: Options, store: Store, engine: Engine, batch: int
) -> Generator[Outcome, None, None]:
    """One Outcome per input, in order, each once its article is durable and indexed.

    ``batch`` inputs go into one commit of store and index. Begins by indexing
    what an earlier run left. Ctrl-C lets a commit that has begun finish and
    report before KeyboardInterrupt goes on; what was not begun is dropped whole.
    Raises what store and engine raise.
    """
    catch_up(store, engine, batch)
    source = iter(inputs)
    first = list(islice(source, MANY + 1))
    source = chain(first, source)
    with cores_for(len(first)) as cores:
        run = _Run(options, enrich.VERSION, store, cores)
        waiting = run.begin(_taken(source, batch))
        while waiting.inputs:
            # the next batch is understood while this one is written
            following = run.begin(_taken(source, batch))
            with _finishing() as interrupted:
                outcomes, at_hand = run.commit(waiting)
                catch_up(store, engine, batch, at_hand, cores)
                # within: what is kept is also reported
                yield from outcomes
            if interrupted.is_set():
                raise KeyboardInterrupt
            waiting = following


def _taken(source: Iterator[Draft | Refusal], batch: int) -> list[Draft | Refusal]:
    """The next ``batch`` inputs, or fewer where they have BATCH_TEXT together."""
    found: list[Draft | Refusal] = []
    size = 0
    while size < BATCH_TEXT and len(found) < batch and (each := next(source, None)) is not None:
        found.append(each)
        size += len(each.text) if isinstance(each, Draft) else 0
    return found


@dataclass(frozen=True, slots=True)
class _Batch:
    """Inputs under way, by their place: those the store knows, the rest being understood."""

    inputs: Sequence[Draft | Refusal]
    drafts: Mapping[int, Draft]
    known: Mapping[int, Known]
    fresh: Sequence[int]
    result: Result[Prepared | Rejected]


_Entry = Known | Prepared | Rejected


class _Run:
    """What is the same for every batch of one ingest."""

    def __init__(self, options: Options, version: str, store: Store, cores: Cores) -> None:
        self._options = options
        self._version = version
        self._store = store
        self._cores = cores
        self._identities = Keeper(store)

    def begin(self, inputs: Sequence[Draft | Refusal]) -> _Batch:
        """Start understanding the inputs that the store does not know as they are."""
        drafts = {place: each for place, each in enumerate(inputs) if isinstance(each, Draft)}
        digests = {
            place: input_digest(draft, self._options, self._version)
            for place, draft in drafts.items()
        }
        seen = self._store.known(digests.values())
        known = {place: seen[digest] for place, digest in digests.items() if digest in seen}
        fresh = [place for place in drafts if place not in known]
        result = self._prepare([drafts[place] for place in fresh])
        return _Batch(inputs, drafts, known, fresh, result)

    def _prepare(self, drafts: Sequence[Draft]) -> Result[Prepared | Rejected]:
        """Start understanding; who is who may change until they are indexed."""
        identities = self._identities.current()
        work = partial(prepared, options=self._options, identities=identities)
        return self._cores.begin(work, drafts)

    def commit(self, batch: _Batch) -> tuple[list[Outcome], AtHand]:
        """Admit the batch; its outcomes, in order, and what the index has to follow."""
        entries: dict[int, _Entry] = {**batch.known}
        entries.update(zip(batch.fresh, batch.result(), strict=True))
        admissions: dict[int, Admission] | None = None
        while admissions is None:
            admissions = self._admit(batch.drafts, entries)
        outcomes = [
            _outcome(each, entries.get(place), admissions.get(place))
            for place, each in enumerate(batch.inputs)
        ]
        return outcomes, _at_hand(entries, admissions)

    def _admit(
        self, drafts: Mapping[int, Draft], entries: dict[int, _Entry]
    ) -> dict[int, Admission] | None:
        """By place, what became of the entries; None when some had to be understood first."""
        items: dict[int, Item | Known] = {}
        fingerprints = {}
        for place, entry in sorted(entries.items()):
            if isinstance(entry, Known):
                items[place] = entry
            elif isinstance(entry, Prepared):
                fingerprints[len(items)] = entry.fingerprint
                items[place] = (drafts[place], entry.article, self._options)
        try:
            admitted = self._store.admit(list(items.values()), self._version, fingerprints)
        except Overtaken as overtaken:
            # an input before it, or another process, has changed the article since
            places = [list(items)[at] for at in overtaken.places]
            again = self._prepare([drafts[place] for place in places])
            entries.update(zip(places, again(), strict=True))
            return None
        return dict(zip(items, admitted, strict=True))


def _at_hand(entries: Mapping[int, _Entry], admissions: Mapping[int, Admission]) -> AtHand:
    """What was written, by change; of one that changed twice in a batch the last."""
    found: dict[int, Told] = {}
    for place, admission in admissions.items():
        entry, kept = entries[place], admission.kept
        if kept and isinstance(entry, Prepared) and admission.status in ("added", "updated"):
            # a correction of the newsroom may have given it other words
            same = kept.article is entry.article
            found[kept.change] = Told(kept.article, entry.words if same else None)
    return found


def _outcome(found: Draft | Refusal, entry: _Entry | None, admission: Admission | None) -> Outcome:
    if isinstance(found, Refusal):
        status: Status = "skipped" if found.skipped else "rejected"
        return Outcome(found.origin, status, reason=found.reason, details=found.details)
    if isinstance(entry, Rejected):
        return Outcome(found.origin, "rejected", reason=entry.reason, details=entry.details)
    assert admission is not None  # noqa: S101  # whatever was understood was admitted
    article = admission.kept.article if admission.kept else None
    return Outcome(
        found.origin,
        admission.status,
        id=article.id if article else None,
        title=article.title if article else None,
        reason=admission.reason,
        details=admission.details,
        unmet=admission.unmet,
    )


@contextmanager
def _finishing() -> Iterator[threading.Event]:
    """Ctrl-C waits until the end of the ``with``; whether it came.

    Outside the main thread signals do not arrive, so there is nothing to hold.
    """
    interrupted = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield interrupted
        return

    def note(_number: int, _frame: FrameType | None) -> None:
        interrupted.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
