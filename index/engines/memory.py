"""An engine by brute force: slow, plain, and the oracle of the tests.

It evaluates the query nodes over token lists, one document at a time, and
shares no code with any other engine but ``bm25``.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from index import analysis, deadline
from index.article import source_parts
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
    Terms,
)
from index.engines.query import (
    HOW,
    And,
    Beneath,
    DateWithin,
    Enough,
    Everything,
    FacetWanted,
    Leaf,
    Near,
    Nearest,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Proximity,
    Question,
    Recency,
    Scored,
    SortKey,
    Term,
    Value,
    Within,
    field_of,
    text_of,
)
from index.engines.schema import (
    BEGIN,
    END,
    EXACT,
    FOLD,
    MISSING,
    NO_YEAR,
    QUOTABLE,
    QUOTATION,
    SPEAKER_ROOM,
    VALUES,
    ZONE_OF,
    Document,
)


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

    def tidy(self) -> None:
        """Nothing is on a disk."""

    def search(self, question: Question) -> Answer:
        documents = self._documents
        score = _Scorer(documents.values(), question)
        meets = score.meets
        found = [d for d in documents.values() if meets.question(d, question)]
        ranked = _ordered(found, question, score)
        if question.group == "story":
            ranked = _first_of_each(ranked)
        if question.after is not None:
            after = _date_key(question.after, question.sort)
            ranked = [d for d in ranked if _date_key(_key(d), question.sort) > after]
        page = ranked[question.offset : question.offset + question.limit]
        by_relevance = question.sort == "relevance"
        return Answer(
            hits=tuple(
                EngineHit(
                    d.id, score.of(d) if by_relevance else 0.0, _key(d), meets.labels(d, question)
                )
                for d in page
            ),
            total=_number(found, question),
            labels=_label_counts(meets, question),
            facets={wanted.facet: _facet(meets, question, wanted) for wanted in question.facets},
            dates=_dates(meets, question) if question.dates else None,
        )

    def documents(self) -> Iterator[tuple[str, str]]:
        for document in list(self._documents.values()):
            yield document.id, document.digest

    def terms(self, field: str, prefix: str = "") -> Terms:
        counts: Counter[str] = Counter()
        for document in self._each():
            if field in VALUES:
                found = set(document.values[field])
            else:
                found = set(document.tokens[field].texts)
            counts.update(text for text in found if text.startswith(prefix))
        texts = sorted(counts)
        return Terms(texts, [counts[text] for text in texts])

    def frequencies(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for document in self._each():
            counts.update(
                document.values[field] if field in VALUES else document.tokens[field].texts
            )
        return {text: counts[text] for text in texts}

    def markings(self, fold: str) -> tuple[str, ...]:
        exact = EXACT["text"]
        return tuple(
            sorted(
                {
                    text
                    for document in self._each()
                    for text in document.tokens[exact].texts
                    if analysis.fold(text) == fold
                }
            )
        )

    def pairs(self, lefts: Sequence[str], rights: Sequence[str]) -> Iterator[PairCount]:
        wanted_left, wanted_right = set(lefts), set(rights)
        counts: Counter[tuple[str, str]] = Counter()
        for document in self._each():
            tokens = document.tokens[EXACT["text"]]
            at = dict(zip(tokens.positions, tokens.texts, strict=True))
            for position, left in at.items():
                right = at.get(position + 1)
                if left in wanted_left and right in wanted_right and right is not None:
                    counts[left, right] += 1
        for (left, right), count in sorted(counts.items()):
            yield PairCount(left, right, count)

    def runs(self, runs: Sequence[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
        exact = EXACT["text"]
        return {
            run: sum(
                len(_phrase_starts(document, [(Term(exact, text),) for text in run]))
                for document in self._each()
            )
            for run in runs
        }

    def _each(self) -> Iterator[Document]:
        for document in self._documents.values():
            deadline.check()
            yield document

    def explain(self, question: Question, id: str) -> Explanation:
        document = self._documents.get(id)
        if document is None:
            return Explanation(False, 0.0, ())
        score = _Scorer(self._documents.values(), question)
        meets = score.meets
        return Explanation(
            matches=meets.question(document, question),
            score=score.of(document),
            contributions=score.contributions(document),
            factor=score.factor(document),
            labels=meets.labels(document, question),
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
            merged[key] = _with_folds(document)
    return merged


def _with_folds(document: Document) -> Document:
    """The document with its folded fields, which nobody else makes for an engine."""
    tokens = dict(document.tokens)
    for zone, exact in EXACT.items():
        texts = tuple(map(analysis.fold, tokens[exact].texts))
        tokens[FOLD[zone]] = replace(tokens[exact], texts=texts)
    return replace(document, tokens=tokens)


class _Meeting:
    """Whether documents meet nodes and questions."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = list(documents)
        self._idf: dict[Node, float] = {}
        self.beyond: frozenset[str] = frozenset()  # what matches, but not near enough

    def question(self, document: Document, question: Question, but: str | None = None) -> bool:
        """Whether it matches and passes the filters of all facets but ``but``."""
        return (
            self.node(document, question.where)
            and document.id not in self.beyond
            and all(
                self.node(document, each.node) for each in question.filters if each.facet != but
            )
        )

    def labels(self, document: Document, question: Question) -> frozenset[str]:
        return frozenset(e.name for e in question.labels if self.node(document, e.node))

    def node(self, document: Document, node: Node) -> bool:
        deadline.check()
        match node:
            case Everything():
                return True
            case Nothing():
                return False
            case Term() | Prefix() | Phrase() | Near() | Within():
                return self.frequency(document, node) > 0
            case And(nodes):
                return all(self.node(document, each) for each in nodes)
            case Or(nodes):
                return any(self.node(document, each) for each in nodes)
            case Not(inner):
                return not self.node(document, inner)
            case Enough(nodes, share):
                return self._enough(document, nodes, share)
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

    def frequency(self, document: Document, node: Scored) -> int:
        """How often the node occurs in the document."""
        match node:
            case Term() | Prefix():
                return len(_places(document, node))
            case Phrase() | Near():
                return len({first for first, _ in _places(document, node)})
            case Within():
                return self._within(document, node)

    def _within(self, document: Document, node: Within) -> int:
        quotations = [
            each for each in _quotations(document) if self._holds(document, node.speaker, each)
        ]
        match node.node:
            case Term() | Prefix() as leaf if _quotable(leaf):
                return sum(len(_inside(document, leaf, each)) for each in quotations)
            case Phrase() | Near() as leaf if _quotable(leaf):
                places = [place for each in quotations for place in _inside(document, leaf, each)]
                return len({first for first, _ in places})
            case other:
                return sum(self._holds(document, other, each) for each in quotations)

    def _holds(self, document: Document, node: Node, quotation: _Quotation) -> bool:
        """Whether ``node`` holds of one quotation."""
        match node:
            case Term() | Prefix() | Phrase() | Near() if _quotable(node):
                return bool(_inside(document, node, quotation))
            case And(nodes):
                return all(self._holds(document, each, quotation) for each in nodes)
            case Or(nodes):
                return any(self._holds(document, each, quotation) for each in nodes)
            case Not(inner):
                return not self._holds(document, inner, quotation)
            case _:
                return self.node(document, node)

    def _enough(self, document: Document, nodes: Sequence[Node], share: float) -> bool:
        reached = sum(self.idf(each) for each in nodes if self.node(document, each))
        return 0.0 < reached >= share * sum(map(self.idf, nodes)) - bm25.TINY

    def idf(self, node: Node) -> float:
        """Of the live documents that meet ``node``; 0 where none does."""
        if node not in self._idf:
            containing = sum(self.node(each, node) for each in self.documents)
            self._idf[node] = bm25.idf(len(self.documents), containing) if containing else 0.0
        return self._idf[node]


@dataclass(frozen=True, slots=True)
class _Quotation:
    """First and last position of a quotation, by zone."""

    text: tuple[int, int]
    speaker: tuple[int, int]


def _quotations(document: Document) -> list[_Quotation]:
    found = document.tokens[QUOTATION]
    begins, ends = (
        [at for at, text in zip(found.positions, found.texts, strict=True) if text == mark]
        for mark in (BEGIN, END)
    )
    return [
        _Quotation(text, (number * SPEAKER_ROOM, (number + 1) * SPEAKER_ROOM - 1))
        for number, text in enumerate(zip(begins, ends, strict=True))
    ]


def _quotable(leaf: Leaf) -> bool:
    return ZONE_OF[field_of(leaf)] in QUOTABLE


def _inside(document: Document, leaf: Leaf, quotation: _Quotation) -> list[tuple[int, int]]:
    in_speaker = ZONE_OF[field_of(leaf)] == "speaker"
    begin, end = quotation.speaker if in_speaker else quotation.text
    return [
        (first, last) for first, last in _places(document, leaf) if begin <= first and last <= end
    ]


def _places(document: Document, leaf: Leaf) -> list[tuple[int, int]]:
    """First and last position of everything that meets the word or phrase."""
    deadline.check()
    match leaf:
        case Term(field, wanted):
            return [(at, at + n - 1) for text, at, n in _tokens(document, field) if text == wanted]
        case Prefix(field, stem):
            return [
                (at, at + n - 1)
                for text, at, n in _tokens(document, field)
                if text.startswith(stem)
            ]
        case Phrase(slots):
            return [(first, end - 1) for first, end in _phrase_spans(document, slots)]
        case Near():
            return _minimal_windows(document, leaf)


def _tokens(document: Document, field: str) -> Iterator[tuple[str, int, int]]:
    found = document.tokens[field]
    return zip(found.texts, found.positions, found.lengths, strict=True)


def _phrase_starts(document: Document, slots: Sequence[Sequence[Term]]) -> set[int]:
    """Positions where the whole phrase begins."""
    return {first for first, _ in _phrase_spans(document, slots)}


def _phrase_spans(document: Document, slots: Sequence[Sequence[Term]]) -> set[tuple[int, int]]:
    """Positions where the whole phrase begins, and behind its last word."""
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
    return reached


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


def _densest(
    document: Document, weights: Sequence[tuple[Sequence[Term], float]], width: int
) -> float:
    """The most that the slots which begin in one window of ``width`` positions weigh together."""
    begins = [(_phrase_starts(document, [slot]), weight) for slot, weight in weights]
    places = set().union(*(starts for starts, _ in begins))
    return max(
        (
            sum(weight for starts, weight in begins if any(0 <= at - p < width for at in starts))
            for p in places
        ),
        default=0.0,
    )


def _length(document: Document, field: str) -> int:
    """Exact tokens in the field's zone."""
    return len(document.tokens[EXACT[ZONE_OF[field]]].texts)


class _Scorer:
    """The scores of a question over live documents, by definition."""

    def __init__(self, documents: Iterable[Document], question: Question) -> None:
        self.meets = _Meeting(documents)
        self._documents = self.meets.documents
        self._rank = question.rank
        self._means = {
            zone: sum(_length(d, field) for d in self._documents) / max(1, len(self._documents))
            for zone, field in EXACT.items()
        }
        self._containing = [self._count(clause.node) for clause in question.rank]
        self._pooled = [self._count(clause.node, *clause.pooled) for clause in question.rank]
        self._base = {
            d.id: bm25.rounded(sum(c.score for c in self.contributions(d))) for d in self._documents
        }
        self._scores = self._base
        if question.nearest is not None:
            self.meets.beyond = self._beyond(question, question.nearest)
        if question.proximity is not None:
            found = [d for d in self._documents if self.meets.question(d, question)]
            self._scores = self._drawn_together(self._scores, question.proximity, found)
        if question.nearest is not None:
            self._scores = self._lifted(self._scores, question.nearest)
        if question.recency is not None:
            self._scores = self._grown(self._scores, question.recency)
        if question.beneath is not None:
            self._scores = self._lowered(self._scores, question.beneath)
        self._scores = self._originals_raised(self._scores, question)

    def of(self, document: Document) -> float:
        return bm25.rounded(self._scores[document.id])

    def factor(self, document: Document) -> float:
        base = self._base[document.id]
        return self._scores[document.id] / base if base else 1.0

    def contributions(self, document: Document) -> tuple[Contribution, ...]:
        made = []
        for clause, containing, pooled in zip(
            self._rank, self._containing, self._pooled, strict=True
        ):
            frequency = self.meets.frequency(document, clause.node)
            if frequency == 0:
                continue
            field = field_of(clause.node)
            mean = self._means[ZONE_OF[field]]
            norm = bm25.K1 * (1 - bm25.B + bm25.B * _length(document, field) / mean)
            saturated = frequency * (bm25.K1 + 1) / (frequency + norm)
            idf = bm25.idf(len(self._documents), pooled)
            score = clause.weight * idf * (clause.floor + saturated)
            made.append(
                Contribution(
                    field,
                    text_of(clause.node),
                    clause.weight,
                    frequency,
                    containing,
                    score,
                    isinstance(clause.node, Within),
                )
            )
        return tuple(made)

    def _count(self, *nodes: Scored) -> int:
        return sum(any(self.meets.frequency(d, node) for node in nodes) for d in self._documents)

    def _beyond(self, question: Question, nearest: Nearest) -> frozenset[str]:
        near = [
            d.id
            for d in self._documents
            if self.meets.node(d, question.where) and not self.meets.node(d, nearest.always)
        ]
        best = sorted((self._base[key] for key in near), reverse=True)[: nearest.most]
        return frozenset(key for key in near if not best or self._base[key] < best[-1])

    def _drawn_together(
        self, scores: Mapping[str, float], wanted: Proximity, found: Sequence[Document]
    ) -> dict[str, float]:
        weights = [(slot, self.meets.idf(Or(slot))) for slot in wanted.slots]
        whole = sum(weight for _, weight in weights)
        best = sorted((scores[d.id] for d in found), reverse=True)[: wanted.depth]
        grown = dict(scores)
        for document in found:
            if whole and scores[document.id] >= best[-1]:
                share = _densest(document, weights, wanted.width) / whole
                grown[document.id] *= 1.0 + wanted.weight * share
        return grown

    def _lifted(self, scores: Mapping[str, float], nearest: Nearest) -> dict[str, float]:
        lift = 1.0 + nearest.lift
        return {
            d.id: scores[d.id] * (lift if self.meets.node(d, nearest.always) else 1.0)
            for d in self._documents
        }

    def _lowered(self, scores: Mapping[str, float], beneath: Beneath) -> dict[str, float]:
        above = {d.id for d in self._documents if self.meets.node(d, beneath.above)}
        below = {d.id for d in self._documents if self.meets.node(d, beneath.node)} - above
        low = min((scores[key] for key in above if scores[key] > 0), default=0.0)
        high = max((scores[key] for key in below), default=0.0)
        if not low or high < low:
            return dict(scores)
        factor = max(0.0, low - bm25.STEP) / high
        return {key: score * factor if key in below else score for key, score in scores.items()}

    def _originals_raised(
        self, scores: Mapping[str, float], question: Question
    ) -> dict[str, float]:
        raised = dict(scores)
        found = [d for d in self._documents if self.meets.question(d, question)]
        for each in found:
            if each.original:
                copies = [d for d in found if d.story == each.story and not d.original]
                raised[each.id] = max(scores[d.id] for d in (each, *copies))
        return raised

    def _grown(self, scores: Mapping[str, float], recency: Recency) -> dict[str, float]:
        grown = {d.id: scores[d.id] * _growth(d, recency) for d in self._documents}
        if recency.phrase is None:
            return grown
        having = {d.id for d in self._documents if self.meets.node(d, recency.phrase)}
        steps = sorted(scores[key] for key in having)
        for key in grown.keys() - having:
            above = [step for step in steps if step >= scores[key]]
            if above:
                grown[key] = min(grown[key], max(scores[key], above[0] - bm25.STEP))
        return grown


def _growth(document: Document, recency: Recency) -> float:
    if document.date is None:
        return 1.0
    age = max(0, recency.now - document.date.start)
    return 1.0 + recency.weight * float(0.5 ** (age / recency.half_life))


def _key(document: Document) -> SortKey:
    return SortKey(document.date.start if document.date else None, document.seq)


def _date_key(key: SortKey, sort: str) -> tuple[bool, int, int]:
    """Sorts ascending into the order asked for; no place on the time line is last."""
    if key.minute is None:
        return (True, 0, -key.seq)
    return (False, key.minute if sort == "oldest" else -key.minute, -key.seq)


def _ordered(found: list[Document], question: Question, score: _Scorer) -> list[Document]:
    if question.sort == "relevance":
        return sorted(
            found, key=lambda d: (-score.of(d), not d.original, *_date_key(_key(d), "newest"))
        )
    return sorted(found, key=lambda d: _date_key(_key(d), question.sort))


def _first_of_each(ranked: Iterable[Document]) -> list[Document]:
    """The first document of each story."""
    first: dict[int, Document] = {}
    for document in ranked:
        first.setdefault(document.story, document)
    return list(first.values())


def _number(documents: Iterable[Document], question: Question) -> int:
    """How many articles or stories."""
    return len({d.story if question.group == "story" else d.id for d in documents})


def _label_counts(meets: _Meeting, question: Question) -> dict[str, int]:
    found = [d for d in meets.documents if meets.question(d, question, but=HOW)]
    return {
        e.name: _number((d for d in found if meets.node(d, e.node)), question)
        for e in question.labels
    }


def _facet(meets: _Meeting, question: Question, wanted: FacetWanted) -> FacetCounts:
    having: defaultdict[str, list[Document]] = defaultdict(list)
    for document in meets.documents:
        if meets.question(document, question, but=wanted.facet):
            for value in document.values[wanted.facet]:
                having[value].append(document)
    missing = _number(having.pop(MISSING, []), question)
    counts = Counter({value: _number(found, question) for value, found in having.items()})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    listed, distinct = ordered[: wanted.size], len(ordered)
    if wanted.by_name:
        listed, distinct = _of_names(ordered, wanted)
    there = {value for value, _ in listed}
    listed += [
        (value, counts[value])
        for value in dict.fromkeys(wanted.keep)
        if value not in there and value != MISSING
    ]
    everywhere: tuple[int, ...] = ()
    if wanted.everywhere:
        carried = Counter(v for d in meets.documents for v in set(d.values[wanted.facet]))
        everywhere = tuple(carried[value] for value, _ in listed)
    return FacetCounts(tuple(listed), missing, distinct, everywhere)


def _of_names(
    ordered: Sequence[tuple[str, int]], wanted: FacetWanted
) -> tuple[list[tuple[str, int]], int]:
    """The values of the most frequent names, and how many names there are."""
    counts = dict(ordered)
    names = {name: counts.get(name, 0) for name, _ in (source_parts(value) for value in counts)}
    least = min(sorted(names.values(), reverse=True)[: wanted.size], default=0)
    shown = {name for name, count in names.items() if count >= least}
    shown |= {source_parts(value)[0] for value in wanted.keep}
    return [each for each in ordered if source_parts(each[0])[0] in shown], len(names)


def _dates(meets: _Meeting, question: Question) -> DateCounts:
    at: dict[int, defaultdict[str, list[Document]]] = {
        width: defaultdict(list) for width in (4, 7, 10)
    }
    found = [d for d in meets.documents if meets.question(d, question, but="date")]
    for document in found:
        value = document.date.value if document.date else ""
        for width, having in at.items():
            if len(value) >= width:
                having[value[:width]].append(document)
    years, months, days = (
        {value: _number(told, question) for value, told in having.items()} for having in at.values()
    )
    undated = [d for d in found if d.date is None]
    no_year = _number((d for d in undated if d.no_year), question)
    return DateCounts(years, months, days, no_year, _number(undated, question))
