"""The names of an archive, ready to be listed and looked through: once per state of the index."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from index import deadline
from index.analysis.folding import fold_all
from index.engines.base import Engine, Status, TermCount, Terms
from index.engines.schema import MISSING
from index.enrich.tables import normal
from index.people.order import initial, name_key

_ALIKE: Final = 0.75
"""The share of letters in the same order (``difflib``) from which on names are alike."""
_LETTERS: Final = 28
"""a to z, the space, and all others together."""

_Item = TypeVar("_Item")


class PersonNames:
    """Names by falling articles, then in code point order; each part made when first asked for.

    Raises :class:`index.errors.DeadlinePassed` while one is made. Threads may share it.
    """

    def __init__(self, terms: Terms) -> None:
        counted = dict(zip(terms.texts, terms.documents, strict=True))
        counted.pop(MISSING, None)
        # stable: what stands as often stays in code point order
        self.texts = sorted(counted, key=lambda text: -counted[text])
        self.documents = [counted[text] for text in self.texts]
        self._in_order: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, places: Iterable[int]) -> list[TermCount]:
        """The names at ``places`` of ``texts``."""
        return [TermCount(self.texts[place], self.documents[place]) for place in places]

    @cached_property
    def by_letter(self) -> dict[str, list[int]]:
        """The letter that names are looked up under → their places."""
        found: dict[str, list[int]] = {}
        for place, text in enumerate(_in_time(self.texts)):
            found.setdefault(initial(text), []).append(place)
        return found

    def in_order(self, letter: str) -> list[int]:
        """The places of the names under ``letter``, in the order of names."""
        known = self._in_order.get(letter)
        if known is None:
            known = sorted(
                _in_time(self.by_letter.get(letter, ())),
                key=lambda place: (name_key(self.texts[place]), self.texts[place]),
            )
            self._in_order[letter] = known
        return known

    @cached_property
    def _folded(self) -> list[str]:
        return [folded(text) for text in _in_time(self.texts)]

    def holding(self, words: str) -> list[int]:
        """The places of names with these words in a row, the last of them begun.

        Typed without marks they stand for any.
        """
        wanted = _normal(words)
        anyhow = wanted == folded(words)
        texts = self._folded if anyhow else map(_normal, _in_time(self.texts))
        return [place for place, text in enumerate(texts) if f" {wanted}" in f" {text}"]

    @cached_property
    def _letters(self) -> NDArray[np.uint16]:
        return _letters_of(self._folded)

    def like(self, name: str, most: int) -> tuple[str, ...]:
        """Names that hold all of ``name``, then those spelled nearly like it, the likeliest."""
        bare = folded(name)
        places: dict[str, list[int]] = {}
        for place in self._candidates(bare):
            places.setdefault(self._folded[place], []).append(place)
        holding = [key for key in places if bare and f" {bare} " in f" {key} "]
        close = difflib.get_close_matches(bare, _in_time(places), n=most, cutoff=_ALIKE)
        found = (self.texts[place] for key in (*holding, *close) for place in places[key])
        return tuple(dict.fromkeys(found))[:most]

    def _candidates(self, bare: str) -> list[int]:
        """Names that may be among them: those that have enough of the letters, in any order."""
        wanted = _letters_of([bare])
        common = np.minimum(self._letters, wanted).sum(axis=1)
        sizes = self._letters.sum(axis=1)
        alike = 2 * common >= _ALIKE * (sizes + len(bare))
        return np.flatnonzero(alike | (common == len(bare))).tolist()


class HotPersonNames:
    """Keeps the names of the last state of the index that was asked about; threads may share it."""

    def __init__(self) -> None:
        self._kept = lru_cache(1)(_names_in)

    def of(self, engine: Engine) -> PersonNames:
        """The names of an archive as it is now."""
        return self._kept(engine.status(), engine)  # type: ignore[arg-type]  # one by identity


def _names_in(_: Status, engine: Engine) -> PersonNames:
    return PersonNames(engine.terms("person"))


def folded(name: str) -> str:
    """What two spellings of a name have in common: no capitals, no marks, single spaces."""
    return " ".join(fold_all(map(normal, name.split())))


def _normal(name: str) -> str:
    return " ".join(map(normal, name.split()))


def _letters_of(folds: list[str]) -> NDArray[np.uint16]:
    """How often each of ``folds`` has each of _LETTERS."""
    lengths = np.fromiter(map(len, folds), np.intp, len(folds))
    codes = np.frombuffer("".join(folds).encode("utf-32-le", "surrogatepass"), "<u4")
    letters = np.where(codes == ord(" "), _LETTERS - 2, _LETTERS - 1)
    latin = (codes >= ord("a")) & (codes <= ord("z"))
    letters[latin] = codes[latin] - ord("a")
    rows = np.repeat(np.arange(len(folds)), lengths)
    counts = np.bincount(rows * _LETTERS + letters, minlength=len(folds) * _LETTERS)
    return counts.astype(np.uint16).reshape(-1, _LETTERS)


def _in_time(items: Iterable[_Item]) -> Iterator[_Item]:
    """The items; raises DeadlinePassed between them."""
    for each in items:
        deadline.check()
        yield each
