"""What a visit to an address came to, one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from index.article import Draft
from index.fetching.refusal import NotFetched
from index.readers import Refusal
from index.store import Fetched
from index.wording import Wording


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An address that has nothing new, and why that is said.

    Without a ``reason`` it is an entry that was seen before. ``article_id`` is the
    article made of it, if any.
    """

    origin: str
    reason: Wording | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One input, what to say about it, and what to remember once it is kept.

    ``input`` is None for what is only to be remembered: the feed, when all its entries
    have come. ``state`` is None where there is nothing to remember. ``note`` is said
    beside an article that came in. ``trouble`` is why the visited address itself, a
    feed or a page by itself, is of no use.
    """

    input: Draft | Refusal | Unchanged | None
    state: Fetched | None = None
    note: Wording | None = None
    trouble: NotFetched | Refusal | None = None


NOT_MODIFIED: Final = Wording(
    vi="Không có gì mới kể từ lần lấy {at}.", en="Nothing new since it was fetched at {at}."
)
NOT_HERE: Final = Wording(
    vi="Mục tin đã lấy trước đây, bài không còn trong kho; --again lấy lại.",
    en="The entry was fetched before, its article is no longer here; --again fetches it anew.",
)
ENTRY_ONLY: Final = Wording(
    vi="Chỉ có tít và tóm tắt từ kênh tin, vì trang bài không lấy được: {reason}",
    en="Only headline and summary from the feed, for the page could not be had: {reason}",
)
ENTRY_TEXT: Final = Wording(
    vi="Nội dung lấy từ kênh tin, vì trang bài không lấy được: {reason}",
    en="The text is the feed's, for the page could not be had: {reason}",
)
ENTRY_KEPT: Final = Wording(
    vi="Giữ bài đã có, vì lần này trang bài không lấy được: {reason}",
    en="The article stays as it was, for this time the page could not be had: {reason}",
)
NO_LINK: Final = Wording(
    vi="mục tin không có liên kết tới trang bài.", en="the entry has no link to a page."
)
SEVERAL: Final = Wording(
    vi="địa chỉ của mục tin không phải trang của một bài.",
    en="the entry's address is not the page of one article.",
)
LATER: Final = Wording(
    vi="Để lần sau: mỗi lượt lấy tối đa {limit} trang của một kênh tin.",
    en="Left for the next time: {limit} pages of one feed are fetched at a time.",
)
SECTION: Final = Wording(
    vi="{reason} Trang này có kênh tin: {feeds}. Hãy lấy địa chỉ đó.",
    en="{reason} The page names a feed: {feeds}. Fetch that address instead.",
)
