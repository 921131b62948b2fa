"""What is known about an article, each value with the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import About, Article, Evidence
from index.enrich.outlet import outlet_label
from search.request import SearchRequest
from web import links
from web.evidence import Why, why
from web.language import Language
from web.reading import Anchors


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a value is so: the words, a link to them where they stand in the text, the rule."""

    why: Why
    url: str | None


class Grounds:
    """Why each value of an article is so, what decided first, with links into the text."""

    def __init__(self, article: Article, anchors: Anchors, language: Language) -> None:
        self._read: dict[tuple[About, str], list[Evidence]] = {}
        for each in article.evidence:
            self._read.setdefault((each.about, each.value), []).append(each)
        self._anchors = anchors
        self._language = language

    def of(self, about: About, value: str) -> tuple[Ground, ...]:
        """Those of one value."""
        found = (why(each, self._language.code) for each in self._read.get((about, value), ()))
        return tuple(Ground(each, self._url(each)) for each in found)

    def _url(self, found: Why) -> str | None:
        at = self._anchors.at(found.evidence.place, found.at[0]) if found.at else None
        return f"#{at}" if at else None


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
    def of(cls, article: Article, persons: tuple[str, ...], grounds: Grounds) -> Facts:
        """``persons`` are the archive's values of the article's persons, in their order."""
        published, event = article.published, article.event
        outlet = article.outlet
        return cls(
            outlet=_outlet(outlet, grounds.of("outlet", outlet)) if outlet else None,
            authors=tuple(Fact(name, grounds.of("author", name)) for name in article.authors),
            published=grounds.of("published", published.value) if published else (),
            event=grounds.of("event", event.value) if event else (),
            persons=tuple(
                Fact(
                    value,
                    grounds.of("person", person.name),
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
                    grounds.of("source", source.value),
                    links.search_url(SearchRequest().only("source", source.value)),
                    kind=source.kind,
                )
                for source in article.sources
            ),
        )


def _outlet(code: str, grounds: tuple[Ground, ...]) -> Fact:
    return Fact(outlet_label(code), grounds, links.search_url(SearchRequest().only("outlet", code)))
