"""RSS, Atom and JSON Feed: headline, summary, date as stated, a Draft per entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.article import Draft, Options
from index.enrich.steps import understand
from index.errors import InputRejected
from index.readers import Refusal, read
from index.readers.feeds import read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Báo Bến Ngự</title><link>https://benngu.example/</link>
<item><title>Cầu mới &amp; đường mới</title><link>https://benngu.example/cau-1.html</link>
<guid isPermaLink="false">bn-1</guid><pubDate>Sat, 01 Mar 2025 01:00:00 GMT</pubDate>
<dc:creator>Lê Hạnh</dc:creator><category>Thời sự</category>
<description><![CDATA[<a href="x"><img src="y"></a></br>
Cây cầu dài <b>hai</b> cây số vừa thông xe.]]>
</description></item>
<item><title>Chuyện bến đò</title><link>https://benngu.example/do-2.html</link>
<description>Ông lái đò kể chuyện cũ […]</description>
<content:encoded><![CDATA[<p>Ông lái đò kể chuyện cũ bên bến sông.</p>
<figure><img><figcaption>Bến đò</figcaption></figure>
<p>Đò vẫn đông.</p>]]></content:encoded></item>
<item><guid>bn-3</guid></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>
<entry><id>tag:1</id><title type="html">M&amp;ugrave;a cam</title>
<link rel="alternate" href="https://b.example/cam"/>
<updated>2025-03-02T08:00:00+07:00</updated><author><name>Mít</name></author>
<summary>Cam chín vàng bãi.</summary></entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Bản tin",
    "home_page_url": "https://c.example",
    "items": [
        {
            "id": 7,
            "url": "https://c.example/7",
            "title": "Tin",
            "summary": "Tóm.",
            "content_html": "<p>Một.</p><p>Hai.</p>",
            "date_published": "2025-03-03T00:00:00Z",
            "authors": [{"name": "Lan"}],
            "tags": ["a"],
        }
    ],
}


def test_rss_gives_entries_with_what_they_state() -> None:
    feed = read_feed(RSS.encode())
    assert (feed.title, feed.url) == ("Báo Bến Ngự", "https://benngu.example/")
    first, second, third = feed.entries
    assert first.id == "bn-1"
    assert first.url == "https://benngu.example/cau-1.html"
    assert first.title == "Cầu mới & đường mới"
    assert first.summary == "Cây cầu dài hai cây số vừa thông xe."
    assert first.published == "Sat, 01 Mar 2025 01:00:00 GMT"
    assert first.authors == ("Lê Hạnh",)
    assert first.tags == ("Thời sự",)
    assert second.text == "Ông lái đò kể chuyện cũ bên bến sông.\nĐò vẫn đông."
    assert second.captions == ("Bến đò",)
    assert third.title is None


def test_a_file_of_a_feed_gives_articles_of_headline_and_summary(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS, encoding="utf-8")
    first, second, third = read([tmp_path / "feed.xml"])
    assert isinstance(first, Draft)
    article = understand(first, Options())
    assert article.title == "Cầu mới & đường mới"
    assert article.standfirst == "Cây cầu dài hai cây số vừa thông xe."
    assert article.published is not None
    assert article.published.value == "2025-03-01T08:00"
    assert article.authors == ("Lê Hạnh",)
    assert isinstance(second, Draft)
    assert second.standfirst is None  # an excerpt of the text
    assert isinstance(third, Refusal)


def test_atom() -> None:
    (entry,) = read_feed(ATOM.encode()).entries
    assert (entry.id, entry.url, entry.title) == ("tag:1", "https://b.example/cam", "Mùa cam")
    assert (entry.summary, entry.authors) == ("Cam chín vàng bãi.", ("Mít",))
    assert entry.published == "2025-03-02T08:00:00+07:00"


def test_json_feed(tmp_path: Path) -> None:
    raw = json.dumps(JSON_FEED).encode()
    (entry,) = read_feed(raw).entries
    assert (entry.id, entry.text, entry.tags) == ("7", "Một.\nHai.", ("a",))
    (tmp_path / "feed.json").write_bytes(raw)
    (draft,) = read([tmp_path / "feed.json"])
    assert isinstance(draft, Draft)
    assert (draft.title, draft.standfirst, draft.text) == ("Tin", "Tóm.", "Một.\nHai.")


def test_an_aggregator_names_the_feed_that_an_entry_is_from() -> None:
    taken = RSS.replace(
        "<guid isPermaLink", '<source url="https://v.example/rss">Vĩnh Hà</source><guid isPermaLink'
    )
    assert read_feed(taken.encode()).entries[0].outlet == "Vĩnh Hà"


def test_relative_links_are_resolved_by_the_address_of_the_feed() -> None:
    relative = ATOM.replace("https://b.example/cam", "/cam")
    assert (
        read_feed(relative.encode(), "https://b.example/feed").entries[0].url
        == "https://b.example/cam"
    )


def test_the_content_is_never_taken_for_an_address(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS, encoding="utf-8")
    with pytest.raises(InputRejected):
        read_feed(str(secret).encode())


@pytest.mark.parametrize(
    "raw", [b"<?xml version='1.0'?><sitemap/>", b"{}", b'{"version": "1"}', b""]
)
def test_what_is_no_feed_is_rejected(raw: bytes) -> None:
    with pytest.raises(InputRejected):
        read_feed(raw)
