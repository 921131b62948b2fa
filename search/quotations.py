"""The quotations of one article, in its own texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from index.article import Article, Field, Quote
from index.engines.quotations import speaker_names, told_apart
from search.texts import Text


@dataclass(frozen=True, slots=True, eq=False)
class Quotation:
    """A quotation as the tokens ``first`` to ``last`` of ``text``, and the speaker's names.

    ``speaker`` is what the archive calls who says it.
    """

    quote: Quote
    speaker: str | None
    text: Text
    first: int
    last: int
    names: Sequence[Text]


def quotations(
    article: Article, texts: Mapping[Field, Text], persons: Sequence[str]
) -> list[Quotation]:
    """Those of ``article`` that have words, in order, as the index has them.

    ``persons`` are the archive's values of the article's persons, in their order.
    """
    named = cache(Text)
    found = []
    for quote in told_apart(article):
        text = texts[quote.field]
        tokens = text.tokens.inside(quote.start, quote.end)
        if tokens:
            names = [named(name) for name in speaker_names(article, quote, persons)]
            speaker = quote.speaker_among(article.persons, persons)
            found.append(Quotation(quote, speaker, text, *tokens, names))
    return found
