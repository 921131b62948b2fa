"""One URL's parameters ↔ one SearchRequest, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.engines.query import Sort

Match = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected in one facet: any of ``include``, none of ``exclude``."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as its URL says it; see the parameter table in this file.

    ``sort`` None is the default: relevance with a query, newest without.
    ``match`` None is the default behaviour, all words required.
    """

    q: str = ""
    outlet: Selection = Selection()
    person: Selection = Selection()
    source: Selection = Selection()
    date: Selection = Selection()
    from_: str | None = None
    to: str | None = None
    sort: Sort | None = None
    match: Match | None = None
    marks: Literal["any"] | None = None
    limit: int = 10
    page: int = 1
    cursor: str | None = None
    lang: Literal["vi", "en"] | None = None
