"""Several segments → the file of one: a stretch of terms at a time, no posting at a time.

Searches go on in the files that are merged. What is held in memory is the terms, what is
kept of each document, and one stretch of postings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.schema import EXACT, VALUES
from index.engines.whoosh import ngrams
from index.engines.whoosh.building import by_number
from index.engines.whoosh.columns import Columns, Values
from index.engines.whoosh.contents import COUNTED, Contents
from index.engines.whoosh.fields import INDEXED
from index.engines.whoosh.inverted import AT_ONCE, Inverted, document_kind
from index.engines.whoosh.markings import Markings
from index.engines.whoosh.rising import Ints, sizes
from index.engines.whoosh.sections import SectionWriter, narrow, smallest
from index.engines.whoosh.texts import Texts

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge. ``docs`` are the new numbers of its live documents."""

    contents: Contents
    live: Mask
    docs: Ints

    @property
    def whole(self) -> bool:
        """Whether nothing of it is deleted."""
        return bool(self.live.all())


def sources(parts: Sequence[tuple[Contents, Sequence[int]]]) -> list[Source]:
    """Segments come with the numbers of their deleted documents."""
    found: list[Source] = []
    base = 0
    for contents, deleted in parts:
        live = np.ones(contents.size, bool)
        live[np.array(deleted, np.int64)] = False
        found.append(Source(contents, live, base + np.cumsum(live) - 1))
        base += int(live.sum())
    return found


def merge(path: Path, parts: Sequence[Source]) -> None:
    """Write what is live of all parts, one part's documents after the other's."""
    with SectionWriter(path) as writer:
        _columns(parts).write(writer)
        for field in INDEXED:
            terms, numbers = _merge_field(writer, field, parts)
            if field in EXACT.values():
                Markings.of(terms).write(writer, field)
            if field == COUNTED:
                _merge_counts(writer, parts, numbers, len(terms))


def _columns(parts: Sequence[Source]) -> Columns:
    columns = [part.contents.columns for part in parts]
    live = [part.live for part in parts]

    def joined(texts: Sequence[Texts]) -> Texts:
        return Texts.joined([each.chosen(kept) for each, kept in zip(texts, live, strict=True)])

    return Columns.of(
        np.concatenate([each.rows[kept] for each, kept in zip(columns, live, strict=True)]),
        joined([each.ids for each in columns]),
        joined([each.digests for each in columns]),
        {name: _values([each.values[name] for each in columns], live) for name in VALUES},
    )


def _values(parts: Sequence[Values], live: Sequence[Mask]) -> Values:
    kept = [part.chosen(wanted) for part, wanted in zip(parts, live, strict=True)]
    used = [np.bincount(ordinals, minlength=len(v.vocabulary)) > 0 for v, _, ordinals in kept]
    vocabulary, numbers = _merged_terms([values.vocabulary for values, _, _ in kept], used)
    counts = np.concatenate([count for _, count, _ in kept])
    ordinals = [new[of] for new, (_, _, of) in zip(numbers, kept, strict=True)]
    return Values(vocabulary, np.append(0, np.cumsum(counts)), np.concatenate(ordinals))


def _merged_terms(parts: Sequence[Texts], used: Sequence[Mask]) -> tuple[Texts, list[Ints]]:
    """The terms that are used, and the new number of each part's terms.

    An unused term takes the number of the next that is used.
    """
    raw = [part.raw() for part in parts]
    terms = sorted(
        {term for each, wanted in zip(raw, used, strict=True) for term in compress(each, wanted)}
    )
    places = {term: number for number, term in enumerate(terms)}
    found = []
    for each, wanted in zip(raw, used, strict=True):
        numbers = np.full(len(each), len(terms))
        kept = compress(each, wanted)
        numbers[wanted] = np.fromiter(map(places.__getitem__, kept), np.int64, int(wanted.sum()))
        found.append(np.minimum.accumulate(numbers[::-1])[::-1])
    return Texts.of_bytes(terms), found


@dataclass(frozen=True, slots=True)
class _Tally:
    """What is live of a field: by term, and the largest numbers."""

    documents: Ints
    occurrences: Ints
    frequency: int
    start: int
    length: int
    """0 where every length is 1."""


def _tally(inverted: Inverted, source: Source) -> _Tally:
    if source.whole:
        lengths = inverted.lengths
        return _Tally(
            sizes(inverted.postings),
            sizes(inverted.occurrences),
            int(inverted.frequencies.max(initial=0)),
            int(inverted.starts.max(initial=0)),
            0 if lengths is None else int(lengths.max(initial=0)),
        )
    documents, occurrences = np.zeros((2, len(inverted.terms)), np.int64)
    frequency = start = length = 0
    for of, _, times, spans in inverted.of_documents(source.live):
        np.add.at(documents, of, 1)
        np.add.at(occurrences, of, times)
        frequency = max(frequency, int(times.max(initial=0)))
        start = max(start, int(inverted.starts[spans].max(initial=0)))
        if inverted.lengths is not None:
            lengths = inverted.lengths[spans]
            length = max(length, int(lengths.max(initial=0)) if (lengths != 1).any() else 0)
    return _Tally(documents, occurrences, frequency, start, length)


def _merge_field(
    writer: SectionWriter, field: str, parts: Sequence[Source]
) -> tuple[Texts, list[Ints]]:
    """Write one token field; its terms, and the new numbers of each part's terms."""
    fields = [part.contents.fields[field] for part in parts]
    tallies = [_tally(each, part) for each, part in zip(fields, parts, strict=True)]
    terms, numbers = _merged_terms(
        [each.terms for each in fields], [tally.documents > 0 for tally in tallies]
    )
    postings = _offsets([tally.documents for tally in tallies], numbers, len(terms))
    occurrences = _offsets([tally.occurrences for tally in tallies], numbers, len(terms))
    terms.write(writer, f"{field}/terms")
    writer.put(f"{field}/postings", narrow(postings))
    writer.put(f"{field}/occurrences", narrow(occurrences))
    size = sum(int(part.live.sum()) for part in parts)
    kinds: dict[str, tuple[Any, int]] = {
        "docs": (document_kind(size), int(postings[-1])),
        "frequencies": (_kind(each.frequency for each in tallies), int(postings[-1])),
        "starts": (_kind(each.start for each in tallies), int(occurrences[-1])),
        "lengths": (_kind(each.length for each in tallies), int(occurrences[-1])),
    }
    if not any(tally.length for tally in tallies):
        del kinds["lengths"]
    sections = {
        name: writer.section(f"{field}/{name}", kind, count)
        for name, (kind, count) in kinds.items()
    }
    for first, last in _stretches(occurrences):
        pieces = [_piece(*each, first, last) for each in zip(fields, parts, numbers, strict=True)]
        for name, values in _together(pieces, last - first).items():
            if name in sections:
                sections[name].add(values)
    return terms, numbers


def _kind(tops: Iterable[int]) -> np.dtype[Any]:
    return smallest(max(tops, default=0))


def _offsets(counts: Sequence[Ints], numbers: Sequence[Ints], size: int) -> Ints:
    total = np.zeros(size + 1, np.int64)
    for count, new in zip(counts, numbers, strict=True):
        used = count > 0
        total[new[used] + 1] += count[used]
    return np.cumsum(total)


def _stretches(occurrences: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of terms that occur AT_ONCE times together, or of one that occurs more often."""
    first, size = 0, len(occurrences) - 1
    while first < size:
        beyond = int(np.searchsorted(occurrences, occurrences[first] + AT_ONCE, side="right")) - 1
        last = min(size, max(first + 1, beyond))
        yield first, last
        first = last


def _piece(
    inverted: Inverted, source: Source, numbers: Ints, first: int, last: int
) -> tuple[Ints, Inverted]:
    """The live postings of new terms ``first`` to ``last``, and the term of each."""
    begin, end = np.searchsorted(numbers, [first, last]).tolist()
    inside = slice(int(inverted.postings[begin]), int(inverted.postings[end]))
    spans = slice(int(inverted.occurrences[begin]), int(inverted.occurrences[end]))
    terms = np.repeat(numbers[begin:end] - first, sizes(inverted.postings[begin : end + 1]))
    docs, frequencies = inverted.docs[inside], inverted.frequencies[inside].astype(np.int64)
    starts = inverted.starts[spans]
    lengths = None if inverted.lengths is None else inverted.lengths[spans]
    if not source.whole:
        keep = source.live[docs]
        kept = np.repeat(keep, frequencies)
        terms, docs, frequencies = terms[keep], docs[keep], frequencies[keep]
        starts, lengths = starts[kept], None if lengths is None else lengths[kept]
    return terms, Inverted(
        inverted.terms,
        inverted.postings,
        inverted.occurrences,
        source.docs[docs],
        frequencies,
        starts,
        lengths,
    )


def _together(pieces: Sequence[tuple[Ints, Inverted]], size: int) -> dict[str, NDArray[Any]]:
    """The postings of all pieces by term, each part's behind those of the one before."""
    terms = np.concatenate([of for of, _ in pieces])
    docs = np.concatenate([each.docs for _, each in pieces])
    frequencies = np.concatenate([each.frequencies for _, each in pieces])
    starts = np.concatenate([each.starts for _, each in pieces])
    lengths = np.concatenate(
        [np.ones(len(p.starts), np.uint8) if p.lengths is None else p.lengths for _, p in pieces]
    )
    order = by_number(terms, size)
    spans = by_number(np.repeat(terms, frequencies), size)
    return {
        "docs": docs[order],
        "frequencies": frequencies[order],
        "starts": starts[spans],
        "lengths": lengths[spans],
    }


def _merge_counts(
    writer: SectionWriter, parts: Sequence[Source], numbers: Sequence[Ints], size: int
) -> None:
    found = []
    for part, new in zip(parts, numbers, strict=True):
        every = ngrams.NGrams(part.contents.fields[COUNTED], part.contents.counts)
        found.append(ngrams.Part(every.counts, new, 1))
        found += [ngrams.Part(dead, new, -1) for dead in every.of_documents(~part.live)]
    ngrams.merge(writer, found, size)
