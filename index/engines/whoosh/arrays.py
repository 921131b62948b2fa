"""Flat arrays in one file, read where they lie.

Each array is written as a ``.npy`` record, one after the other: numpy's own format,
which names type, byte order and shape. Data begins at multiples of 64 bytes: numpy
copies an array that is not aligned before it searches in it.
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

_WHOLE = [np.dtype(name) for name in ("<u1", "<u2", "<u4", "<u8")]


def narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Numbers from 0 on in the smallest unsigned type that holds them."""
    top = int(values.max(initial=0))
    return values.astype(next(each for each in _WHOLE if top <= np.iinfo(each).max))


def write(path: Path, arrays: Sequence[NDArray[Any]]) -> None:
    """Write one-dimensional ``arrays`` into a new file."""
    with path.open("xb") as file:
        for array in arrays:
            npy.write_array(file, array, version=(1, 0), allow_pickle=False)
            file.write(bytes(-file.tell() % npy.ARRAY_ALIGN))


def mapped(path: Path) -> list[NDArray[Any]]:
    """The arrays of a file, in their order; only what is looked at is read.

    Raises ValueError where the file is not what :func:`write` makes.
    """
    found = []
    with path.open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        while file.tell() < len(whole):
            npy.read_magic(file)
            shape, _, kind = npy.read_array_header_1_0(file)
            found.append(np.frombuffer(whole, kind, shape[0], file.tell()))
            end = file.tell() + found[-1].nbytes
            file.seek(end + -end % npy.ARRAY_ALIGN)
    return found
