"""One article as a search shows it: what was found in it, marked, and its passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Final

from index.article import FIELDS, Field, Kept
from index.engines.base import EngineHit
from search.highlights import Highlighter, Marked, Match, ranges
from search.language.compile import Compiled
from search.limits import QUOTATIONS
from search.names import publisher
from search.page import FoundQuote, Hit, Matched, Range
from search.quotations import Quotation, quotations
from search.snippets import snippets
from search.texts import Text

_start: Final = attrgetter("start")


def highlighter_of(query: Compiled) -> Highlighter:
    """What marks the words of ``query`` in an article."""
    return Highlighter(query.full, [(word.having, word.any_marking) for word in query.words])


@dataclass(frozen=True, slots=True)
class Shown:
    """An article to show, its ``persons`` as the archive calls them, and what gives its texts."""

    kept: Kept
    persons: tuple[str, ...]
    text: Callable[[Field], Text]


def hit_of(
    found: EngineHit, shown: Shown, highlighter: Highlighter, matched: Matched | None
) -> Hit:
    """The hit of an article."""
    article = shown.kept.article
    (title, *texts), marked = marked_texts(shown, highlighter)
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
        persons=tuple(dict.fromkeys(shown.persons)),
        date=article.date,
        date_kind=article.date_kind,
        score=found.score,
        snippets=snippets(texts, in_texts, marked.quotations),
        matched=matched,
        quotes=quotes,
        more_quotes=len(marked.quotations) - len(quotes),
        story=shown.kept.story,
    )


def marked_texts(shown: Shown, highlighter: Highlighter) -> tuple[list[Text], Marked]:
    """Title, standfirst and body, and what is found in them."""
    texts = {field: shown.text(field) for field in FIELDS}
    title, *others = texts.values()
    article = shown.kept.article
    quoted = quotations(article, texts, shown.persons) if highlighter.quoting else []
    return [title, *others], highlighter.mark(title, others, quoted)


def marked_ranges(texts: Sequence[Text], marked: Marked) -> list[tuple[Range, ...]]:
    """What the article's page marks of each text.

    A quotation that was found for its speaker alone has no word to mark: it is marked whole.
    """
    whole = [_whole(quotation) for quotation, found in marked.quotations.items() if not found]
    spans = []
    for text, matches in zip(texts, marked.matches, strict=True):
        here = [each for each in whole if each.quotation and each.quotation.text is text]
        spans.append(ranges(text, sorted([*matches, *here], key=_start)))
    return spans


def _whole(quotation: Quotation) -> Match:
    quote = quotation.quote
    return Match(quote.start, quote.end, (quotation.first, quotation.last), -1, quotation)


def _found_quote(quotation: Quotation, found: Sequence[Match]) -> FoundQuote:
    text, quote = quotation.text, quotation.quote
    shifted = tuple((a - quote.start, b - quote.start) for a, b in ranges(text, found))
    return FoundQuote(quote, quotation.speaker, text.raw[quote.start : quote.end], shifted)
