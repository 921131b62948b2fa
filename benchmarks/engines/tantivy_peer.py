"""Tantivy through tantivy-py.

Words go in as they are, with their positions (``PreTokenizedString``); the tokenizer of the
fields only cuts stored text for its snippets.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import FieldType, Occur, PreTokenizedString, Query, Token

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
    FACETS,
    Weighted,
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
from index.engines.schema import EXACT, MISSING, FieldTokens

_WORDS: Final = "words"
_THREADS: Final[dict[Layout, int]] = {"one": 1, "several": 2}
_HEAP: Final[dict[Layout, int]] = {"one": 4_000_000_000, "several": 256_000_000}
_PASSAGE: Final = 200
_EVERY: Final = 1_000_000
"""Values each segment gives, for the sum of several to be exact; Tantivy's default is ten
times those asked for, and then counts may be too low."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=_WORDS, index_option="position")
    for facet in ("outlet", "person"):
        builder.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=True)
    for number in ("start", "end", "year"):
        builder.add_integer_field(number, indexed=True, fast=True)
    builder.add_unsigned_field("number", fast=True)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def _register(index: tantivy.Index) -> None:
    cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    index.register_tokenizer(_WORDS, cut.filter(tantivy.Filter.lowercase()).build())


def _document(number: int, each: Prepared) -> tantivy.Document:
    document = each.document
    made = tantivy.Document()
    for field in FIELDS:
        tokens = each.tokens(field)
        if tokens.texts:
            made.add_pre_tokenized_text(field, _words(tokens))
    for facet in ("outlet", "person"):
        for value in document.values[facet]:
            made.add_text(facet, value)
    if document.date:
        made.add_integer("start", document.date.start)
        made.add_integer("end", document.date.end)
        made.add_integer("year", year(document.date))
    made.add_unsigned("number", number)
    made.add_bytes("body", each.text.encode())
    return made


def _words(tokens: FieldTokens) -> PreTokenizedString:
    pairs = zip(tokens.texts, tokens.positions, strict=True)
    return PreTokenizedString("", [Token(text, position, 0) for text, position in pairs])


class TantivyIndex:
    """See ``base.Opened``."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        _register(index)
        self._schema = index.schema
        self._searcher = index.searcher()
        self._ids = Numbers.read(folder)
        exact = {"segment_size": _EVERY} if self.segments() > 1 else {}
        self._counts = {
            name: {"terms": {"field": name, "size": FACET_SIZE + 1, **exact}} for name in FACETS
        }

    def prepare(self, asked: Asked) -> Run:
        """The search, and the aggregation of each set of documents that facets count."""
        question = asked.question
        query = self._query(matching(question), question.rank)
        # what is only counted is asked without the clauses that only score
        counted = [
            (self._query(node), {name: self._counts[name] for name in facets})
            for node, facets in facet_groups(question).items()
        ]
        return lambda: self._run(query, counted)

    def _run(self, query: Query, counted: Sequence[tuple[Query, dict[str, Any]]]) -> Found:
        began = time.perf_counter()
        result = self._searcher.search(query, HITS)
        hits = [address for _, address in result.hits]
        numbers = self._searcher.fast_field_values("number", hits)
        searched = time.perf_counter()
        aggregated: dict[str, Any] = {}
        for each, wanted in counted:
            aggregated |= self._searcher.aggregate(each, wanted)
        ended = time.perf_counter()
        return Found(
            result.count,
            tuple(self._ids[int(number)] for number in numbers if number is not None),
            {name: _counts(found["buckets"]) for name, found in aggregated.items()},
            {"search": searched - began, "aggregation": ended - searched},
            hits,
        )

    def passages(self, asked: Asked) -> Passages:
        field = EXACT["text"]
        query = self._query(matching(asked.question), asked.question.rank)

        def made(answer: Found) -> list[str]:
            generator = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, field)
            generator.set_max_num_chars(_PASSAGE)
            return [self._passage(generator, hit) for hit in answer.hits]

        return made

    def _passage(self, generator: tantivy.SnippetGenerator, hit: tantivy.DocAddress) -> str:
        stored = self._searcher.doc(hit).get_first("body")
        text = tantivy.Document()
        text.add_text(EXACT["text"], bytes(stored or ()).decode())
        return str(generator.snippet_from_doc(text).to_html())

    def segments(self) -> int:
        return int(self._searcher.num_segments)

    def close(self) -> None:
        """Its files are closed with its last object."""

    # --- our query as its own

    def _query(self, node: Node, rank: Sequence[Clause] = ()) -> Query:
        planned = plan(node, rank)
        clauses = [(Occur.Must, self._any(group)) for group in planned.groups]
        if planned.unscored is not None:
            clauses.append((Occur.Must, Query.const_score_query(self._node(planned.unscored), 0.0)))
        clauses += [(Occur.MustNot, self._node(each)) for each in planned.excluded]
        clauses += [(Occur.Should, self._weighted(each)) for each in planned.optional]
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def _any(self, group: Sequence[Weighted]) -> Query:
        if not any(each.weight for each in group):
            return Query.const_score_query(_either([self._word(each.node) for each in group]), 0.0)
        return _either([self._weighted(each) for each in group])

    def _weighted(self, each: Weighted) -> Query:
        if not each.weight:
            return Query.const_score_query(self._word(each.node), 0.0)
        return Query.boost_query(self._word(each.node), each.weight)

    def _word(self, node: Word) -> Query:
        match node:
            case Term(field, text):
                return Query.term_query(self._schema, field, text, "freq")
            case Prefix(field, text):
                return Query.regex_query(self._schema, field, re.escape(text) + ".*")
            case Phrase():
                return Query.phrase_query(self._schema, *phrase_of(node))

    def _node(self, node: Node) -> Query:
        match node:
            case Everything():
                return Query.all_query()
            case Nothing():
                return Query.empty_query()
            case Term() | Prefix() | Phrase():
                return self._word(node)
            case And(nodes):
                return Query.boolean_query(list(self._required(nodes)))
            case Or(nodes):
                return _either([self._node(each) for each in nodes])
            case Not(inner):
                return Query.boolean_query(
                    [(Occur.Must, Query.all_query()), (Occur.MustNot, self._node(inner))]
                )
            case Value("outlet" | "person" as facet, value):
                return Query.term_query(self._schema, facet, value, "basic")
            case DateWithin(start, end):
                return Query.boolean_query(list(self._between(start, end)))
            case _:
                raise NotImplementedError(node)

    def _required(self, nodes: Sequence[Node]) -> Iterator[tuple[Occur, Query]]:
        if all(isinstance(each, Not) for each in nodes):
            yield Occur.Must, Query.all_query()
        for each in nodes:
            if isinstance(each, Not):
                yield Occur.MustNot, self._node(each.node)
            else:
                yield Occur.Must, self._node(each)

    def _between(self, start: int | None, end: int | None) -> Iterator[tuple[Occur, Query]]:
        def bound(field: str, low: int | None, high: int | None) -> Query:
            return Query.range_query(self._schema, field, FieldType.Integer, low, high)

        if start is not None:
            yield Occur.Must, bound("start", start, None)
        if end is not None:
            yield Occur.Must, bound("end", None, end)


def _either(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, each) for each in queries])


def _counts(buckets: Sequence[dict[str, Any]]) -> dict[str, int]:
    found = {_key(each["key"]): int(each["doc_count"]) for each in buckets}
    found.pop(MISSING, None)
    return found


def _key(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


class Tantivy:
    """See ``base.Engine``."""

    name = "tantivy"
    layouts: Sequence[Layout] = ("one", "several")

    def version(self) -> str:
        return f"tantivy-py {version('tantivy')}"

    def settings(self, layout: Layout) -> str:
        heap = f"written with num_threads={_THREADS[layout]}, heap_size={_HEAP[layout]:,}"
        exact = f", segment_size {_EVERY:,} for exact counts" if layout == "several" else ""
        return f"{heap}; fast fields for facets{exact}; search and aggregation are two calls"

    def build(
        self, folder: Path, documents: Iterable[Prepared], layout: Layout, several: Path | None
    ) -> None:
        del several
        index = tantivy.Index(_schema(), path=str(folder))
        _register(index)
        writer = index.writer(_HEAP[layout], _THREADS[layout])
        for number, each in Numbers(folder).given(documents):
            writer.add_document(_document(number, each))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> TantivyIndex:
        return TantivyIndex(folder)

    def size(self, folder: Path) -> int:
        return folder_size(folder, ".store")
