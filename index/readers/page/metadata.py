"""What a page says about its article, and in which of its fields it says so.

Each value is the first of a list of places: JSON-LD, OpenGraph and other meta
elements, microdata, ``<time>``. A site's own name is no author.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from index.address import host_of, joined
from index.readers.page.jsonld import article_object, texts
from index.readers.page.tree import line_of

_TITLES: Final = ("og:title", "twitter:title", "title", "dc.title", "headline")
_DESCRIPTIONS: Final = ("og:description", "twitter:description", "description", "dc.description")
_DATES: Final = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate",
    "publish_date", "publish-date", "published_time", "article.published", "date.published",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "sailthru.date",
    "parsely-pub-date", "its_publication", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_AUTHORS: Final = (
    "dable:author", "article:author", "cxenseparse:author", "parsely-author", "sailthru.author",
    "dc.creator", "author", "twitter:creator",
)  # fmt: skip
_SITES: Final = ("og:site_name", "application-name", "dc.publisher", "publisher")
_SECTIONS: Final = ("article:section", "articlesection", "its_section", "dc.subject")
_TAGS: Final = ("article:tag", "news_keywords", "keywords")
_HEADINGS: Final = (("h1",), ("h2", "h3"))
_SHORTEST_TITLE: Final = 3  # words; a shorter heading names a section
_TITLE_MARK: Final = re.compile(r"\s+[-–—|»]\s+")
_NAME_MARKS: Final = re.compile(r"\s*[;,|]\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says; ``keys`` names the field that each value stood in.

    ``is_article``: the page has an article's JSON-LD or states a time of publication.
    ``own_names`` are the site's names, none of which is an author.
    """

    url: str | None = None
    title: str | None = None
    standfirst: str | None = None
    outlet: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    is_article: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    own_names: frozenset[str] = frozenset()

    def or_authors(self, printed: tuple[str, ...]) -> Metadata:
        """With the authors that the page prints, where its metadata name none."""
        people = tuple(name for name in printed if not _is_site(name, self.own_names))
        if self.authors or not people:
            return self
        return replace(self, authors=people, keys={**self.keys, "authors": "printed byline"})


def metadata_of(tree: HtmlElement, url: str | None = None) -> Metadata:
    """The page's metadata. Never raises; what it does not say is None or empty."""
    page = _Page(tree)
    found = {
        "title": page.title(),
        "standfirst": page.standfirst(),
        "outlet": page.outlet(),
        "published": page.published(),
        "authors": page.authors(),
        "tags": page.tags(),
        "section": page.section(),
    }
    values = {name: one[1] for name, one in found.items() if one}
    return Metadata(
        url=page.address(url),
        language=(tree.get("lang") or "").strip().lower()[:2] or None,
        is_article=page.has_article or "published" in values,
        keys={name: one[0] for name, one in found.items() if one},
        own_names=page.own_names,
        **values,
    )


Said = tuple[str, Any] | None


class _Page:
    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._article = article_object(tree)
        self._meta = _meta(tree)

    @property
    def has_article(self) -> bool:
        return bool(self._article)

    def _first(self, names: Sequence[str]) -> tuple[str, str] | None:
        for name in names:
            for text in self._meta.get(name, ()):
                return f"meta {name}", text
        return None

    def title(self) -> Said:
        headline = texts(self._article.get("headline"))
        said = ("jsonld.headline", headline[0]) if headline else self._first(_TITLES)
        told = f"{said[1] if said else ''} {self._page_title}"
        for tags in _HEADINGS:
            for element in self._tree.iter(*tags):
                line = line_of(element)
                if len(line.split()) >= _SHORTEST_TITLE and line in told:
                    return element.tag, line
        return (
            said or self._only_heading() or (("title", self._page_title) if told.strip() else None)
        )

    def _only_heading(self) -> Said:
        """The page's one h1, where ``<title>`` names the site and not the article."""
        lines = [line_of(element) for element in self._tree.iter("h1")]
        only = len(lines) == 1 and len(lines[0].split()) >= _SHORTEST_TITLE
        return ("h1", lines[0]) if only else None

    @property
    def _page_title(self) -> str:
        return " ".join((self._tree.findtext(".//title") or "").split())

    def standfirst(self) -> Said:
        description = texts(self._article.get("description"))
        return ("jsonld.description", description[0]) if description else self._first(_DESCRIPTIONS)

    def published(self) -> Said:
        stated = self._article.get("datePublished")
        if isinstance(stated, str | int) and str(stated).strip():
            return "jsonld.datePublished", str(stated).strip()
        return self._first(_DATES) or self._time()

    def _time(self) -> Said:
        for element in self._tree.iter("time"):
            stated = (element.get("datetime") or "").strip()
            if stated:
                return "time datetime", stated
        return None

    def authors(self) -> Said:
        own = self.own_names
        for key, names in self._author_lists():
            people = tuple(dict.fromkeys(name for name in names if not _is_site(name, own)))
            if people:
                return key, people
        return None

    def _author_lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        yield "jsonld.author", texts(self._article.get("author"))
        for name in _AUTHORS:
            for text in self._meta.get(name, ()):
                yield f"meta {name}", _NAME_MARKS.split(text)

    @property
    def own_names(self) -> frozenset[str]:
        """What the site calls itself, collapsed: its metadata, its host, the tail of its titles."""
        said = [name for field in _SITES for name in self._meta.get(field, ())]
        host = host_of(self.address(None))
        tail = _TITLE_MARK.split(self._page_title)[-1]
        own = (*said, *texts(self._article.get("publisher")), host, *host.split("."), tail)
        return frozenset(map(_collapsed, own))

    def outlet(self) -> Said:
        publisher = texts(self._article.get("publisher"))
        return self._first(_SITES) or (("jsonld.publisher", publisher[0]) if publisher else None)

    def section(self) -> Said:
        sections = texts(self._article.get("articleSection"))
        return ("jsonld.articleSection", sections[0]) if sections else self._first(_SECTIONS)

    def tags(self) -> Said:
        for name in _TAGS:
            tags = [tag for text in self._meta.get(name, ()) for tag in _NAME_MARKS.split(text)]
            if any(tags):
                return f"meta {name}", tuple(dict.fromkeys(filter(None, tags)))
        return None

    def address(self, url: str | None) -> str | None:
        links = [
            link.get("href")
            for link in self._tree.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ]
        for stated in (*links, *self._meta.get("og:url", ()), url):
            address = joined(url, stated or "")
            if address is None:
                continue
            parts = urlsplit(address)
            home = parts.path in ("", "/") and stated != url and url
            if parts.scheme in ("http", "https") and parts.netloc and not home:
                return address
        return None


def _meta(tree: HtmlElement) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        text = " ".join(html.unescape(element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and text:
                found.setdefault(name, []).append(text)
    return found


def _collapsed(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold()


def _is_site(name: str, own: frozenset[str]) -> bool:
    """Whether an author is the site itself, an address or a number."""
    is_address = (
        "://" in name or "@" in name or bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+|\d+", name))
    )
    return not name or is_address or _collapsed(name) in own
