"""Visits → store and index: what was found is kept, then remembered as fetched.

In this order: an address that is remembered before its article is durable would
answer "nothing new" for an article that nobody has.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.article import Draft, Kept, Options
from index.engines.base import Engine
from index.fetching.clock import Clock
from index.fetching.findings import NOT_HERE, Found, Unchanged
from index.pipeline import Outcome, ingest
from index.readers import Refusal
from index.store import Fetched, Store

COMMIT: Final = 20
"""Findings that go into one commit of store and index."""
COMMIT_SECONDS: Final = 15.0
"""How long a found article waits for others before it is kept."""


def gather(
    findings: Iterable[Found], options: Options, store: Store, engine: Engine, clock: Clock
) -> Generator[Outcome, None, None]:
    """One Outcome per finding that has an input, in order, each once it is kept.

    Ctrl-C keeps what was found so far before KeyboardInterrupt goes on. Raises what
    store and engine raise.
    """
    for batch in _batches(findings, clock):
        yield from _kept(batch, options, store, engine)


def _batches(findings: Iterable[Found], clock: Clock) -> Iterator[list[Found]]:
    batch: list[Found] = []
    begun = clock.seconds()
    try:
        for found in findings:
            if not batch:
                begun = clock.seconds()
            batch.append(found)
            if len(batch) >= COMMIT or clock.seconds() - begun >= COMMIT_SECONDS:
                yield batch
                batch = []
    except KeyboardInterrupt:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _kept(
    batch: Sequence[Found], options: Options, store: Store, engine: Engine
) -> Iterator[Outcome]:
    """The batch's outcomes; the states of those that were reported are kept."""
    inputs = [each.input for each in batch if isinstance(each.input, Draft | Refusal)]
    arrived = ingest(inputs, options, store, engine, COMMIT) if inputs else iter(())
    states: list[Fetched] = []
    here = store.get_many(
        each.input.article_id or "" for each in batch if isinstance(each.input, Unchanged)
    )
    try:
        for each in batch:
            if each.input is None:
                states += [each.state] if each.state else []
                continue
            if isinstance(each.input, Unchanged):
                outcome = _unchanged(each.input, here)
            else:
                outcome = _noted(next(arrived), each)
            if each.state:
                states.append(_settled(each.state, outcome))
            yield outcome
        for _ in arrived:  # its end is where a held Ctrl-C goes on
            pass
    finally:
        store.keep_fetched(states)


def _settled(state: Fetched, outcome: Outcome) -> Fetched:
    """The state with its article; a page that was rejected is as good as not had."""
    if outcome.status == "rejected":
        return replace(state, whole=False)
    return replace(state, article_id=outcome.id or state.article_id)


def _unchanged(found: Unchanged, here: Mapping[str, Kept]) -> Outcome:
    kept = here.get(found.article_id or "")
    gone = NOT_HERE if kept is None else None
    return Outcome(
        found.origin,
        "unchanged",
        id=kept.article.id if kept else None,
        title=kept.article.title if kept else None,
        reason=found.reason or gone,
        details=found.details,
    )


def _noted(outcome: Outcome, found: Found) -> Outcome:
    if found.note is None or outcome.reason is not None:
        return outcome
    return replace(outcome, reason=found.note, details={})
