"""Several segments → the file of one: a stretch of terms at a time, no posting at a time.

Searches go on in the files that are merged. What is held in memory is the bytes of the
terms, what is kept of each document, and one stretch: of terms, of postings, of n-grams.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.engines.schema import EXACT, VALUES
from index.engines.whoosh import ngrams
from index.engines.whoosh.columns import Columns, Values
from index.engines.whoosh.contents import COUNTED, Contents
from index.engines.whoosh.fields import INDEXED
from index.engines.whoosh.inverted import AT_ONCE, Inverted, document_kind
from index.engines.whoosh.markings import Markings
from index.engines.whoosh.rising import Ints, Mask, by_number, sizes
from index.engines.whoosh.sections import SectionWriter, narrow, smallest
from index.engines.whoosh.texts import Texts

_TERMS: Final = 1 << 14
"""Terms of a part that are unpacked at once: as Python's objects each takes 200 bytes."""


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
    beside = path.with_suffix(".apart")
    with SectionWriter(path) as writer:
        _columns(parts).write(writer)
        for field in INDEXED:
            terms, numbers = _merge_field(writer, field, parts)
            if field not in EXACT.values():
                continue
            markings = Markings.of(terms)
            markings.write(writer, field)
            if field == COUNTED:
                ngrams.merge(writer, list(_counts(parts, numbers, markings, beside)), markings)


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
    terms: list[Texts] = []
    size = 0
    found = [np.zeros(len(part), np.int64) for part in parts]
    for stretch in _in_step(parts):
        raw = [part.raw(*inside) for part, inside in zip(parts, stretch, strict=True)]
        kept = [
            list(compress(texts, wanted[slice(*inside)]))
            for texts, wanted, inside in zip(raw, used, stretch, strict=True)
        ]
        together = sorted(set().union(*kept))
        places = {term: number for number, term in enumerate(together, start=size)}
        for numbers, wanted, inside, texts in zip(found, used, stretch, kept, strict=True):
            here = numbers[slice(*inside)]
            here[wanted[slice(*inside)]] = list(map(places.__getitem__, texts))
        terms.append(Texts.of_bytes(together))
        size += len(together)
    for numbers, wanted in zip(found, used, strict=True):
        numbers[~wanted] = size
        numbers[:] = np.minimum.accumulate(numbers[::-1])[::-1]
    return Texts.joined(terms), found


def _in_step(parts: Sequence[Texts]) -> Iterator[list[tuple[int, int]]]:
    """Stretches of sorted strings: in each all that is between two, at most _TERMS of a part."""
    begins = [0] * len(parts)
    while any(begin < len(part) for begin, part in zip(begins, parts, strict=True)):
        ends = [begin + _TERMS for begin in begins]
        bounds = [part.key(end) for end, part in zip(ends, parts, strict=True) if end < len(part)]
        bound = min(bounds, default=None)
        ends = [
            len(part) if bound is None else part.place(bound, begin)
            for begin, part in zip(begins, parts, strict=True)
        ]
        yield list(zip(begins, ends, strict=True))
        begins = ends


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
    for pieces, count in _pieces(fields, parts, numbers, len(terms)):
        for name, values in _together(pieces, count).items():
            if name in sections:
                sections[name].add(values)
    return terms, numbers


def _kind(tops: Iterable[int]) -> np.dtype[Any]:
    return smallest(max(tops, default=0))


def _offsets(counts: Sequence[Ints], numbers: Sequence[Ints], size: int) -> Ints:
    total = np.zeros(size + 1, np.int64)
    for count, new in zip(counts, numbers, strict=True):
        used = count > 0
        np.add.at(total, new[used] + 1, count[used])  # terms may have one number
    return np.cumsum(total)


_Piece = tuple[Ints, Inverted]
"""Live postings of some terms, and the number of each one's term among those."""


def _pieces(
    fields: Sequence[Inverted], parts: Sequence[Source], numbers: Sequence[Ints], size: int
) -> Iterator[tuple[Sequence[_Piece], int]]:
    """What is written together, and of how many terms: AT_ONCE occurrences, or one posting."""
    every = _offsets([sizes(each.occurrences) for each in fields], numbers, size + 1)[:-1]
    for first, last in _stretches(every):
        each_part = zip(fields, parts, numbers, strict=True)
        if last - first > 1:
            yield [_piece(*each, first, last) for each in each_part], last - first
        else:
            for each in each_part:
                yield from (([piece], 1) for piece in _of_one(*each, first))


def _stretches(occurrences: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of terms that occur AT_ONCE times together, or of one that occurs more often."""
    first, size = 0, len(occurrences) - 1
    while first < size:
        beyond = int(np.searchsorted(occurrences, occurrences[first] + AT_ONCE, side="right")) - 1
        last = min(size, max(first + 1, beyond))
        yield first, last
        first = last


def _piece(inverted: Inverted, source: Source, numbers: Ints, first: int, last: int) -> _Piece:
    """Of the new terms ``first`` to ``last``."""
    begin, end = np.searchsorted(numbers, [first, last]).tolist()
    inside = slice(int(inverted.postings[begin]), int(inverted.postings[end]))
    spans = slice(int(inverted.occurrences[begin]), int(inverted.occurrences[end]))
    terms = np.repeat(numbers[begin:end] - first, sizes(inverted.postings[begin : end + 1]))
    return _living(inverted, source, terms, inside, spans)


def _of_one(inverted: Inverted, source: Source, numbers: Ints, number: int) -> Iterator[_Piece]:
    """Of one new term, AT_ONCE occurrences at a time."""
    begin, end = np.searchsorted(numbers, [number, number + 1]).tolist()
    first, last = int(inverted.postings[begin]), int(inverted.postings[end])
    span = int(inverted.occurrences[begin])
    while first < last:
        ends = np.cumsum(inverted.frequencies[first : min(last, first + AT_ONCE)], dtype=np.int64)
        count = max(1, int(np.searchsorted(ends, AT_ONCE, side="right")))
        spans = slice(span, span + int(ends[count - 1]))
        terms = np.zeros(count, np.int64)
        yield _living(inverted, source, terms, slice(first, first + count), spans)
        first, span = first + count, spans.stop


def _living(inverted: Inverted, source: Source, terms: Ints, inside: slice, spans: slice) -> _Piece:
    """The postings ``inside`` and their ``spans``, without those of deleted documents."""
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


def _counts(
    parts: Sequence[Source], numbers: Sequence[Ints], merged: Markings, beside: Path
) -> Iterator[ngrams.Part]:
    """What to add, and what to take away: that of deleted documents waits in files."""
    of_term = merged.forms
    for part, new in zip(parts, numbers, strict=True):
        every = part.contents.ngrams
        # a term that is not used has the number of the next that is
        used = new < np.append(new[1:], len(merged.terms))
        forms = np.full(len(every.markings.folds), len(merged.folds))
        forms[every.markings.forms[used]] = of_term[new[used]]
        forms = np.minimum.accumulate(forms[::-1])[::-1]
        yield ngrams.Part(every.counts, new, forms, 1)
        for dead in every.of_documents(~part.live):
            yield ngrams.Part(dead.counts.apart(beside), new, forms, -1)
