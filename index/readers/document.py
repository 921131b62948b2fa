"""One document in memory → Drafts: a page, a feed, JSON, a text, whatever it turns out to be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from index.article import Draft
from index.errors import InputRejected
from index.readers.kinds import ARCHIVES, OPENING, kind_of_content
from index.readers.limits import MAX_DOCUMENT, MEGABYTE
from index.readers.records import read_json, read_lines
from index.readers.refusal import OVERSIZED, UNSUPPORTED, Refusal
from index.readers.text import draft_of_text

__all__ = ["read_document"]

_STREAMED: Final = ("json", "lines")


def read_document(
    raw: bytes, origin: str, url: str | None = None, media_type: str | None = None
) -> Iterator[Draft | Refusal]:
    """A Draft or Refusal per article in ``raw``, lazily; one for a page, many for a feed.

    ``url`` is where it was fetched from, ``media_type`` the Content-Type it came with,
    charset included; both may be wrong, so the content decides what it is before they do.
    Never raises for what ``raw`` holds.
    """
    try:
        yield from _read(raw, origin, url, media_type)
    except InputRejected as error:
        yield Refusal(origin, error.wording, error.details)


def _read(
    raw: bytes, origin: str, url: str | None, media_type: str | None
) -> Iterator[Draft | Refusal]:
    kind = kind_of_content(raw[:OPENING], origin, media_type)
    if isinstance(kind, Refusal):
        yield kind
        return
    if kind not in _STREAMED and len(raw) > MAX_DOCUMENT:
        raise InputRejected(OVERSIZED, limit=MAX_DOCUMENT // MEGABYTE)
    if kind in ARCHIVES:
        raise InputRejected(UNSUPPORTED, kind=kind)
    if kind == "page":
        from index.readers.page import read_page  # loads trafilatura

        yield read_page(raw, origin, url, media_type)
    elif kind == "feed":
        from index.readers.feeds import drafts_of_feed  # loads feedparser

        yield from drafts_of_feed(raw, origin, url)
    elif kind == "json":
        yield from read_json(io.BufferedReader(io.BytesIO(raw)), origin)
    elif kind == "lines":
        yield from read_lines(io.BufferedReader(io.BytesIO(raw)), origin)
    else:
        yield draft_of_text(raw, origin, url)
