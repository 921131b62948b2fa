"""Our posting format: where a term stands, as flat little-endian integers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import FieldType
from whoosh.formats import Format

from index.engines.schema import FieldTokens

LENGTH_BITS = 6
"""A span is ``start << LENGTH_BITS | length``; wider covers are cut to the mask."""

LENGTH_MASK = (1 << LENGTH_BITS) - 1
_DTYPE = np.dtype("<i4")
SPAN_BYTES = _DTYPE.itemsize


class SpanFormat(Format):  # type: ignore[misc]  # Whoosh has no types
    """A posting's value is its spans, 4 bytes each: read without unpickling.

    Whoosh's own phrase matcher decodes the same bytes through
    ``decode_positions``.
    """

    def decode_positions(self, value: bytes) -> list[int]:
        """Rising start positions."""
        return [int(span) >> LENGTH_BITS for span in np.frombuffer(value, _DTYPE)]

    def decode_frequency(self, value: bytes) -> int:
        """Number of spans."""
        return len(value) // _DTYPE.itemsize

    def decode_weight(self, value: bytes) -> float:
        """The frequency times the field's boost, as Whoosh weighs postings."""
        return float(self.decode_frequency(value) * self.field_boost)


class TokenField(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Takes :class:`FieldTokens` that our analysis made, and no text."""

    def __init__(self) -> None:
        super().__init__(format=SpanFormat(), analyzer=None, scorable=True)

    def index(self, value: FieldTokens, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, spans) for every distinct term."""
        spans: defaultdict[str, list[int]] = defaultdict(list)
        for text, start, length in zip(value.texts, value.positions, value.lengths, strict=True):
            spans[text].append(start << LENGTH_BITS | min(length, LENGTH_MASK))
        for text, at in spans.items():
            yield to_bytes(text), len(at), float(len(at)), np.array(at, _DTYPE).tobytes()

    def to_bytes(self, value: Any) -> bytes:
        """A term as Whoosh keys it."""
        return value if isinstance(value, bytes) else to_bytes(str(value))


def to_bytes(text: str) -> bytes:
    """UTF-8 that also carries lone surrogates, which scrapes do contain."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(term: bytes) -> str:
    """The inverse of :func:`to_bytes`."""
    return term.decode("utf-8", "surrogatepass")


def pack(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> bytes:
    """Spans as bytes, one after the other."""
    return (starts << LENGTH_BITS | lengths).astype(_DTYPE).tobytes()


def unpack(values: Sequence[bytes]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Starts and lengths of the spans of many postings, one after the other."""
    spans = np.frombuffer(b"".join(values), _DTYPE)
    return spans >> LENGTH_BITS, spans & LENGTH_MASK
