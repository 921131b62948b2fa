"""The feeds that a page names."""

from __future__ import annotations

from index.readers.page.alternates import advertised_feeds

URL = "https://bao.test/the-gioi/"


def page(*links: str) -> bytes:
    return f"<html><head>{''.join(links)}</head><body><p>Nước lên.</p></body></html>".encode()


def test_feeds_of_every_kind_are_found_in_order_and_made_absolute() -> None:
    raw = page(
        '<link rel="alternate" type="application/rss+xml" href="/rss/the-gioi.rss">',
        '<link type="application/atom+xml; charset=utf-8" rel="ALTERNATE home" href="tin.atom">',
        '<link rel="alternate" type="application/feed+json" href="https://khac.test/tin.json">',
    )
    assert advertised_feeds(raw, URL) == (
        "https://bao.test/rss/the-gioi.rss",
        "https://bao.test/the-gioi/tin.atom",
        "https://khac.test/tin.json",
    )


def test_other_alternates_are_no_feeds() -> None:
    raw = page(
        '<link rel="alternate" hreflang="en" href="/en/">',
        '<link rel="stylesheet" type="text/css" href="/a.css">',
        '<link rel="alternate" type="application/rss+xml" href=" ">',
        '<link rel="alternate" type="application/rss+xml">',
    )
    assert advertised_feeds(raw, URL) == ()


def test_one_named_twice_is_one() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    assert advertised_feeds(page(link, link), URL) == ("https://bao.test/rss",)


def test_what_is_no_page_names_none() -> None:
    for raw in (b"", b"\x00\xff", b"   "):
        assert advertised_feeds(raw, URL) == ()
