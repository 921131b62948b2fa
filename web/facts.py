"""What is known about an article, each value with the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import About, Article
from index.enrich.outlet import outlet_label
from search.request import SearchRequest
from web import evidence, links
from web.evidence import Why
from web.language import Language
from web.reading import Anchors


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a value is so: the words, a link to them where they stand in the text, the rule."""

    why: Why
    url: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. ``count`` are mentions, ``kind`` is an agency's.

    Of a person ``here`` is the article's own name where the archive has another, and
    ``search`` finds all articles; ``url`` is the page of the name.
    """

    text: str
    grounds: tuple[Ground, ...]
    url: str | None = None
    count: int = 0
    kind: str | None = None
    here: str | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the article page says beside the text; None and empty where nothing is known."""

    outlet: Fact | None
    authors: tuple[Fact, ...]
    published: tuple[Ground, ...]
    event: tuple[Ground, ...]
    persons: tuple[Fact, ...]
    sources: tuple[Fact, ...]

    @classmethod
    def of(
        cls, article: Article, persons: tuple[str, ...], anchors: Anchors, language: Language
    ) -> Facts:
        """``persons`` are the archive's values of the article's persons, in their order."""

        def why(about: About, value: str) -> tuple[Ground, ...]:
            return grounds(article, about, value, anchors, language)

        published, event = article.published, article.event
        outlet = article.outlet
        return cls(
            outlet=_outlet(outlet, why("outlet", outlet)) if outlet else None,
            authors=tuple(Fact(name, why("author", name)) for name in article.authors),
            published=why("published", published.value) if published else (),
            event=why("event", event.value) if event else (),
            persons=tuple(
                Fact(
                    value,
                    why("person", person.name),
                    links.person_url(value),
                    count=len(person.mentions),
                    here=person.name if person.name != value else None,
                    search=links.search_url(SearchRequest().only("person", value)),
                )
                for person, value in zip(article.persons, persons, strict=True)
            ),
            sources=tuple(
                Fact(
                    source.name,
                    why("source", source.value),
                    links.search_url(SearchRequest().only("source", source.value)),
                    kind=source.kind,
                )
                for source in article.sources
            ),
        )


def grounds(
    article: Article, about: About, value: str, anchors: Anchors, language: Language
) -> tuple[Ground, ...]:
    """Why one value is so, with links into the text."""
    found = evidence.grounds(article, about, value, language.code)
    return tuple(Ground(each, _url(each, anchors)) for each in found)


def _outlet(code: str, grounds: tuple[Ground, ...]) -> Fact:
    return Fact(outlet_label(code), grounds, links.search_url(SearchRequest().only("outlet", code)))


def _url(why: Why, anchors: Anchors) -> str | None:
    found = anchors.at(why.evidence.place, why.at[0]) if why.at else None
    return f"#{found}" if found else None
