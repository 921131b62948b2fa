"""What the tests of names and of quotations read of a text."""

from __future__ import annotations

from index.article import Evidence, Quote
from index.enrich.persons.recognising import find_persons
from index.enrich.quotes import find_quotes


def persons(text: str) -> list[str]:
    """The names of those whom a body names."""
    return [person.name for person in find_persons("Tin trong ngày", None, text)]


def both(
    body: str, title: str = "Họp dân", standfirst: str = ""
) -> tuple[tuple[Quote, ...], tuple[Evidence, ...]]:
    """The quotations, and the evidence of each."""
    return find_quotes(title, standfirst, body, find_persons(title, standfirst, body))


def quotes(body: str, title: str = "Họp dân", standfirst: str = "") -> tuple[Quote, ...]:
    """The quotations; they, their evidence and their cues stand where they say."""
    found, evidence = both(body, title, standfirst)
    texts = {"title": title, "standfirst": standfirst, "body": body}
    for quote, read in zip(found, evidence, strict=True):
        assert texts[quote.field][quote.start : quote.end] == quote.text
        assert read.value == f"{quote.field}:{quote.start}"
        assert read.start is not None
        assert texts[read.place][read.start : read.end] == read.text
        if quote.cue:
            cue = quote.cue
            assert texts[cue.field][cue.start : cue.end] == cue.text
    return found


def only(body: str, title: str = "Họp dân") -> Quote:
    """The one quotation of a body."""
    found = quotes(body, title)
    assert len(found) == 1, found
    return found[0]
