"""SQLite FTS5 with facets in SQL, through Python's own sqlite3.

A field is a column. FTS5 knows no positions but its own, so a paragraph's end is a token
that nobody asks for; no optional clauses, so the first words that must match stand once
more beside them; and no weight of a clause, so a column has the weight of its words.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.documents import Prepared
from benchmarks.engines.base import (
    FACET_SIZE,
    FIELDS,
    HITS,
    Asked,
    Found,
    Layout,
    Passages,
    Run,
)
from benchmarks.engines.translation import (
    FACETS,
    Plan,
    Word,
    facet_groups,
    matching,
    phrase_of,
    plan,
    year,
)
from index.engines.query import (
    And,
    Clause,
    DateWithin,
    Everything,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
)
from index.engines.schema import ALT, EXACT, MISSING, FieldTokens

_END: Final = "\ue000"
"""A token between paragraphs and names: no phrase reaches over it."""
_FILE: Final = "index.db"
_COMMIT: Final = 2_000
_PASSAGE: Final = 40
"""Tokens, about 200 characters."""
_TABLES: Final = f"""
create table documents (number integer primary key, id text, "start" integer, "end" integer,
  year integer);
create table texts (number integer primary key, text);
create table names (value integer primary key, name text unique);
create table outlets (document integer, value integer, primary key (document, value))
  without rowid;
create table persons (document integer, value integer, primary key (document, value))
  without rowid;
create index outlets_by_value on outlets (value, document);
create index persons_by_value on persons (value, document);
create view content as select number, {
    ", ".join(
        f"text as {field}" if field == EXACT["text"] else f"null as {field}" for field in FIELDS
    )
} from texts;
create virtual table words using fts5({", ".join(FIELDS)}, content='content',
  content_rowid='number',
  tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");
"""
_TABLE_OF: Final = {"outlet": "outlets", "person": "persons"}


@dataclass(frozen=True, slots=True)
class _Sql:
    """A statement with its values."""

    text: str
    values: tuple[object, ...] = ()


class Fts5Index:
    """See ``base.Opened``."""

    def __init__(self, folder: Path) -> None:
        self._connection = _connected(folder)
        self._names = dict(self._connection.execute("select value, name from names"))

    def prepare(self, asked: Asked) -> Run:
        """One statement for the best, and one for each set of documents that facets count."""
        question = asked.question
        best = _best(matching(question), question.rank)
        groups = facet_groups(question)
        main = matching(question)
        if main not in groups:
            groups = {main: (), **groups}
        counted = [_counted(node, facets) for node, facets in groups.items()]
        first = list(groups).index(main)
        return lambda: self._run(best, counted, first)

    def _run(self, best: _Sql, counted: Sequence[_Sql], main: int) -> Found:
        began = time.perf_counter()
        rows = self._connection.execute(best.text, best.values).fetchall()
        searched = time.perf_counter()
        totals: list[int] = []
        facets: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        for each in counted:
            for facet, value, count in self._connection.execute(each.text, each.values):
                if facet == "total":
                    totals.append(count)
                elif value is not None:
                    name = str(value) if facet == "year" else self._names[value]
                    facets[facet][name] = count
        ended = time.perf_counter()
        for counts in facets.values():
            counts.pop(MISSING, None)
        return Found(
            totals[main],
            tuple(found for _, found in rows),
            facets,
            {"search": searched - began, "facets": ended - searched},
            [number for number, _ in rows],
        )

    def passages(self, asked: Asked) -> Passages:
        question = asked.question
        expression = _expression(plan(matching(question), question.rank))
        column = FIELDS.index(EXACT["text"])
        one = (
            f"select snippet(words, {column}, '<mark>', '</mark>', '…', {_PASSAGE}) "
            "from words where words match ? and rowid = ?"
        )

        def made(answer: Found) -> list[str]:
            return [
                self._connection.execute(one, (expression, number)).fetchone()[0]
                for number in answer.hits
            ]

        return made

    def segments(self) -> int:
        """Those of the words' tree, by its structure record."""
        found = self._connection.execute("select count(distinct segid) from words_idx")
        return int(found.fetchone()[0])

    def close(self) -> None:
        self._connection.close()


def _connected(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / _FILE)
    for pragma in ("mmap_size = 8000000000", "cache_size = -256000", "temp_store = memory"):
        connection.execute(f"pragma {pragma}")
    return connection


# --- our query as its own


def _best(node: Node, rank: Sequence[Clause]) -> _Sql:
    planned = plan(node, rank)
    weights = ", ".join(str(weight) for weight in _weights(rank))
    where = _conditions(planned)
    return _Sql(
        "select words.rowid, documents.id from words join documents on number = words.rowid "
        f"where words match ? and rank match 'bm25({weights})' {where.text} "
        f"order by rank limit {HITS}",
        (_expression(planned), *where.values),
    )


def _counted(node: Node, facets: Sequence[str]) -> _Sql:
    """(facet, value, count) of what matches; the total as a facet of its own."""
    planned = plan(node, ())
    parts = ["select 'total', 0, count(*) from found"]
    for facet in facets:
        if facet == "year":
            parts.append(
                "select 'year', year, count(*) from found join documents on number = document "
                "group by year"
            )
            continue
        parts.append(
            f"select * from (select '{facet}', value, count(*) from found "
            f"join {_TABLE_OF[facet]} using (document) group by value "
            f"order by 3 desc limit {FACET_SIZE + 1})"
        )
    must = _must(planned)
    if must:
        where = _conditions(planned)
        found = _Sql(
            f"select rowid from words where words match ? {where.text}",
            (must, *where.values),
        )
    else:
        found = _set(node)
    return _Sql(
        f"with found(document) as materialized ({found.text}) " + " union all ".join(parts),
        found.values,
    )


def _weights(rank: Sequence[Clause]) -> Iterator[float]:
    for field in FIELDS:
        words = (c.weight for c in rank if isinstance(c.node, Term) and c.node.field == field)
        yield max(words, default=0.0)


def _expression(planned: Plan) -> str:
    """What must match, with what only scores."""
    optional = " OR ".join(_word(each.node) for each in planned.optional)
    must = _must(planned)
    if not must or not optional:
        return must or optional
    return f"{must} AND ({_first(planned)} OR {optional})"


def _first(planned: Plan) -> str:
    """Words that must match anyway: what is joined to them by *or* only scores."""
    if planned.groups:
        return " OR ".join(_word(each.node) for each in planned.groups[0])
    return next(words for each in _unscored(planned) if (words := _text(each)))


def _must(planned: Plan) -> str:
    """The words that must match; nothing where none do."""
    groups = [" OR ".join(_word(each.node) for each in group) for group in planned.groups]
    groups += [words for each in _unscored(planned) if (words := _text(each))]
    must = " AND ".join(f"({group})" for group in groups)
    excluded = [words for each in planned.excluded if (words := _text(each))]
    return f"(({must}) NOT ({' OR '.join(excluded)}))" if must and excluded else must


def _unscored(planned: Plan) -> Sequence[Node]:
    node = planned.unscored
    return () if node is None else node.nodes if isinstance(node, And) else (node,)


def _word(node: Word) -> str:
    match node:
        case Term(field, text):
            return f"{field} : {_quoted(text)}"
        case Prefix(field, text):
            return f"{field} : {_quoted(text)} *"
        case Phrase():
            field, words = phrase_of(node)
            return f"{field} : {_quoted(' '.join(words))}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _conditions(planned: Plan) -> _Sql:
    """What must match beyond the words, each behind an *and*."""
    found = [_condition(each) for each in _unscored(planned) if _text(each) is None]
    worded = bool(_must(planned))  # beside words that must match, others are left out there
    found += [
        _condition(Not(each)) for each in planned.excluded if not worded or _text(each) is None
    ]
    return _joined(found, "", " and ", lead=bool(found))


def _condition(node: Node) -> _Sql:
    match node:
        case Value("outlet" | "person" as facet, value):
            return _Sql(
                f"exists (select 1 from {_TABLE_OF[facet]} where document = words.rowid and "
                "value = (select value from names where name = ?))",
                (value,),
            )
        case DateWithin(start, end):
            between = _between(start, end)
            return _Sql(
                f"exists (select 1 from documents where number = words.rowid and {between.text})",
                between.values,
            )
        case Not(inner):
            found = _condition(inner)
            return _Sql(f"not {found.text}", found.values)
        case _:
            found = _set(node)
            # the plus keeps SQLite from asking for these rows one by one
            return _Sql(f"+words.rowid in ({found.text})", found.values)


def _set(node: Node) -> _Sql:
    """A query for the numbers of the documents that match."""
    words = _text(node)
    if words is not None:
        return _Sql("select rowid from words where words match ?", (words,))
    match node:
        case Everything():
            return _Sql("select number from documents")
        case Nothing():
            return _Sql("select number from documents where 0")
        case And(nodes):
            return _joined([_nested(each) for each in nodes], "", " intersect ")
        case Or(nodes):
            return _joined([_nested(each) for each in nodes], "", " union ")
        case Not(inner):
            found = _nested(inner)
            return _Sql(f"select number from documents except {found.text}", found.values)
        case Value("outlet" | "person" as facet, value):
            return _Sql(
                f"select document from {_TABLE_OF[facet]} where value = "
                "(select value from names where name = ?)",
                (value,),
            )
        case DateWithin(start, end):
            between = _between(start, end)
            return _Sql(
                f"select number from documents where {between.text}",
                between.values,
            )
        case _:
            raise NotImplementedError(node)


def _nested(node: Node) -> _Sql:
    found = _set(node)
    return _Sql(f"select * from ({found.text})", found.values)


def _text(node: Node) -> str | None:
    """An expression for what is about words alone; None of anything else."""
    match node:
        case Term() | Prefix() | Phrase():
            return _word(node)
        case And(nodes) | Or(nodes):
            parts = [_text(each) for each in nodes]
            known = [part for part in parts if part is not None]
            word = " AND " if isinstance(node, And) else " OR "
            return f"({word.join(known)})" if len(known) == len(parts) else None
        case _:
            return None


def _between(start: int | None, end: int | None) -> _Sql:
    found = []
    if start is not None:
        found.append(_Sql('"start" >= ?', (start,)))
    if end is not None:
        found.append(_Sql('"end" <= ?', (end,)))
    return _joined(found, "1", " and ")


def _joined(parts: Sequence[_Sql], empty: str, word: str, lead: bool = False) -> _Sql:
    text = word.join(part.text for part in parts) or empty
    values = tuple(value for part in parts for value in part.values)
    return _Sql(word + text if lead else text, values)


# --- building


class Fts5:
    """See ``base.Engine``."""

    name = "fts5"
    layouts: Sequence[Layout] = ("one", "several")

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version} FTS5"

    def settings(self, layout: Layout) -> str:
        made = {"one": "after 'optimize'", "several": f"commits of {_COMMIT:,}, automerge"}
        return (
            f"{made[layout]}; detail=full, mmap and 256 MB of cache; order by rank limit 10, "
            "then one statement that counts in SQL over a materialised match"
        )

    def build(
        self, folder: Path, documents: Iterable[Prepared], layout: Layout, several: Path | None
    ) -> None:
        del several
        connection = _connected(folder)
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.executescript(_TABLES)
        names: dict[str, int] = {}
        for number, each in enumerate(documents):
            _insert(connection, number, each, names)
            if number % _COMMIT == _COMMIT - 1:
                connection.commit()
        connection.executemany("insert into names (name, value) values (?, ?)", names.items())
        if layout == "one":
            connection.execute("insert into words (words) values ('optimize')")
        connection.commit()
        connection.execute("analyze")
        connection.close()

    def open(self, folder: Path) -> Fts5Index:
        return Fts5Index(folder)

    def size(self, folder: Path) -> int:
        """Of pages in use, those of the table of texts left out."""
        with _connected(folder) as connection:
            found = connection.execute("select sum(pgsize) from dbstat where name <> 'texts'")
            return int(found.fetchone()[0])


def _insert(
    connection: sqlite3.Connection, number: int, each: Prepared, names: dict[str, int]
) -> None:
    document = each.document
    date = document.date
    dated = (date.start, date.end, year(date)) if date else (None, None, None)
    connection.execute(
        "insert into documents values (?, ?, ?, ?, ?)", (number, document.id, *dated)
    )
    texts = [_running(each.tokens(field), field) for field in FIELDS]
    connection.execute(
        "insert into texts values (?, ?)", (number, texts[FIELDS.index(EXACT["text"])])
    )
    marks = ", ".join("?" * len(texts))
    connection.execute(
        f"insert into words (rowid, {', '.join(FIELDS)}) values (?, {marks})",
        (number, *texts),
    )
    for facet, table in _TABLE_OF.items():
        rows = [
            (number, names.setdefault(value, len(names) + 1))
            for value in dict.fromkeys(document.values[facet])
        ]
        connection.executemany(f"insert into {table} values (?, ?)", rows)


def _running(tokens: FieldTokens, field: str) -> str:
    """The tokens with a space between them, and ``_END`` where their positions jump."""
    if field in ALT.values():
        return " ".join(tokens.texts)  # they share positions, and are asked for one by one
    found: list[str] = []
    before = -1
    for text, position in zip(tokens.texts, tokens.positions, strict=True):
        if position > before + 1:
            found.append(_END)
        found.append(text)
        before = position
    return " ".join(found)
