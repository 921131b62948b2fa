"""The words of articles that were shown lately: analysing ten articles takes 5 ms.

Searches of one topic, and each filter that is ticked, show mostly the same articles.
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from typing import Final

from index.analysis import AltForm, Tokens
from index.article import Field, Kept
from search.joined import Joined
from search.texts import Text

_ABOUT: Final = 400
"""Bytes of the objects around one text's tokens."""
_Key = tuple[str, int, Field]
_Packed = tuple[str, str, bytes, str]
"""Exact and folded forms, starts with ends with positions with openings, and other forms. Strings
alone: the collector of garbage walks through all that is kept, but not through a tuple of these."""


def _packed(text: Text) -> _Packed:
    """The tokens of ``text`` in a tenth of their room, made again in a tenth of the time."""
    tokens = text.tokens
    numbers = (tokens.starts, tokens.ends, tokens.positions, tokens.openings)
    columns = (array("i", each) for each in numbers)
    alts = Joined.of(f"{alt.first} {alt.count} {alt.text}" for alt in tokens.alts)
    exact = Joined.of(tokens.exact)
    return exact.text, text.folded.text, b"".join(map(bytes, columns)), alts.text


def _unpacked(raw: str, packed: _Packed) -> Text:
    """The text that was packed."""
    exact, folded, numbers, alts = packed
    columns, forms = array("i", numbers), tuple(Joined(exact).forms())
    size = len(forms)
    starts, ends, positions = (columns[at * size : (at + 1) * size] for at in range(3))
    others = tuple(map(_alt, Joined(alts).forms()))
    tokens = Tokens(forms, starts, ends, positions, columns[3 * size :], others)
    return Text(raw, tokens, Joined(folded))


def _alt(text: str) -> AltForm:
    first, count, form = text.split(" ", 2)
    return AltForm(form, int(first), int(count))


def _size(packed: _Packed) -> int:
    """What it takes of the memory, about."""
    return _ABOUT + sum(part.__sizeof__() for part in packed)


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
            return _unpacked(raw, known)
        text = Text(raw)
        if self._budget:
            self._keep(key, _packed(text))
        return text

    def _keep(self, key: _Key, packed: _Packed) -> None:
        size = _size(packed)
        if size > self._budget:
            return
        with self._lock:
            if key in self._kept:
                return  # another thread was first
            self._kept[key] = packed
            self.size += size
            while self.size > self._budget:
                _, old = self._kept.popitem(last=False)
                self.size -= _size(old)
