"""An address → what is new there: a page's article, or those of a feed's entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.article import Draft, Options
from index.errors import InputRejected
from index.fetching.client import Client, Page
from index.fetching.clock import Clock
from index.fetching.entries import Entries, Memory
from index.fetching.findings import NOT_MODIFIED, Found, Unchanged
from index.fetching.pages import digest, drafts_of, feed_of, state_of, validators, with_hint
from index.fetching.refusal import NotFetched
from index.moment import told
from index.readers import Refusal
from index.store import Fetched


class Visits:
    """Visits addresses with one client. ``again`` takes nothing for seen."""

    def __init__(self, client: Client, memory: Memory, clock: Clock, again: bool = False) -> None:
        self._client = client
        self._memory = memory
        self._clock = clock
        self._again = again

    def visit(self, url: str, options: Options) -> Iterator[Found]:
        """What is at ``url``, lazily: one page at a time is fetched.

        Never raises for what the network or a page does.
        """
        try:
            address = self._client.check(url)
            known = self._known(address, options)
            page = self._client.get(address, validators(known))
        except NotFetched as error:
            yield Found(Refusal(url, error.wording, error.details), trouble=error)
            return
        if known and (page is None or known.content == digest(page.body)):
            same = Unchanged(url, NOT_MODIFIED, {"at": told(known.at)}, known.article_id)
            yield Found(same)
            return
        assert page is not None  # noqa: S101  # without a known state there were no conditions
        at = self._clock.moment().isoformat(timespec="seconds")
        yield from self._new(url, page, state_of(address, page, at, options))

    def problem(self, url: str) -> NotFetched | Refusal | None:
        """Why there is nothing to watch at ``url``; None when a feed or an article is there.

        Fetches it once, and no page behind it.
        """
        try:
            page = self._client.get(url)
            if page is None or feed_of(page) is not None:
                return None
        except NotFetched as error:
            return error
        except InputRejected as error:
            return Refusal(url, error.wording, error.details)
        at = self._clock.moment().isoformat(timespec="seconds")
        found = list(drafts_of(page, state_of(url, page, at, Options())))
        refused = [each for each in found if isinstance(each, Refusal)]
        return with_hint(refused[0], page) if refused else None

    def _known(self, address: str, options: Options) -> Fetched | None:
        """The address's last state, unless it has to be asked as if new.

        So it is when other things are said about it now, and when its article was
        deleted or has come from elsewhere since: naming a page asks for it.
        """
        known = None if self._again else self._memory.fetched([address]).get(address)
        if known is None or known.options != options or not known.whole:
            return None
        if known.article_id is None:
            return known
        original = self._memory.original(known.article_id)
        # a record of JSON says its number behind the address
        here = (address, f"{address}:1")
        return known if original and original.draft.origin in here else None

    def _new(self, url: str, page: Page, state: Fetched) -> Iterator[Found]:
        try:
            feed = feed_of(page)
        except InputRejected as error:
            refusal = Refusal(url, error.wording, error.details)
            yield Found(refusal, trouble=refusal)
            return
        if feed is None:
            yield from _articles(url, page, state)
        else:
            yield from Entries(self._client, self._memory, self._again, feed, state).found()


def _articles(url: str, page: Page, state: Fetched) -> Iterator[Found]:
    """The articles of what is no feed; what is refused is not remembered."""
    found = list(drafts_of(page, state))
    single = len(found) == 1
    for each in found:
        if isinstance(each, Draft):
            yield Found(each, state if single else None)
        else:
            refusal = with_hint(replace(each, origin=url), page) if single else each
            yield Found(refusal, trouble=refusal if single else None)
    if len(found) > 1 and all(isinstance(each, Draft) for each in found):
        yield Found(None, state)
