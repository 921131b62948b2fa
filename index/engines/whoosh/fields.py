"""The Whoosh schema, and a Document as the values of its fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import FixedBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, Schema

from index.engines.schema import ALT, EXACT, QUOTATION, VALUES, Document
from index.engines.whoosh.spans import TokenField, from_bytes, to_bytes

ID_FIELD: Final = "id"
ROW_FIELD: Final = "row"
ROW: Final = np.dtype(
    [
        ("seq", "<i8"),
        ("start", "<i8"),
        ("end", "<i8"),
        ("story", "<i8"),
        *((f"length_{zone}", "<i4") for zone in EXACT),
        ("level", "i1"),
        ("no_year", "?"),
        ("copy", "?"),
    ]
)
"""One fixed-size record per document. ``level`` is how far its date reaches: 0 no
place on the time line, 1 year, 2 month, 3 day. ``copy`` is one that is not the original."""

_LEVELS = {4: 1, 7: 2, 10: 3}
INDEXED: Final = (*EXACT.values(), *ALT.values(), QUOTATION)
"""Token fields with postings. A folded form's postings are those of its markings
together (``segment``), so storing them again would double the index."""

_SEPARATOR = "\x1f"


def schema() -> Schema:
    """Token fields, an id to delete by, and columns for all that is counted."""
    found: dict[str, Any] = {field: TokenField() for field in INDEXED}
    found[ID_FIELD] = ID(unique=True)
    found[ROW_FIELD] = COLUMN(FixedBytesColumn(ROW.itemsize))
    for name in ("name", "digest", *VALUES):
        found[column(name)] = COLUMN(VarBytesColumn())
    return Schema(**found)


def column(name: str) -> str:
    """The column of one of VALUES (or ``name``: the id, ``digest``)."""
    return f"column_{name}"


def fields_of(document: Document) -> dict[str, Any]:
    """What Whoosh's ``add_document`` takes."""
    fields: dict[str, Any] = {
        field: document.tokens[field] for field in INDEXED if document.tokens[field].texts
    }
    fields[ID_FIELD] = document.id
    fields[ROW_FIELD] = rows_of([document]).tobytes()
    fields[column("name")] = to_bytes(document.id)
    fields[column("digest")] = to_bytes(document.digest)
    for name in VALUES:
        fields[column(name)] = joined_values(document.values[name])
    return fields


def joined_values(values: Iterable[str]) -> bytes:
    """The cell of one of VALUES as Whoosh's column has it."""
    return to_bytes(_SEPARATOR.join(values))


def split_values(cell: bytes) -> list[str]:
    """The inverse of :func:`joined_values`."""
    return from_bytes(cell).split(_SEPARATOR) if cell else []


def rows_of(documents: Iterable[Document]) -> NDArray[np.void]:
    """The documents' records."""
    return np.array([_row(document) for document in documents], ROW)


def _row(document: Document) -> tuple[int, ...]:
    date = document.date
    return (
        document.seq,
        *((date.start, date.end) if date else (0, 0)),
        document.story,
        *(len(document.tokens[field].texts) for field in EXACT.values()),
        _LEVELS[len(date.value)] if date else 0,
        document.no_year,
        not document.original,
    )
