"""Xapian through its own Python bindings.

A field is a prefix of its terms; the words of the text have none, as Xapian's snippets want
it. A document has one length, over all its fields.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import xapian

from benchmarks.documents import Prepared
from benchmarks.engines.base import (
    FACET_SIZE,
    FIELDS,
    HITS,
    Asked,
    Found,
    Layout,
    Numbers,
    Passages,
    Run,
    folder_size,
)
from benchmarks.engines.translation import (
    Weighted,
    Word,
    facet_groups,
    matching,
    phrase_of,
    plan,
    year,
)
from index.engines import bm25
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
from index.engines.schema import EXACT, MISSING, ZONE_OF, Document

_PREFIX: Final = {
    field: "" if field == EXACT["text"] else f"X{chr(ord('A') + number)}:"
    for number, field in enumerate(FIELDS)
}
_ZONE_ROOM: Final = 1_000_000
"""Positions of one zone: no phrase reaches from zone to zone."""
_FACET_TERM: Final = {"outlet": "XO:", "person": "XP:"}
_SLOTS: Final = {"outlet": 0, "person": 1, "year": 2, "start": 3, "end": 4}
_SEPARATOR: Final = "\x1f"
_LONGEST: Final = 240
"""Bytes: Xapian's limit of a term is 245."""
_PASSAGE: Final = 200
_FLUSH: Final = 10_000

_Query = xapian.Query


class XapianIndex:
    """See ``base.Opened``."""

    def __init__(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder / "compact"))
        self._ids = Numbers.read(folder)

    def prepare(self, asked: Asked) -> Run:
        """One match with a spy per facet; facets of other documents take one more each."""
        question = asked.question
        best = matching(question)
        query = self._query(best, question.rank)
        groups = dict(facet_groups(question))
        main = groups.pop(best, ())
        others = [(self._query(node), facets) for node, facets in groups.items()]
        return lambda: self._run(query, main, others)

    def _run(
        self, query: Any, main: Sequence[str], others: Sequence[tuple[Any, Sequence[str]]]
    ) -> Found:
        began = time.perf_counter()
        matches, counts = self._match(query, HITS, main)
        hits = [match.docid for match in matches]
        for each, facets in others:
            counts |= self._match(each, 0, facets)[1]
        return Found(
            matches.get_matches_estimated(),  # exact: every document is looked at
            tuple(self._ids[docid - 1] for docid in hits),
            counts,
            {"all": time.perf_counter() - began},
            [matches],
        )

    def _match(
        self, query: Any, wanted: int, facets: Sequence[str]
    ) -> tuple[Any, dict[str, dict[str, int]]]:
        enquire = xapian.Enquire(self._database)
        enquire.set_weighting_scheme(xapian.BM25Weight(bm25.K1, 0, 1, bm25.B, 0.0))
        enquire.set_query(query)
        spies = {facet: xapian.ValueCountMatchSpy(_SLOTS[facet]) for facet in facets}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        matches = enquire.get_mset(0, wanted, self._database.get_doccount())
        return matches, {facet: _counts(spy) for facet, spy in spies.items()}

    def passages(self, asked: Asked) -> Passages:
        del asked  # the matches know their words

        def made(answer: Found) -> list[str]:
            (matches,) = answer.hits
            return [
                matches.snippet(match.document.get_data(), _PASSAGE).decode() for match in matches
            ]

        return made

    def segments(self) -> int:
        return 1

    def close(self) -> None:
        self._database.close()

    # --- our query as its own

    def _query(self, node: Node, rank: Sequence[Clause] = ()) -> Any:
        planned = plan(node, rank)
        parts = [self._any(group) for group in planned.groups]
        if planned.unscored is not None:
            parts.append(_scaled(self._node(planned.unscored), 0.0))
        query = _Query(_Query.OP_AND, parts)
        for each in planned.excluded:
            query = _Query(_Query.OP_AND_NOT, query, self._node(each))
        if not planned.optional:
            return query
        optional = [self._weighted(each) for each in planned.optional]
        return _Query(_Query.OP_AND_MAYBE, query, _Query(_Query.OP_OR, optional))

    def _any(self, group: Sequence[Weighted]) -> Any:
        return _Query(_Query.OP_OR, [self._weighted(each) for each in group])

    def _weighted(self, each: Weighted) -> Any:
        return _scaled(self._word(each.node), each.weight)

    def _word(self, node: Word) -> Any:
        match node:
            case Term(field, text):
                return _Query(_term(field, text))
            case Prefix(field, text):
                return _Query(
                    _Query.OP_WILDCARD, _term(field, text), 0, _Query.WILDCARD_LIMIT_ERROR,
                    _Query.OP_SYNONYM,
                )  # fmt: skip
            case Phrase():
                field, words = phrase_of(node)
                return _Query(_Query.OP_PHRASE, [_term(field, w) for w in words], len(words))

    def _node(self, node: Node) -> Any:
        match node:
            case Everything():
                return _Query.MatchAll
            case Nothing():
                return _Query.MatchNothing
            case Term() | Prefix() | Phrase():
                return self._word(node)
            case And(nodes):
                return _Query(_Query.OP_AND, [self._node(each) for each in nodes])
            case Or(nodes):
                return _Query(_Query.OP_OR, [self._node(each) for each in nodes])
            case Not(inner):
                return _Query(_Query.OP_AND_NOT, _Query.MatchAll, self._node(inner))
            case Value("outlet" | "person" as facet, value):
                return _Query(_facet_term(facet, value))
            case DateWithin(start, end):
                return _Query(_Query.OP_AND, list(_between(start, end)))
            case _:
                raise NotImplementedError(node)


def _scaled(query: Any, weight: float) -> Any:
    return _Query(_Query.OP_SCALE_WEIGHT, query, weight)


def _between(start: int | None, end: int | None) -> Iterator[Any]:
    if start is not None:
        yield _Query(_Query.OP_VALUE_GE, _SLOTS["start"], xapian.sortable_serialise(start))
    if end is not None:
        yield _Query(_Query.OP_VALUE_LE, _SLOTS["end"], xapian.sortable_serialise(end))


def _term(field: str, text: str) -> str:
    return _cut(_PREFIX[field] + text)


def _facet_term(facet: str, value: str) -> str:
    return _cut(_FACET_TERM[facet] + value)


def _cut(term: str) -> str:
    return term.encode()[:_LONGEST].decode("utf-8", "ignore")


def _counts(spy: Any) -> dict[str, int]:
    """A document's values stand in one slot: what was counted are sets of them."""
    counts: Counter[str] = Counter()
    for item in spy.values():
        for value in item.term.decode().split(_SEPARATOR):
            counts[value] += item.termfreq
    counts.pop(MISSING, None)
    return dict(counts.most_common(FACET_SIZE))


def _document(each: Prepared) -> Any:
    document = each.document
    made = xapian.Document()
    made.set_data(each.text)
    for field in FIELDS:
        tokens = each.tokens(field)
        base = list(EXACT).index(ZONE_OF[field]) * _ZONE_ROOM + 1
        for text, position in zip(tokens.texts, tokens.positions, strict=True):
            made.add_posting(_term(field, text), base + position)
    for facet in ("outlet", "person"):
        made.add_value(_SLOTS[facet], _SEPARATOR.join(document.values[facet]))
        for value in document.values[facet]:
            made.add_boolean_term(_facet_term(facet, value))
    for name, value in _dated(document):
        made.add_value(_SLOTS[name], value)
    return made


def _dated(document: Document) -> Iterator[tuple[str, str]]:
    if document.date:
        yield "year", str(year(document.date))
        yield "start", xapian.sortable_serialise(document.date.start)
        yield "end", xapian.sortable_serialise(document.date.end)


class Xapian:
    """See ``base.Engine``."""

    name = "xapian"
    layouts: Sequence[Layout] = ("one",)

    def version(self) -> str:
        return f"Xapian {xapian.version_string()}"

    def settings(self, layout: Layout) -> str:
        del layout
        return (
            "glass, compacted; BM25Weight(k1=1.2, k2=0, k3=1, b=0.75); "
            "ValueCountMatchSpy over every match, a document's persons in one slot"
        )

    def build(
        self, folder: Path, documents: Iterable[Prepared], layout: Layout, several: Path | None
    ) -> None:
        del layout, several
        loose = folder / "loose"
        database = xapian.WritableDatabase(str(loose), xapian.DB_CREATE)
        for number, each in Numbers(folder).given(documents):
            database.add_document(_document(each))
            if number % _FLUSH == _FLUSH - 1:
                database.commit()
        database.commit()
        database.compact(str(folder / "compact"))
        database.close()
        for path in loose.iterdir():
            path.unlink()
        loose.rmdir()

    def open(self, folder: Path) -> XapianIndex:
        return XapianIndex(folder)

    def size(self, folder: Path) -> int:
        """The texts are in a table of their own."""
        compact = folder / "compact"
        return folder_size(folder) - sum(path.stat().st_size for path in compact.glob("docdata.*"))
