"""How often the exact tokens of a segment stand, alone, in pairs and in threes.

Written beside the segment's own files when it is made, mapped when it is read; what
the readings of unmarked words ask for then costs no postings. Each document's tokens
lie there too, as numbers of terms: counts are of live documents, so what a deleted
one had is taken away exactly, and segments merge without being read again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.schema import FieldTokens
from index.engines.whoosh import arrays
from index.engines.whoosh import triples as threes
from index.engines.whoosh.rising import Ints, counted, distinct, summed
from index.engines.whoosh.spans import from_bytes, to_bytes
from index.engines.whoosh.triples import Triples

ENDING = ".ngrams2"
"""Of the file's name; the digit is the version of its layout."""

Unsigned = NDArray[np.unsignedinteger[Any]]

_NONE = np.zeros(0, np.int64)
_SMALL = 1 << 16
_FAST = 1  # zlib's level: twice as fast as 6 and 1 % larger


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands in some documents of a segment.

    ``occurrences`` and ``documents`` have an entry for every term of the segment.
    ``pairs`` run beside ``keys``, which rise: see :func:`key`. ``triples`` has a row for
    each of them.
    """

    occurrences: Unsigned | Ints
    documents: Unsigned | Ints
    keys: Unsigned
    pairs: Unsigned | Ints
    triples: Triples

    @classmethod
    def of(cls, documents: Sequence[Ints], size: int) -> Counts:
        """Counts of documents given as term numbers below ``size``, which marks a gap."""
        gap = np.array([size])
        tokens = np.concatenate([_NONE, *(part for each in documents for part in (each, gap))])
        number = np.repeat(np.arange(len(documents)), [len(each) + 1 for each in documents])
        word = tokens < size
        once = distinct(number[word] * size + tokens[word]) % max(1, size)
        beside = np.flatnonzero(word[:-1] & word[1:])
        keys, pairs = counted(np.sort(key(tokens[beside], tokens[beside + 1], size)))
        return cls(
            np.bincount(tokens[word], minlength=size),
            np.bincount(once, minlength=size),
            keys,
            pairs,
            threes.of_tokens(tokens, size, _parts(keys)),
        )

    def of_triple(self, left: int, middle: int, right: int) -> int:
        """How often these three stand side by side; nothing is known of absent terms."""
        size = len(self.occurrences)
        if not len(self.keys) or max(left, middle, right) >= size:
            return 0
        wanted = key(np.array(left), np.array(middle), size)
        at = int(np.searchsorted(self.keys, wanted))
        known = at < len(self.keys) and self.keys[at] == wanted
        return self.triples.of(at, right) if known else 0

    def of_pairs(self, lefts: Ints, rights: Ints) -> Ints:
        """How often ``lefts`` stand before ``rights``, in the shape of both together."""
        wanted = key(lefts, rights, len(self.occurrences))
        if not len(self.keys):
            return np.zeros(wanted.shape, np.int64)
        at = np.searchsorted(self.keys, wanted)
        known = self.keys.take(at, mode="clip") == wanted
        found: Ints = known * self.pairs.take(at, mode="clip").astype(np.int64)
        return found

    def less(self, other: Counts) -> Counts:
        """These without those of some of the same documents."""
        pairs = self.pairs.astype(np.int64)
        pairs[np.searchsorted(self.keys, other.keys)] -= other.pairs
        keys = self.keys[pairs > 0]
        return Counts(
            _less(self.occurrences, other.occurrences),
            _less(self.documents, other.documents),
            keys,
            pairs[pairs > 0],
            threes.less(self._threes, other._threes, _parts(keys)),
        )

    @property
    def _threes(self) -> tuple[Triples, threes.Pairs]:
        return self.triples, _parts(self.keys)

    def more(self, other: Counts) -> Counts:
        """These and those of other documents of the same segment."""
        keys, pairs = summed([self.keys, other.keys], [self.pairs, other.pairs])
        return Counts(
            self.occurrences + other.occurrences.astype(np.int64),
            self.documents + other.documents.astype(np.int64),
            keys,
            pairs,
            threes.more([self._threes, other._threes], _parts(keys)),
        )


def key(lefts: Ints, rights: Ints, size: int) -> Unsigned:
    """One number for a pair of term numbers: 32 bits where ``size`` terms allow it."""
    if size < _SMALL:
        return (lefts << 16 | rights).astype(np.uint32)
    return (lefts << 32 | rights).astype(np.uint64)


def _parts(keys: Unsigned) -> tuple[Ints, Ints]:
    """The inverse of :func:`key`."""
    bits = 16 if keys.dtype.itemsize == 4 else 32
    whole = keys.astype(np.int64)
    return whole >> bits, whole & ((1 << bits) - 1)


@dataclass(frozen=True)
class NGrams:
    """The counts of one segment, deleted documents included.

    A term's place in code point order is its number; ``text`` holds all terms and
    ``cuts`` the character at which each ends. ``streams`` holds the tokens of all
    documents, each packed on its own, and ``ends`` the byte at which each ends.
    """

    text: NDArray[np.uint8]
    cuts: Unsigned | Ints
    counts: Counts
    ends: Unsigned | Ints
    streams: NDArray[np.uint8]

    @cached_property
    def terms(self) -> list[str]:
        """The terms in code point order."""
        whole = from_bytes(self.text.tobytes())
        return [whole[first:last] for first, last in pairwise([0, *self.cuts.tolist()])]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Term → number."""
        return {text: number for number, text in enumerate(self.terms)}

    def numbered(self, texts: Iterable[str]) -> Ints:
        """The numbers of ``texts``; one beyond the last for what is no term."""
        none = len(self.cuts)
        return np.array([self.numbers.get(text, none) for text in texts], np.int64)

    def tokens(self, doc: int) -> Ints:
        """The numbers of a document's tokens, and between them where positions jump."""
        first = int(self.ends[doc - 1]) if doc else 0
        packed = zlib.decompress(self.streams[first : int(self.ends[doc])].data)
        return np.frombuffer(packed, _token_type(len(self.cuts))).astype(np.int64)

    def of_documents(self, docs: Iterable[int]) -> Counts:
        """What these documents hold of the counts."""
        return Counts.of([self.tokens(doc) for doc in docs], len(self.cuts))


class Live:
    """The counts of a segment's live documents."""

    def __init__(self, every: NGrams, dead: Counts | None) -> None:
        """``dead`` is what its deleted documents hold of them."""
        self._every = every
        self._dead = dead
        counts = every.counts
        self.occurrences = _less(counts.occurrences, dead.occurrences if dead else None)
        self.documents = _less(counts.documents, dead.documents if dead else None)

    def of(self, counted: Unsigned | Ints, texts: Iterable[str]) -> Ints:
        """The entries of ``occurrences`` or ``documents`` for ``texts``."""
        numbers = self._every.numbered(texts)
        found = np.zeros(len(numbers), np.int64)
        known = numbers < len(counted)
        found[known] = counted[numbers[known]]
        return found

    def pairs(self, lefts: Iterable[str], rights: Iterable[str]) -> Ints:
        """How often each of ``lefts`` stands before each of ``rights``: a matrix."""
        return self._pairs(self._every.numbered(lefts)[:, None], self._every.numbered(rights))

    def side_by_side(self, lefts: Iterable[str], rights: Iterable[str]) -> Ints:
        """How often each of ``lefts`` stands before the one of ``rights`` in its place."""
        return self._pairs(self._every.numbered(lefts), self._every.numbered(rights))

    @property
    def has_triples(self) -> bool:
        """False where a segment, or one it was merged from, had too many terms."""
        counts = self._every.counts
        return counts.triples.counted(len(counts.keys))

    def triple(self, run: Sequence[str]) -> int:
        """How often the three of ``run`` stand side by side."""
        left, middle, right = self._every.numbered(run).tolist()
        dead = self._dead.of_triple(left, middle, right) if self._dead else 0
        return self._every.counts.of_triple(left, middle, right) - dead

    def _pairs(self, lefts: Ints, rights: Ints) -> Ints:
        found = self._every.counts.of_pairs(lefts, rights)
        return found - self._dead.of_pairs(lefts, rights) if self._dead else found


def _less(every: Unsigned | Ints, dead: Unsigned | Ints | None) -> Unsigned | Ints:
    return every if dead is None else every - dead.astype(np.int64)


def of_tokens(documents: Sequence[FieldTokens]) -> NGrams:
    """Counts of the exact field of new documents, in the order of their numbers."""
    terms = sorted({text for each in documents for text in each.texts})
    numbers = {text: number for number, text in enumerate(terms)}
    size = len(terms)
    found = []
    for each in documents:
        jumps = np.flatnonzero(np.diff(each.positions) != 1) + 1
        found.append(np.insert(np.array([numbers[t] for t in each.texts], np.int64), jumps, size))
    return NGrams(*_vocabulary(terms), Counts.of(found, size), *_packed(found, size))


def merged(parts: Sequence[tuple[NGrams, Sequence[int]]]) -> NGrams:
    """The counts of segments as one, without their deleted documents, whose numbers come along."""
    living = [
        part.counts.less(part.of_documents(deleted)) if deleted else part.counts
        for part, deleted in parts
    ]
    terms = sorted(
        {
            part.terms[number]
            for (part, _), counts in zip(parts, living, strict=True)
            for number in np.flatnonzero(counts.occurrences).tolist()
        }
    )
    numbers = {text: number for number, text in enumerate(terms)}
    # a term without a live document has no new number, and none is asked for; a gap is a gap
    renumbered = [
        np.array([*(numbers.get(text, 0) for text in part.terms), len(terms)]) for part, _ in parts
    ]
    return NGrams(
        *_vocabulary(terms),
        _added(living, renumbered, len(terms)),
        *_packed(_renumbered_documents(parts, renumbered), len(terms)),
    )


def _added(parts: Sequence[Counts], renumbered: Sequence[Ints], size: int) -> Counts:
    occurrences, documents = np.zeros(size, np.int64), np.zeros(size, np.int64)
    renamed = []
    for counts, new in zip(parts, renumbered, strict=True):
        live = np.flatnonzero(counts.occurrences)
        occurrences[new[live]] += counts.occurrences[live]
        documents[new[live]] += counts.documents[live]
        lefts, rights = _parts(counts.keys)
        renamed.append(key(new[lefts], new[rights], size))
    keys, pairs = summed(renamed, [counts.pairs for counts in parts])
    of_parts = [(*counts._threes, new) for counts, new in zip(parts, renumbered, strict=True)]
    triples = threes.merged(of_parts, size, _parts(keys))
    return Counts(occurrences, documents, keys, pairs, triples)


def _renumbered_documents(
    parts: Sequence[tuple[NGrams, Sequence[int]]], renumbered: Sequence[Ints]
) -> Iterator[Ints]:
    for (part, deleted), new in zip(parts, renumbered, strict=True):
        gone = set(deleted)
        for doc in range(len(part.ends)):
            if doc not in gone:
                yield new[part.tokens(doc)]


def _vocabulary(terms: Sequence[str]) -> tuple[NDArray[np.uint8], Ints]:
    """(text, cuts) of terms; see NGrams."""
    text = np.frombuffer(to_bytes("".join(terms)), np.uint8)
    return text, np.cumsum([len(each) for each in terms], dtype=np.int64)


def _packed(documents: Iterable[Ints], size: int) -> tuple[Ints, NDArray[np.uint8]]:
    """(ends, streams) of documents; see NGrams."""
    kind = _token_type(size)
    streams = bytearray()
    ends = []
    for each in documents:
        streams += zlib.compress(each.astype(kind).tobytes(), _FAST)
        ends.append(len(streams))
    return np.array(ends, np.int64), np.frombuffer(streams, np.uint8)


def _token_type(size: int) -> np.dtype[np.unsignedinteger[Any]]:
    return np.dtype("<u2" if size < _SMALL else "<u4")


def write(path: Path, ngrams: NGrams) -> None:
    """Put the counts of a segment into a new file."""
    counts = ngrams.counts
    arrays.write(
        path,
        [
            ngrams.text,
            arrays.narrow(ngrams.cuts),
            arrays.narrow(counts.occurrences),
            arrays.narrow(counts.documents),
            counts.keys,
            arrays.narrow(counts.pairs),
            arrays.narrow(counts.triples.ends),
            arrays.narrow(counts.triples.thirds),
            arrays.narrow(counts.triples.counts),
            arrays.narrow(ngrams.ends),
            ngrams.streams,
        ],
    )


def read(path: Path) -> NGrams | None:
    """The counts in a file; None where there is none, as in an index of an older format.

    Raises ValueError for a file that holds something else.
    """
    if not path.exists():
        return None
    text, cuts, occurrences, documents, keys, pairs, *triples, ends, streams = arrays.mapped(path)
    counts = Counts(occurrences, documents, keys, pairs, Triples(*triples))
    return NGrams(text, cuts, counts, ends, streams)
