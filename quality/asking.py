"""One query to the product, and to the plainest ranking there is, on the same index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.analysis import analyze
from index.engines.base import Engine
from index.engines.query import And, Clause, Node, Nothing, Or, Question, Term
from index.engines.schema import EXACT
from quality.measures import DEEP
from search.language.compile import Compiled
from search.request import PARAMETERS, SearchRequest
from search.service import Service

TEXT: Final = EXACT["text"]


def request(q: str, **wanted: object) -> SearchRequest:
    """The request of the page's URL with these parameters; None is the page's default.

    A parameter that the product does not have yet is left out.
    """
    pairs = [("q", q)]
    pairs += [(k, str(v)) for k, v in wanted.items() if v is not None and k in PARAMETERS]
    return SearchRequest.from_args(pairs)[0]


def ranking(service: Service, q: str, match: str | None = None, limit: int = DEEP) -> list[str]:
    """Ids of the best articles for ``q``, best first."""
    return [hit.id for hit in service.search(request(q, match=match, limit=limit)).hits]


def plain_ranking(engine: Engine, q: str, limit: int = DEEP) -> list[str]:
    """The same from an OR of the exact syllables of ``q`` in the text, each with weight 1.

    BM25 with the same constants, no title, no pairs, no folding: what a standard
    analyzer gives that keeps marks.
    """
    terms = _terms(q)
    rank = tuple(Clause(term, 1.0) for term in terms)
    where: Node = Or(terms) if terms else Nothing()
    return [hit.id for hit in engine.search(Question(where, rank, limit=limit)).hits]


def compiled(service: Service, asked: SearchRequest) -> Compiled:
    """What the service makes of a request before it asks the engine."""
    return service._compiled(asked)


def plain_and(q: str) -> Node:
    """Articles with every exact syllable of ``q``."""
    return And(_terms(q))


def _terms(q: str) -> tuple[Term, ...]:
    forms: Sequence[str] = analyze(q).exact
    return tuple(dict.fromkeys(Term(TEXT, form) for form in forms))
