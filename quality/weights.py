"""Other ranking weights for the length of a ``with``: nothing but tuning uses this.

A name is a constant of ``search.language.ranking`` (``PAIR``), a field of one
(``MARKED.fold``), a constant of BM25 (``bm25.B``) or of the levels of matching
(``levels.ENOUGH``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass, replace
from types import ModuleType
from typing import Any, Final

from index.engines import bm25
from search.language import levels, ranking

_MODULES: Final[Mapping[str, ModuleType]] = {"bm25": bm25, "levels": levels}


class UnknownWeight(Exception):
    """No weight of the product has this name."""


@contextmanager
def weighted(weights: Mapping[str, float]) -> Iterator[None]:
    """Ranks with ``weights``; raises UnknownWeight. Not for threads: the weights are global."""
    before = [(module, name, getattr(module, name)) for module, name, _ in map(_place, weights)]
    try:
        for key, value in weights.items():
            module, name, part = _place(key)
            setattr(module, name, _changed(getattr(module, name), part, value))
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def _place(key: str) -> tuple[ModuleType, str, str]:
    """Module, constant and (or "") part of a weight."""
    elsewhere, _, rest = key.partition(".")
    module = _MODULES.get(elsewhere, ranking)
    name, _, part = (rest if elsewhere in _MODULES else key).partition(".")
    if not isinstance(_parts(getattr(module, name, None)).get(part), float):
        raise UnknownWeight(key)
    return module, name, part


def _parts(constant: Any) -> Mapping[str, object]:
    """The numbers in a constant by name: "" of a plain one, and fields."""
    if is_dataclass(constant) and not isinstance(constant, type):
        return asdict(constant)
    return {"": constant}


def _changed(constant: Any, part: str, value: float) -> Any:
    if is_dataclass(constant) and not isinstance(constant, type):
        return replace(constant, **{part: value})
    return value
