"""A fetched page → the feed or the Drafts in it, and what to remember of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from index.article import Draft, Options
from index.fetching.client import NONE, Page, Validators
from index.fetching.findings import SECTION
from index.fetching.merging import own_address
from index.fetching.refusal import because
from index.moment import day_of
from index.readers import Refusal
from index.readers.document import read_document
from index.readers.feeds import Feed, json_feed_in, read_feed
from index.readers.kinds import OPENING, Kind, kind_of_content
from index.readers.page.alternates import advertised_feeds
from index.store import Fetched

_FEEDS_NAMED: Final = 3


def digest(content: bytes) -> str:
    """Names these bytes: 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def state_of(address: str, page: Page, at: str, options: Options) -> Fetched:
    """What to remember of the page. ``at`` is ISO 8601, UTC."""
    return Fetched(
        address,
        at,
        options,
        etag=page.validators.etag,
        last_modified=page.validators.last_modified,
        content=digest(page.body),
    )


def validators(known: Fetched | None) -> Validators:
    """What the host is told of the state we have."""
    return Validators(known.etag, known.last_modified) if known else NONE


def feed_of(page: Page) -> Feed | None:
    """The feed that the page is, None when it is none.

    Raises :class:`InputRejected` for a feed that cannot be read.
    """
    kind = _kind(page)
    if kind == "feed":
        return read_feed(page.body, page.url)
    return json_feed_in(page.body) if kind == "json" else None


def drafts_of(page: Page, state: Fetched) -> Iterator[Draft | Refusal]:
    """The articles of the page.

    The day of fetching is a crawl date, never a date of publication.
    """
    is_page = _kind(page) == "page"
    for found in read_document(page.body, state.url, page.url, page.media_type):
        if isinstance(found, Refusal):
            yield found
            continue
        draft = own_address(found, page.url) if is_page else found
        yield replace(draft, crawled=draft.crawled or day_of(state.at))


def _kind(page: Page) -> Kind | Refusal:
    return kind_of_content(page.body[:OPENING], page.url, page.media_type)


def with_hint(found: Refusal, page: Page) -> Refusal:
    """The refusal of a page that is no article, naming the feeds which the page does."""
    feeds = advertised_feeds(page.body, page.url, page.media_type)
    if not feeds:
        return found
    reason = because(SECTION, found.reason, found.details)
    return replace(found, reason=reason, details={"feeds": ", ".join(feeds[:_FEEDS_NAMED])})
