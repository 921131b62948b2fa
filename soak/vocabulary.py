"""The words that queries are drawn from: an archive's own."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from random import Random
from typing import Final

from index.engines.base import Engine
from index.engines.schema import EXACT, MISSING, TERM

_FREQUENT: Final = 300
_KEPT: Final = 20_000
_IDS: Final = 500


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``frequent`` words are the costliest, ``words`` any others; the rest as facets have them."""

    frequent: tuple[str, ...]
    words: tuple[str, ...]
    terms: tuple[str, ...]
    persons: tuple[str, ...]
    outlets: tuple[str, ...]
    sources: tuple[str, ...]
    ids: tuple[str, ...]

    @classmethod
    def of(cls, engine: Engine, random: Random) -> Vocabulary:
        """What the index of ``engine`` holds, large fields as a sample."""
        counted = list(engine.terms(EXACT["text"]))
        frequent = heapq.nlargest(_FREQUENT, counted, key=lambda term: term.documents)
        ids = [name for name, _ in engine.documents()]
        return cls(
            frequent=tuple(term.text for term in frequent),
            words=_sample([term.text for term in counted], random),
            terms=_sample(_values(engine, TERM), random),
            persons=_sample(_values(engine, "person"), random),
            outlets=_sample(_values(engine, "outlet"), random),
            sources=_sample(_values(engine, "source"), random),
            ids=tuple(random.sample(ids, min(_IDS, len(ids)))),
        )


def _values(engine: Engine, facet: str) -> list[str]:
    return [term.text for term in engine.terms(facet) if term.text != MISSING]


def _sample(texts: list[str], random: Random) -> tuple[str, ...]:
    """At most _KEPT of ``texts``; one word where there is none, so that one can be drawn."""
    return tuple(random.sample(texts, min(_KEPT, len(texts)))) or ("nga",)
