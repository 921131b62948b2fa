"""All segments of one commit as a single run of document numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import compress, pairwise

import numpy as np

from index import deadline
from index.engines.base import Terms
from index.engines.schema import BEGIN, END, EXACT, FOLD, QUOTATION, VALUES
from index.engines.whoosh.generations import Current
from index.engines.whoosh.hot import Hot
from index.engines.whoosh.ngrams import Live
from index.engines.whoosh.postings import Occurrences, Part
from index.engines.whoosh.quotations import Quotations
from index.engines.whoosh.rising import NONE, Ints, Mask, common, distinct
from index.engines.whoosh.rows import Rows
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.values import Carried, Vocabularies

MOST_RUNS = 50_000
"""Counted runs kept per snapshot; then all go, and are counted as asked for."""

_BYTES_OF_TERM = 160
"""What a term and its number of documents take in memory, at most."""
_BYTES_OF_PART = 200
"""What it takes to know where a term's postings lie in one segment."""

_TEXT = EXACT["text"]
_COUNTED = (EXACT["text"], FOLD["text"])
"""The fields whose pairs are counted in every segment."""
_EXACT_OF = {FOLD[zone]: EXACT[zone] for zone in EXACT}


class Snapshot:
    """What one search sees from beginning to end.

    Document numbers run through the segments one after the other. Postings and
    counts are of live documents only, so a score does not depend on when
    deleted ones are merged away.
    """

    def __init__(
        self,
        segments: Sequence[tuple[Segment, Sequence[int]]],
        state: Current,
        vocabularies: Vocabularies,
        cache_bytes: int,
    ) -> None:
        """``segments`` come with the numbers of their deleted documents.

        ``vocabularies`` number values for all snapshots of a generation.
        """
        self.segments = [segment for segment, _ in segments]
        self.state = state
        self.hot = Hot(cache_bytes)
        self.bases = np.cumsum([0, *(segment.size for segment in self.segments)])
        self.size = int(self.bases[-1])
        self.live: Mask = np.ones(self.size, bool)
        for (_, deleted), base in zip(segments, self.bases, strict=False):
            self.live[base + np.array(deleted, np.int64)] = False
        self._deleted = [frozenset(deleted) for _, deleted in segments]
        self._whole = [not deleted for deleted in self._deleted]
        self._vocabularies = vocabularies
        self.documents = int(self.live.sum())
        self.rows = Rows(self.segments, self.live)
        self._runs: dict[tuple[str, ...], int] = {}

    def term(self, field: str, text: str) -> Occurrences | None:
        """Where a term stands; None where it stands nowhere."""
        key = (field, text)
        parts: tuple[Part, ...] | None = self.hot.get(key)
        if parts is None:
            parts = tuple(self._parts(field, text))
            self.hot.put(key, parts, _BYTES_OF_PART * len(parts))
        return Occurrences(parts, key, self.hot, self.size) if parts else None

    def _parts(self, field: str, text: str) -> Iterator[Part]:
        deadline.check()
        for which in range(len(self.segments)):
            terms = self._numbers(which, field, text)
            if terms:
                yield self._part(which, field, terms)

    def _numbers(self, which: int, field: str, text: str) -> Sequence[int]:
        """The numbers that a segment has for a term, or for all markings of a folded form."""
        segment = self.segments[which]
        if field in _EXACT_OF:
            return segment.markings(_EXACT_OF[field]).numbers_of(text)
        number = segment.inverted(field).terms.find(text)
        return [] if number < 0 else [number]

    def _part(self, which: int, field: str, terms: Sequence[int]) -> Part:
        """Where terms stand in one segment."""
        segment = self.segments[which]
        inverted = segment.inverted(_EXACT_OF.get(field, field))
        live = None if self._whole[which] else self.live
        return Part(inverted, terms, int(self.bases[which]), segment.size, live)

    @cached_property
    def living(self) -> Ints:
        """All live documents."""
        return np.flatnonzero(self.live)

    def others(self, docs: Ints) -> Ints:
        """The live documents that are not among ``docs``."""
        left = self.live.copy()
        left[docs] = False
        return np.flatnonzero(left)

    def with_prefix(self, field: str, prefix: str) -> list[str]:
        """Terms of a field that start with ``prefix``, in code point order."""
        return sorted(
            {
                text
                for segment in self.segments
                for text in segment.lexicon(field)[segment.with_prefix(field, prefix)]
            }
        )

    def terms(self, field: str, prefix: str) -> Terms:
        """Terms, or values in one of VALUES, that start with ``prefix``."""
        if field in VALUES:
            return self._carried(field, prefix)
        if not prefix:
            return self._terms(field, prefix)  # all of them: nobody asks twice
        key = (field, prefix, "terms")
        known: Terms | None = self.hot.get(key)
        if known is None:
            known = self._terms(field, prefix)
            self.hot.put(key, known, len(known) * _BYTES_OF_TERM)
        return known

    def _carried(self, field: str, prefix: str) -> Terms:
        texts, numbers = self.values[field].starting(prefix)
        counts = self.carrying[field][numbers]
        return _occurring(texts, counts.tolist())

    def _terms(self, field: str, prefix: str) -> Terms:
        found: Counter[str] = Counter()
        for which, segment in enumerate(self.segments):
            if field == _TEXT:
                deadline.check()
                place = segment.with_prefix(field, prefix)
                counts = self._living[which].documents[place].tolist()
                found.update(dict(zip(segment.lexicon(field)[place], counts, strict=True)))
            else:
                found.update(self._documents_in(which, field, prefix))
        texts = sorted(found)
        return _occurring(texts, [found[text] for text in texts])

    def _documents_in(self, which: int, field: str, prefix: str) -> dict[str, int]:
        """Terms of a segment that start with ``prefix``, and in how many live documents each is.

        A term's documents are read only where it is several as one, or some are deleted.
        """
        segment = self.segments[which]
        place = segment.with_prefix(field, prefix)
        postings = segment.inverted(_EXACT_OF.get(field, field)).postings
        found = {}
        for at, text in enumerate(segment.lexicon(field)[place], place.start):
            terms = segment.markings(_EXACT_OF[field]).of_fold(at) if field in _EXACT_OF else [at]
            if len(terms) == 1 and self._whole[which]:
                found[text] = int(postings[terms[0] + 1]) - int(postings[terms[0]])
            else:
                deadline.check()
                found[text] = len(distinct(self._part(which, field, terms).postings()[0]))
        return found

    def frequencies(self, field: str, texts: Sequence[str]) -> dict[str, int]:
        """How often each of ``texts`` stands in live documents; values, in how many."""
        if field in VALUES:
            counts, numbers = self.carrying[field], self.values[field].number
            return {t: 0 if (n := numbers(t)) is None else int(counts[n]) for t in texts}
        if field == _TEXT:
            total = np.zeros(len(texts), np.int64)
            for live in self._living:
                deadline.check()
                total += live.of(live.occurrences, texts)
            return dict(zip(texts, total.tolist(), strict=True))
        found = {text: self.term(field, text) for text in texts}
        return {t: int(each.postings[1].sum()) if each else 0 for t, each in found.items()}

    def markings(self, fold: str) -> tuple[str, ...]:
        """Exact terms of live documents that fold to ``fold``."""
        found: set[str] = set()
        for which, segment in enumerate(self.segments):
            deadline.check()
            lexicon = segment.lexicon(_TEXT)
            texts = [lexicon[number] for number in segment.markings(_TEXT).numbers_of(fold)]
            if not self._whole[which]:
                live = self._living[which]
                counts = live.of(live.documents, texts)
                texts = [text for text, n in zip(texts, counts, strict=True) if n]
            found.update(texts)
        return tuple(sorted(found))

    @cached_property
    def values(self) -> dict[str, Carried]:
        """Of each of VALUES, which values each document carries."""
        return {
            name: Carried(vocabulary, self.segments, name)
            for name, vocabulary in self._vocabularies.items()
        }

    @cached_property
    def carrying(self) -> dict[str, Ints]:
        """Of each of VALUES: how many live documents carry each of its vocabulary."""
        return {name: carried.counts(self.live) for name, carried in self.values.items()}

    def carriers(self, facet: str, value: str) -> Ints:
        """The live documents that carry a value, rising."""
        key = (facet, value, "carriers")
        found = self.hot.get(key)
        if found is None:
            every = self.values[facet].carrying(value)
            found = every.compress(self.live.take(every))
            self.hot.put(key, found, found.nbytes)
        return np.asarray(found)

    @cached_property
    def quotations(self) -> Quotations:
        """All quotations of live documents."""
        begins, ends = (self.term(QUOTATION, mark) for mark in (BEGIN, END))
        if begins is None or ends is None:
            return Quotations(NONE, NONE)
        return Quotations(begins.keys(), ends.keys())

    def prepare(self) -> None:
        """Make what is made when it is first asked for."""
        _ = self.carrying, self.quotations, self._living
        self.rows.prepare()

    def locate(self, doc: int) -> tuple[Segment, int]:
        """The segment of a document number and its number there."""
        which = int(np.searchsorted(self.bases, doc, side="right")) - 1
        return self.segments[which], doc - int(self.bases[which])

    def name(self, doc: int) -> str:
        """The article id of a document number."""
        segment, local = self.locate(doc)
        return segment.cell("name", local)

    def find(self, name: str) -> int | None:
        """The document number of an article id; None where it is not live."""
        for segment, base in zip(self.segments, self.bases, strict=False):
            for local in segment.numbers(name):
                if self.live[base + local]:
                    return int(base) + local
        return None

    def pairs(self, lefts: Sequence[str], rights: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        """(left, right, count) of adjacent exact tokens in live documents, counts above 0."""
        # in order, which is also that of the numbers: a search in rising keys is the fastest
        lefts, rights = sorted(set(lefts)), sorted(set(rights))
        total = np.zeros((len(lefts), len(rights)), np.int64)
        for live in self._living:
            deadline.check()
            total += live.pairs(lefts, rights)
        for left, right in np.argwhere(total).tolist():
            yield lefts[left], rights[right], int(total[left, right])

    def documents_with(self, field: str, left: str, right: str) -> int | None:
        """In how many live documents one term stands before the other; None: not counted."""
        if field not in _COUNTED:
            return None
        folded = field != _TEXT
        return sum(
            live.documents_with_folded(left, right) if folded else live.documents_with(left, right)
            for live in self._living
        )

    def runs(self, runs: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
        """How often the exact tokens of each run stand side by side in live documents.

        Remembered: the same readings are looked for again and again.
        """
        known = {run: count for run in runs if (count := self._runs.get(run)) is not None}
        asked = list(dict.fromkeys(run for run in runs if run not in known))
        total = np.zeros(len(asked), np.int64)
        for which in range(len(self.segments)):
            total += self._runs_in(which, asked)
        new = dict(zip(asked, total.tolist(), strict=True))
        if len(self._runs) + len(new) > MOST_RUNS:
            self._runs = {}
        self._runs.update(new)
        return known | new

    def _runs_in(self, which: int, runs: Sequence[tuple[str, ...]]) -> Ints:
        """The same in one segment.

        Pairs and triples are in a table. More are looked up in postings, but only where
        every two neighbours stand side by side: few of the readings that might be meant do.
        """
        deadline.check()
        live = self._living[which]
        found = np.zeros(len(runs), np.int64)
        tabled = np.array([len(run) == 3 and live.has_triples for run in runs], bool)
        if tabled.any():
            found[tabled] = live.triples([runs[i] for i in np.flatnonzero(tabled).tolist()])
        others = np.flatnonzero(~tabled).tolist()
        found[others] = list(self._counted_in(which, [runs[i] for i in others]))
        return found

    def _counted_in(self, which: int, runs: Sequence[tuple[str, ...]]) -> Iterator[int]:
        """The same of runs that are in no table of threes."""
        pairs = list({pair for run in runs for pair in pairwise(run)})
        lefts, rights = zip(*pairs, strict=True) if pairs else ((), ())
        counts = self._living[which].side_by_side(lefts, rights).tolist()
        beside = dict(zip(pairs, counts, strict=True))
        part = cache(lambda text: self._part_of(which, text))
        for run in runs:
            deadline.check()
            if len(run) == 2:
                yield beside[run]
            elif all(beside[pair] for pair in pairwise(run)):
                yield _count_run([part(text) for text in run])
            else:
                yield 0

    def _part_of(self, which: int, text: str) -> Part | None:
        """Where a word of the text stands in one segment."""
        terms = self._numbers(which, _TEXT, text)
        return self._part(which, _TEXT, terms) if terms else None

    @cached_property
    def _living(self) -> list[Live]:
        return [
            segment.living(deleted)
            for segment, deleted in zip(self.segments, self._deleted, strict=True)
        ]


def _occurring(texts: Sequence[str], documents: Sequence[int]) -> Terms:
    """Those in live documents."""
    if all(documents):
        return Terms(texts, documents)
    return Terms(list(compress(texts, documents)), list(filter(None, documents)))


def _count_run(parts: Sequence[Part | None]) -> int:
    """How often tokens follow each other; from the rarest outwards, in its documents only."""
    found = {place: part for place, part in enumerate(parts) if part is not None}
    if len(found) < len(parts):
        return 0
    rarest, *others = sorted(found, key=lambda place: found[place].size)
    begins = found[rarest].starts(None) - rarest
    for place in others:
        docs = distinct(begins >> 32)
        at = found[place].places(docs)
        begins = common(begins + place, found[place].starts(at)) - place
    return len(begins)
