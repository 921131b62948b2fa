"""Where terms stand, as arrays, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.rising import Ints, counted


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one term stands in one segment (or snapshot).

    ``docs`` rise; ``frequencies`` run beside them; ``starts`` and ``lengths`` hold
    the spans of all docs one after the other, ``frequencies[i]`` for ``docs[i]``.
    """

    docs: Ints
    frequencies: Ints
    starts: NDArray[np.int32]
    lengths: NDArray[np.int32]


def span_keys(postings: Postings) -> Ints:
    """One rising number per span: the document in the high half, the start in the low."""
    keys: Ints = (np.repeat(postings.docs, postings.frequencies) << 32) | postings.starts
    return keys


def among(postings: Postings, docs: Ints) -> Postings:
    """Those in ``docs``, which rise."""
    at = np.searchsorted(postings.docs, docs)
    docs, at = docs[at < len(postings.docs)], at[at < len(postings.docs)]
    at = at[postings.docs[at] == docs]
    frequencies = postings.frequencies[at]
    begins = np.cumsum(postings.frequencies)[at] - frequencies
    ahead = np.cumsum(frequencies) - frequencies
    spans = np.arange(int(frequencies.sum())) + np.repeat(begins - ahead, frequencies)
    return Postings(postings.docs[at], frequencies, postings.starts[spans], postings.lengths[spans])


def united(parts: Sequence[Postings]) -> Postings:
    """Postings of several terms in the same documents, as those of one term."""
    keys = np.concatenate([span_keys(part) for part in parts])
    order = np.argsort(keys, kind="stable")
    docs, frequencies = counted(keys[order] >> 32)
    return Postings(
        docs,
        frequencies,
        np.concatenate([part.starts for part in parts])[order],
        np.concatenate([part.lengths for part in parts])[order],
    )


def joined(parts: Sequence[Postings]) -> Postings:
    """Postings of following runs of documents as one."""
    return Postings(
        np.concatenate([part.docs for part in parts]),
        np.concatenate([part.frequencies for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.lengths for part in parts]),
    )
