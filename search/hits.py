"""One article as a search shows it: what was found in it, marked, and its passages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from index.article import Article, Field, Kept
from index.engines.base import EngineHit
from search.highlights import Highlighter, Marked, Match, ranges
from search.language.compile import Compiled
from search.limits import QUOTATIONS
from search.names import publisher
from search.page import FoundQuote, Hit, Matched
from search.quotations import Quotation, quotations
from search.snippets import snippets
from search.texts import Text


def highlighter_of(query: Compiled) -> Highlighter:
    """What marks the words of ``query`` in an article."""
    return Highlighter(query.full, [(word.having, word.any_marking) for word in query.words])


def hit_of(
    found: EngineHit,
    kept: Kept,
    persons: tuple[str, ...],
    highlighter: Highlighter,
    matched: Matched | None,
) -> Hit:
    """The hit of an article; ``persons`` are what the archive calls its persons."""
    article = kept.article
    (title, *texts), marked = marked_texts(article, persons, highlighter)
    in_title, *in_texts = marked.matches
    quotes = tuple(_found_quote(*each) for each in islice(marked.quotations.items(), QUOTATIONS))
    return Hit(
        id=article.id,
        title=article.title,
        title_ranges=ranges(title, in_title),
        title_derived=article.title_derived,
        url=article.url,
        outlet=article.outlet,
        outlet_label=publisher(article),
        sources=article.sources,
        persons=tuple(dict.fromkeys(persons)),
        date=article.date,
        date_kind=article.date_kind,
        score=found.score,
        snippets=snippets(texts, in_texts, marked.quotations),
        matched=matched,
        quotes=quotes,
        more_quotes=len(marked.quotations) - len(quotes),
        story=kept.story,
    )


def marked_texts(
    article: Article, persons: Sequence[str], highlighter: Highlighter
) -> tuple[list[Text], Marked]:
    """Title, standfirst and body, and what is found in them."""
    raw: dict[Field, str] = {
        "title": article.title,
        "standfirst": article.standfirst or "",
        "body": article.body,
    }
    texts = {field: Text(each) for field, each in raw.items()}
    title, *others = texts.values()
    quoted = quotations(article, texts, persons) if highlighter.quoting else []
    return [title, *others], highlighter.mark(title, others, quoted)


def _found_quote(quotation: Quotation, found: Sequence[Match]) -> FoundQuote:
    text, quote = quotation.text, quotation.quote
    shifted = tuple((a - quote.start, b - quote.start) for a, b in ranges(text, found))
    return FoundQuote(quote, text.raw[quote.start : quote.end], shifted)
