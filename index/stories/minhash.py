"""Hashes → MinHash signature, all permutations of all hashes at once.

The numbers are those of datasketch with its scheme ``affine32`` (a test compares). Importing
it takes .5 s, with all of scipy's integrators, and its ``update_batch`` five times as long for
one article: it checks every value in Python.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIZE: Final = 72
"""Numbers of a signature."""

# Their seed is part of what the store holds.
_SEED: Final = 1


def signature(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The :data:`SIZE` least values of ``hashes`` (at least one) under as many permutations."""
    multipliers, offsets = _permutations()
    permuted = np.multiply.outer(multipliers, _mixed(hashes))
    permuted += offsets[:, np.newaxis]
    least: NDArray[np.uint32] = permuted.min(axis=1)
    return least


@cache
def _permutations() -> NDArray[np.uint32]:
    """Two rows: an affine permutation of 32 bits is an odd multiplier and an offset.

    ``RandomState`` gives the same numbers in every release of numpy (NEP 19).
    """
    draw = np.random.RandomState(_SEED)
    multipliers = draw.randint(0, 1 << 31, SIZE, np.uint32) * np.uint32(2) + np.uint32(1)
    return np.array([multipliers, draw.randint(0, 1 << 32, SIZE, np.uint32)])


def _mixed(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The last step of MurmurHash3 (Appleby, 2011): every bit depends on every other."""
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed
