"""Store → index: whatever the store changed, the index follows.

Each index commit says up to which change it contains the store. So an add that
was interrupted between the two loses nothing: the next start, add or delete
begins here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from index.article import Article
from index.cores import Cores, cores_for
from index.engines.base import Engine, Writer
from index.engines.document import Words, document, words
from index.errors import IndexDamaged
from index.people import Identities, Keeper
from index.store import Change, Store

COMMIT: Final = 500
"""Changes per index commit when nothing else says how many."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article that a change brought, with its words where somebody has made them."""

    article: Article
    words: Words | None


AtHand = Mapping[int, Told]
"""By change: what was just written, and need not be read and taken apart again."""

NOTHING: Final[AtHand] = MappingProxyType({})


def catch_up(
    store: Store,
    engine: Engine,
    commit: int = COMMIT,
    at_hand: AtHand = NOTHING,
    cores: Cores | None = None,
) -> int:
    """Bring the index to the store's last change; how many changes it took.

    Removes what a crash left first. ``commit`` changes go into one index commit. Words are
    made on ``cores``, where there are many by default on all of them. Raises
    :class:`IndexDamaged` when the index is ahead of the store, which then is not the one
    it was made from, and what store and engine raise.
    """
    engine.tidy()
    _begin(engine)
    behind = _behind(store, engine, at_hand)
    if not behind:
        return 0
    if cores is not None:
        return _follow(store, engine, commit, at_hand, cores)
    with cores_for(behind) as here:
        return _follow(store, engine, commit, at_hand, here)


def _follow(store: Store, engine: Engine, commit: int, at_hand: AtHand, cores: Cores) -> int:
    articles = _articles(at_hand)
    keeper = Keeper(store)
    followed = 0
    while True:
        with engine.writer(visible=True) as writer:
            # asked again under the writer's lock: another process may have done it
            changes = store.changes(engine.status().change, commit, articles)
            # read behind the changes: what is decided later brings changes of its own
            _apply(writer, changes, at_hand, keeper.current(), cores)
            if changes:
                writer.contains(changes[-1].change)
        followed += len(changes)
        if not _behind(store, engine, at_hand):
            return followed


def _begin(engine: Engine) -> None:
    """Make the index when there is none: an empty archive can be searched too."""
    if engine.status().generation == 0:
        with engine.writer(visible=True):
            pass


def refuse_ahead(store: Store, engine: Engine) -> int:
    """How many changes the index is behind.

    Raises :class:`IndexDamaged` when the index knows changes that the store does not.
    """
    contained, last = engine.status().change, store.highest_change()
    if contained > last:
        reason = f"it contains change {contained}, the store ends at {last}"
        raise IndexDamaged(where=store.where, reason=reason)
    return last - contained


def _behind(store: Store, engine: Engine, at_hand: AtHand) -> int:
    """At most so many changes are to be followed; 0 when there is none."""
    most = refuse_ahead(store, engine)
    return most if most and store.changes(engine.status().change, 1, _articles(at_hand)) else 0


def _articles(at_hand: AtHand) -> dict[int, Article]:
    """What the store need not read again."""
    return {change: told.article for change, told in at_hand.items()}


def _apply(
    writer: Writer,
    changes: Sequence[Change],
    at_hand: AtHand,
    identities: Identities,
    cores: Cores,
) -> None:
    said: dict[int, Words] = {}
    unsaid: dict[int, Article] = {}
    for each in changes:
        told = at_hand.get(each.change)
        if told and told.words:
            said[each.change] = told.words
        elif each.kept:
            unsaid[each.change] = each.kept.article
    made = cores.begin(partial(words_of, identities=identities), list(unsaid.values()))()
    said.update(zip(unsaid, made, strict=True))
    for each in changes:
        if each.kept is None:
            writer.delete(each.id)
        else:
            values = identities.values(each.kept.article)
            writer.put(document(each.kept, values, said[each.change]))


def words_of(articles: Sequence[Article], identities: Identities) -> list[Words]:
    """The words of each article under these ``identities``."""
    return [words(article, identities.values(article)) for article in articles]
