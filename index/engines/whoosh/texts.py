"""Many strings as two arrays: their bytes one after the other, and where each begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.rising import runs, sizes
from index.engines.whoosh.sections import Sections, SectionWriter, smallest
from index.engines.whoosh.spans import from_bytes, to_bytes

_STEP: Final = 16
"""One of so many sorted strings is kept in a list: looking up then reads 4 of them, not 17."""


class Texts(Sequence[str]):
    """Strings that are decoded when they are asked for.

    Their bytes are UTF-8, which sorts as code points do; looking one up needs them sorted.
    """

    def __init__(self, blob: NDArray[np.uint8], offsets: NDArray[Any]) -> None:
        """String ``i`` is ``blob[offsets[i]:offsets[i + 1]]``."""
        self.blob = blob
        self.offsets = offsets
        self._bytes = blob.data
        self._cuts = offsets.data  # gives int, ten times as fast as the array

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        return cls.of_bytes([to_bytes(text) for text in texts])

    @classmethod
    def of_bytes(cls, texts: Sequence[bytes]) -> Texts:
        offsets = np.fromiter(accumulate(map(len, texts), initial=0), np.int64, len(texts) + 1)
        kind = smallest(int(offsets[-1]))
        return cls(np.frombuffer(b"".join(texts), np.uint8), offsets.astype(kind))

    @classmethod
    def joined(cls, parts: Sequence[Texts]) -> Texts:
        """The strings of all parts, one part after the other."""
        sizes = np.cumsum([0, *(len(part.blob) for part in parts)])
        moved = [part.offsets[:-1] + base for part, base in zip(parts, sizes, strict=False)]
        offsets = np.concatenate([*moved, sizes[-1:]])
        blob = np.concatenate([np.zeros(0, np.uint8), *(part.blob for part in parts)])
        return cls(blob, offsets.astype(smallest(int(sizes[-1]))))

    @classmethod
    def read(cls, sections: Sections, name: str) -> Texts:
        return cls(sections[f"{name}/bytes"], sections[f"{name}/offsets"])

    def write(self, writer: SectionWriter, name: str) -> None:
        writer.put(f"{name}/bytes", self.blob)
        writer.put(f"{name}/offsets", self.offsets)

    def chosen(self, wanted: NDArray[np.bool_]) -> Texts:
        """Those that are wanted."""
        begins, lengths = self.offsets[:-1][wanted].astype(np.int64), sizes(self.offsets)[wanted]
        return Texts(self.blob[runs(begins, lengths)], np.append(0, np.cumsum(lengths)))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            first, last, step = at.indices(len(self))
            return self._decoded(first, last)[::step]
        return from_bytes(self.key(range(len(self))[at]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._decoded(0, len(self)))

    def _decoded(self, first: int, last: int) -> list[str]:
        """The strings from ``first`` to ``last``: decoded as one, cut in a third of the time."""
        cuts = self.offsets[first : max(first, last) + 1].astype(np.int64)
        blob = self.blob[cuts[0] : cuts[-1]]
        begins = np.append(0, np.cumsum((blob & 0xC0) != 0x80))[cuts - cuts[0]].tolist()
        whole = from_bytes(blob.tobytes())
        return [whole[begin:end] for begin, end in pairwise(begins)]

    def key(self, at: int) -> bytes:
        """One string, undecoded."""
        return self._bytes[self._cuts[at] : self._cuts[at + 1]].tobytes()

    def raw(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The strings from ``first`` to ``last``, undecoded."""
        cuts = self.offsets[first : (len(self) if last is None else max(first, last)) + 1].tolist()
        whole = self._bytes[cuts[0] : cuts[-1]].tobytes()
        return [whole[a - cuts[0] : b - cuts[0]] for a, b in pairwise(cuts)]

    def place(self, key: bytes, first: int = 0) -> int:
        """Where ``key`` stands or would stand, among sorted strings."""
        block = bisect_left(self._sample, key) * _STEP
        low, high = max(first, block - _STEP), min(len(self), block)
        return bisect_left(range(len(self)), key, low, max(low, high), key=self.key)

    @cached_property
    def _sample(self) -> list[bytes]:
        """Every string whose number _STEP divides."""
        return list(map(self.key, range(0, len(self), _STEP)))

    def find(self, text: str | bytes) -> int:
        """The number of a string among sorted ones; -1 where it is none of them."""
        key = to_bytes(text) if isinstance(text, str) else text
        at = self.place(key)
        return at if at < len(self) and self.key(at) == key else -1

    def prefixed(self, prefix: str) -> slice:
        """Where those stand that start with ``prefix``, among sorted strings."""
        key = to_bytes(prefix)
        first = self.place(key)
        if not key:
            return slice(first, len(self))
        # no byte of UTF-8 is 0xFF
        return slice(first, self.place(key[:-1] + bytes([key[-1] + 1]), first))
