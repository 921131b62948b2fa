"""The whole path of a query: request → engine → store → Page."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Final, Protocol

from index.article import Kept
from index.engines.base import Answer, Engine, EngineHit, Explanation
from index.engines.query import (
    HOW,
    Beneath,
    FacetWanted,
    Filter,
    Label,
    Nearest,
    Node,
    Question,
    Recency,
)
from index.engines.schema import MISSING, TERM
from index.errors import ArticleNotFound, StoryNotFound
from index.people import Identities
from search import cursor, dates, facets
from search.copies import Told, told
from search.highlights import Highlighter
from search.hits import Shown, highlighter_of, hit_of, marked_ranges, marked_texts
from search.hot import HotTexts
from search.keywords import WANTED, Keyword, keywords
from search.language.alternatives import Alternatives, load
from search.language.compile import Compiled, compile_query, full_of
from search.language.nodes import all_of, any_of
from search.language.readings import Read, read
from search.language.resolve import Reading
from search.limits import RESULTS
from search.names import publisher
from search.page import ArticlePage, Hit, Matched, Page
from search.person_names import HotPersonNames
from search.persons import PersonDesk
from search.problems import Problem, problem
from search.request import SearchRequest, Selection
from search.spare import Spare
from search.suggest import Suggester, Suggestion

FEW: Final = 10
"""Below this many full matches a search by relevance widens."""
FEW_OF_LONG: Final = 100
"""The same for a long query: long articles have all its words by chance, and of those that
are about it many lack one."""
LONG: Final = 5
"""A query is long when so many different words may be lacking: more than two compounds."""
NEAREST: Final = 200
"""A widened search adds so many articles that come near: nobody reads on to the thousandth,
and its facets would tell about all that has a frequent word."""
FULL: Final = 0.5
"""How much of its score an article that has all the words gains on those that come near."""
STRICT_WORDS: Final = 6
"""What has a word only with other marks than typed ranks below all that matches. Of a query
without marks that holds up to so many words: of a whole sentence the reading of a single
word says little."""
RECENCY: Final = 0.3
"""How much of its score a new article gains under recency=on."""
HALF_LIFE_DAYS: Final = 30
_FULL: Final = "full"
_HAVING: Final = "having "
_MARKING: Final = "marking "


class Articles(Protocol):
    """What a search needs of the store."""

    def get(self, id: str) -> Kept | None:
        """The article with this id."""

    def get_many(self, ids: Iterable[str], without: Container[str] = ()) -> Mapping[str, Kept]:
        """Those of ``ids`` that exist; fields that are ``without`` may be left out."""

    def story(self, id: int) -> tuple[int, Sequence[Kept]] | None:
        """The id of a story today and its articles, the first copy first."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A query as compiled and asked; the rest is of the article asked about."""

    query: Compiled
    question: Question
    article: Explanation | None = None
    matched: Matched | None = None
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """Answers searches. Stateless: one object serves every thread.

    Without a ``suggester`` nothing is suggested; it keeps what it worked out of an index,
    so one process has one.

    Raises the engine's and the store's errors as they are; a query itself never
    fails.
    """

    store: Articles
    engine: Engine
    today: Callable[[], date] = dates.today
    alternatives: Alternatives = field(default_factory=load)
    suggester: Suggester | None = None
    identities: Identities = field(default_factory=Identities)
    texts: HotTexts = field(default_factory=HotTexts)
    read: Read = read
    names: HotPersonNames = field(default_factory=HotPersonNames)

    def search(self, request: SearchRequest, problems: tuple[Problem, ...] = ()) -> Page:
        """The answer to ``request``; ``problems`` are those its reading met."""
        began = time.perf_counter()
        request = self.named(request)
        query = self._compiled(request)
        spare = Spare()
        question, answer = self._asked(request, query, spare)
        widened = question.where == query.wide != query.full
        shown = answer.hits[: request.limit]
        more = len(answer.hits) > len(shown)
        hits = self._hits(shown, query)
        few = not widened and spare.work(
            "near-left-out", partial(self._wide_finds_more, request, query, answer), False
        )
        suggestions = spare.work(
            "suggestions-left-out", partial(self._suggestions, request, query, answer), ()
        )
        keywords = spare.work("keywords-left-out", partial(self._keywords, query, answer), ())
        return Page(
            request=request,
            understood=query.understood,
            readings=query.readings,
            problems=(
                *problems,
                *query.problems,
                *self._told_apart(request),
                *spare.problems,
            ),
            also=query.also,
            total=answer.total,
            full=answer.labels.get(_FULL, answer.total),
            widened=widened,
            hows={how: answer.labels[how] for how in query.hows},
            hits=hits,
            facets=facets.facets(request, answer),
            date=facets.date_facet(request, answer.dates) if answer.dates else facets.NO_DATES,
            few=few,
            suggestions=suggestions,
            keywords=keywords,
            pages=min(-(-answer.total // request.limit), RESULTS // request.limit),
            next_cursor=_next(request, shown) if more else None,
            took_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def named(self, request: SearchRequest) -> SearchRequest:
        """``request`` with the persons' names of today for the older ones in it."""
        chosen = request.person
        person = self.identities.person
        named = Selection(_each(person, chosen.include), _each(person, chosen.exclude))
        return request if named == chosen else replace(request, person=named)

    def persons(self) -> PersonDesk:
        """What the archive says about names."""
        return PersonDesk(self.store, self.engine, self.identities, self.names)

    def article(self, id: str, q: str = "", request: SearchRequest | None = None) -> ArticlePage:
        """One article with what ``q`` (or ``request``) matches in it.

        Raises :class:`ArticleNotFound`.
        """
        kept = self.store.get(id)
        if kept is None:
            raise ArticleNotFound(id=id)
        query = self._compiled(request or SearchRequest(q=q))
        article = kept.article
        shown = self._shown(kept)
        texts, marked = marked_texts(shown, highlighter_of(query))
        title, standfirst, body = marked_ranges(texts, marked)
        story = self._story_of(kept)
        return ArticlePage(kept, publisher(article), title, standfirst, body, shown.persons, story)

    def _story_of(self, kept: Kept) -> Told | None:
        """The story as this article's page tells it; most articles are alone in theirs."""
        if kept.story is None:
            return None
        if kept.story.copies == 1:
            return told(kept.story.id, [kept])
        return self.story(kept.story.id)

    def story(self, id: int) -> Told:
        """A story by its id or one that led to it; raises :class:`StoryNotFound`."""
        found = self.store.story(id)
        if found is None:
            raise StoryNotFound(id=id)
        return told(*found)

    def explain(self, request: SearchRequest, id: str | None = None) -> Explained:
        """What becomes of the request's query and, of one article, why it matches.

        Raises :class:`ArticleNotFound`.
        """
        request = self.named(request)
        query = self._compiled(request)
        question = (self._wide if self._widens(request, query) else self._narrow)(request, query)
        # of an article that was not found every word is asked about
        question = replace(question, labels=_labels(request, query, exactly=False))
        if id is None:
            return Explained(query, question)
        kept = self.store.get(id)
        if kept is None:
            raise ArticleNotFound(id=id)
        found = self.engine.explain(question, id)
        return Explained(query, question, found, _matched(found.labels, query), kept)

    def _told_apart(self, request: SearchRequest) -> Iterator[Problem]:
        """What a person's name in force leaves out: namesakes with values of their own."""
        for name in request.person.include:
            others = self._namesakes(name)
            left = [each for each in others if each not in request.person.include]
            if left:
                yield problem("told-apart", parameter="person", name=name, others="; ".join(left))

    def _namesakes(self, name: str) -> list[str]:
        return [each.value for each in self.identities.namesakes(name)]

    def _compiled(self, request: SearchRequest) -> Compiled:
        return compile_query(request.q, self.engine, self._reading(request))

    def _reading(self, request: SearchRequest) -> Reading:
        first, last = facets.period(request, self.today())
        return Reading(
            any_marking=request.marks == "any",
            alternatives=None if request.alt == "off" else self.alternatives,
            first=first,
            last=last,
            person=self.identities.person,
            namesakes=self._namesakes,
            read=self.read,
        )

    def _asked(
        self, request: SearchRequest, query: Compiled, spare: Spare
    ) -> tuple[Question, Answer]:
        """The question in force and its answer: widened where few articles match.

        Whether few match is decided whatever the filters: a facet's count of n shows n
        articles when it is ticked.
        """
        if self._widens(request, query):
            question = self._wide(request, query)
            answer = spare.work("near-left-out", partial(self.engine.search, question), None)
            if answer is not None:
                return question, answer
        question = self._narrow(request, query)
        return question, self.engine.search(question)

    def _widens(self, request: SearchRequest, query: Compiled) -> bool:
        """Decided from the words alone."""
        return _may_widen(request) and self._finds_few(query)

    def _finds_few(self, query: Compiled) -> bool:
        return bool(query.words) and self._count(query.full) < few_for(query)

    def _narrow(self, request: SearchRequest, query: Compiled) -> Question:
        where = query.any_word if request.match == "any" else query.full
        return self._question(request, where, query)

    def _wide(self, request: SearchRequest, query: Compiled) -> Question:
        strict = query.marked or len(query.words) <= STRICT_WORDS
        return replace(
            self._question(request, query.wide, query),
            nearest=Nearest(query.full, NEAREST, FULL),
            beneath=Beneath(query.hows["marking"], query.full) if strict else None,
        )

    def _count(self, where: Node) -> int:
        return self.engine.search(Question(where, limit=0)).total

    def _question(self, request: SearchRequest, where: Node, query: Compiled) -> Question:
        after = request.after
        dated = request.order != "relevance"
        return Question(
            where=where,
            rank=() if dated else query.rank,
            proximity=None if dated else query.proximity,
            recency=None if dated else self._recency(request, query),
            labels=_labels(request, query, exactly=where == query.full),
            filters=(*facets.filters(request, self.today()), *_how_filter(request, query)),
            facets=(*facets.wanted(request), *self._terms_wanted(request)),
            dates=True,
            sort=request.order,
            offset=0 if after else (request.page - 1) * request.limit,
            # one more tells whether a cursor leads anywhere
            limit=request.limit + dated,
            after=after,
            group=request.counted,
        )

    def _terms_wanted(self, request: SearchRequest) -> tuple[FacetWanted, ...]:
        """All key terms of what is found, where something is asked for."""
        narrowed = request.q or facets.filters(request, self.today())
        return (WANTED,) if narrowed and _is_first(request) else ()

    def _recency(self, request: SearchRequest, query: Compiled) -> Recency | None:
        if request.recency is None:
            return None
        now = dates.Span(self.today(), self.today()).end
        return Recency(now, HALF_LIFE_DAYS * dates.DAY_MINUTES, RECENCY, query.phrase)

    def _wide_finds_more(self, request: SearchRequest, query: Compiled, answer: Answer) -> bool:
        """Whether the same filters find more where the search widens."""
        if _may_widen(request) or request.match == "any" or query.wide == query.full:
            return False
        if not self._finds_few(query):
            return False
        by_relevance = replace(request, match=None, sort=None, cursor=None)
        wide = replace(self._wide(by_relevance, query), labels=(), facets=(), dates=False, limit=0)
        return self.engine.search(wide).total > answer.total

    def _suggestions(
        self, request: SearchRequest, query: Compiled, answer: Answer
    ) -> tuple[Suggestion, ...]:
        if self.suggester is None or not request.q or not _is_first(request):
            return ()
        if any(each.code == "recovered" for each in query.problems):
            return ()  # it was read as it was meant already
        full = answer.labels.get(_FULL, answer.total)
        return self.suggester.corrections(request.q, partial(self._total, request), full)

    def _total(self, request: SearchRequest, q: str) -> int:
        """How many articles have all of ``q`` under the filters of ``request``."""
        return self.engine.search(
            Question(
                full_of(q, self.engine, self._reading(request)),
                filters=facets.filters(request, self.today()),
                limit=0,
                group=request.counted,
            )
        ).total

    def _keywords(self, query: Compiled, answer: Answer) -> tuple[Keyword, ...]:
        counts = answer.facets.get(TERM)
        if counts is None:
            return ()
        words = [word.text for word in query.words]
        return keywords(counts, answer.total, self.engine.status().documents, words)

    def _hits(self, found: tuple[EngineHit, ...], query: Compiled) -> tuple[Hit, ...]:
        highlighter = highlighter_of(query)
        articles = self.store.get_many([hit.id for hit in found], self._unread(highlighter))
        # an article deleted since the index answered is left out
        return tuple(
            hit_of(
                hit,
                self._shown(articles[hit.id]),
                highlighter,
                _matched(hit.labels, query),
            )
            for hit in found
            if hit.id in articles
        )

    def _shown(self, kept: Kept) -> Shown:
        return Shown(kept, self.identities.values(kept.article), partial(self.texts.text, kept))

    def _unread(self, highlighter: Highlighter) -> frozenset[str]:
        """What of an article no hit shows: most of what is stored of it."""
        unread = {"evidence"}
        if not highlighter.quoting:
            unread.add("quotes")
            if not self.identities.by_mentions:
                unread.add("mentions")
        return frozenset(unread)


def _each(person: Callable[[str], str], names: tuple[str, ...]) -> tuple[str, ...]:
    """The values of names, once each; a bucket is no name."""
    return tuple(dict.fromkeys(name if name == MISSING else person(name) for name in names))


def _may_widen(request: SearchRequest) -> bool:
    """A date order and ``match`` never widen."""
    return request.match is None and request.order == "relevance"


def few_for(query: Compiled) -> int:
    """A search for ``query`` widens where fewer articles match in full."""
    return FEW_OF_LONG if query.loose >= LONG else FEW


def _is_first(request: SearchRequest) -> bool:
    return request.page == 1 and request.cursor is None


def _labels(request: SearchRequest, query: Compiled, exactly: bool) -> tuple[Label, ...]:
    """What is asked about each article; what it lacks only where that can be."""
    if not query.hows:
        return ()
    full = all_of([query.full, *(each.node for each in _how_filter(request, query))])
    labels = [Label(how, node) for how, node in query.hows.items()]
    labels.append(Label(_FULL, full))
    if not exactly:
        for number, word in enumerate(query.words):
            labels.append(Label(f"{_HAVING}{number}", word.having))
            labels.append(Label(f"{_MARKING}{number}", word.any_marking))
    return tuple(labels)


def _how_filter(request: SearchRequest, query: Compiled) -> tuple[Filter, ...]:
    if not request.how or not query.hows:
        return ()
    return (Filter(HOW, any_of(query.hows[how] for how in request.how)),)


def _matched(labels: frozenset[str], query: Compiled) -> Matched | None:
    how = next((each for each in query.hows if each in labels), None)
    if how is None or _FULL in labels:
        return how and Matched(how)
    lacking: list[str] = []
    marking: list[str] = []
    for number, word in enumerate(query.words):
        if f"{_HAVING}{number}" not in labels:
            (marking if f"{_MARKING}{number}" in labels else lacking).append(word.text)
    return Matched(how, tuple(lacking), tuple(marking))


def _next(request: SearchRequest, shown: tuple[EngineHit, ...]) -> str | None:
    if request.order == "relevance" or not shown:
        return None
    return cursor.encode(shown[-1].key, request.order)
