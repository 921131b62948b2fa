"""Captions of pictures, taken out of a page's tree."""

from __future__ import annotations

from typing import Final

from lxml.html import HtmlElement

from index.readers.page.rules import Rules
from index.readers.page.tree import line_of, remove

_WORDS: Final = 120  # more is no caption, however the element is named
_TABLE_ROWS: Final = 4
_PICTURES: Final = ("img", "figure", "picture")


def take_captions(tree: HtmlElement, rules: Rules) -> tuple[str, ...]:
    """Remove the captions from ``tree``; their texts, each once, in the page's order."""
    captions: list[str] = []
    for element in list(tree.iterdescendants()):
        if element.getparent() is not None and _is_caption(element, rules):
            captions.append(line_of(element))
            remove(element)
    return tuple(dict.fromkeys(filter(None, captions)))


def _is_caption(element: HtmlElement, rules: Rules) -> bool:
    if element.tag in _PICTURES:
        return False
    if element.tag == "figcaption" or _is_picture_table(element):
        return _is_short(element)
    captioned = rules.captions.name(element) or _stands_under_picture(element)
    return captioned and element.find(".//img") is None and _is_short(element)


def _is_short(element: HtmlElement) -> bool:
    return 0 < len(line_of(element).split()) <= _WORDS


def _is_picture_table(element: HtmlElement) -> bool:
    """A table of old editors: the picture in one cell, its caption in the next."""
    if element.tag != "table" or element.find(".//img") is None:
        return False
    cells = [cell for cell in element.iter("td", "th") if line_of(cell)]
    return len(cells) <= 2 and len(element.findall(".//tr")) <= _TABLE_ROWS


def _stands_under_picture(element: HtmlElement) -> bool:
    """A centred or slanted line right behind a picture that stands alone in its block."""
    before = element.getprevious()
    if (
        element.tag not in ("p", "div")
        or before is None
        or before.tag not in ("p", "div", "center")
    ):
        return False
    if before.find(".//img") is None or line_of(before):
        return False
    centred = "center" in f"{element.get('style') or ''} {element.get('align') or ''}".lower()
    slanted = "".join("".join(one.itertext()) for one in element.iter("em", "i"))
    return centred or " ".join(slanted.split()) == line_of(element)
