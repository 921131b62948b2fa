"""Whoosh's codec with posting blocks of flat numbers in place of pickles.

Whoosh pickles a block's values one by one, in a protocol that has no bytes: 20 bytes
and one call for each article of a term. Here a block is four runs of numbers, each in
the narrowest type that holds it: differences of document numbers, frequencies,
differences of starts, and lengths where one is not 1. The last document is said
beside the block. All else of a segment is
Whoosh's, and its own searcher and merging read these blocks too.

A segment carries its codec pickled: the path of ``SpanCodec`` is part of the format, and
segments that Whoosh's codec wrote go on being read with it.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pickle import dumps
from struct import pack as pack_numbers
from struct import unpack_from
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import (
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3LeafMatcher,
    W3PostingsWriter,
)
from whoosh.util.numeric import length_to_byte

from index.engines.whoosh.rising import Ints
from index.engines.whoosh.spans import LENGTH_BITS, LENGTH_MASK, SPAN_BYTES, SpanFormat, pack

_BLOCK = 1_024
"""Postings per block: eight times Whoosh's, for it is decoded in one go."""

_LEVEL = 3
_WORTH_PACKING = 64
"""Bytes below which zlib gains nothing; most terms stand in a few articles."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some postings of one term: see ``postings.Postings``."""

    docs: Ints
    frequencies: Ints
    starts: Ints
    lengths: Ints


def packed(docs: Sequence[int], values: Sequence[bytes]) -> bytes:
    """The bytes of a block, from document numbers and their spans as ``SpanFormat`` has them.

    Plain Python: most blocks hold a few postings, and 20 calls of numpy cost more.
    Raises ``struct.error`` where numbers that should rise fall.
    """
    frequencies = [len(value) // SPAN_BYTES for value in values]
    spans = unpack_from(f"<{sum(frequencies)}i", b"".join(values))
    steps = []
    at = 0
    for frequency in frequencies:
        before = 0
        for span in spans[at : at + frequency]:
            start = span >> LENGTH_BITS
            steps.append(start - before)
            before = start
        at += frequency
    lengths = [span & LENGTH_MASK for span in spans]
    runs = [
        _run([0, *(after - before for before, after in pairwise(docs))]),
        _run(frequencies),
        _run(steps),
        (0, b"") if lengths.count(1) == len(lengths) else _run(lengths),
    ]
    return bytes(width for width, _ in runs) + b"".join(run for _, run in runs)


def _run(numbers: Sequence[int]) -> tuple[int, bytes]:
    """Numbers from 0 on in the narrowest type that holds them: its bytes, and all of them."""
    top = max(numbers)
    width, kind = (1, "B") if top < 1 << 8 else (2, "H") if top < 1 << 16 else (4, "I")
    return width, pack_numbers(f"<{len(numbers)}{kind}", *numbers)


def unpacked(data: bytes, count: int, last: int) -> Block:
    """The inverse of :func:`packed`, of ``count`` postings up to that of document ``last``."""
    at = 4
    runs: list[Ints] = []
    for width in data[:4]:
        size = count if len(runs) < 2 else int(runs[1].sum())
        run = np.frombuffer(data, f"<u{width}", size, at) if width else np.ones(size)
        runs.append(run.astype(np.int64))
        at += size * width
    hops, frequencies, steps, lengths = runs
    docs = np.cumsum(hops)
    starts = np.cumsum(steps)
    firsts = _firsts(frequencies)
    starts -= np.repeat(starts[firsts] - steps[firsts], frequencies)
    return Block(docs + (last - docs[-1]), frequencies, starts, lengths)


def _firsts(frequencies: Ints) -> Ints:
    """Where the spans of each document begin."""
    firsts: Ints = np.cumsum(frequencies) - frequencies
    return firsts


class SpanWriter(W3PostingsWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes the blocks of our token fields; those of others as Whoosh does."""

    def _write_block(self, last: bool = False) -> None:
        if not isinstance(self._format, SpanFormat):
            super()._write_block(last)
            return
        if not self._blockcount:
            self._postfile.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        data = packed(self._ids, self._values)
        level = _LEVEL if len(data) > _WORTH_PACKING else 0
        if level:
            data = zlib.compress(data, level)
        # what Whoosh says about a block, so that its reader can skip it
        lengths = length_to_byte(self._minlength), length_to_byte(self._maxlength)
        about = dumps((len(self._ids), self._ids[-1], self._maxweight, level, *lengths), 2)
        size = len(about) + len(data)
        self._postfile.write_int(-size if last else size)
        self._postfile.write(about)
        self._postfile.write(data)
        self._blockcount += 1
        self._new_block()


class SpanMatcher(W3LeafMatcher):  # type: ignore[misc]  # Whoosh has no types
    """Reads them: for Whoosh a posting at a time, for us a block at a time."""

    def blocks(self) -> Iterator[Block]:
        """The blocks from the current one to the last."""
        while True:
            yield self._block()
            if self._lastblock:
                return
            self._next_block()

    def _block(self) -> Block:
        data = self._postfile.get(self._dataoffset, self._nextoffset - self._dataoffset)
        if self._compression:
            data = zlib.decompress(data)
        return unpacked(data, self._blocklength, self._maxid)

    def _read_data(self) -> None:
        """As Whoosh unpickles them: differences of documents, weights, values."""
        block = self._block()
        values = pack(block.starts, block.lengths)
        cuts = np.cumsum(block.frequencies * SPAN_BYTES).tolist()
        self._data = (
            np.diff(block.docs, prepend=0).tolist(),
            array("f", block.frequencies.tolist()),
            [values[a:b] for a, b in zip([0, *cuts], cuts, strict=False)],
        )


class SpanCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """See the module."""

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        """Whoosh's name for it."""
        return SpanWriter(dbfile, blocklimit=self._blocklimit, byteids=byteids)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> W3LeafMatcher:
        """Whoosh's name for it."""
        if terminfo.is_inlined() or not isinstance(format_, SpanFormat):
            return super().postings_reader(dbfile, terminfo, format_, term, scorer)
        return SpanMatcher(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)
