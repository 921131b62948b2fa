"""An engine by brute force: slow, plain, and the oracle of the tests.

It evaluates the query nodes over token lists, one document at a time, and
shares no code with any other engine but the constants of BM25.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from index import analysis
from index.engines import bm25
from index.engines.base import (
    Answer,
    Batch,
    Contribution,
    DateCounts,
    EngineHit,
    Explanation,
    FacetCounts,
    PairCount,
    Status,
    TermCount,
)
from index.engines.query import (
    And,
    Clause,
    DateWithin,
    Everything,
    FacetWanted,
    Filter,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Question,
    Scored,
    SortKey,
    Term,
    Value,
    field_of,
    text_of,
)
from index.engines.schema import EXACT, MISSING, NO_YEAR, VALUES, ZONE_OF, Document


class MemoryEngine:
    """Keeps Documents in a dict; see :class:`index.engines.base.Engine`."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._generation = 1
        self._change = 0
        self._writing = threading.Lock()

    @contextmanager
    def writer(self, visible: bool = False) -> Iterator[Batch]:
        del visible  # every commit here is seen at once
        batch = Batch()
        with self._writing:
            yield batch
            self._documents = _applied(self._documents, batch)
            self._change = self._change if batch.change is None else batch.change

    @contextmanager
    def rebuilding(self) -> Iterator[Batch]:
        batch = Batch()
        with self._writing:
            yield batch
            self._documents = _applied({}, batch)
            self._change = batch.change or 0
            self._generation += 1

    def search(self, question: Question) -> Answer:
        documents = self._documents
        found = [d for d in documents.values() if _meets(d, question, but=None)]
        score = _Scorer(documents.values(), question.rank)
        ranked = _ordered(found, question, score)
        if question.after is not None:
            after = _date_key(question.after, question.sort)
            ranked = [d for d in ranked if _date_key(_key(d), question.sort) > after]
        page = ranked[question.offset : question.offset + question.limit]
        by_relevance = question.sort == "relevance"
        return Answer(
            hits=tuple(
                EngineHit(d.id, score.of(d) if by_relevance else 0.0, _key(d)) for d in page
            ),
            total=len(found),
            facets={
                wanted.facet: _facet(documents.values(), question, wanted)
                for wanted in question.facets
            },
            dates=_dates(documents.values(), question) if question.dates else None,
        )

    def documents(self) -> Iterator[tuple[str, str]]:
        for document in list(self._documents.values()):
            yield document.id, document.digest

    def terms(self, field: str, prefix: str = "") -> Iterator[TermCount]:
        counts: Counter[str] = Counter()
        for document in self._documents.values():
            if field in VALUES:
                texts = set(document.values[field])
            else:
                texts = set(document.tokens[field].texts)
            counts.update(text for text in texts if text.startswith(prefix))
        for text in sorted(counts):
            yield TermCount(text, counts[text])

    def frequencies(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        counts = Counter(
            text for document in self._documents.values() for text in document.tokens[field].texts
        )
        return {text: counts[text] for text in texts}

    def markings(self, fold: str) -> tuple[str, ...]:
        exact = EXACT["text"]
        return tuple(
            sorted(
                {
                    text
                    for document in self._documents.values()
                    for text in document.tokens[exact].texts
                    if analysis.fold(text) == fold
                }
            )
        )

    def pairs(self, lefts: Sequence[str], rights: Sequence[str]) -> Iterator[PairCount]:
        wanted_left, wanted_right = set(lefts), set(rights)
        counts: Counter[tuple[str, str]] = Counter()
        for document in self._documents.values():
            tokens = document.tokens[EXACT["text"]]
            at = dict(zip(tokens.positions, tokens.texts, strict=True))
            for position, left in at.items():
                right = at.get(position + 1)
                if left in wanted_left and right in wanted_right and right is not None:
                    counts[left, right] += 1
        for (left, right), count in sorted(counts.items()):
            yield PairCount(left, right, count)

    def explain(self, question: Question, id: str) -> Explanation:
        document = self._documents.get(id)
        if document is None:
            return Explanation(False, 0.0, ())
        score = _Scorer(self._documents.values(), question.rank)
        return Explanation(
            matches=_meets(document, question, but=None),
            score=score.of(document),
            contributions=score.contributions(document),
        )

    def status(self) -> Status:
        return Status(
            documents=len(self._documents),
            generation=self._generation,
            analysis=analysis.VERSION,
            current=True,
            change=self._change,
        )


def _applied(documents: Mapping[str, Document], batch: Batch) -> dict[str, Document]:
    merged = dict(documents)
    for key, document in batch.changes.items():
        merged.pop(key, None)
        if document is not None:
            merged[key] = document
    return merged


def _matches(document: Document, node: Node) -> bool:
    match node:
        case Everything():
            return True
        case Nothing():
            return False
        case Term() | Prefix() | Phrase() | Near():
            return _frequency(document, node) > 0
        case And(nodes):
            return all(_matches(document, each) for each in nodes)
        case Or(nodes):
            return any(_matches(document, each) for each in nodes)
        case Not(inner):
            return not _matches(document, inner)
        case Value("date", value):
            if value == NO_YEAR:
                return document.no_year
            return value == MISSING and document.date is None
        case Value(facet, value):
            return value in document.values[facet]
        case DateWithin(start, end):
            date = document.date
            return (
                date is not None
                and (start is None or date.start >= start)
                and (end is None or date.end <= end)
            )


def _frequency(document: Document, node: Scored) -> int:
    """How often the node occurs in the document."""
    match node:
        case Term(field, text):
            return document.tokens[field].texts.count(text)
        case Prefix(field, text):
            return sum(each.startswith(text) for each in document.tokens[field].texts)
        case Phrase(slots):
            return len(_phrase_starts(document, slots))
        case Near():
            return len(_minimal_windows(document, node))


def _phrase_starts(document: Document, slots: Sequence[Sequence[Term]]) -> set[int]:
    """Positions where the whole phrase begins."""
    reached: set[tuple[int, int]] = set()
    for index, slot in enumerate(slots):
        spans = {
            (start, start + length)
            for term in slot
            for text, start, length in zip(
                document.tokens[term.field].texts,
                document.tokens[term.field].positions,
                document.tokens[term.field].lengths,
                strict=True,
            )
            if text == term.text
        }
        if index == 0:
            reached = spans
        else:
            reached = {
                (origin, end) for origin, here in reached for start, end in spans if start == here
            }
    return {origin for origin, _ in reached}


def _minimal_windows(document: Document, node: Near) -> list[tuple[int, int]]:
    """First and last position of the windows that hold all slots and no smaller one."""
    wanted = Counter(node.slots)
    starts = {
        slot: {
            start
            for term in slot
            for text, start in zip(
                document.tokens[term.field].texts,
                document.tokens[term.field].positions,
                strict=True,
            )
            if text == term.text
        }
        for slot in wanted
    }
    places = sorted(set().union(*starts.values()))
    whole = [
        (first, last)
        for first in places
        for last in range(first, first + node.width)
        if all(sum(first <= at <= last for at in starts[s]) >= n for s, n in wanted.items())
    ]
    return [
        (first, last)
        for first, last in whole
        if not any(
            first <= start and end <= last and (start, end) != (first, last) for start, end in whole
        )
    ]


def _length(document: Document, field: str) -> int:
    """Exact tokens in the field's zone."""
    return len(document.tokens[EXACT[ZONE_OF[field]]].texts)


class _Scorer:
    """BM25 of the rank clauses over live documents, by definition."""

    def __init__(self, documents: Iterable[Document], rank: Sequence[Clause]) -> None:
        self._documents = list(documents)
        self._rank = rank
        self._means = {
            zone: sum(_length(d, field) for d in self._documents) / max(1, len(self._documents))
            for zone, field in EXACT.items()
        }
        self._containing = [
            sum(_frequency(d, clause.node) > 0 for d in self._documents) for clause in rank
        ]

    def of(self, document: Document) -> float:
        total = sum(each.score for each in self.contributions(document))
        return round(total, bm25.SCORE_DIGITS)

    def contributions(self, document: Document) -> tuple[Contribution, ...]:
        made = []
        for clause, containing in zip(self._rank, self._containing, strict=True):
            frequency = _frequency(document, clause.node)
            if frequency == 0:
                continue
            field = field_of(clause.node)
            length = _length(document, field)
            mean = self._means[ZONE_OF[field]]
            norm = bm25.K1 * (1 - bm25.B + bm25.B * length / mean)
            score = (
                clause.weight
                * bm25.idf(len(self._documents), containing)
                * frequency
                * (bm25.K1 + 1)
                / (frequency + norm)
            )
            made.append(
                Contribution(
                    field, text_of(clause.node), clause.weight, frequency, containing, score
                )
            )
        return tuple(made)


def _meets(document: Document, question: Question, but: str | None) -> bool:
    """Whether it matches, leaving out the filters of the facet ``but``."""
    return _matches(document, question.where) and all(
        _passes(document, each) for each in question.filters if each.facet != but
    )


def _passes(document: Document, chosen: Filter) -> bool:
    return _matches(document, chosen.node)


def _key(document: Document) -> SortKey:
    return SortKey(document.date.start if document.date else None, document.seq)


def _date_key(key: SortKey, sort: str) -> tuple[bool, int, int]:
    """Sorts ascending into the order asked for; no place on the time line is last."""
    if key.minute is None:
        return (True, 0, -key.seq)
    return (False, key.minute if sort == "oldest" else -key.minute, -key.seq)


def _ordered(found: list[Document], question: Question, score: _Scorer) -> list[Document]:
    if question.sort == "relevance":
        return sorted(found, key=lambda d: (-score.of(d), *_date_key(_key(d), "newest")))
    return sorted(found, key=lambda d: _date_key(_key(d), question.sort))


def _facet(documents: Iterable[Document], question: Question, wanted: FacetWanted) -> FacetCounts:
    counts: Counter[str] = Counter()
    for document in documents:
        if _meets(document, question, but=wanted.facet):
            counts.update(document.values[wanted.facet])
    missing = counts.pop(MISSING, 0)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    listed = ordered[: wanted.size]
    shown = {value for value, _ in listed}
    listed += [
        (value, counts[value])
        for value in dict.fromkeys(wanted.keep)
        if value not in shown and value != MISSING
    ]
    return FacetCounts(tuple(listed), missing, len(ordered))


def _dates(documents: Iterable[Document], question: Question) -> DateCounts:
    years: Counter[str] = Counter()
    months: Counter[str] = Counter()
    days: Counter[str] = Counter()
    no_year = missing = 0
    for document in documents:
        if not _meets(document, question, but="date"):
            continue
        if document.date is None:
            missing += 1
            no_year += document.no_year
            continue
        value = document.date.value
        for counter, width in ((years, 4), (months, 7), (days, 10)):
            if len(value) >= width:
                counter[value[:width]] += 1
    return DateCounts(dict(years), dict(months), dict(days), no_year, missing)
