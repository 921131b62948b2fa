"""A small archive for the tests: texts of our own, on every engine."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from pathlib import Path

from index.article import Article, ArticleDate, Kept, Person, Source
from index.engines.base import Engine
from index.engines.document import document
from index.engines.memory import MemoryEngine
from search.page import Page
from search.request import SearchRequest
from search.service import Service

TODAY = date(2025, 11, 1)


class Shelf:
    """The articles themselves, as a store gives them."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.kept = {
            article.id: Kept(article, seq, seq, "2025-01-01T00:00:00Z")
            for seq, article in enumerate(articles, 1)
        }

    def get(self, id: str) -> Kept | None:
        return self.kept.get(id)

    def story(self, id: int) -> tuple[int, list[Kept]] | None:
        told = [kept for kept in self.kept.values() if kept.story and kept.story.id == id]
        told.sort(key=lambda kept: not (kept.story and kept.story.first))
        return (id, told) if told else None

    def get_many(self, ids: Iterable[str], without: Container[str] = ()) -> Mapping[str, Kept]:
        del without  # all of an article is there
        return {each: self.kept[each] for each in ids if each in self.kept}


MakeEngine = Callable[[Path], Engine]


def memory(folder: Path) -> Engine:
    return MemoryEngine()


def whoosh(folder: Path) -> Engine:
    from index.engines.whoosh import WhooshEngine

    return WhooshEngine(folder)


ENGINES: tuple[MakeEngine, ...] = (memory, whoosh)


class Archive:
    """Articles behind a real service."""

    def __init__(self, engine: Engine, articles: Iterable[Article]) -> None:
        self.shelf = Shelf(articles)
        self.engine = engine
        with engine.writer(visible=True) as writer:
            for kept in self.shelf.kept.values():
                writer.put(document(kept))
        self.service = Service(self.shelf, engine, lambda: TODAY)

    def page(self, q: str = "", **args: str | list[str]) -> Page:
        """The answer to ``q`` and parameters; ``not_outlet`` is ``-outlet``."""
        pairs = [("q", q)]
        for name, values in args.items():
            named = name.replace("not_", "-").rstrip("_")
            every = [values] if isinstance(values, str) else values
            pairs += [(named, value) for value in every]
        request, problems = SearchRequest.from_args(pairs, strict=True)
        return self.service.search(request, problems)

    def ids(self, q: str = "", **args: str | list[str]) -> list[str]:
        """The ids of the answer, in order, all on one page."""
        return [hit.id for hit in self.page(q, limit="100", **args).hits]


def article(id: str, body: str, title: str = "", **fields: object) -> Article:
    """An article with this text; ``date``, ``persons`` and ``sources`` as plain values."""
    day = fields.pop("date", None)
    persons = fields.pop("persons", ())
    sources = fields.pop("sources", ())
    assert isinstance(persons, tuple)
    assert isinstance(sources, tuple)
    published = None
    if isinstance(day, str):
        precision = {4: "year", 7: "month", 10: "day", 16: "minute"}[len(day)]
        precision = "day-no-year" if day.startswith("XXXX") else precision
        published = ArticleDate(day, precision, "metadata")  # type: ignore[arg-type]
    return Article(
        id=id,
        title=title,
        body=body,
        published=published,
        persons=tuple(Person(name) for name in persons),
        sources=tuple(Source(*each.split(":")) for each in sources),
        **fields,  # type: ignore[arg-type]
    )
