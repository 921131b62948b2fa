"""The newest rules over what the archive holds: looked at, reported, then switched to.

What the rules make of each stored input is put beside the article in force, a batch
at a time and durably, so an interrupted run goes on where it stopped. Nothing a
reader sees changes before :func:`switch`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from index import enrich
from index.article import Article
from index.catch_up import catch_up
from index.comparison import ChangeKind, ValueChange, value_changes
from index.cores import Cores, cores_for
from index.corrections import Correction
from index.engines.base import Engine
from index.store import Store, Stored
from index.understanding import Rejected, understood
from index.wording import Wording

EXAMPLES: Final = 3
"""Examples kept for each kind of change."""

Progress = Callable[[int], object]


def _silent(done: int) -> None:
    del done


@dataclass(frozen=True, slots=True)
class Example:
    """One change of one article."""

    id: str
    title: str
    change: ValueChange


@dataclass(frozen=True, slots=True)
class Rejection:
    """An article that the new rules reject, and why; it stays as it was."""

    id: str
    title: str
    reason: Wording


@dataclass(frozen=True, slots=True)
class Report:
    """What switching would change.

    ``counts`` are articles by kind of change (an article with two persons more counts
    once), ``examples`` the first few of each, ``unmet`` corrections with the article's id
    that find no place in it any more.
    """

    articles: int
    changed: int
    counts: Mapping[ChangeKind, int]
    examples: Mapping[ChangeKind, Sequence[Example]]
    rejected: Sequence[Rejection]
    unmet: Sequence[tuple[str, Correction]]


def look(store: Store, batch: int, progress: Progress = _silent) -> None:
    """Understand every stored input with the rules in force.

    Goes on behind what an interrupted run of the same rules left, see :func:`looked_at`.
    Raises what the store raises.
    """
    rules = enrich.rules()
    store.drop_restated(but=rules)
    articles = store.stats().articles
    done = store.restated_up_to(rules)
    with cores_for(articles) as cores:
        seen = store.live_up_to(done)
        while stored := store.originals(done, batch):
            store.restate(rules, list(_understood(stored, cores)))
            done = stored[-1].seq
            seen += len(stored)
            progress(seen)


def looked_at(store: Store) -> int:
    """How many articles an interrupted :func:`look` with the rules in force has done."""
    return store.live_up_to(store.restated_up_to(enrich.rules()))


def _understood(
    stored: Sequence[Stored], cores: Cores
) -> Iterator[tuple[Stored, Article | Wording]]:
    """Each input with its article, or why there is none."""
    groups = [list(group) for _, group in groupby(stored, key=lambda each: each.options)]
    begun = [
        (group, cores.begin(partial(understood, options=group[0].options), drafts))
        for group in groups
        for drafts in [[each.draft for each in group]]
    ]
    for group, result in begun:
        for each, made in zip(group, result(), strict=True):
            yield each, _made(made)


def _made(made: Article | Rejected) -> Article | Wording:
    if isinstance(made, Rejected):
        return Wording(
            made.reason.text("vi", **made.details), made.reason.text("en", **made.details)
        )
    return made


def report(store: Store) -> Report:
    """What waits to be switched to, counted. Raises what the store raises."""
    counts: Counter[ChangeKind] = Counter()
    examples: dict[ChangeKind, list[Example]] = {}
    rejected: list[Rejection] = []
    unmet: list[tuple[str, Correction]] = []
    changed = 0
    for each in store.restated():
        if each.article is None:
            reason = each.rejected or Wording("", "")
            rejected.append(Rejection(each.id, each.before.title, reason))
            continue
        changes = value_changes(each.before, each.article)
        changed += bool(changes)
        counts.update({change.kind for change in changes})
        for change in changes:
            shown = examples.setdefault(change.kind, [])
            if len(shown) < EXAMPLES:
                shown.append(Example(each.id, each.article.title, change))
        unmet += [(each.id, correction) for correction in each.unmet]
    articles = store.stats().articles
    return Report(articles, changed, counts, examples, tuple(rejected), tuple(unmet))


def switch(store: Store, engine: Engine, batch: int, progress: Progress = _silent) -> int:
    """Switch to what waits, a batch at a time, the index behind it; how many articles changed.

    Each batch is durable before the next begins: after an interruption the same call
    goes on with the rest. Raises what store and engine raise.
    """
    written, done = 0, 0
    while True:
        batched = store.switch(batch, enrich.VERSION)
        catch_up(store, engine, batch)
        if not batched.looked_at:
            return written
        written += batched.written
        done += batched.looked_at
        progress(done)
