"""A feed's entries → what each of them came to.

The page behind an entry is fetched and has the word; the feed completes it. Where the
page cannot be had, the entry is the article and says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.article import Draft, Kept
from index.fetching.client import Client, Page
from index.fetching.findings import (
    ENTRY_KEPT,
    ENTRY_ONLY,
    ENTRY_TEXT,
    LATER,
    NO_LINK,
    NOT_MODIFIED,
    SEVERAL,
    Found,
    Unchanged,
)
from index.fetching.limits import MAX_ATTEMPTS, MAX_PAGES
from index.fetching.merging import completed
from index.fetching.pages import digest, drafts_of, state_of, validators
from index.fetching.refusal import NotFetched, because
from index.moment import day_of, told
from index.readers import Refusal
from index.readers.feeds import Entry, Feed, feed_drafts
from index.store import Fetched, Original


class Memory(Protocol):
    """What a store remembers of earlier visits."""

    def fetched(self, urls: Sequence[str]) -> Mapping[str, Fetched]:
        """The states of these addresses, by address."""

    def get_many(self, ids: Iterable[str]) -> Mapping[str, Kept]:
        """The live articles among ``ids``, by id."""

    def article_at(self, url: str) -> str | None:
        """The id of the live article at this address."""

    def get(self, id: str) -> Kept | None:
        """The live article with this id."""

    def original(self, id: str) -> Original | None:
        """What the live article with this id was made of."""


@dataclass(frozen=True, slots=True)
class _Announced:
    """An entry: the draft it makes by itself, the address of its page, its digest."""

    draft: Draft
    address: str
    digest: str


class Entries:
    """The entries of one feed in one visit. ``state`` is the feed's own."""

    def __init__(
        self, client: Client, memory: Memory, again: bool, feed: Feed, state: Fetched
    ) -> None:
        self._client = client
        self._memory = memory
        self._again = again
        self._feed = feed
        self._state = state
        self._left = MAX_PAGES
        self._settled = True

    def found(self) -> Iterator[Found]:
        """What each entry came to; last the feed itself, when nothing is left to do.

        A feed is remembered only then: else its "nothing new" would hide the rest.
        """
        entries = list(self._announced())
        places = [each.address for each in entries if isinstance(each, _Announced)]
        known = self._memory.fetched(places)
        alive = self._memory.get_many(state.article_id or "" for state in known.values())
        for each in entries:
            if isinstance(each, Found):
                yield each
            else:
                yield self._entry(each, known.get(each.address), alive)
        if self._settled:
            yield Found(None, self._state)

    def _announced(self) -> Iterator[_Announced | Found]:
        """The entries that lead to a page, and what became of the others."""
        drafts = feed_drafts(self._feed, self._state.url)
        if not self._feed.entries:
            yield from map(Found, drafts)
            return
        crawled = day_of(self._state.at)
        seen: set[str] = set()
        for entry, draft in zip(self._feed.entries, drafts, strict=True):
            address = self._address(entry)
            name = address or f"{self._state.url}#{entry.id or entry.title or ''}"
            if name in seen:
                continue
            seen.add(name)
            if isinstance(draft, Refusal):
                yield Found(replace(draft, origin=name))
            elif address is None:
                # its name in the feed recognises it when its words change
                own = entry.id and "f-" + digest(name.encode("utf-8", "replace"))[:20]
                alone = replace(draft, origin=name, own_id=own or None, crawled=crawled)
                yield self._standing_in(alone, Refusal(name, NO_LINK), None)
            else:
                own = digest(repr(entry).encode("utf-8", "replace"))
                lone = replace(draft, origin=name, url=address, crawled=crawled)
                yield _Announced(lone, address, own)

    def _address(self, entry: Entry) -> str | None:
        try:
            return self._client.check(entry.url) if entry.url else None
        except NotFetched:
            return None

    def _entry(self, each: _Announced, known: Fetched | None, alive: Container[str]) -> Found:
        """What the entry came to; ``known`` is the last state of its page.

        ``alive`` are those of the articles made of such pages that are still here: what
        was deleted does not come back because a feed still lists it.
        """
        same = None if self._again else known
        deleted = same and same.article_id and same.article_id not in alive
        if same and same.options != self._state.options:
            same = None  # other things are said about it now
        if known and (deleted or (same and same.entry == each.digest)):
            return Found(Unchanged(each.address, article_id=known.article_id))
        if self._left == 0:
            self._settled = False
            return Found(Refusal(each.address, LATER, {"limit": MAX_PAGES}, skipped=True))
        self._left -= 1
        try:
            page = self._client.get(each.address, validators(same))
        except NotFetched as error:
            return self._not_fetched(each, error, known)
        if same and (page is None or same.content == digest(page.body)):
            unchanged = Unchanged(
                each.address, NOT_MODIFIED, {"at": told(same.at)}, same.article_id
            )
            return Found(unchanged, replace(same, at=self._state.at, entry=each.digest, failures=0))
        assert page is not None  # noqa: S101  # without a known state there were no conditions
        return self._read(each, page, known)

    def _read(self, each: _Announced, page: Page, known: Fetched | None) -> Found:
        """The page's article, completed by the entry; the entry where the page has none."""
        state = replace(
            state_of(each.address, page, self._state.at, self._state.options),
            entry=each.digest,
            article_id=known.article_id if known else None,
        )
        drafts = list(drafts_of(page, state))
        if len(drafts) == 1 and isinstance(drafts[0], Draft):
            return Found(completed(drafts[0], each.draft, self._state.url), state)
        refused = [found for found in drafts if isinstance(found, Refusal)]
        why = refused[0] if refused else Refusal(each.address, SEVERAL)
        return self._without_page(each.draft, why, known, state)

    def _not_fetched(self, each: _Announced, error: NotFetched, known: Fetched | None) -> Found:
        """The page could not be had: for good, or to be tried at the next visit."""
        failures = (known.failures if known else 0) + 1
        again = error.temporary and failures < MAX_ATTEMPTS
        if again:
            self._settled = False
        at, options = self._state.at, self._state.options
        state = replace(
            known or Fetched(each.address, at, options),
            at=at,
            entry=None if again else each.digest,
            failures=failures,
        )
        if state.options != options:
            # the page we have was not read with these
            state = replace(state, options=options, etag=None, last_modified=None, content=None)
        why = Refusal(each.address, error.wording, error.details)
        return self._without_page(each.draft, why, known, state)

    def _without_page(
        self, entry: Draft, why: Refusal, known: Fetched | None, state: Fetched
    ) -> Found:
        """The entry as the article, unless a summary would take a whole text's place."""
        article = self._article(state)
        if article is not None and (known is None or known.whole):
            reason = because(ENTRY_KEPT, why.reason, why.details)
            return Found(
                Unchanged(state.url, reason, article_id=article),
                replace(state, whole=True, article_id=article),
            )
        return self._standing_in(entry, why, replace(state, whole=False))

    def _article(self, state: Fetched) -> str | None:
        """The live article that was made of this address, or came in otherwise."""
        if state.article_id and self._memory.get(state.article_id):
            return state.article_id
        return self._memory.article_at(state.url)

    def _standing_in(self, entry: Draft, why: Refusal, state: Fetched | None) -> Found:
        extra = {**entry.extra, "feed": self._state.url, "page": "not fetched"}
        note = because(ENTRY_TEXT if entry.text else ENTRY_ONLY, why.reason, why.details)
        return Found(replace(entry, extra=extra), state, note=note)
