"""New documents → the arrays of a segment, a field at a time and no posting at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engines.schema import VALUES, Document, FieldTokens
from index.engines.whoosh.columns import Columns, Values
from index.engines.whoosh.contents import COUNTED, Contents
from index.engines.whoosh.fields import INDEXED, rows_of
from index.engines.whoosh.inverted import Inverted, Places
from index.engines.whoosh.rising import Ints, by_number
from index.engines.whoosh.texts import Texts


def contents_of(documents: Sequence[Document]) -> Contents:
    """The segment of these documents, in their order.

    Raises ValueError for positions that fall within one document.
    """
    columns = Columns.of(
        rows_of(documents),
        Texts.of([document.id for document in documents]),
        Texts.of([document.digest for document in documents]),
        {name: Values.of([document.values[name] for document in documents]) for name in VALUES},
    )
    tokens = {
        field: _tokens_of([document.tokens[field] for document in documents]) for field in INDEXED
    }
    fields = {field: inverted(*each) for field, each in tokens.items()}
    return Contents.of(columns, fields, tokens[COUNTED].places)


class _Tokens(NamedTuple):
    """One field of documents: its terms, where they stand, and over how many positions."""

    terms: Texts
    places: Places
    lengths: Ints | None


def _tokens_of(documents: Sequence[FieldTokens]) -> _Tokens:
    sizes = [len(each.texts) for each in documents]
    total = sum(sizes)
    numbers = _Numbers()
    texts = chain.from_iterable(each.texts for each in documents)
    codes = np.fromiter(map(numbers.__getitem__, texts), np.int64, total)
    starts = _flat((each.positions for each in documents), total)
    docs = np.repeat(np.arange(len(documents)), sizes)
    _refuse_falling(docs, starts)
    lengths = None
    if any(each.lengths.count(1) < len(each.lengths) for each in documents):
        lengths = _flat((each.lengths for each in documents), total)
    terms = sorted(numbers)
    rank = np.empty(len(terms), np.int64)
    rank[np.fromiter(map(numbers.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
    return _Tokens(Texts.of(terms), Places(docs, starts, rank[codes]), lengths)


class _Numbers(dict[str, int]):
    """Numbers texts as they come."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


def _flat(runs: Iterable[tuple[int, ...]], total: int) -> Ints:
    return np.fromiter(chain.from_iterable(runs), np.int64, total)


def _refuse_falling(docs: Ints, starts: Ints) -> None:
    falls = (np.diff(starts) < 0) & (np.diff(docs) == 0)
    if falls.any():
        at = int(np.argmax(falls))
        raise ValueError(f"document {docs[at]}: position {starts[at + 1]} after {starts[at]}")


def inverted(terms: Texts, places: Places, lengths: Ints | None) -> Inverted:
    """Postings of tokens that come by document and position."""
    order = by_number(places.terms, len(terms))
    codes, docs = places.terms[order], places.docs[order]
    new = np.ones(len(codes), bool)
    new[1:] = (codes[1:] != codes[:-1]) | (docs[1:] != docs[:-1])
    firsts = np.flatnonzero(new)
    return Inverted(
        terms,
        _offsets(codes[firsts], len(terms)),
        _offsets(codes, len(terms)),
        docs[firsts],
        np.diff(firsts, append=len(codes)),
        places.positions[order],
        None if lengths is None else lengths[order],
    )


def _offsets(rising: NDArray[Any], size: int) -> Ints:
    """Where each of ``size`` numbers begins."""
    return np.append(0, np.cumsum(np.bincount(rising, minlength=size)))
