"""JSON-LD of a page: the object that describes its article.

Vocabulary: https://schema.org/Article. Real pages put it into lists, ``@graph`` and
``mainEntity``, escape entities twice and break off in the middle.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml.html import HtmlElement

_ARTICLES: Final = frozenset({
    "Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle",
    "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting",
    "AdvertiserContentArticle", "SocialMediaPosting", "TechArticle", "Report", "ScholarlyArticle",
})  # fmt: skip
_INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
_DEPTH: Final = 6
_CONTROL: Final = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA: Final = re.compile(r",(\s*[}\]])")


def article_object(tree: HtmlElement) -> Mapping[str, Any]:
    """The first article object of the page's JSON-LD; empty when there is none."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for candidate in _objects(_loaded(script.text or ""), _DEPTH):
                if _is_article(candidate):
                    return candidate
    return {}


def _is_article(candidate: Mapping[str, Any]) -> bool:
    kinds = candidate.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.rpartition("/")[2] in _ARTICLES for kind in named)


def _loaded(text: str) -> object:
    """The JSON in a script; None where even a mended form of it is broken."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip(" \t\r\n;")
    mended = _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))
    for attempt in (text, mended):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        for name in _INSIDE:
            yield from _objects(value.get(name), depth - 1)


def texts(value: object) -> tuple[str, ...]:
    """The names in a JSON-LD value: a text, an object with a name, or a list of them."""
    if isinstance(value, str):
        # entities are escaped once by the JSON's author and again by the template
        text = " ".join(html.unescape(html.unescape(value)).split())
        return (text,) if text else ()
    if isinstance(value, dict):
        return texts(value.get("name"))
    if isinstance(value, list):
        return tuple(text for each in value for text in texts(each))
    return ()
