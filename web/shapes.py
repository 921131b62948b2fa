"""The parts that several documents have in common: one shape each, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import ArticleDate, DateKind, Mention, Quote, Source

Document = dict[str, object]


def mention_document(mention: Mention) -> Document:
    """Offsets are code points of ``field``, here and wherever one is named."""
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "field": mention.field,
    }


def quote_document(quote: Quote, speaker: str | None) -> Document:
    """Offsets without the marks; ``cue`` is where the text names the speaker."""
    return {
        **speaker_document(quote, speaker),
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "field": quote.field,
        "cue": mention_document(quote.cue) if quote.cue else None,
    }


def speaker_document(quote: Quote, speaker: str | None) -> Document:
    """Who says it: a person, an organisation or a label; null where that is not known.

    ``speaker`` is what the archive calls it, ``here`` what the article does.
    """
    return {"speaker": speaker, "here": quote.speaker, "kind": quote.kind, "sure": quote.sure}


def source_documents(sources: Sequence[Source]) -> list[Document]:
    """The agencies of an article, the strongest kind first."""
    return [{"name": source.name, "kind": source.kind} for source in sources]


def date_document(date: ArticleDate | None) -> Document | None:
    """EDTF with its precision and origin; null where there is none."""
    if date is None:
        return None
    return {
        "value": date.value,
        "precision": date.precision,
        "origin": date.origin,
        "year_origin": date.year_origin,
    }


def shown_date_document(date: ArticleDate | None, kind: DateKind | None) -> Document | None:
    """The date that an article is shown and sorted by, and which of its dates that is."""
    shown = date_document(date)
    return None if shown is None else {**shown, "kind": kind}


def range_pairs(ranges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """What matched, as code points of the text beside it."""
    return [[start, end] for start, end in ranges]
