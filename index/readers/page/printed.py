"""What a page prints around its headline: the line with its date, who wrote it.

For pages whose metadata do not say. A date in the site's own header is today's, not
the article's; so only elements that share a close ancestor with the headline count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from index.readers.page.rules import Rules
from index.readers.page.tree import line_of

_MONTH: Final = (
    r"(?:\d{1,2}|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?:\s+(?:một|hai))?)"
)
_DAY: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}\s+(?:tháng|thg)\s+{_MONTH}\s*,?\s*(?:năm\s+)?\d{{4}}"
    rf"|(?:tháng|thg)\s+{_MONTH}\s+\d{{1,2}}\s*,\s*\d{{4}}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\s*,\s+\d{4})(?!\d)",
    re.IGNORECASE,
)
_LEVELS: Final = 4  # ancestors of the headline that are looked through
_LINE_WORDS: Final = 16
_STAMP_WORDS: Final = 8
_BESIDE: Final = 2  # lines beside the date that may name who wrote
_LEAD_WORDS: Final = 30  # a longer block is the story: the head of the page ends there
_NAME_WORDS: Final = range(2, 6)
_ROLE: Final = re.compile(
    r"^(?:tác giả|bài viết|(?:bài|tin)(?:\s*(?:và|,)\s*ảnh)?|thực hiện|theo|bởi|(?:posted )?by)"
    r"\s*[:\-]?\s+",
    re.IGNORECASE,
)
_NAME_MARKS: Final = re.compile(r"\s*[;,|/•·]\s*|\s+[-–—&]\s+|\s+và\s+")

Names = tuple[str, ...]


def headline_element(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    """The innermost element whose whole text is the headline; an h1 before others."""
    if not title:
        return None
    wanted = " ".join(title.split())
    for tags in (("h1",), ("h2", "h3", "div", "p", "span", "header")):
        fitting = [element for element in tree.iter(*tags) if line_of(element) == wanted]
        if fitting:
            return fitting[-1] if tags[0] == "h1" else _innermost(fitting)
    return None


def _innermost(fitting: list[HtmlElement]) -> HtmlElement:
    first = fitting[0]
    inside = [element for element in fitting if first in element.iterancestors()]
    return inside[-1] if inside else first


def date_element_near(headline: HtmlElement) -> HtmlElement | None:
    """The innermost element nearest to the headline that prints a full date, or None."""
    for element in _around(headline):
        if _DAY.search(line_of(element)):
            return [inner for inner in element.iter() if _DAY.search(line_of(inner))][-1]
    return None


def date_line(element: HtmlElement) -> str:
    """What the element with the date prints, without what a "|" sets apart from it; of a
    long line the day alone."""
    line = next(filter(_DAY.search, line_of(element).split(" | ")), "")
    day = _DAY.search(line)
    return day[0] if day and len(line.split()) > _STAMP_WORDS else line


def authors_near(headline: HtmlElement, dated: HtmlElement | None, rules: Rules) -> Names:
    """The names near the headline: in elements named after authors, else beside the date."""
    for element in _around(headline):
        if rules.authors.name(element):
            found = _names_in(element)
            if found:
                return found
    return _beside(dated) if dated is not None else ()


def authors_in(tree: HtmlElement, rules: Rules) -> Names:
    """The names in elements named after authors, in a tree without furniture."""
    for element in tree.iterdescendants():
        if rules.authors.name(element) and len(line_of(element).split()) <= _LINE_WORDS:
            found = _names_in(element)
            if found:
                return found
    return ()


def _names_in(element: HtmlElement) -> Names:
    """The names an element lists; of its parts when the whole is more than names."""
    whole = names(_DAY.split(line_of(element))[0])
    parts = (names(line_of(part)) for part in element.iterdescendants())
    return whole or next(filter(None, parts), ())


def _beside(dated: HtmlElement) -> Names:
    beside = (*dated.itersiblings(preceding=True), *dated.itersiblings())
    said = [line for line in map(line_of, beside) if any(map(str.isalnum, line))]
    return next(filter(None, map(names, said[:_BESIDE])), ())


def _around(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Elements of one line near the headline, nearest ancestor first, down to the story."""
    seen = {headline}
    above = headline
    for _ in range(_LEVELS):
        parent = above.getparent()
        flat = parent is not None and parent.tag == "body"
        if parent is None or (flat and above is not headline):
            return
        passed = False
        for element in parent.iterdescendants():
            passed = passed or element is headline
            line_words = len(line_of(element).split())
            if passed and element.tag == "p" and line_words > 2 * _LEAD_WORDS:
                break
            if element in seen or (flat and not passed) or _in_link_box(element):
                continue
            if 0 < line_words <= _LINE_WORDS:
                seen.add(element)
                yield element
        above = parent


def _in_link_box(element: HtmlElement) -> bool:
    """Whether it belongs to a list of other stories, which have dates of their own."""
    around = (element, *element.iterancestors())
    return any(one.tag in ("li", "aside", "nav", "footer") for one in around)


def names(line: str) -> Names:
    """The people a line lists: two to five capitalised words each; none when it says more."""
    pieces = [piece for piece in _NAME_MARKS.split(_ROLE.sub("", line.strip(" -–—|"))) if piece]
    return tuple(dict.fromkeys(pieces)) if pieces and all(map(_is_name, pieces)) else ()


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) in _NAME_WORDS and all(word[0].isupper() for word in words)
