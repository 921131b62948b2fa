"""The index from the store: made anew, or compared with it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from index.article import Article, Kept
from index.catch_up import catch_up, refuse_ahead, words_of
from index.cores import Cores, Made, Result, Work, cores_for
from index.engines.base import Engine, Status
from index.engines.document import content, digest, document
from index.errors import IndexDamaged, IndexMissing, IndexOutdated, IndexTooNew
from index.people import identities_of
from index.store import Store

REPAIR: Final = 500
"""Articles per commit of a repair."""

HELD: Final = 512
"""Articles in memory while others are worked on, in AHEAD parts."""
AHEAD: Final = 2


Progress = Callable[[int], object]
"""Told after each article how many are done."""


def silent(done: int) -> None:
    """Tells nobody."""
    del done


@dataclass(frozen=True, slots=True)
class Report:
    """How the index differs from the store, as article ids.

    ``missing`` are in the store only, ``extra`` in the index only, ``stale``
    in both with another content, or twice in the index. ``unusable`` says why the index
    cannot be read at all; every article is ``missing`` then. ``current`` is False when
    another analysis made the index.
    """

    articles: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    stale: tuple[str, ...]
    current: bool
    unusable: IndexMissing | IndexDamaged | IndexOutdated | IndexTooNew | None = None

    @property
    def sound(self) -> bool:
        """Whether index = store."""
        return not (self.missing or self.extra or self.stale or self.unusable)


def rebuild(store: Store, engine: Engine, progress: Progress = silent) -> Status:
    """Make a new generation beside the one in use, then switch to it.

    Searches go on in the old generation; on any error it stays. Raises what
    store and engine raise.
    """
    # read first: what changes while we fill is above it and is caught up below
    change = store.highest_change()
    identities = identities_of(store)
    done = 0
    with engine.rebuilding() as writer, cores_for(store.stats().articles) as cores:
        work = partial(words_of, identities=identities)
        for kept, said in _beside(store.all(), work, cores):
            writer.put(document(kept, identities.values(kept.article), said))
            done += 1
            progress(done)
        writer.contains(change)
    catch_up(store, engine)
    return engine.status()


def check(store: Store, engine: Engine, progress: Progress = silent) -> Report:
    """Compare the index with the store, article by article, after reading all of both.

    Raises :class:`StoreDamaged`; a damaged index is part of the report.
    """
    store.verify()
    unusable = None
    indexed: defaultdict[str, list[str]] = defaultdict(list)
    try:
        current = engine.status().current
        refuse_ahead(store, engine)
        for name, found in engine.documents():
            indexed[name].append(found)
    except (IndexMissing, IndexDamaged, IndexOutdated, IndexTooNew) as error:
        unusable, current = error, True
    identities = identities_of(store)
    missing, stale, articles = [], [], 0
    for articles, kept in enumerate(store.all(), start=1):
        digests = indexed.pop(kept.article.id, None)
        if digests is None:
            missing.append(kept.article.id)
        elif digests != [digest(kept, content(kept.article), identities.values(kept.article))]:
            stale.append(kept.article.id)
        progress(articles)
    return Report(articles, tuple(missing), tuple(indexed), tuple(stale), current, unusable)


def _beside(
    every: Iterable[Kept], work: Work[Article, Made], cores: Cores
) -> Iterator[tuple[Kept, Made]]:
    """Each article with what ``work`` makes of it, in order; few are held at a time."""
    under_way: deque[tuple[list[Kept], Result[Made]]] = deque()
    rest = iter(every)
    while True:
        some = list(islice(rest, HELD // AHEAD))
        if some:
            under_way.append((some, cores.begin(work, [kept.article for kept in some])))
        if under_way and (len(under_way) >= AHEAD or not some):
            kepts, result = under_way.popleft()
            yield from zip(kepts, result(), strict=True)
        elif not some:
            return


def repair(store: Store, engine: Engine, report: Report) -> None:
    """Make index = store: the articles in the report, or the whole index when it is unusable.

    An index of another analysis is made anew as well.
    """
    if report.unusable or not report.current:
        rebuild(store, engine)
        return
    catch_up(store, engine)
    identities = identities_of(store)
    wanted = iter((*report.missing, *report.stale, *report.extra))
    work = partial(words_of, identities=identities)
    with cores_for(len(report.missing) + len(report.stale)) as cores:
        for ids in _chunks(wanted):
            kept = store.get_many(ids)
            with engine.writer(visible=True) as writer:
                for each, said in _beside(kept.values(), work, cores):
                    writer.put(document(each, identities.values(each.article), said))
                for gone in set(ids) - kept.keys():
                    writer.delete(gone)


def _chunks(ids: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(islice(ids, REPAIR)):
        yield chunk
