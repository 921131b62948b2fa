"""What an input is: by its content before its media type, by that before its name."""

from __future__ import annotations

import codecs

import pytest

from index.readers import Refusal
from index.readers.kinds import Kind, kind_of_content

PAGE = b"<!-- x -->\n<!DOCTYPE html><html>"
FEED = b"<?xml version='1.0'?><rss version='2.0'>"


@pytest.mark.parametrize(
    ("start", "name", "media_type", "kind"),
    [
        (PAGE, "a.txt", "text/plain", "page"),
        (FEED, "a", "text/html; charset=utf-8", "feed"),
        (codecs.BOM_UTF8 + b"  " + FEED, "a", None, "feed"),
        ("\ufeff<html>".encode("utf-16-le"), "a.txt", None, "page"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html>", "a", None, "page"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a", None, "feed"),
        (b'[{"title": 1}]', "a.txt", None, "json"),
        (b"PK\x03\x04", "a.txt", None, "zip"),
        (b"Tin trong ng", "a", "application/rss+xml", "feed"),
        (b"Tin trong ng", "a.html", None, "page"),
        (b"Tin trong ng", "a.html", "text/plain", "text"),
        (b"Tin trong ng", "", None, "text"),
        (b"[1] Tin trong ng", "", None, "text"),
    ],
)
def test_content_then_media_type_then_name(
    start: bytes, name: str, media_type: str | None, kind: Kind
) -> None:
    assert kind_of_content(start, name, media_type) == kind


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf", "video/mp4"])
def test_a_media_type_without_text_is_refused(media_type: str) -> None:
    assert isinstance(kind_of_content(b"%PDF", "a", media_type), Refusal)
