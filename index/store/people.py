"""Who is who across the archive, as decided by a newsroom or learnt, with its history.

An **Alias** says whose a name is; a **Namesake** is one of several people of one name,
told apart by marks in the articles; a **Decision** is what put or took such rows, kept
so that it can be undone. Articles keep their own forms: a decision only gives those that
it bears on a new ``change``, which the index follows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, Protocol

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from index.article import Article
from index.store import records
from index.store.chunks import CHUNK, chunks
from index.store.clock import now
from index.store.counters import Changes
from index.store.tables import ARTICLES, PERSON_ALIASES, PERSON_HISTORY, PERSON_NAMESAKES

Origin = Literal["learnt", "confirmed", "apart"]
Action = Literal["merge", "split", "confirm", "learn", "undo"]


@dataclass(frozen=True, slots=True)
class Alias:
    """``name``, as articles have it, is ``person``.

    ``origin`` is learnt (from the archive), confirmed (by a newsroom) or apart: then
    ``person`` is the name itself, and whoever says otherwise, a list too, is overruled.
    """

    name: str
    person: str
    origin: Origin
    evidence: Mapping[str, Any] = field(default_factory=dict)
    decided_at: str = ""


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of the people called ``name``; ``value`` is the name with what tells this one apart.

    An article is about this one where it has one of ``roles``, one of ``places`` and one of
    the years of birth near the name (an empty list asks for nothing) and is dated from
    ``first`` to ``last`` (ISO days, both inside, None: open).
    """

    value: str
    name: str
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    born: tuple[int, ...] = ()
    first: str | None = None
    last: str | None = None
    origin: Origin = "confirmed"
    evidence: Mapping[str, Any] = field(default_factory=dict)
    decided_at: str = ""


@dataclass(frozen=True, slots=True)
class Rulings:
    """Aliases and namesakes: all of them, or those of one decision.

    ``version`` grows with every decision; 0 before the first.
    """

    aliases: tuple[Alias, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: the rows as they were before and after.

    ``undone_by`` is the number of the decision that took it back.
    """

    number: int
    action: Action
    made_at: str
    before: Rulings
    after: Rulings
    undone_by: int | None = None


class Effect(Protocol):
    """Which articles a decision bears on."""

    def concerns(self, names: Sequence[str]) -> bool:
        """Whether an article that names these persons may be one of them; quick."""

    def changes(self, article: Article) -> bool:
        """Whether it is one."""


EffectOf = Callable[[Rulings, Rulings], Effect]
"""From all rulings before and after a decision."""


class Overruled(Exception):  # not an error: the caller words it
    """A decision cannot be undone: ``later`` decided about the same names."""

    def __init__(self, later: int) -> None:
        self.later = later
        super().__init__(f"overruled by {later}")


def rulings(connection: Connection) -> Rulings:
    """All that is in force."""
    aliases = connection.execute(select(PERSON_ALIASES).order_by(PERSON_ALIASES.c.name))
    namesakes = connection.execute(select(PERSON_NAMESAKES).order_by(PERSON_NAMESAKES.c.value))
    return Rulings(
        tuple(_alias(row._asdict()) for row in aliases),
        tuple(_namesake(row) for row in namesakes),
        version(connection),
    )


def version(connection: Connection) -> int:
    """The number of the last decision, 0 before the first."""
    return connection.execute(select(func.max(PERSON_HISTORY.c.number))).scalar() or 0


def decide(
    connection: Connection, action: Action, put: Rulings, drop: Rulings, effect_of: EffectOf
) -> tuple[Decision, int]:
    """Put and drop rows; the decision, and how many articles it bears on.

    A row of ``put`` takes the place of one with its name or value.
    """
    changes = Changes(connection)  # alone from here on
    stamped = Rulings(
        tuple(replace(each, decided_at=each.decided_at or now()) for each in put.aliases),
        tuple(replace(each, decided_at=each.decided_at or now()) for each in put.namesakes),
    )
    old = rulings(connection)
    before = _among(old, stamped, drop)
    _write(connection, stamped, before)
    number = _remember(connection, action, before, stamped)
    touched = _touch(connection, changes, effect_of(old, rulings(connection)))
    return history(connection, number)[0], touched


def undo(connection: Connection, number: int, effect_of: EffectOf) -> tuple[Decision, int]:
    """Put back what was before decision ``number``; the undoing, and how many articles.

    Raises :class:`KeyError` when there is no such decision or it is undone already,
    :class:`Overruled` when a later one decided about the same names.
    """
    changes = Changes(connection)
    found = history(connection, number)
    if not found or found[0].undone_by:
        raise KeyError(number)
    undone = found[0]
    old = rulings(connection)
    current = _among(old, undone.before, undone.after)
    if (current.aliases, current.namesakes) != (undone.after.aliases, undone.after.namesakes):
        raise Overruled(_later(connection, undone))
    _write(connection, undone.before, undone.after)
    by = _remember(connection, "undo", undone.after, undone.before)
    connection.execute(
        update(PERSON_HISTORY).where(PERSON_HISTORY.c.number == number).values(undone_by=by)
    )
    touched = _touch(connection, changes, effect_of(old, rulings(connection)))
    return history(connection, by)[0], touched


def history(connection: Connection, number: int | None = None) -> list[Decision]:
    """The decisions, newest first; with ``number``, that one alone if it exists."""
    which = select(PERSON_HISTORY).order_by(PERSON_HISTORY.c.number.desc())
    if number is not None:
        which = which.where(PERSON_HISTORY.c.number == number)
    return [
        Decision(
            row.number,
            row.action,
            row.made_at,
            _read(row.before),
            _read(row.after),
            row.undone_by,
        )
        for row in connection.execute(which)
    ]


def _later(connection: Connection, undone: Decision) -> int:
    """The last decision about any of the same names."""
    keys = _keys(undone.before) | _keys(undone.after)
    for each in history(connection):
        if not each.undone_by and (_keys(each.before) | _keys(each.after)) & keys:
            return each.number
    return undone.number


def _keys(some: Rulings) -> set[str]:
    return {each.name for each in some.aliases} | {each.value for each in some.namesakes}


def _among(old: Rulings, *some: Rulings) -> Rulings:
    """Those rows of ``old`` whose name or value one of ``some`` has, too."""
    names = {each.name for rows in some for each in rows.aliases}
    values = {each.value for rows in some for each in rows.namesakes}
    return Rulings(
        tuple(each for each in old.aliases if each.name in names),
        tuple(each for each in old.namesakes if each.value in values),
    )


def _write(connection: Connection, put: Rulings, drop: Rulings) -> None:
    names = [each.name for each in drop.aliases]
    values = [each.value for each in drop.namesakes]
    for chunk in chunks(names):
        connection.execute(delete(PERSON_ALIASES).where(PERSON_ALIASES.c.name.in_(chunk)))
    for chunk in chunks(values):
        connection.execute(delete(PERSON_NAMESAKES).where(PERSON_NAMESAKES.c.value.in_(chunk)))
    if put.aliases:
        rows = [asdict(each) | {"evidence": _json(each.evidence)} for each in put.aliases]
        connection.execute(insert(PERSON_ALIASES), rows)
    if put.namesakes:
        connection.execute(insert(PERSON_NAMESAKES), [_namesake_row(n) for n in put.namesakes])


def _remember(connection: Connection, action: str, before: Rulings, after: Rulings) -> int:
    """The number of the decision."""
    ordered = _ordered(after)
    made = connection.execute(
        insert(PERSON_HISTORY).values(
            action=action, made_at=now(), before=_text(_ordered(before)), after=_text(ordered)
        )
    )
    key = made.inserted_primary_key
    assert key is not None  # noqa: S101  # every row has one
    return int(key[0])


def _ordered(some: Rulings) -> Rulings:
    """In the order that :func:`rulings` reads them back."""
    return Rulings(
        tuple(sorted(some.aliases, key=lambda each: each.name)),
        tuple(sorted(some.namesakes, key=lambda each: each.value)),
    )


def _touch(connection: Connection, changes: Changes, effect: Effect) -> int:
    """Give every article that ``effect`` changes a new change; how many."""
    touched = [
        {"at": seq, "to": changes.next()}
        for seq, text in _texts(connection)
        if effect.concerns(records.names_in(text)) and effect.changes(records.read_article(text))
    ]
    if touched:
        connection.execute(
            update(ARTICLES)
            .where(ARTICLES.c.seq == bindparam("at"))
            .values(change=bindparam("to")),
            touched,
        )
        changes.record()
    return len(touched)


def _texts(connection: Connection) -> Iterator[tuple[int, str]]:
    """(seq, article) of all live articles."""
    seq = 0
    while True:
        rows = connection.execute(
            select(ARTICLES.c.seq, ARTICLES.c.article)
            .where(ARTICLES.c.deleted.is_(False), ARTICLES.c.seq > seq)
            .order_by(ARTICLES.c.seq)
            .limit(CHUNK)
        ).all()
        if not rows:
            return
        yield from ((row.seq, row.article) for row in rows)
        seq = rows[-1].seq


# Rows ↔ records


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _text(some: Rulings) -> str:
    aliases = [asdict(each) for each in some.aliases]
    return _json({"aliases": aliases, "namesakes": [asdict(each) for each in some.namesakes]})


def _read(text: str) -> Rulings:
    found = json.loads(text)
    return Rulings(
        tuple(Alias(**each) for each in found["aliases"]),
        tuple(_tupled(each) for each in found["namesakes"]),
    )


def _tupled(values: Mapping[str, Any]) -> Namesake:
    lists: Iterable[str] = ("roles", "places", "born")
    return Namesake(**{**values, **{name: tuple(values[name]) for name in lists}})


def _alias(row: Mapping[str, Any]) -> Alias:
    return Alias(**{**row, "evidence": json.loads(row["evidence"])})


_MARKS: Final = ("roles", "places", "born", "first", "last")


def _namesake_row(one: Namesake) -> dict[str, str]:
    values = asdict(one)
    marks = {name: values.pop(name) for name in _MARKS}
    return values | {"marks": _json(marks), "evidence": _json(one.evidence)}


def _namesake(row: Any) -> Namesake:
    values = dict(row._asdict())
    values |= json.loads(values.pop("marks"))
    return _tupled(values | {"evidence": json.loads(values["evidence"])})
