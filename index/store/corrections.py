"""The corrections of articles: made, listed, undone, and laid over what is understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Select, insert, select, update

from index.article import Article
from index.corrections import Applied, Correction, Kind, apply
from index.store import records, stories
from index.store.chunks import chunks
from index.store.clock import now
from index.store.counters import Changes
from index.store.tables import ARTICLES, CORRECTIONS


@dataclass(frozen=True, slots=True)
class Made:
    """A correction in the history of an article.

    ``number`` names it in this store. ``who`` made it at ``made_at`` (ISO 8601, UTC) and
    said ``why``; ``undone_at`` and ``undone_by`` are None while it is in force.
    """

    number: int
    id: str
    correction: Correction
    who: str
    why: str | None
    made_at: str
    undone_at: str | None
    undone_by: str | None

    @property
    def in_force(self) -> bool:
        return self.undone_at is None


def of(connection: Connection, id: str) -> list[Made]:
    """The corrections of an article, undone ones included, in the order they were made."""
    if not records.storable(id):
        return []
    return _made(connection, _history().where(ARTICLES.c.id == id))


def every(connection: Connection) -> list[Made]:
    """All corrections in force, in the order they were made."""
    return _made(connection, _history().where(CORRECTIONS.c.undone_at.is_(None)))


def _history() -> Select[Any]:
    rows = select(CORRECTIONS, ARTICLES.c.id).join(ARTICLES, ARTICLES.c.seq == CORRECTIONS.c.seq)
    return rows.order_by(CORRECTIONS.c.number)


def _made(connection: Connection, rows: Select[Any]) -> list[Made]:
    return [
        Made(
            row.number,
            row.id,
            _correction(row),
            row.who,
            row.why,
            row.made_at,
            row.undone_at,
            row.undone_by,
        )
        for row in connection.execute(rows)
    ]


def _correction(row: Any) -> Correction:
    return Correction(cast("Kind", row.kind), row.value, row.target)


def in_force(
    connection: Connection, sequences: Iterable[int]
) -> Mapping[int, tuple[Correction, ...]]:
    """What holds for these articles, by ``seq``, in the order it was said."""
    found: dict[int, tuple[Correction, ...]] = {}
    for chunk in chunks(sequences):
        rows = connection.execute(
            select(CORRECTIONS)
            .where(CORRECTIONS.c.seq.in_(chunk), CORRECTIONS.c.undone_at.is_(None))
            .order_by(CORRECTIONS.c.number)
        )
        for row in rows:
            found[row.seq] = (*found.get(row.seq, ()), _correction(row))
    return found


def make(
    connection: Connection, id: str, said: Sequence[Correction], who: str, why: str | None
) -> Applied | None:
    """Keep the corrections and apply them; None when there is no such article."""
    changes = Changes(connection)
    seq = _seq(connection, id)
    if seq is None:
        return None
    moment = now()
    connection.execute(
        insert(CORRECTIONS),
        [
            {
                "seq": seq,
                "made_at": moment,
                "who": who,
                "why": why,
                "kind": each.kind,
                "value": each.value,
                "target": each.target,
            }
            for each in said
        ],
    )
    return _lay_over(connection, seq, changes)


def undo(connection: Connection, id: str, numbers: Sequence[int], who: str) -> Applied | None:
    """Take corrections of the article out of force; None when there is no such article."""
    changes = Changes(connection)
    seq = _seq(connection, id)
    if seq is None:
        return None
    connection.execute(
        update(CORRECTIONS)
        .where(
            CORRECTIONS.c.seq == seq,
            CORRECTIONS.c.number.in_(numbers),
            CORRECTIONS.c.undone_at.is_(None),
        )
        .values(undone_at=now(), undone_by=who)
    )
    return _lay_over(connection, seq, changes)


def understood(connection: Connection, id: str) -> Article | None:
    """The article without corrections; None when there is no such article."""
    seq = _seq(connection, id)
    if seq is None:
        return None
    row = connection.execute(select(ARTICLES).where(ARTICLES.c.seq == seq)).one()
    return records.read_article(row.understood or row.article)


def _seq(connection: Connection, id: str) -> int | None:
    if not records.storable(id):
        return None
    return connection.execute(
        select(ARTICLES.c.seq).where(ARTICLES.c.id == id, ARTICLES.c.deleted.is_(False))
    ).scalar_one_or_none()


def _lay_over(connection: Connection, seq: int, changes: Changes) -> Applied:
    """Write the article with what is in force; the index follows, no text was revised."""
    row = connection.execute(select(ARTICLES).where(ARTICLES.c.seq == seq)).one()
    understood = records.read_article(row.understood or row.article)
    applied = apply(understood, in_force(connection, [seq]).get(seq, ()))
    connection.execute(
        update(ARTICLES)
        .where(ARTICLES.c.seq == seq)
        .values(**columns(applied.article, understood), change=changes.next())
    )
    stories.place(connection, seq, applied.article, changes.touch)
    changes.record()
    return applied


def columns(article: Article, understood: Article) -> dict[str, object]:
    """The columns of an article that hold its understanding and the corrections over it."""
    return {
        "url": article.url,
        "outlet": article.outlet,
        "article": records.article_text(article),
        "understood": None if article == understood else records.article_text(understood),
    }
