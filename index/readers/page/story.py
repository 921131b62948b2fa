"""The running text of a page's article: trafilatura finds it, a line per block.

What stands between two paragraphs of the story in the same element belongs to it:
trafilatura leaves out subheads and lists where a page names its elements oddly, and
there lets in text from elsewhere, a popup or the note under a comment form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from index.readers.page.captions import take_captions
from index.readers.page.furniture import drop_furniture
from index.readers.page.measures import PROSE_WORDS
from index.readers.page.rules import Rules
from index.readers.page.tree import line_of

_BLOCKS: Final = frozenset({
    "p", "div", "section", "article", "main", "header", "center", "address", "pre", "code", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "figure", "table", "tbody", "tr", "br", "details", "summary",
    "head", "list", "item", "row", "quote", "lb",  # trafilatura's own
})  # fmt: skip
_CELLS: Final = frozenset({"td", "th", "cell"})
_MOST: Final = 0.5  # of the story's words under one parent
_PARENTS: Final = 2  # paragraphs of the story that make their parent a part of it


@dataclass(frozen=True, slots=True)
class Story:
    """``text`` has a line per paragraph, subheads included; captions stand apart."""

    text: str
    captions: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """Words of running text: those in lines that are no headlines or labels."""
        lines = (len(line.split()) for line in self.text.split("\n"))
        return sum(words for words in lines if words >= PROSE_WORDS)


def story_of(tree: HtmlElement, url: str | None, rules: Rules) -> Story:
    """The article's text in the page; empty when none is found. Changes ``tree``."""
    captions = take_captions(tree, rules)
    drop_furniture(tree, rules)
    told = next((each for each in tree.iterdescendants() if rules.story.name(each)), None)
    if told is not None:  # a rule for this site says where its story stands
        return Story("\n".join(lines_of(told)), captions)
    found = bare_extraction(tree, url=url, include_comments=False, include_tables=True)
    if not isinstance(found, Document):
        return Story("", captions)
    return Story("\n".join(_completed(tree, lines_of(found.body))), captions)


def lines_of(body: etree._Element) -> list[str]:
    """The text of each block, in order; inline elements leave no space behind, table
    cells one."""
    lines = "".join(_pieces(body)).split("\n")
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _pieces(element: etree._Element) -> Iterator[str]:
    mark = "\n" if element.tag in _BLOCKS else " " if element.tag in _CELLS else ""
    yield mark
    yield _flat(element.text)
    for child in element:
        yield from _pieces(child)
        yield _flat(child.tail)
    yield mark


def _flat(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""


def _completed(tree: HtmlElement, lines: list[str]) -> list[str]:
    """``lines`` with what the page has between them, without what stands far from the most."""
    places = _paragraphs(tree, set(lines))
    known = set(lines) - _far_from_most(places)
    between: dict[str, list[str]] = {}
    for parent, count in Counter(map(_holder, places)).items():
        if count >= _PARENTS:
            between |= _between(parent, known)
    near = [line for line in lines if line in known]
    return [line for each in near for line in (each, *between.get(each, ()))]


def _holder(element: HtmlElement) -> HtmlElement:
    """The element that holds this paragraph beside others, above boxes of its own."""
    parent = element.getparent()
    while len(parent) == 1 and parent.getparent() is not None and parent.tag != "body":
        parent = parent.getparent()
    return parent


def _paragraphs(tree: HtmlElement, lines: set[str]) -> Mapping[HtmlElement, str]:
    """The elements whose whole text is one of ``lines``."""
    found: dict[HtmlElement, str] = {}
    for element in tree.iter("p", "div", "li", "blockquote", "h2", "h3", "h4"):
        if not any(child.tag in _BLOCKS for child in element):
            line = line_of(element)
            if line in lines and element.getparent() is not None:
                found[element] = line
    return found


def _far_from_most(places: Mapping[HtmlElement, str]) -> set[str]:
    """Lines that stand elsewhere in the page than the element that has most of the story.

    Where no element has most of it (each paragraph in a box of its own), none is far.
    """
    words: Counter[HtmlElement] = Counter()
    for element, line in places.items():
        words[_holder(element)] += len(line.split())
    if not words:
        return set()
    main, most = words.most_common(1)[0]
    if most < _MOST * words.total() or main.tag == "body":
        return set()
    near = main.getparent() if main.getparent() is not None else main
    inside = {line for element, line in places.items() if near in element.iterancestors()}
    return set(places.values()) - inside


def _between(parent: HtmlElement, known: set[str]) -> Mapping[str, list[str]]:
    """What stands between two known lines of ``parent``, by the line before it; and the
    signature behind the last one, a short line set to the right."""
    found: dict[str, list[str]] = {}
    before: str | None = None
    waiting: list[str] = []
    for child in parent:
        inside = lines_of(child)
        if any(line in known for line in inside):
            if before and waiting:
                found[before] = waiting
            before, waiting = next(line for line in reversed(inside) if line in known), []
        else:
            waiting = [*waiting, *inside]
            if before and len(inside) == 1 and _is_signature(child, inside[0]):
                found[before] = inside
    return found


def _is_signature(element: HtmlElement, line: str) -> bool:
    placed = f"{element.get('style') or ''} {element.get('align') or ''}".lower()
    return "right" in placed and len(line.split()) <= PROSE_WORDS
