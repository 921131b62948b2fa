"""What kind of input this is: the one place that decides, by content, media type and name."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Final, Literal

from index.readers.refusal import UNSUPPORTED, Refusal
from index.readers.streams import COMPRESSED

Kind = Literal["text", "page", "feed", "lines", "json", "zip", "tar"]
ARCHIVES: Final = ("zip", "tar")

OPENING: Final = 4096
"""Bytes of a document's beginning that tell its kind."""

_NAMES: Final[dict[str, Kind]] = {
    ".txt": "text", ".text": "text",
    ".jsonl": "lines", ".ndjson": "lines",
    ".json": "json",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".shtml": "page", ".chn": "page",
    ".zip": "zip",
    ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
}  # fmt: skip
MEDIA_TYPES: Final[dict[str, Kind]] = {
    "text/html": "page", "application/xhtml+xml": "page",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
    "application/xml": "feed", "text/xml": "feed",
    "application/json": "json", "text/json": "json",
    "application/feed+json": "json", "application/ld+json": "json",
    "application/x-ndjson": "lines", "application/jsonl": "lines",
    "text/plain": "text",
}  # fmt: skip
_ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_MARK: Final = slice(257, 262)  # of a header: POSIX.1-1988, "ustar"
_SKIPPED: Final = r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype\b[^>\[]*(?:\[.*?\]\s*)?>)*"
_PAGE: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<!doctype\s+html\b|" + _SKIPPED + r"<(?:html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED: Final = re.compile(
    _SKIPPED + r"<(?:rss|feed|(?:\w+:)?RDF|(?:\w+:)?feed|channel)\b", re.IGNORECASE | re.DOTALL
)
_XML: Final = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_JSON: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")


def kind_of(path: PurePath) -> Kind | Refusal:
    """How to read the file, by its name; a Refusal (skipped) for a kind that is not read."""
    name = path.name.lower()
    packed = next((suffix for suffix in COMPRESSED if name.endswith(suffix)), "")
    suffix = PurePath(name.removesuffix(packed)).suffix
    if suffix in _NAMES:
        return _NAMES[suffix]
    return Refusal(str(path), UNSUPPORTED, {"kind": (suffix + packed) or "?"}, skipped=True)


def is_unnamed(path: PurePath) -> bool:
    """Whether the name says of a compressed file only that it is one: ``export.gz``."""
    inner = PurePath(path.stem).suffix[1:]
    return path.suffix.lower() in COMPRESSED and (not inner or inner.isdigit())


def kind_of_unnamed(start: bytes, path: PurePath) -> Kind | Refusal:
    """What such a file holds that unpacks to ``start``; a Refusal (skipped) for bare text.

    A file without a suffix is not read either: it may be anything, a log for one.
    """
    kind = kind_of_content(start)
    return kind if kind != "text" else kind_of(path)


def kind_of_content(start: bytes, name: str = "", media_type: str | None = None) -> Kind | Refusal:
    """What a document is that opens with ``start``.

    Its content is believed before ``media_type``, that before its ``name``: servers send
    feeds as text/html, and pages are saved as .txt. JSON by content is read value by
    value, which covers JSONL too. A Refusal for a media type that holds no text.
    """
    if start.startswith(_ZIP_MARKS):
        return "zip"
    if start[_TAR_MARK] == b"ustar":
        return "tar"
    opening = _opening(start)
    if _PAGE.match(opening):
        return "page"
    if _FEED.match(opening) or _XML.match(opening):
        return "feed"
    if _JSON.match(opening):
        return "json"
    stated = essence(media_type)
    if stated in MEDIA_TYPES:
        return MEDIA_TYPES[stated]
    if stated and not stated.startswith("text/") and stated != "application/octet-stream":
        return Refusal(name, UNSUPPORTED, {"kind": stated})
    by_name = kind_of(PurePath(name))
    return "text" if isinstance(by_name, Refusal) else by_name


def essence(media_type: str | None) -> str:
    """A media type without its parameters, in small letters; "" for none."""
    return (media_type or "").partition(";")[0].strip().lower()


def _opening(start: bytes) -> str:
    """The beginning as text, in the encoding that its mark names; no error for its cut end."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "ignore")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")
