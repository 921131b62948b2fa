"""Takes what is no story out of a page's tree: boxes of links, teasers, players, share bars.

Names of elements (``rules``) and shapes decide. Whatever holds the headline or much
of the page's prose stays, however it is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml.html import HtmlElement

from index.readers.page.measures import HEADLINE_WORDS, Measure, measured
from index.readers.page.rules import Rules
from index.readers.page.tree import line_of, remove

_NEVER: Final = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas",
    "video", "audio", "select", "option", "button", "input", "textarea", "nav", "footer",
    "aside", "dialog", "menu", "link", "meta", "base",
)  # fmt: skip
_BOXES: Final = frozenset({"ul", "ol", "div", "section", "table", "td", "dl", "article", "p"})
_CARDS: Final = frozenset({"li", "div", "article", "td", "section"})
_LINES: Final = frozenset({"p", "li", "h2", "h3", "h4", "h5", "div"})
_MUCH: Final = 0.3  # of the page's prose in one element: then its name is misleading
_LINKED: Final = 0.8  # of a box's words in links: a box of links
_CARD_WORDS: Final = 120
_CUE: Final = re.compile(
    r"^\W*(?:>+|»|xem thêm|đọc thêm|xem ngay|xem lại|đọc tiếp|(?:tin|bài|bài viết) liên quan|"
    r"tin cùng chủ đề|mời (?:bạn|quý vị|độc giả|bạn đọc) (?:xem|đọc)[^:]{0,40}|"
    r"(?:bạn )?có thể (?:bạn )?quan tâm)(?![^\W\d_])[^\w“\"]*",
    re.IGNORECASE,
)


def drop_furniture(tree: HtmlElement, rules: Rules) -> None:
    """Remove the furniture from ``tree``."""
    for element in list(tree.iter(*_NEVER)):
        if element.find(".//h1") is None:
            remove(element)
    measures = measured(tree)
    most = _MUCH * measures[tree].prose
    for element in list(tree.iterdescendants()):
        if not _may_go(element, measures[element], most):
            continue
        named = rules.furniture.name(element) and not rules.story.name(element)
        if named or _is_hidden(element) or _is_links(element, measures):
            remove(element)


def _may_go(element: HtmlElement, measure: Measure, most: float) -> bool:
    return (
        element.tag not in ("body", "main", "head", "h1")
        and not measure.titles
        and measure.prose <= most
        and element.getparent() is not None
    )


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("aria-hidden") == "true"


def _is_links(element: HtmlElement, measures: Mapping[HtmlElement, Measure]) -> bool:
    """Whether an element is there to lead to other stories."""
    measure = measures[element]
    if not measure.linked:
        return False
    several = measure.headline_links >= 2 and measure.linked >= _LINKED * measure.words
    return (
        (element.tag in _BOXES and several)
        or (element.tag in _CARDS and _is_card(element, measures))
        or (element.tag in _LINES and _is_linked_line(element, measure))
    )


def _is_card(element: HtmlElement, measures: Mapping[HtmlElement, Measure]) -> bool:
    """A teaser: a linked headline in a block of its own, perhaps a picture, a few words."""
    measure = measures[element]
    if not measure.headline_links or measure.words > _CARD_WORDS * measure.headline_links:
        return False
    if not measure.pictures and element.tag not in ("li", "article"):
        return False
    first = next((link for link in element.iter("a") if measures[link].headline_links), None)
    if first is None or first.getparent() is None:
        return False
    holder = first if first.getparent() is element else first.getparent()
    alone = measures[holder].words == measures[first].words and not (first.tail or "").strip()
    return alone and _begins(element, first)


def _begins(element: HtmlElement, link: HtmlElement) -> bool:
    """Whether ``link`` is the first long text of ``element``."""
    before = line_of(element).find(line_of(link))
    return 0 <= before <= 40


def _is_linked_line(element: HtmlElement, measure: Measure) -> bool:
    """A line that is one link to another story, or "Xem thêm:" before such links."""
    if measure.words > 3 * HEADLINE_WORDS.stop:
        return False
    line = line_of(element)
    cue = _CUE.match(line)
    if cue:
        return measure.linked >= 0.7 * len(line[cue.end() :].split()) > 0
    return measure.headline_links == 1 and measure.linked >= 0.95 * measure.words
