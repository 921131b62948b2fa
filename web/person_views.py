"""The documents of ``/api/v1/persons``, and the page's view of a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from index.engines.base import TermCount
from search.page import DateBar
from search.persons import Counted, PersonList, PersonPage, Said, Together
from search.request import SearchRequest
from web import links
from web.shapes import Document, quote_document, shown_date_document


def person_document(page: PersonPage) -> Document:
    """One name as the archive has it; ``shared`` says that several people may have it.

    ``roles``, ``places``, ``born`` and ``said`` were read in the newest ``read`` articles.
    """
    only = SearchRequest().only("person", page.value)
    return {
        "name": page.value,
        "articles": page.articles,
        "shared": page.shared,
        "known_as": [
            {"name": each.name, "origin": each.origin, "evidence": dict(each.evidence)}
            for each in page.known_as
        ],
        "namesake_of": page.bare,
        "namesakes": [
            {
                "name": one.value,
                "roles": list(one.roles),
                "places": list(one.places),
                "born": list(one.born),
                "from": one.first,
                "to": one.last,
                "articles": count,
            }
            for one, count in page.namesakes
        ],
        "over_time": {
            "years": [_bar(bar) for bar in page.date.years if bar.count],
            "no_year": page.date.no_year.count,
            "missing": page.date.missing.count,
        },
        "named_with": [_together(each) for each in page.company],
        "striking": [_together(each) for each in page.striking],
        "said": [_said(each) for each in page.said],
        "roles": _counted(page.roles),
        "places": _counted(page.places),
        "born": _counted(page.born),
        "outlets": _counted(page.outlets),
        "sources": _counted(page.sources),
        "read": page.read,
        "links": {
            "self": links.person_api_url(page.value),
            "html": links.plain_person_url(page.value),
            "search": links.api_url(only),
        },
    }


def persons_document(found: PersonList) -> Document:
    """The names under a letter, in the order of names or by falling articles."""
    return {
        "letter": found.letter,
        "sort": "count" if found.by_count else "name",
        "letters": [{"letter": letter, "names": n} for letter, n in found.letters],
        "names": _terms(found.names),
        "total": found.total,
    }


def _terms(names: Iterable[TermCount]) -> list[Mapping[str, Any]]:
    return [
        {
            "name": each.text,
            "articles": each.documents,
            "links": {"self": links.person_api_url(each.text)},
        }
        for each in names
    ]


def _bar(bar: DateBar) -> Document:
    return {"value": bar.value, "count": bar.count}


def _together(each: Together) -> Document:
    return {
        "name": each.name,
        "articles": each.articles,
        "archive": each.archive,
        "lift": each.lift,
    }


def _said(each: Said) -> Document:
    return {
        **quote_document(each.quote, each.speaker),
        "articles": each.articles,
        "article": {
            "id": each.article.id,
            "title": each.article.title,
            "date": shown_date_document(each.article.date, each.article.date_kind),
            "links": {"self": links.article_api_url(each.article.id)},
        },
    }


def _counted(rows: Iterable[Counted]) -> list[Document]:
    return [{"value": r.value, "label": r.label, "articles": r.articles} for r in rows]
