"""HTML inside a record's text → plain text. Markup never gets past the reader."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final, NamedTuple

from index.errors import InputRejected
from index.readers.limits import MAX_TAGS
from index.readers.refusal import TOO_MANY_TAGS

_LOOKS_LIKE: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|figure|figcaption|h[1-6]|ul|ol|li|table|script|style|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|nbsp|apos|[a-z]{3,8});", re.IGNORECASE
)
_BLOCKS: Final = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "tr", "table", "section", "article", "figure"}
    | {"figcaption", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_SILENT: Final = frozenset({"script", "style", "noscript", "template"})


class Plain(NamedTuple):
    """Text without markup, and the captions of pictures that the markup sets apart."""

    text: str
    captions: tuple[str, ...] = ()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.captions: list[list[str]] = []
        self._silent = 0
        self._in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent += 1
        elif tag == "figcaption":
            self._in_caption = True
            self.captions.append([])
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("figcaption", "figure"):
            self._in_caption = False
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            (self.captions[-1] if self._in_caption else self.parts).append(data)


def plain_text(text: str) -> str:
    """The text of :func:`without_markup`, for what has no pictures."""
    return without_markup(text).text


def without_markup(text: str) -> Plain:
    """``text`` without tags, a line per block; without markup it stays as found.

    Entities are resolved ("NH&#7852;T" is NHẬT). Text that merely holds "<"
    (a < b) is no markup. Raises :class:`InputRejected` for more tags than any text has.
    """
    if text.count("<") > MAX_TAGS:
        raise InputRejected(TOO_MANY_TAGS, limit=MAX_TAGS)
    if not _LOOKS_LIKE.search(text):
        return Plain(unescape(text) if _ENTITY.search(text) else text)
    parser = _Text()
    parser.feed(text)
    parser.close()
    captions = (" ".join("".join(pieces).split()) for pieces in parser.captions)
    return Plain("".join(parser.parts).strip(), tuple(filter(None, captions)))
