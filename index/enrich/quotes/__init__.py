"""What an article quotes, and who says it.

marks (where quotation marks open and close) → sentences (the rest, cut) → phrases (who
could speak) → attribution (which of them does) → speakers (whom that means) → headings (a title's
speaker is named in the story)
"""

from __future__ import annotations

from collections.abc import Sequence

from index.article import FIELDS, Evidence, Field, Person, Quote
from index.enrich.quotes.finding import Found, in_field
from index.enrich.quotes.headings import headed
from index.enrich.quotes.speakers import Cast
from index.enrich.quotes.tables import speech

__all__ = ["find_quotes"]


def find_quotes(
    title: str, standfirst: str | None, body: str, persons: Sequence[Person]
) -> tuple[tuple[Quote, ...], tuple[Evidence, ...]]:
    """The direct quotations of an article in order, and for each where its speaker was read.

    ``persons`` are the article's own, as ``find_persons`` gave them for the same texts. A
    quotation has four words at least; without a speaker where the text does not say who.
    """
    texts: dict[Field, str] = {"title": title, "standfirst": standfirst or "", "body": body}
    lists = speech()
    cast = Cast(persons, texts, lists)
    found = [one for field in FIELDS for one in in_field(field, texts[field], cast, lists)]
    found = headed(found)
    return tuple(one.quote for one in found), tuple(_evidence(one) for one in found)


def _evidence(found: Found) -> Evidence:
    quote = found.quote
    return Evidence(
        about="quote",
        value=f"{quote.field}:{quote.start}",
        rule=found.rule,
        place=quote.field,
        text=found.text,
        start=found.start,
        end=found.end,
        sure=quote.sure,
    )
