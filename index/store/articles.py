"""Reading articles, and taking them out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, update

from index import deadline
from index.article import Article, Draft, Kept, Options
from index.store import records, stories
from index.store.admission import Known
from index.store.chunks import chunks
from index.store.clock import now
from index.store.counters import Changes, epoch, highest_change
from index.store.tables import ARTICLES, CORRECTIONS, MEMBERS, RESTATED, REVISIONS, SAVED

_KEPT: Final = (
    *(ARTICLES.c[name] for name in ("article", "seq", "change", "first_seen", "id", "deleted")),
    *stories.STORY,
)
_WITH_STORY: Final = select(*_KEPT).select_from(
    ARTICLES.outerjoin(MEMBERS, MEMBERS.c.seq == ARTICLES.c.seq)
)
_CHANGED: Final = select(
    *(ARTICLES.c[name] for name in ("change", "seq", "id", "deleted", "first_seen")), *stories.STORY
).select_from(ARTICLES.outerjoin(MEMBERS, MEMBERS.c.seq == ARTICLES.c.seq))
_LIVE: Final = ARTICLES.c.deleted.is_(False)
_BY_ID: Final = _WITH_STORY.where(_LIVE, ARTICLES.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Change:
    """The latest change of one article; ``kept`` is None when it was deleted."""

    change: int
    id: str
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Original:
    """The input as it came, what was said about it, and which version understood it."""

    draft: Draft
    options: Options
    understanding: str


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier text: what ``change`` brought, until ``replaced_at`` (ISO 8601, UTC).

    ``number`` counts the texts of this article from 1, the oldest.
    """

    number: int
    change: int
    replaced_at: str
    draft: Draft
    article: Article


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of the store. ``outlets`` is by falling count, None is unknown.

    ``understandings`` counts the articles by the version that understood them, and
    ``corrections`` those in force.
    """

    articles: int
    deleted: int
    revisions: int
    saved_searches: int
    outlets: tuple[tuple[str | None, int], ...]
    understandings: tuple[tuple[str, int], ...]
    corrections: int
    change: int
    epoch: int


def get_many(
    connection: Connection, ids: Iterable[str], without: Container[str] = ()
) -> dict[str, Kept]:
    """The live articles among ``ids``, by id, in the order asked for; see ``read_article``."""
    wanted = list(filter(records.storable, dict.fromkeys(ids)))
    found: dict[str, Kept] = {}
    for chunk in chunks(wanted):
        rows = connection.execute(_BY_ID, {"ids": chunk})
        found |= {row.id: _kept(row, without) for row in rows}
    return {each: found[each] for each in wanted if each in found}


def known(connection: Connection, digests: Iterable[str]) -> dict[str, Known]:
    """Which inputs (``records.input_digest``) the live articles are made of, by digest."""
    found: dict[str, Known] = {}
    for chunk in chunks(dict.fromkeys(digests)):
        rows = connection.execute(
            select(ARTICLES.c.digest, ARTICLES.c.id).where(_LIVE, ARTICLES.c.digest.in_(chunk))
        )
        for row in rows:
            found[row.digest] = Known(row.digest, row.id)
    return found


def changes(
    connection: Connection, after: int, limit: int, at_hand: Mapping[int, Article]
) -> list[Change]:
    """The first ``limit`` changes above ``after``, rising; one per article, its latest.

    ``at_hand`` are articles by the change that brought them: their text is not read.
    """
    rows = connection.execute(
        _CHANGED.where(ARTICLES.c.change > after).order_by(ARTICLES.c.change).limit(limit)
    ).all()
    live = [row for row in rows if not row.deleted]
    read = of_sequences(connection, [row.seq for row in live if row.change not in at_hand])
    found = {
        row.seq: Kept(
            at_hand[row.change], row.seq, row.change, row.first_seen, stories.story_of(row)
        )
        for row in live
        if row.change in at_hand
    }
    # of a deleted one there is neither
    return [Change(row.change, row.id, found.get(row.seq) or read.get(row.seq)) for row in rows]


def of_sequences(connection: Connection, sequences: Iterable[int]) -> dict[int, Kept]:
    """The live articles with these sequence numbers, by sequence number."""
    found: dict[int, Kept] = {}
    for chunk in chunks(sequences):
        rows = connection.execute(_WITH_STORY.where(_LIVE, ARTICLES.c.seq.in_(chunk)))
        found |= {row.seq: _kept(row) for row in rows}
    return found


def after_seq(connection: Connection, seq: int, limit: int) -> list[Kept]:
    """The first ``limit`` live articles behind ``seq``, in order of admission."""
    rows = connection.execute(
        _WITH_STORY.where(_LIVE, ARTICLES.c.seq > seq).order_by(ARTICLES.c.seq).limit(limit)
    )
    return [_kept(row) for row in rows]


def told(connection: Connection, story: int) -> tuple[int, list[Kept]] | None:
    """The id of a story today and its members, the first copy first; None where it has none."""
    now = stories.current(connection, story)
    if now is None:
        return None
    wanted = stories.members(connection, now)
    found = of_sequences(connection, wanted)
    return now, [found[seq] for seq in wanted]


def original(connection: Connection, id: str) -> Original | None:
    """What the article was made of; None when there is no such article."""
    if not records.storable(id):
        return None
    row = connection.execute(select(ARTICLES).where(_LIVE, ARTICLES.c.id == id)).one_or_none()
    if row is None:
        return None
    draft, options = records.read_draft(row.draft), records.read_options(row.options)
    return Original(draft, options, row.understanding)


def revisions(connection: Connection, id: str) -> list[Revision]:
    """The earlier texts of an article, oldest first."""
    if not records.storable(id):
        return []
    rows = connection.execute(
        select(REVISIONS)
        .join(ARTICLES, ARTICLES.c.seq == REVISIONS.c.seq)
        .where(ARTICLES.c.id == id)
        .order_by(REVISIONS.c.number)
    )
    return [
        Revision(
            number,
            row.change,
            row.replaced_at,
            records.read_draft(row.draft),
            records.read_article(row.article),
        )
        for number, row in enumerate(rows, start=1)
    ]


def revision_count(connection: Connection, id: str) -> int:
    """How many earlier texts an article has."""
    if not records.storable(id):
        return 0
    return connection.execute(
        select(func.count())
        .select_from(REVISIONS.join(ARTICLES, ARTICLES.c.seq == REVISIONS.c.seq))
        .where(ARTICLES.c.id == id)
    ).scalar_one()


def remove(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Delete these articles; the ids that were there, in the order given."""
    wanted = list(filter(records.storable, dict.fromkeys(ids)))
    found: dict[str, int] = {}
    for chunk in chunks(wanted):
        found |= _sequences(connection, ARTICLES.c.id.in_(chunk))
    _bury(connection, list(found.values()))
    return [each for each in wanted if each in found]


def remove_outlet(connection: Connection, outlet: str | None) -> int:
    """Delete every article of this outlet (None: of none known); how many."""
    if outlet is not None and not records.storable(outlet):
        return 0
    return _bury(connection, list(_sequences(connection, ARTICLES.c.outlet == outlet).values()))


def remove_all(connection: Connection) -> int:
    """Delete every article; how many."""
    return _bury(connection, list(_sequences(connection, ARTICLES.c.seq > 0).values()))


def removed_since(connection: Connection, change: int) -> dict[str, str | None]:
    """The outlets of the articles deleted by later changes than ``change``, by id."""
    rows = connection.execute(
        select(ARTICLES.c.id, ARTICLES.c.outlet).where(
            ARTICLES.c.change > change, ARTICLES.c.deleted
        )
    )
    return {row.id: row.outlet for row in rows}


def stats(connection: Connection) -> Stats:
    """The counts."""
    number = func.count()
    outlets = connection.execute(
        select(ARTICLES.c.outlet, number)
        .where(_LIVE)
        .group_by(ARTICLES.c.outlet)
        .order_by(number.desc(), ARTICLES.c.outlet)
    ).all()
    version = func.coalesce(ARTICLES.c.understanding, "")
    versions = connection.execute(
        select(version, number).where(_LIVE).group_by(version).order_by(version)
    ).all()
    count = {
        name: connection.execute(statement).scalar_one()
        for name, statement in (
            ("deleted", select(number).select_from(ARTICLES).where(ARTICLES.c.deleted)),
            ("revisions", select(number).select_from(REVISIONS)),
            ("saved_searches", select(number).select_from(SAVED)),
            (
                "corrections",
                select(number).select_from(CORRECTIONS).where(CORRECTIONS.c.undone_at.is_(None)),
            ),
        )
    }
    return Stats(
        articles=sum(total for _, total in outlets),
        outlets=tuple((outlet, total) for outlet, total in outlets),
        understandings=tuple((version, total) for version, total in versions),
        change=highest_change(connection),
        epoch=epoch(connection),
        **count,
    )


def _kept(row: Any, without: Container[str] = ()) -> Kept:
    deadline.check()
    article = records.read_article(row.article, without)
    return Kept(article, row.seq, row.change, row.first_seen, stories.story_of(row))


def _sequences(connection: Connection, which: ColumnElement[bool]) -> Mapping[str, int]:
    rows = connection.execute(
        select(ARTICLES.c.id, ARTICLES.c.seq).where(_LIVE, which).order_by(ARTICLES.c.seq)
    )
    return {row.id: row.seq for row in rows}


def _bury(connection: Connection, sequences: Sequence[int]) -> int:
    """Leave a tombstone of each: what identifies it, and none of its words."""
    if not sequences:
        return 0
    changes = Changes(connection)
    texts = dict.fromkeys(("digest", "understanding", "options", "draft", "article", "understood"))
    connection.execute(
        update(ARTICLES)
        .where(ARTICLES.c.seq == bindparam("at"))
        .values(deleted=True, updated_at=now(), change=bindparam("to"), **texts),
        [{"at": seq, "to": changes.next()} for seq in sequences],
    )
    stories.remove(connection, sequences, changes.touch)
    changes.record()
    for chunk in chunks(sequences):
        for table in (REVISIONS, CORRECTIONS, RESTATED):
            connection.execute(delete(table).where(table.c.seq.in_(chunk)))
    return len(sequences)
