"""Stock Whoosh: its own codec, its own searcher, its own BM25F."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, Final

from whoosh import highlight, query, sorting
from whoosh import index as whoosh_index
from whoosh.analysis import Analyzer, LowercaseFilter, RegexTokenizer, Token
from whoosh.fields import KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.scoring import BM25F

from benchmarks.documents import Prepared, batched
from benchmarks.engines.base import (
    FACET_SIZE,
    FIELDS,
    HITS,
    Asked,
    Found,
    Layout,
    Passages,
    Run,
    Texts,
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
from index.engines.schema import EXACT, MISSING

_COMMIT: Final = 10_000
"""Documents per segment of the layout ``several``."""
_POOL_MB: Final = 512
_NO_NUMBER: Final = str(2**63 - 1)
"""What Whoosh groups documents under that have no value of a numeric field."""
_FACETS: Final = {
    name: sorting.FieldFacet(name, allow_overlap=name != "year", maptype=sorting.Count)
    for name in ("outlet", "person", "year")
}


class _Words(str):
    """Words that are there already: Whoosh takes a text, and gives it to the analyzer."""

    texts: Sequence[str]
    positions: Sequence[int]

    @classmethod
    def of(cls, texts: Sequence[str], positions: Sequence[int]) -> _Words:
        words = cls("words")
        words.texts, words.positions = texts, positions
        return words


class _Given(Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Gives ``_Words``; a text is cut, for snippets."""

    _cut = RegexTokenizer(r"\w+") | LowercaseFilter()

    def __call__(self, value: Any, **options: Any) -> Iterator[Any]:
        if not isinstance(value, _Words):
            yield from self._cut(value, **options)
            return
        token = Token(positions=True, chars=False, removestops=False, mode="index")
        for text, position in zip(value.texts, value.positions, strict=True):
            token.text, token.pos, token.stopped, token.boost = text, position, False, 1.0
            yield token


def _schema() -> Any:
    fields: dict[str, Any] = {field: TEXT(analyzer=_Given()) for field in FIELDS}
    for facet in ("outlet", "person"):
        fields[facet] = KEYWORD(analyzer=_Given())
    for number in ("start", "end", "year"):
        fields[number] = NUMERIC(int, bits=64, signed=True, sortable=True)
    return Schema(**fields, id=STORED)


def _fields(each: Prepared) -> dict[str, Any]:
    document = each.document
    found: dict[str, Any] = {
        field: _Words.of(tokens.texts, tokens.positions)
        for field in FIELDS
        if (tokens := each.tokens(field)).texts
    }
    for facet in ("outlet", "person"):
        values = document.values[facet]
        found[facet] = _Words.of(values, range(len(values)))
    if document.date:
        found |= {"start": document.date.start, "end": document.date.end}
        found["year"] = year(document.date)
    return found | {"id": document.id}


class WhooshIndex:
    """See ``base.Opened``."""

    def __init__(self, folder: Path) -> None:
        self._index = whoosh_index.open_dir(folder)
        self._searcher = self._index.searcher(weighting=BM25F(B=bm25.B, K1=bm25.K1))
        self._texts = Texts(folder)

    def prepare(self, asked: Asked) -> Run:
        """One search with its groups; facets of other documents take one more each."""
        question = asked.question
        best = matching(question)
        asks = _query(best, question.rank)
        groups = dict(facet_groups(question))
        main = groups.pop(best, ())
        others = [(_query(node), facets) for node, facets in groups.items()]
        return lambda: self._run(asks, main, others)

    def _run(
        self, asks: Any, main: Sequence[str], others: Sequence[tuple[Any, Sequence[str]]]
    ) -> Found:
        results = self._search(asks, main)
        counts = {facet: _counts(results, facet) for facet in main}
        for each, facets in others:
            also = self._search(each, facets)
            counts |= {facet: _counts(also, facet) for facet in facets}
        ids = tuple(hit["id"] for hit in islice(results, HITS))
        return Found(len(results), ids, counts)

    def _search(self, asks: Any, facets: Sequence[str]) -> Any:
        grouped = {facet: _FACETS[facet] for facet in facets}
        return self._searcher.search(asks, limit=HITS, groupedby=grouped or None)

    def passages(self, asked: Asked) -> Passages:
        field = EXACT["text"]
        words = {
            text
            for name, text in _query(matching(asked.question), asked.question.rank).iter_all_terms()
            if name == field
        }

        def made(answer: Found) -> list[str]:
            return [
                highlight.highlight(
                    text,
                    {word.decode() if isinstance(word, bytes) else word for word in words},
                    _Given(),
                    highlight.ContextFragmenter(),
                    highlight.HtmlFormatter(),
                    top=1,
                )
                for text in self._texts.of(answer.ids)
            ]

        return made

    def segments(self) -> int:
        return len(self._index._segments())

    def close(self) -> None:
        self._searcher.close()
        self._texts.close()
        self._index.close()


# --- our query as its own


def _query(node: Node, rank: Sequence[Clause] = ()) -> Any:
    planned = plan(node, rank)
    parts = [_any(group) for group in planned.groups]
    if planned.unscored is not None:
        parts.append(_unscored(_node(planned.unscored)))
    parts += [query.Not(_node(each)) for each in planned.excluded]
    required = parts[0] if len(parts) == 1 else query.And(parts)
    if not planned.optional:
        return required
    return query.AndMaybe(required, query.Or([_weighted(each) for each in planned.optional]))


def _any(group: Sequence[Weighted]) -> Any:
    parts = [_weighted(each) for each in group]
    return parts[0] if len(parts) == 1 else query.Or(parts)


def _weighted(each: Weighted) -> Any:
    if not each.weight:
        return _unscored(_word(each.node, 1.0))
    return _word(each.node, each.weight)


def _unscored(asks: Any) -> Any:
    return query.ConstantScoreQuery(asks, score=0.0)


def _word(node: Word, weight: float) -> Any:
    match node:
        case Term(field, text):
            return query.Term(field, text, boost=weight)
        case Prefix(field, text):
            return query.Prefix(field, text, boost=weight)
        case Phrase():
            return query.Phrase(*phrase_of(node), boost=weight)


def _node(node: Node) -> Any:
    match node:
        case Everything():
            return query.Every()
        case Nothing():
            return query.NullQuery
        case Term() | Prefix() | Phrase():
            return _word(node, 1.0)
        case And(nodes):
            return query.And([_node(each) for each in nodes])
        case Or(nodes):
            return query.Or([_node(each) for each in nodes])
        case Not(inner):
            return query.Not(_node(inner))
        case Value("outlet" | "person" as facet, value):
            return query.Term(facet, value)
        case DateWithin(start, end):
            ranges = []
            if start is not None:
                ranges.append(query.NumericRange("start", start, None))
            if end is not None:
                ranges.append(query.NumericRange("end", None, end))
            return query.And(ranges)
        case _:
            raise NotImplementedError(node)


def _counts(results: Any, facet: str) -> dict[str, int]:
    counts = {_text(value): count for value, count in results.groups(facet).items()}
    for none in (MISSING, _NO_NUMBER):
        counts.pop(none, None)
    return dict(sorted(counts.items(), key=lambda item: -item[1])[:FACET_SIZE])


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


class StockWhoosh:
    """See ``base.Engine``."""

    name = "whoosh"
    layouts: Sequence[Layout] = ("one", "several")

    def version(self) -> str:
        return f"whoosh-reloaded {version('whoosh-reloaded')}"

    def settings(self, layout: Layout) -> str:
        made = {"one": "optimized", "several": f"a segment per {_COMMIT:,} documents, unmerged"}
        return (
            f"its own codec; {made[layout]}; BM25F(K1=1.2, B=0.75); "
            "groupedby FieldFacet(allow_overlap=True, maptype=Count)"
        )

    def build(
        self, folder: Path, documents: Iterable[Prepared], layout: Layout, several: Path | None
    ) -> None:
        """Goes on behind the last segment: this takes an hour."""
        if layout == "one" and several and not whoosh_index.exists_in(folder):
            shutil.copytree(several, folder, dirs_exist_ok=True)
        found = whoosh_index.exists_in(folder)
        index = (
            whoosh_index.open_dir(folder) if found else whoosh_index.create_in(folder, _schema())
        )
        rest = islice(documents, index.doc_count(), None)
        for batch in batched(rest, _COMMIT):
            Texts(folder).keep(batch)
            writer = index.writer(limitmb=_POOL_MB)
            for each in batch:
                writer.add_document(**_fields(each))
            writer.commit(merge=False)
        if layout == "one":
            index.optimize(limitmb=_POOL_MB)

    def open(self, folder: Path) -> WhooshIndex:
        return WhooshIndex(folder)

    def size(self, folder: Path) -> int:
        return folder_size(folder)
