"""The whole path of a query on one screen: request → engine → store → Page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from index.article import Article, Kept
from index.engines.base import Answer, Engine, EngineHit
from index.engines.query import Node, Question
from index.enrich.outlet import outlet_label
from index.errors import ArticleNotFound
from search import cursor, dates, facets
from search.highlights import Highlighter, Text, ranges
from search.language.compile import Compiled, compile_query
from search.limits import RESULTS
from search.page import ArticlePage, Hit, Page
from search.problems import Problem
from search.request import SearchRequest
from search.snippets import snippets

FEW: Final = 10
"""Below this, a search offers match=any."""


class Articles(Protocol):
    """What a search needs of the store."""

    def get(self, id: str) -> Kept | None:
        """The article with this id."""

    def get_many(self, ids: Iterable[str]) -> Mapping[str, Kept]:
        """Those of ``ids`` that exist."""


@dataclass(frozen=True, slots=True)
class Service:
    """Answers searches. Stateless: one object serves every thread.

    Raises the engine's and the store's errors as they are; a query itself never
    fails.
    """

    store: Articles
    engine: Engine
    today: Callable[[], date] = dates.today

    def search(self, request: SearchRequest, problems: tuple[Problem, ...] = ()) -> Page:
        """The answer to ``request``; ``problems`` are those its reading met."""
        began = time.perf_counter()
        query = self._compiled(request)
        question = self._question(request, query.where, query)
        answer = self.engine.search(question)
        shown = answer.hits[: request.limit]
        more = len(answer.hits) > len(shown)
        return Page(
            request=request,
            understood=query.understood,
            readings=query.readings,
            problems=(*problems, *query.problems),
            total=answer.total,
            hits=self._hits(shown, query.where),
            facets=facets.facets(request, answer),
            date=facets.date_facet(request, answer.dates) if answer.dates else facets.NO_DATES,
            few=self._any_finds_more(request, question, answer),
            pages=min(-(-answer.total // request.limit), RESULTS // request.limit),
            next_cursor=_next(request, shown) if more else None,
            took_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def article(self, id: str, q: str = "", request: SearchRequest | None = None) -> ArticlePage:
        """One article with what ``q`` (or ``request``) matches in it.

        Raises :class:`ArticleNotFound`.
        """
        kept = self.store.get(id)
        if kept is None:
            raise ArticleNotFound(id=id)
        query = self._compiled(request or SearchRequest(q=q))
        article = kept.article
        texts = [Text(t) for t in (article.title, article.standfirst or "", article.body)]
        marked = Highlighter(query.where).mark(texts[0], texts[1:])
        title, standfirst, body = (ranges(t, m) for t, m in zip(texts, marked, strict=True))
        return ArticlePage(kept, _label(article), title, standfirst, body)

    def explain(self, q: str) -> Compiled:
        """What the language makes of ``q``, for `timtin explain`."""
        return compile_query(q, self.engine)

    def _compiled(self, request: SearchRequest, any_word: bool | None = None) -> Compiled:
        return compile_query(
            request.q,
            self.engine,
            any_word=request.match == "any" if any_word is None else any_word,
            any_marking=request.marks == "any",
        )

    def _question(self, request: SearchRequest, where: Node, query: Compiled) -> Question:
        after = request.after
        dated = request.order != "relevance"
        return Question(
            where=where,
            rank=() if dated else query.rank,
            filters=facets.filters(request, self.today()),
            facets=facets.wanted(request),
            dates=True,
            sort=request.order,
            offset=0 if after else (request.page - 1) * request.limit,
            # one more tells whether a cursor leads anywhere
            limit=request.limit + dated,
            after=after,
        )

    def _any_finds_more(self, request: SearchRequest, question: Question, answer: Answer) -> bool:
        if answer.total >= FEW or request.match == "any" or not request.q:
            return False
        loose = self._compiled(request, any_word=True).where
        if loose == question.where:
            return False
        wider = replace(
            question, where=loose, rank=(), facets=(), dates=False, limit=1, offset=0, after=None
        )
        return self.engine.search(wider).total > answer.total

    def _hits(self, found: tuple[EngineHit, ...], where: Node) -> tuple[Hit, ...]:
        articles = self.store.get_many([hit.id for hit in found])
        highlighter = Highlighter(where)
        # an article deleted since the index answered is left out
        return tuple(
            _hit(hit, articles[hit.id].article, highlighter) for hit in found if hit.id in articles
        )


def _hit(found: EngineHit, article: Article, highlighter: Highlighter) -> Hit:
    title, *texts = (Text(t) for t in (article.title, article.standfirst or "", article.body))
    in_title, *in_texts = highlighter.mark(title, texts)
    return Hit(
        id=article.id,
        title=article.title,
        title_ranges=ranges(title, in_title),
        title_derived=article.title_derived,
        url=article.url,
        outlet=article.outlet,
        outlet_label=_label(article),
        sources=article.sources,
        persons=tuple(person.name for person in article.persons),
        date=article.date,
        date_kind=article.date_kind,
        score=found.score,
        snippets=snippets(texts, in_texts),
    )


def _label(article: Article) -> str | None:
    return None if article.outlet is None else outlet_label(article.outlet)


def _next(request: SearchRequest, shown: tuple[EngineHit, ...]) -> str | None:
    if request.order == "relevance" or not shown:
        return None
    return cursor.encode(shown[-1].key, request.order)
