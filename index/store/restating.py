"""Articles as newer rules understand them: put beside those in force, then switched to.

A restatement is no revision: the input is the same, so ``seq``, ``first_seen`` and
``updated_at`` stay, and ``change`` grows only for the index to follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from index.article import Article, Draft, Options
from index.corrections import Correction, apply
from index.store import corrections, records, stories
from index.store.counters import Changes
from index.store.identity import day_key, url_key
from index.store.tables import ARTICLES, KEYS, RESTATED
from index.wording import Wording


@dataclass(frozen=True, slots=True)
class Stored:
    """An article's input, to be understood again. ``digest`` names the input."""

    seq: int
    id: str
    digest: str
    draft: Draft
    options: Options


@dataclass(frozen=True, slots=True)
class Restated:
    """What newer rules make of an article: ``article`` is None when they reject its input.

    Both articles are as a reader sees them, with the newsroom's corrections, of which
    ``unmet`` find no place in the new one.
    """

    seq: int
    id: str
    before: Article
    article: Article | None
    rejected: Wording | None = None
    unmet: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Switched:
    """One batch: ``looked_at`` restatements, ``written`` articles that are others now."""

    looked_at: int
    written: int


def originals(connection: Connection, seq: int, limit: int) -> list[Stored]:
    """The first ``limit`` live articles behind ``seq``, as they came in."""
    rows = connection.execute(
        select(
            ARTICLES.c.seq, ARTICLES.c.id, ARTICLES.c.digest, ARTICLES.c.draft, ARTICLES.c.options
        )
        .where(ARTICLES.c.deleted.is_(False), ARTICLES.c.seq > seq)
        .order_by(ARTICLES.c.seq)
        .limit(limit)
    )
    return [
        Stored(
            row.seq,
            row.id,
            row.digest or "",
            records.read_draft(row.draft),
            records.read_options(row.options),
        )
        for row in rows
    ]


def keep(
    connection: Connection, rules: str, found: Sequence[tuple[Stored, Article | Wording]]
) -> None:
    """Put what the rules made of these inputs beside the articles in force."""
    rows = list(filter(None, (_row(connection, rules, stored, made) for stored, made in found)))
    if rows:
        connection.execute(delete(RESTATED).where(RESTATED.c.seq.in_([row["seq"] for row in rows])))
        connection.execute(insert(RESTATED), rows)


def _row(
    connection: Connection, rules: str, stored: Stored, made: Article | Wording
) -> dict[str, object] | None:
    """The row of one restatement; None when the article is gone meanwhile."""
    row: dict[str, object] = {
        "seq": stored.seq,
        "rules": rules,
        "digest": stored.digest,
        "article": None,
        "rejected_vi": None,
        "rejected_en": None,
    }
    kept = connection.execute(
        select(ARTICLES.c.id, ARTICLES.c.url, ARTICLES.c.article, ARTICLES.c.understood).where(
            ARTICLES.c.seq == stored.seq, ARTICLES.c.deleted.is_(False)
        )
    ).one_or_none()
    if kept is None:
        return None
    if isinstance(made, Wording):
        return {**row, "rejected_vi": made.vi, "rejected_en": made.en}
    # under the first id, at the first address, as when an input comes again
    named = replace(made, id=kept.id, url=made.url or kept.url)
    if named != records.read_article(kept.understood or kept.article):
        row["article"] = records.article_text(named)
    return row


def reached(connection: Connection, rules: str) -> int:
    """Up to which ``seq`` these rules have understood; 0 before the first."""
    found = connection.execute(
        select(func.max(RESTATED.c.seq)).where(RESTATED.c.rules == rules)
    ).scalar_one()
    return int(found or 0)


def live_up_to(connection: Connection, seq: int) -> int:
    """How many live articles there are up to ``seq``."""
    return connection.execute(
        select(func.count())
        .select_from(ARTICLES)
        .where(ARTICLES.c.deleted.is_(False), ARTICLES.c.seq <= seq)
    ).scalar_one()


def count(connection: Connection) -> int:
    """How many restatements there are."""
    return connection.execute(select(func.count()).select_from(RESTATED)).scalar_one()


def drop(connection: Connection, but: str | None = None) -> None:
    """Forget restatements: all, or all but those of the rules ``but``."""
    which = delete(RESTATED)
    connection.execute(which if but is None else which.where(RESTATED.c.rules != but))


def waiting(connection: Connection, seq: int, limit: int) -> list[Restated]:
    """The first restatements behind ``seq`` that change or reject an article."""
    rows = connection.execute(
        _beside()
        .where(
            RESTATED.c.seq > seq,
            RESTATED.c.digest == func.coalesce(ARTICLES.c.digest, ""),
            RESTATED.c.article.is_not(None) | RESTATED.c.rejected_vi.is_not(None),
        )
        .limit(limit)
    ).all()
    said = corrections.in_force(connection, [row.seq for row in rows])
    return [_restated(row, said.get(row.seq, ())) for row in rows]


def _beside() -> Any:
    return (
        select(
            RESTATED,
            ARTICLES.c.id,
            ARTICLES.c.digest.label("digest_now"),
            ARTICLES.c.article.label("in_force"),
            ARTICLES.c.understood,
            ARTICLES.c.draft,
            ARTICLES.c.options,
        )
        .join(ARTICLES, ARTICLES.c.seq == RESTATED.c.seq)
        .order_by(RESTATED.c.seq)
    )


def _restated(row: Any, said: Sequence[Correction]) -> Restated:
    before = records.read_article(row.in_force)
    if row.article is None:
        rejected = Wording(row.rejected_vi, row.rejected_en)
        return Restated(row.seq, row.id, before, None, rejected)
    applied = apply(records.read_article(row.article), said)
    return Restated(row.seq, row.id, before, applied.article, unmet=applied.unmet)


def switch(connection: Connection, limit: int, understanding: str) -> Switched:
    """Write the first ``limit`` restatements over the articles in force.

    An article whose input has changed since, or is rejected, is left as it is.
    """
    changes = Changes(connection)
    rows = connection.execute(_beside().limit(limit)).all()
    said = corrections.in_force(connection, [row.seq for row in rows])
    written = 0
    for row in rows:
        if row.rejected_vi is None and row.digest == (row.digest_now or ""):
            written += _write(connection, row, said.get(row.seq, ()), changes, understanding)
    connection.execute(delete(RESTATED).where(RESTATED.c.seq.in_([row.seq for row in rows])))
    changes.record()
    return Switched(len(rows), written)


def _write(
    connection: Connection, row: Any, said: Sequence[Correction], changes: Changes, version: str
) -> bool:
    """Switch one article; whether a reader or the index sees another one."""
    draft, options = records.read_draft(row.draft), records.read_options(row.options)
    values: dict[str, object] = {
        "understanding": version,
        "digest": records.input_digest(draft, options, version),
    }
    changed = False
    # corrections are laid over anew, too: how they are applied may have become another way
    newest = row.article or row.understood
    if newest is not None:
        understood = records.read_article(newest)
        corrected = apply(understood, said).article
        values |= corrections.columns(corrected, understood)
        changed = corrected != records.read_article(row.in_force)
        _recognise_by(connection, row.seq, understood)
    if changed:
        values["change"] = changes.next()
    connection.execute(update(ARTICLES).where(ARTICLES.c.seq == row.seq).values(values))
    if changed:
        stories.place(connection, row.seq, corrected, changes.touch)
    return changed


def _recognise_by(connection: Connection, seq: int, article: Article) -> None:
    """Remember what the article is recognised by now, where that is nobody's yet."""
    keys: Iterable[tuple[str, str] | None] = (url_key(article.url), day_key(article))
    for kind, key in filter(None, keys):
        known = select(KEYS.c.seq).where(KEYS.c.kind == kind, KEYS.c.key == key)
        if connection.execute(known).scalar_one_or_none() is None:
            connection.execute(insert(KEYS).values(kind=kind, key=key, seq=seq))
