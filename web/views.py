"""The documents that programs get, and that the page's template reads too.

One function per shape; none needs an application or a request.
``search_document(page)`` is ``GET /api/v1/search``, ``article_document(...)`` is
``GET /api/v1/articles/<id>``; ``links`` name only what answers. What several documents
have in common is in ``shapes``, the documents of names are in ``person_views``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.article import Evidence, Story
from index.comparison import ValueChange
from index.rules import rule_sentence
from index.store import Revision
from search.copies import Copy, Told
from search.markup import highlighted
from search.page import (
    ArticlePage,
    DateBar,
    DateFacet,
    Facet,
    FacetValue,
    FoundQuote,
    Hit,
    Matched,
    Page,
    Snippet,
)
from search.problems import Problem
from search.saved import SavedSearch, canonical
from search.suggest import Completion
from web import links
from web.revisions import Compared
from web.shapes import (
    Document,
    date_document,
    mention_document,
    quote_document,
    range_pairs,
    shown_date_document,
    source_documents,
    speaker_document,
)


def search_document(page: Page) -> Document:
    """The answer to a search; the shape is DESIGN's, documented in the help page."""
    return {
        "query": {
            "q": page.request.q,
            "understood": page.understood,
            "readings": list(page.readings),
            "alternatives": [{"typed": a.typed, "others": list(a.others)} for a in page.also],
            "widened": page.widened,
            "problems": [problem_document(problem) for problem in page.problems],
        },
        "total": {
            "value": page.total,
            "full": page.full,
            "relation": "eq",
            "group": page.request.counted,
        },
        "took_ms": page.took_ms,
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {
            **{name: _facet(facet) for name, facet in page.facets.items()},
            "date": _date_facet(page.date),
            "how": _how_facet(page),
        },
        "suggestions": [
            {"q": each.q, "kind": each.kind, "total": each.total} for each in page.suggestions
        ],
        "keywords": [
            {"text": each.text, "found": each.found, "archive": each.archive}
            for each in page.keywords
        ],
        "next": page.next_cursor,
        "links": _search_links(page),
    }


def completions_document(
    typed: str, completions: Sequence[Completion], problems: Sequence[Problem] = ()
) -> Document:
    """Ways to go on with what is typed; ``text`` is the whole query when one is taken."""
    return {
        "q": typed,
        "problems": [problem_document(problem) for problem in problems],
        "completions": [
            {"text": c.text, "label": c.label, "kind": c.kind, "articles": c.documents}
            for c in completions
        ],
    }


def problem_document(problem: Problem) -> Document:
    """A note about a lenient reading, in both languages."""
    return {
        "code": problem.code,
        "messages": {"vi": problem.message("vi"), "en": problem.message("en")},
        "position": problem.position,
        "parameter": problem.parameter,
    }


def article_document(article_page: ArticlePage, revisions: Sequence[Revision] = ()) -> Document:
    """One article as understood; offsets are code points of the field they name.

    ``evidence`` names for each value where it was read and by which rule.
    """
    kept, article = article_page.kept, article_page.kept.article
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "title_derived": article.title_derived,
        "standfirst": article.standfirst,
        "body": article.body,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "language": article.language,
        "section": article.section,
        "tags": list(article.tags),
        "captions": list(article.captions),
        "key_terms": list(article.key_terms),
        "recovered_from": list(article.recovered_from),
        "sources": source_documents(article.sources),
        "persons": [
            {
                "name": value,
                "here": person.name,
                "mentions": [mention_document(mention) for mention in person.mentions],
            }
            for person, value in zip(article.persons, article_page.persons, strict=True)
        ],
        "quotes": [
            quote_document(quote, quote.speaker_among(article.persons, article_page.persons))
            for quote in article.quotes
        ],
        "dates": {
            "published": date_document(article.published),
            "event": date_document(article.event),
            "first_seen": kept.first_seen,
        },
        "story": story_document(article_page.story) if article_page.story else None,
        "revisions": revisions_document(article.id, revisions),
        "evidence": [_evidence(each) for each in article.evidence],
        "links": {
            "self": links.article_api_url(article.id),
            "html": links.plain_article_url(article.id),
            "revisions": links.plain_article_url(article.id) + "/revisions",
        },
    }


def _evidence(evidence: Evidence) -> Document:
    """``rule`` is a stable code, ``why`` its sentence; offsets are null outside the text."""
    sentence = rule_sentence(evidence.rule)
    return {
        "about": evidence.about,
        "value": evidence.value,
        "rule": evidence.rule,
        "why": {"vi": sentence.vi, "en": sentence.en},
        "place": evidence.place,
        "key": evidence.key,
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
        "sure": evidence.sure,
    }


def revisions_document(id: str, revisions: Sequence[Revision]) -> list[Document]:
    """The earlier texts of an article, oldest first, without their words."""
    return [
        {
            "number": each.number,
            "replaced_at": each.replaced_at,
            "change": each.change,
            "title": each.article.title,
            "links": {"self": links.revision_api_url(id, each.number)},
        }
        for each in revisions
    ]


def compared_document(id: str, compared: Compared) -> Document:
    """A revision and what the text after it changed.

    In ``texts`` the pieces that are same or out are the earlier text, those that are
    same or in the later one.
    """
    return {
        "id": id,
        "number": compared.number,
        "replaced_at": compared.replaced_at,
        "changes": [_value_change(each) for each in compared.changes],
        "texts": [
            {
                "field": field,
                "pieces": [{"operation": p.operation, "text": p.text} for p in pieces],
            }
            for field, pieces in compared.texts
        ],
        "links": {
            "self": links.revision_api_url(id, compared.number),
            "article": links.article_api_url(id),
        },
    }


def _value_change(change: ValueChange) -> Document:
    return {"kind": change.kind, "before": change.before, "after": change.after}


def story_document(story: Told) -> Document:
    """A story: how many articles tell it, the first copy, and what the others made of it."""
    return {
        "id": story.id,
        "copies": story.copies,
        "first": story.members[0].id,
        "members": [_member(copy) for copy in story.members],
        "links": {"self": links.story_api_url(story.id)},
    }


def _member(copy: Copy) -> Document:
    return {
        "id": copy.id,
        "title": copy.title,
        "outlet": copy.outlet,
        "date": shown_date_document(copy.date, copy.date_kind),
        "first_seen": copy.first_seen,
        "first": copy.first,
        "same": round(copy.same, 3),
        "agencies_dropped": list(copy.dropped),
        "agencies_added": list(copy.added),
        "differences": [{"before": d.before, "after": d.after} for d in copy.differences],
        "links": {"self": links.article_api_url(copy.id), "html": links.plain_article_url(copy.id)},
    }


def _hit_story(story: Story | None) -> Document | None:
    if story is None:
        return None
    return {"id": story.id, "copies": story.copies, "is_first": story.first}


def saved_document(saved: SavedSearch) -> Document:
    """One saved search: its canonical query, its page, and when it was made."""
    return {
        "id": saved.id,
        "query": canonical(saved.request),
        "created_at": saved.created_at,
        "links": {
            "self": f"/api/v1/saved-searches/{saved.id}",
            "html": f"/s/{saved.id}",
            "search": links.api_url(saved.request.unwidened()),
        },
    }


def _hit(hit: Hit) -> Document:
    return {
        "id": hit.id,
        "title": hit.title,
        "title_ranges": range_pairs(hit.title_ranges),
        "title_derived": hit.title_derived,
        "url": hit.url,
        "outlet": hit.outlet,
        "sources": source_documents(hit.sources),
        "persons": list(hit.persons),
        "date": shown_date_document(hit.date, hit.date_kind),
        "score": hit.score,
        "snippets": [_snippet(snippet) for snippet in hit.snippets],
        "story": _hit_story(hit.story),
        "matched": matched_document(hit.matched),
        "quotes": [_found_quote(found) for found in hit.quotes],
        "more_quotes": hit.more_quotes,
    }


def _found_quote(found: FoundQuote) -> Document:
    """A quotation that ``said:`` found, whole; ``ranges`` count code points of ``text``."""
    return {
        **quote_document(found.quote, found.speaker),
        "text": found.text,
        "ranges": range_pairs(found.ranges),
    }


def matched_document(matched: Matched | None) -> Document | None:
    """How an article matched; null where no words were asked for."""
    if matched is None:
        return None
    return {
        "how": matched.how,
        "lacking": list(matched.lacking),
        "marking": list(matched.marking),
    }


def _snippet(snippet: Snippet) -> Document:
    return {
        "text": snippet.text,
        "ranges": range_pairs(snippet.ranges),
        "html": str(highlighted(snippet.text, snippet.ranges)),
        "quote": snippet.quote and speaker_document(snippet.quote, snippet.speaker),
    }


def _facet(facet: Facet) -> Document:
    with_kinds = facet.name == "source"
    return {
        "values": [_value(value, with_kinds) for value in facet.values],
        "missing": facet.missing.count,
        "distinct": facet.distinct,
    }


def _value(value: FacetValue, with_kinds: bool = False) -> Document:
    document: Document = {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
    }
    if with_kinds:
        document["kinds"] = [_value(kind) for kind in value.kinds]
    return document


def _how_facet(page: Page) -> Document:
    chosen = page.request.how
    return {
        "values": [
            {"value": how, "count": count, "selected": how in chosen}
            for how, count in page.hows.items()
        ]
    }


def _date_facet(facet: DateFacet) -> Document:
    return {
        "years": [_bar(year, ("months", "days")) for year in facet.years],
        "no_year": facet.no_year.count,
        "missing": facet.missing.count,
    }


def _bar(bar: DateBar, levels: Sequence[str]) -> Document:
    """A bar and, under the name of the next level, its parts."""
    document: Document = {"value": bar.value, "count": bar.count, "selected": bar.selected}
    if levels:
        document[levels[0]] = [_bar(part, levels[1:]) for part in bar.parts]
    return document


def _search_links(page: Page) -> Mapping[str, str]:
    request = page.request
    found = {
        "self": links.api_url(request),
        "html": links.plain_search_url(request),
        "explain": links.explain_api_url(request),
    }
    if page.next_cursor:
        found["next"] = links.api_url(request.with_cursor(page.next_cursor))
    elif request.order == "relevance" and request.page < page.pages:
        found["next"] = links.api_url(request.with_page(request.page + 1))
    if request.page > 1:
        found["prev"] = links.api_url(request.with_page(request.page - 1))
    return found
