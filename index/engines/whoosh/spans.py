"""Our posting format as Whoosh sees it: where a term stands in one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import FieldType
from whoosh.formats import Format

from index.engines.schema import FieldTokens

SPAN: Final = np.dtype([("start", "<u4"), ("length", "<u4")])


class SpanFormat(Format):  # type: ignore[misc]  # Whoosh has no types
    """A posting's value is its spans, eight bytes each.

    Whoosh's own phrase matcher decodes them through ``decode_positions``.
    """

    def decode_positions(self, value: bytes) -> list[int]:
        """Rising start positions."""
        starts: list[int] = np.frombuffer(value, SPAN)["start"].tolist()
        return starts

    def decode_frequency(self, value: bytes) -> int:
        """Number of spans."""
        return len(value) // SPAN.itemsize

    def decode_weight(self, value: bytes) -> float:
        """The frequency times the field's boost, as Whoosh weighs postings."""
        return float(self.decode_frequency(value) * self.field_boost)


class TokenField(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Takes :class:`FieldTokens` that our analysis made, and no text."""

    def __init__(self) -> None:
        super().__init__(format=SpanFormat(), analyzer=None, scorable=True)

    def index(self, value: FieldTokens, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, spans) for every distinct term."""
        spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for text, *span in zip(value.texts, value.positions, value.lengths, strict=True):
            spans[text].append((span[0], span[1]))
        for text, at in spans.items():
            yield to_bytes(text), len(at), float(len(at)), np.array(at, SPAN).tobytes()

    def to_bytes(self, value: Any) -> bytes:
        """A term as Whoosh keys it."""
        return value if isinstance(value, bytes) else to_bytes(str(value))

    def from_bytes(self, bs: bytes) -> str:
        """The inverse of :meth:`to_bytes`; the name is Whoosh's."""
        return from_bytes(bs)


def to_bytes(text: str) -> bytes:
    """UTF-8 that also carries lone surrogates, which scrapes do contain."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(term: bytes) -> str:
    """The inverse of :func:`to_bytes`."""
    return term.decode("utf-8", "surrogatepass")


def spans_of(starts: NDArray[Any], lengths: NDArray[Any] | None) -> bytes:
    """Spans as the format has them; every length is 1 where there are none."""
    spans = np.empty(len(starts), SPAN)
    spans["start"] = starts
    spans["length"] = 1 if lengths is None else lengths
    return spans.tobytes()
