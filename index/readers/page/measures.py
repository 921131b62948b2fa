"""How much of each element is running text, links and headlines: counted once per page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from index.readers.page.tree import line_of

PROSE_WORDS: Final = 12  # a block with as many words outside of links is running text
HEADLINE_WORDS: Final = range(5, 41)
_INLINE: Final = frozenset({
    "b", "strong", "i", "em", "u", "s", "span", "font", "small", "big", "sub", "sup", "mark", "q",
    "cite", "abbr", "acronym", "br", "wbr", "ins", "del", "time", "label", "a", "bdi",
})  # fmt: skip


@dataclass(slots=True)
class Measure:
    """Of one element with all it holds, in words; ``headline_links`` counts links of 5 to 40."""

    words: int = 0
    linked: int = 0
    prose: int = 0
    headline_links: int = 0
    headline_words: int = 0
    pictures: int = 0
    titles: int = 0
    own: int = 0  # words that stand in this block itself, outside of links and inner blocks


def measured(tree: HtmlElement) -> Mapping[HtmlElement, Measure]:
    """The measure of every element of ``tree``."""
    found: dict[HtmlElement, Measure] = {}
    # children come before their parents
    for element in reversed(list(tree.iter())):
        found[element] = _measure(element, found)
    return found


def _measure(element: HtmlElement, found: Mapping[HtmlElement, Measure]) -> Measure:
    here = Measure(own=_count(element.text))
    for child in element:
        inner = found[child]
        here.own += _count(child.tail) + (inner.own if child.tag in _INLINE else 0)
        here.words += inner.words + _count(child.tail)
        here.linked += inner.linked
        here.prose += inner.prose
        here.headline_links += inner.headline_links
        here.headline_words += inner.headline_words
        here.pictures += inner.pictures
        here.titles += inner.titles
    here.words += _count(element.text)
    if element.tag == "a":
        here.linked, here.own, here.prose = here.words, 0, 0
        if len(line_of(element).split()) in HEADLINE_WORDS:
            here.headline_links, here.headline_words = 1, here.words
    elif element.tag not in _INLINE and here.own >= PROSE_WORDS:
        here.prose += here.own
    here.pictures += element.tag == "img"
    here.titles += element.tag == "h1"
    return here


def _count(text: str | None) -> int:
    return len(text.split()) if text else 0
