"""What a fetched page is, before anything is made of it."""

from __future__ import annotations

import json

from index.fetching.client import NONE, Page
from index.fetching.pages import feed_of
from index.readers.limits import MAX_FEED_TAGS

ADDRESS = "https://bao.test/bai"


def fetched(value: object) -> Page:
    return Page(ADDRESS, json.dumps(value).encode(), "application/json", NONE)


def test_other_json_is_no_feed_whatever_stands_in_it() -> None:
    marked = {
        "title": "Cầu",
        "body": "<rss><channel><item><title>Tin</title></item></channel></rss>",
    }
    many = [{"title": "Cầu", "body": "<p>Xe chạy.</p>" * MAX_FEED_TAGS}]
    assert feed_of(fetched(marked)) is None
    assert feed_of(fetched([marked])) is None
    assert feed_of(fetched(many)) is None


def test_a_json_feed_is_one() -> None:
    items = [{"id": "1", "title": "Cầu mới", "content_text": "Xe chạy."}]
    found = feed_of(fetched({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    assert found is not None
    assert [entry.title for entry in found.entries] == ["Cầu mới"]
