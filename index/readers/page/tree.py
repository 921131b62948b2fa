"""Bytes of a page → its tree, in the encoding that it declares, without scripts."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.errors import InputRejected
from index.readers.decode import declares_entities, decode_declared
from index.readers.limits import MAX_TAGS
from index.readers.refusal import ENTITIES, NO_ARTICLE, TOO_MANY_TAGS

_OPENING: Final = 4096
_LONGEST_CLASS: Final = 120  # code points; every rule of trafilatura searches all classes
_META_CHARSET: Final = re.compile(
    rb"<meta\b[^>]*\bcharset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE
)
_XML_ENCODING: Final = re.compile(rb"<\?xml\b[^>]*\bencoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_HEADER_CHARSET: Final = re.compile(r"\bcharset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)


def parse(raw: bytes, media_type: str | None = None) -> HtmlElement:
    """The page's tree; comments are left out.

    The charset of ``media_type`` (the Content-Type header) goes before the page's own.
    Raises :class:`InputRejected` for what is no text or has no elements.
    """
    text = decode_declared(raw, _declared(raw, media_type))
    if declares_entities(raw):
        raise InputRejected(ENTITIES)
    if text.count("<") > MAX_TAGS:
        raise InputRejected(TOO_MANY_TAGS, limit=MAX_TAGS)
    # the parser takes bytes: it refuses text that still declares its encoding
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputRejected(NO_ARTICLE) from error
    for element in tree.iter():
        if len(element.get("class") or "") > _LONGEST_CLASS:
            element.set("class", element.get("class")[:_LONGEST_CLASS])
    return tree


def _declared(raw: bytes, media_type: str | None) -> str | None:
    header = _HEADER_CHARSET.search(media_type or "")
    if header:
        return header[1]
    opening = raw[:_OPENING]
    own = _META_CHARSET.search(opening) or _XML_ENCODING.match(opening.lstrip())
    return own[1].decode("ascii", "replace") if own else None


def line_of(element: HtmlElement) -> str:
    """The element's text as one line; inline tags leave no space behind."""
    return " ".join("".join(element.itertext()).split())


def remove(element: HtmlElement) -> None:
    """Take the element and all it holds out of its tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
