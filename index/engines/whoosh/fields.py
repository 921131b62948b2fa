"""The Whoosh schema, and a Document as the values of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import FixedBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, Schema

from index.engines.schema import ALT, EXACT, QUOTATION, VALUES, Document
from index.engines.whoosh.spans import TokenField, from_bytes, to_bytes

ID_FIELD = "id"
FIRST_ROW = np.dtype(
    [
        ("seq", "<i8"),
        ("start", "<i8"),
        ("end", "<i8"),
        ("length_text", "<i4"),
        ("length_title", "<i4"),
        ("length_person", "<i4"),
        ("level", "i1"),
        ("no_year", "?"),
    ]
)
SECOND_ROW = np.dtype([*FIRST_ROW.descr, ("length_standfirst", "<i4")])
THIRD_ROW = np.dtype([*SECOND_ROW.descr, ("length_speaker", "<i4")])
ROW = np.dtype([*THIRD_ROW.descr, ("story", "<i8"), ("copy", "?")])
"""One fixed-size record per document. ``level`` is how far its date reaches: 0 no
place on the time line, 1 year, 2 month, 3 day. ``copy`` is one that is not the original;
``story`` 0 is unknown. Indexes of format 1 have ``FIRST_ROW``, those up to 3
``SECOND_ROW``, of 4 ``THIRD_ROW``."""

_LEVELS = {4: 1, 7: 2, 10: 3}
INDEXED = (*EXACT.values(), *ALT.values(), QUOTATION)
"""Token fields with postings. A folded form's postings are those of its markings
together (``segment``), so storing them again would double the index."""

_SEPARATOR = "\x1f"


def schema() -> Schema:
    """Token fields, an id to delete by, and columns for all that is counted."""
    found: dict[str, Any] = {field: TokenField() for field in INDEXED}
    found[ID_FIELD] = ID(unique=True)
    found["row"] = COLUMN(FixedBytesColumn(ROW.itemsize))
    for name in ("name", "digest", *VALUES):
        found[column(name)] = COLUMN(VarBytesColumn())
    return Schema(**found)


def column(name: str) -> str:
    """The column of one of VALUES (or ``name``: the id, ``digest``)."""
    return f"column_{name}"


def fields_of(document: Document, known: Schema) -> dict[str, Any]:
    """What Whoosh's ``add_document`` takes.

    An index of an older format does not know every field: what is not ``known``
    stays away from all its documents until it is rebuilt.
    """
    fields: dict[str, Any] = {
        field: document.tokens[field] for field in INDEXED if document.tokens[field].texts
    }
    fields[ID_FIELD] = document.id
    fields["row"] = _row(document, _kind(known["row"].column_type.default_value()))
    fields[column("name")] = to_bytes(document.id)
    fields[column("digest")] = to_bytes(document.digest)
    for name in VALUES:
        fields[column(name)] = to_bytes(_SEPARATOR.join(document.values[name]))
    return {field: value for field, value in fields.items() if field in known}


def split_values(cells: Iterable[bytes]) -> Iterator[list[str]]:
    """The values of each document, from one of its VALUES columns."""
    for cell in cells:
        yield from_bytes(cell).split(_SEPARATOR) if cell else []


def rows_of(cells: Sequence[bytes]) -> NDArray[np.void]:
    """The records of the ``row`` column; what an older format lacks is 0."""
    found = np.frombuffer(b"".join(cells), _kind(cells[0]) if cells else ROW)
    if found.dtype == ROW:
        return found
    rows = np.zeros(len(found), ROW)
    for name in found.dtype.names or ():
        rows[name] = found[name]
    return rows


def _kind(cell: bytes) -> np.dtype[np.void]:
    """What a record of this length is."""
    return next(
        kind for kind in (ROW, THIRD_ROW, SECOND_ROW, FIRST_ROW) if kind.itemsize == len(cell)
    )


def _row(document: Document, kind: np.dtype[np.void]) -> bytes:
    """The document's record; ``kind`` is that of the index it goes to."""
    date = document.date
    row = np.zeros(1, kind)
    row["seq"] = document.seq
    row["start"], row["end"] = (date.start, date.end) if date else (0, 0)
    row["level"] = _LEVELS[len(date.value)] if date else 0
    row["no_year"] = document.no_year
    if "story" in (kind.names or ()):
        row["story"], row["copy"] = document.story, not document.original
    for name in kind.names or ():
        if name.startswith("length_"):
            row[name] = len(document.tokens[EXACT[name.removeprefix("length_")]].texts)
    return row.tobytes()
