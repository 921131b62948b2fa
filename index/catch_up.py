"""Store → index: whatever the store changed, the index follows.

Each index commit says up to which change it contains the store. So an add that
was interrupted between the two loses nothing: the next start, add or delete
begins here.
"""

from __future__ import annotations

from typing import Final

from index.engines.base import Engine, Writer
from index.engines.document import document
from index.errors import IndexDamaged
from index.people import Identities, identities_of
from index.store import Change, Store

COMMIT: Final = 500
"""Changes per index commit when nothing else says how many."""


def catch_up(store: Store, engine: Engine, commit: int = COMMIT) -> int:
    """Bring the index to the store's last change; how many changes it took.

    Removes what a crash left first. ``commit`` changes go into one index commit. Raises
    :class:`IndexDamaged` when the index is ahead of the store, which then is not the one
    it was made from, and what store and engine raise.
    """
    engine.tidy()
    _begin(engine)
    behind_by = 0
    while _behind(store, engine):
        with engine.writer(visible=True) as writer:
            # asked again under the writer's lock: another process may have done it
            changes = store.changes(engine.status().change, commit)
            # read behind the changes: what is decided later brings changes of its own
            identities = identities_of(store)
            for change in changes:
                _apply(writer, change, identities)
            if changes:
                writer.contains(changes[-1].change)
        behind_by += len(changes)
    return behind_by


def _begin(engine: Engine) -> None:
    """Make the index when there is none: an empty archive can be searched too."""
    if engine.status().generation == 0:
        with engine.writer(visible=True):
            pass


def refuse_ahead(store: Store, engine: Engine) -> None:
    """Raise :class:`IndexDamaged` when the index knows changes that the store does not."""
    contained, last = engine.status().change, store.highest_change()
    if contained > last:
        reason = f"it contains change {contained}, the store ends at {last}"
        raise IndexDamaged(where=store.where, reason=reason)


def _behind(store: Store, engine: Engine) -> bool:
    refuse_ahead(store, engine)
    return bool(store.changes(engine.status().change, 1))


def _apply(writer: Writer, change: Change, identities: Identities) -> None:
    if change.kept is None:
        writer.delete(change.id)
    else:
        writer.put(document(change.kept, identities.values(change.kept.article)))
