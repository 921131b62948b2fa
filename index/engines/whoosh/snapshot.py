"""All segments of one commit as a single run of document numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise

import numpy as np

from index.engines.schema import ALT, BEGIN, END, EXACT, FOLD, QUOTATION, VALUES
from index.engines.whoosh.generations import Current
from index.engines.whoosh.hot import Hot
from index.engines.whoosh.ngrams import Live
from index.engines.whoosh.postings import Occurrences, Part
from index.engines.whoosh.quotations import Quotations
from index.engines.whoosh.rising import NONE, Ints, Mask, common, distinct, places
from index.engines.whoosh.rows import Rows
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.values import Carried, Vocabularies

MOST_RUNS = 50_000
"""Counted runs kept per snapshot; then all go, and are counted as asked for."""

_TEXT = EXACT["text"]
_EXACT_OF = {FOLD[zone]: EXACT[zone] for zone in EXACT}
_COVERING = frozenset(ALT.values())
"""The fields whose forms may cover several positions."""
_NOWHERE = Occurrences(NONE, NONE)


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
        found = self.hot.get(key)
        if found is None:
            found = self._term(field, text) or _NOWHERE
            self.hot.put(key, found, found.nbytes)
        return None if found is _NOWHERE else found

    def _term(self, field: str, text: str) -> Occurrences | None:
        if field in _EXACT_OF:
            return self._folded(_EXACT_OF[field], text)
        found = (self._part(which, field, text) for which in range(len(self.segments)))
        parts = [part for part in found if part is not None]
        return Occurrences.of_term(parts, field in _COVERING) if parts else None

    def _folded(self, exact: str, fold: str) -> Occurrences | None:
        """All markings of a folded form, as one term."""
        texts = dict.fromkeys(
            text for segment in self.segments for text in segment.markings(exact).get(fold, ())
        )
        found = [each for text in texts if (each := self.term(exact, text)) is not None]
        if len(found) < 2:
            return found[0] if found else None
        return Occurrences.of_several(found, self.size)

    @cached_property
    def living(self) -> Ints:
        """All live documents."""
        return np.flatnonzero(self.live)

    def others(self, docs: Ints) -> Ints:
        """The live documents that are not among ``docs``."""
        left = self.live.copy()
        left[docs] = False
        return np.flatnonzero(left)

    def _part(self, which: int, field: str, text: str) -> Part | None:
        """Where a term stands in one segment."""
        postings = self.segments[which].postings(field, text)
        if postings is None:
            return None
        part = Part(postings, int(self.bases[which]), None if self._whole[which] else self.live)
        return part if len(part.docs) else None

    def with_prefix(self, field: str, prefix: str) -> list[str]:
        """Terms of a field that start with ``prefix``, in code point order."""
        return sorted(
            {
                text
                for segment in self.segments
                for text in segment.lexicon(field)[segment.with_prefix(field, prefix)]
            }
        )

    def terms(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """Terms that start with ``prefix`` in code point order, with their live documents."""
        found: Counter[str] = Counter()
        for which, segment in enumerate(self.segments):
            place = segment.with_prefix(field, prefix)
            texts = segment.lexicon(field)[place]
            live = self._live(which, field)
            counted = (
                (self._frequency(which, field, text) for text in texts)
                if live is None
                else live.documents[place].tolist()
            )
            for text, documents in zip(texts, counted, strict=True):
                found[text] += documents
        return sorted((text, documents) for text, documents in found.items() if documents)

    def _frequency(self, which: int, field: str, text: str) -> int:
        """In how many live documents of one segment a term stands."""
        if self._whole[which]:
            return self.segments[which].frequency(field, text)
        part = self._part(which, field, text)
        return len(part.docs) if part else 0

    def frequencies(self, field: str, texts: Sequence[str]) -> dict[str, int]:
        """How often each of ``texts`` stands in live documents; values, in how many."""
        if field in VALUES:
            counts, numbers = self.carrying[field], self.values[field].number
            return {t: 0 if (n := numbers(t)) is None else int(counts[n]) for t in texts}
        total = np.zeros(len(texts), np.int64)
        for which in range(len(self.segments)):
            live = self._live(which, field)
            if live is not None:
                total += live.of(live.occurrences, texts)
                continue
            found = (self._part(which, field, text) for text in texts)
            total += [int(each.frequencies.sum()) if each else 0 for each in found]
        return dict(zip(texts, total.tolist(), strict=True))

    def markings(self, fold: str) -> tuple[str, ...]:
        """Exact terms of live documents that fold to ``fold``."""
        found: set[str] = set()
        for which, segment in enumerate(self.segments):
            texts = segment.markings(_TEXT).get(fold, [])
            found.update(texts if self._whole[which] else self._alive(which, texts))
        return tuple(sorted(found))

    def _alive(self, which: int, texts: Sequence[str]) -> list[str]:
        """Those of ``texts`` that stand in live documents of one segment."""
        live = self._live(which, _TEXT)
        if live is None:
            return [text for text in texts if self._frequency(which, _TEXT, text)]
        return [t for t, n in zip(texts, live.of(live.documents, texts), strict=True) if n]

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
        for which in range(len(self.segments)):
            live = self._live(which, _TEXT)
            total += (
                self._side_by_side(which, lefts, rights)
                if live is None
                else live.pairs(lefts, rights)
            )
        for left, right in np.argwhere(total).tolist():
            yield lefts[left], rights[right], int(total[left, right])

    def runs(self, runs: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
        """How often the exact tokens of each run stand side by side in live documents.

        Remembered: the same readings are looked for again and again.
        """
        known = {run: count for run in runs if (count := self._runs.get(run)) is not None}
        asked = list(dict.fromkeys(run for run in runs if run not in known))
        total = np.zeros(len(asked), np.int64)
        for which in range(len(self.segments)):
            total += np.fromiter(self._runs_in(which, asked), np.int64, len(asked))
        new = dict(zip(asked, total.tolist(), strict=True))
        if len(self._runs) + len(new) > MOST_RUNS:
            self._runs = {}
        self._runs.update(new)
        return known | new

    def _runs_in(self, which: int, runs: Sequence[tuple[str, ...]]) -> Iterator[int]:
        """The same in one segment.

        Pairs and triples are in a table. More are looked up in postings, but only where
        every two neighbours stand side by side: few of the readings that might be meant do.
        """
        live = self._live(which, _TEXT)
        table = live if live and live.has_triples else None
        others = [run for run in runs if len(run) != 3 or table is None]
        beside = self._beside(which, {pair for run in others for pair in pairwise(run)})
        part = cache(lambda text: self._part(which, _TEXT, text))
        for run in runs:
            if len(run) == 2 and beside:
                yield beside[run]
            elif len(run) == 3 and table:
                yield table.triple(run)
            elif all(beside.get(pair, 1) for pair in pairwise(run)):
                yield _count_run([part(text) for text in run])
            else:
                yield 0

    def _beside(self, which: int, pairs: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
        """How often the two of each pair stand side by side; nothing in an older index."""
        live = self._live(which, _TEXT)
        if live is None or not pairs:
            return {}
        lefts, rights = zip(*pairs, strict=True)
        return dict(zip(pairs, live.side_by_side(lefts, rights).tolist(), strict=True))

    def _live(self, which: int, field: str) -> Live | None:
        return self._living[which] if field == _TEXT else None

    @cached_property
    def _living(self) -> list[Live | None]:
        return [
            segment.living(deleted)
            for segment, deleted in zip(self.segments, self._deleted, strict=True)
        ]

    def _side_by_side(self, which: int, lefts: Sequence[str], rights: Sequence[str]) -> Ints:
        """The same of one segment by its postings, where an older index has no n-grams."""
        left_keys, left_numbers = self._keys(which, lefts)
        right_keys, right_numbers = self._keys(which, rights)
        at = np.searchsorted(right_keys, left_keys + 1)
        beside = at < len(right_keys)
        beside[beside] = right_keys[at[beside]] == left_keys[beside] + 1
        cells = left_numbers[beside] * len(rights) + right_numbers[at[beside]]
        counts = np.bincount(cells, minlength=len(lefts) * len(rights))
        return counts.reshape(len(lefts), len(rights))

    def _keys(self, which: int, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """Rising keys (see ``span_keys``) of all ``texts``, and which text each is."""
        keys, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for number, text in enumerate(texts):
            part = self._part(which, _TEXT, text)
            if part is not None:
                found, _ = part.spans(None)
                keys.append(found)
                numbers.append(np.full(len(found), number))
        joined_keys = np.concatenate(keys)
        order = np.argsort(joined_keys, kind="stable")
        return joined_keys[order], np.concatenate(numbers)[order]


def _count_run(parts: Sequence[Part | None]) -> int:
    """How often tokens follow each other; from the rarest outwards, in its documents only."""
    found = {place: part for place, part in enumerate(parts) if part is not None}
    if len(found) < len(parts):
        return 0
    rarest, *others = sorted(found, key=lambda place: len(found[place].docs))
    begins = found[rarest].spans(None)[0] - rarest
    for place in others:
        docs = distinct(begins >> 32)
        begins = common(begins + place, found[place].spans(places(found[place].docs, docs))[0])
        begins -= place
    return len(begins)
