"""RSS, Atom and JSON Feed → a Feed of entries, and each entry → a Draft.

A feed gives a headline and a summary; the page behind it has the text. feedparser
reads the XML dialects; it is given bytes only, never an address that it would open.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

from index.article import Draft
from index.errors import InputRejected
from index.readers.decode import declares_entities, decode
from index.readers.limits import (
    MAX_DOCUMENT,
    MAX_FEED_DEPTH,
    MAX_FEED_ENTITIES,
    MAX_FEED_TAGS,
    MEGABYTE,
)
from index.readers.markup import Plain, plain_text, without_markup
from index.readers.refusal import (
    BROKEN_FEED,
    EMPTY_FEED,
    ENTITIES,
    NO_ENTRY,
    OVERSIZED,
    TOO_DEEP,
    TOO_MANY_TAGS,
    Refusal,
)

__all__ = [
    "Entry",
    "Feed",
    "drafts_of_feed",
    "feed_drafts",
    "is_json_feed",
    "json_feed",
    "read_feed",
]

_CUT: Final = re.compile(r"\s*(?:\[?(?:\.\.\.|…)\]?|\[&hellip;\])\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed announces it.

    ``published`` is the date exactly as stated, ``id`` what the feed calls the
    entry (guid). ``text`` is the body where the feed carries it in full. ``outlet`` is
    the feed that an aggregator took the entry from.
    """

    id: str | None = None
    url: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str = ""
    published: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    outlet: str | None = None
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, the site it belongs to, its entries in the feed's order."""

    title: str | None
    url: str | None
    entries: tuple[Entry, ...]


def read_feed(raw: bytes, url: str | None = None) -> Feed:
    """The feed in ``raw``; ``url`` is where it came from and resolves relative links.

    Raises :class:`InputRejected` for what is no feed, declares entities of its own
    (an XML bomb) or is too large.
    """
    if len(raw) > MAX_DOCUMENT:
        raise InputRejected(OVERSIZED, limit=MAX_DOCUMENT // MEGABYTE)
    if _is_json(raw):
        found = json_feed_in(raw)
        if found is None:
            raise InputRejected(BROKEN_FEED, problem="JSON")
        return found
    _refuse_hostile(raw)
    return _xml_feed(raw, url)


def _refuse_hostile(raw: bytes) -> None:
    if declares_entities(raw):
        raise InputRejected(ENTITIES)
    if raw.count(b"<") > MAX_FEED_TAGS or raw.count(b"&") > MAX_FEED_ENTITIES:
        raise InputRejected(TOO_MANY_TAGS, limit=MAX_FEED_TAGS)
    depth = deepest = 0

    def start(name: str, attributes: object) -> None:  # noqa: ARG001  # expat's signature
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)

    def end(name: str) -> None:  # noqa: ARG001
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    with suppress(expat.ExpatError, ValueError, LookupError):  # feedparser mends what is broken
        parser.Parse(raw, True)
    if deepest > MAX_FEED_DEPTH:
        raise InputRejected(TOO_DEEP, limit=MAX_FEED_DEPTH)


def is_json_feed(value: object) -> bool:
    """Whether a JSON value is a JSON Feed (its ``version`` names the specification)."""
    return isinstance(value, Mapping) and "jsonfeed.org" in str(value.get("version", ""))


def drafts_of_feed(raw: bytes, origin: str, url: str | None = None) -> Iterator[Draft | Refusal]:
    """A Draft per entry of the feed in ``raw``. Raises as :func:`read_feed` does."""
    yield from feed_drafts(read_feed(raw, url), origin)


def feed_drafts(feed: Feed, origin: str) -> Iterator[Draft | Refusal]:
    """A Draft per entry; a Refusal for one without a headline and a text."""
    if not feed.entries:
        yield Refusal(origin, EMPTY_FEED, skipped=True)
    for number, entry in enumerate(feed.entries, start=1):
        where = f"{origin}:{number}"
        if entry.title or entry.summary or entry.text:
            yield _draft(entry, where)
        else:
            yield Refusal(where, NO_ENTRY)


def _draft(entry: Entry, origin: str) -> Draft:
    summary = entry.summary
    if summary and entry.text.startswith(_CUT.sub("", summary)):
        summary = None  # an excerpt of the text below is no standfirst
    return Draft(
        origin=origin,
        text=entry.text,
        structured=True,
        url=entry.url,
        title=entry.title,
        standfirst=summary,
        outlet=entry.outlet,
        published=entry.published,
        authors=entry.authors,
        tags=entry.tags,
        captions=entry.captions,
        keys={"published": "feed published"} if entry.published else {},
    )


def _line(value: object) -> str | None:
    return " ".join(plain_text(value).split()) or None if isinstance(value, str) else None


def _running(value: object) -> Plain:
    if not isinstance(value, str):
        return Plain("")
    text, captions = without_markup(value)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return Plain("\n".join(filter(None, lines)), captions)


def _xml_feed(raw: bytes, url: str | None) -> Feed:
    import feedparser  # takes .3 s to load; JSON needs none of it

    headers = {"content-location": url} if url else {}
    parsed: Any = feedparser.parse(io.BytesIO(raw), response_headers=headers)
    if not parsed.get("version") and not parsed["entries"]:
        raise InputRejected(BROKEN_FEED, problem=str(parsed.get("bozo_exception", "?"))[:80])
    return Feed(
        _line(parsed["feed"].get("title")),
        parsed["feed"].get("link"),
        tuple(map(_xml_entry, parsed["entries"])),
    )


def _xml_entry(entry: Mapping[str, Any]) -> Entry:
    contents = [_running(part.get("value")) for part in entry.get("content", ())]
    whole = max(contents, key=lambda content: len(content.text), default=Plain(""))
    names = [_line(author.get("name")) for author in entry.get("authors", ())]
    tags = [_line(tag.get("label") or tag.get("term")) for tag in entry.get("tags", ())]
    return Entry(
        id=entry.get("id"),
        url=entry.get("link"),
        title=_line(entry.get("title")),
        summary=_running(entry.get("summary")).text or None,
        text=whole.text,
        captions=whole.captions,
        published=entry.get("published") or entry.get("updated"),
        authors=tuple(filter(None, names)),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        outlet=_line(entry.get("source", {}).get("title")),
    )


def _is_json(raw: bytes) -> bool:
    return raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def json_feed_in(raw: bytes) -> Feed | None:
    """The JSON Feed in ``raw``; None for other JSON, an article or several.

    Raises :class:`InputRejected` for a feed that is too large or has no list of items.
    """
    if not _is_json(raw):
        return None
    try:
        value = json.loads(decode(raw))
    except (ValueError, RecursionError, InputRejected):
        return None
    if not is_json_feed(value):
        return None
    if len(raw) > MAX_DOCUMENT:
        raise InputRejected(OVERSIZED, limit=MAX_DOCUMENT // MEGABYTE)
    return json_feed(value)


def json_feed(value: Mapping[str, Any]) -> Feed:
    """The feed in a JSON Feed document, https://www.jsonfeed.org/version/1.1/.

    Raises :class:`InputRejected` when it has no list of items.
    """
    items = value.get("items")
    if not isinstance(items, list):
        raise InputRejected(BROKEN_FEED, problem="items")
    return Feed(
        _line(value.get("title")),
        _line(value.get("home_page_url")),
        tuple(_json_entry(item) for item in items if isinstance(item, Mapping)),
    )


def _json_entry(item: Mapping[str, Any]) -> Entry:
    authors = item.get("authors") or [item.get("author")]
    names = [_line(one.get("name")) for one in authors if isinstance(one, Mapping)]
    tags = item.get("tags")
    whole = _running(item.get("content_text") or item.get("content_html"))
    return Entry(
        id=str(item["id"]) if item.get("id") else None,
        url=_line(item.get("url")) or _line(item.get("external_url")),
        title=_line(item.get("title")),
        summary=_running(item.get("summary")).text or None,
        text=whole.text,
        captions=whole.captions,
        published=_line(item.get("date_published")) or _line(item.get("date_modified")),
        authors=tuple(filter(None, names)),
        tags=tuple(filter(None, map(_line, tags))) if isinstance(tags, list) else (),
    )
