"""The words of articles that were shown lately: analysing ten articles takes 5 ms.

Searches of one topic, and each filter that is ticked, show mostly the same articles.
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.analysis import AltForm, Tokens
from index.article import Field, Kept
from search.texts import Text

_ABOUT: Final = 900
"""Bytes of the objects around one text's columns."""
_PER_ALT: Final = 200
_BETWEEN: Final = "\x1f"
"""Stands between forms; no form has it, for it is neither letter nor digit."""

_Key = tuple[str, int, Field]


@dataclass(frozen=True, slots=True)
class _Packed:
    """Tokens in a tenth of their room, made again in a tenth of the time."""

    exact: str
    starts: array[int]
    ends: array[int]
    positions: array[int]
    alts: Sequence[AltForm]

    @classmethod
    def of(cls, tokens: Tokens) -> _Packed:
        return cls(
            _BETWEEN.join(tokens.exact),
            array("i", tokens.starts),
            array("i", tokens.ends),
            array("i", tokens.positions),
            tokens.alts,
        )

    def tokens(self) -> Tokens:
        """As they were put in."""
        exact = tuple(self.exact.split(_BETWEEN)) if self.starts else ()
        return Tokens(exact, self.starts, self.ends, self.positions, self.alts)

    @property
    def nbytes(self) -> int:
        """What it takes of the memory, about."""
        columns = 3 * self.starts.itemsize * len(self.starts)
        return _ABOUT + self.exact.__sizeof__() + columns + _PER_ALT * len(self.alts)


class HotTexts:
    """Texts with their tokens; those of the articles shown last are kept within ``budget`` bytes.

    Threads may share it. A budget of 0 keeps nothing.
    """

    def __init__(self, budget: int = 0) -> None:
        self._budget = budget
        self.size = 0  # bytes kept
        self._kept: OrderedDict[_Key, _Packed] = OrderedDict()
        self._lock = threading.Lock()

    def text(self, kept: Kept, field: Field) -> Text:
        """A text of an article; whatever changes it, a correction too, gives it a new key."""
        raw = getattr(kept.article, field) or ""
        key = (kept.article.id, kept.change, field)
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
        if known is not None:
            return Text(raw, known.tokens())
        text = Text(raw)
        if self._budget:
            self._keep(key, _Packed.of(text.tokens))
        return text

    def _keep(self, key: _Key, packed: _Packed) -> None:
        size = packed.nbytes
        if size > self._budget:
            return
        with self._lock:
            if key in self._kept:
                return  # another thread was first
            self._kept[key] = packed
            self.size += size
            while self.size > self._budget:
                _, old = self._kept.popitem(last=False)
                self.size -= old.nbytes
