"""Where media are named: listed ones, and others that are known for one article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import Final

from index.enrich.agencies.tables import Media, any_name, heads_of
from index.enrich.rows import Row

UPPER: Final = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ"
# Nouns that say that what follows is a medium, in the order of their length.
MEDIUM: Final = (
    "(?:hãng (?:thông tấn|truyền thông|truyền hình|tin)|thông tấn xã|cơ quan thông tấn|nhật báo"
    "|tuần báo|tuần san|nguyệt san|tạp chí|tờ báo|tờ|(?<!nhà )báo|đài phát thanh|đài truyền hình"
    "|truyền hình|đài|kênh truyền hình|kênh tin tức|kênh|trang tin(?: tức| công nghệ)?"
    "|trang web|trang mạng|chuyên trang|trang|website|phóng viên|truyền thông)"
)
# "đưa tin" and the like: only media do it.
REPORTS: Final = "(?:đưa tin|dẫn lời|dẫn nguồn|dẫn tin|loan tin|loan báo|trích lời|tường thuật)"

# "Bộ Công Thương", "đường Thanh Niên": a paper's name behind one of these names something else.
_BODY: Final = re.compile(
    r"(?<!\w)(?:bộ|sở|cục|vụ|ngành|hội|đoàn|đường|phố|quận|phường|đại học|trường|viện|cung|nhà hát"
    r"|công viên|giải|hồ|quảng trường|công đoàn|liên đoàn|luật|bộ luật)\s$",
    re.IGNORECASE,
)
_BODY_REACH: Final = 14
_FEW: Final = 8
"""Names that are looked for one by one; of more, any is tried where a word begins as one does."""
_SPACES: Final = re.compile(r"\s+")
_WHITE: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))).replace(" ", "")
# As in "any_name".
_CLINGS_BEFORE: Final = frozenset("_@.-")
_CLINGS_BEHIND: Final = frozenset("_@")


@dataclass(frozen=True, slots=True)
class Named:
    """One occurrence of a medium's name: code points of one text."""

    name: str
    start: int
    end: int
    listed: bool
    needs_cue: bool
    paper: bool


def occurrences(text: str, row: Row, lists: Media, names: frozenset[str]) -> Iterator[Named]:
    """Every listed medium and every one of ``names`` in ``text``, in order.

    ``row`` are its words: names are looked for where a word begins as one of them does.
    """
    taken = -1
    for start, end in sorted(_spans(text, row, lists, names), key=lambda one: (one[0], -one[1])):
        if start < taken:
            continue
        taken = end
        name = _SPACES.sub(" ", text[start:end]).replace(" - ", "-")
        if ". " in name and name not in lists.names and name not in lists.papers:
            name = name.replace(". ", ".")
        paper = name in lists.papers
        if paper and _BODY.search(text, max(0, start - _BODY_REACH), start):
            continue
        yield Named(name, start, end, name in lists.names, name in lists.cued, paper)


def _spans(text: str, row: Row, lists: Media, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    yield from _beginning(text, row, lists.pattern, lists.heads)
    if len(names) > _FEW:
        yield from _beginning(text, row, any_name(names), heads_of(names))
        return
    if names:
        flat = _flat(text)
        for name in names:
            yield from _written(text, flat, row, name)


def _flat(text: str) -> str:
    """``text`` with a space for every white space: quicker than one expression for all."""
    for space in _WHITE:
        text = text.replace(space, " ")
    return text


def _beginning(
    text: str, row: Row, pattern: re.Pattern[str] | None, heads: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Where ``pattern`` matches from the beginning of a word that is one of ``heads``."""
    if pattern is not None:
        for start in compress(row.starts, map(heads.__contains__, row.heads)):
            match = pattern.match(text, start)
            if match:
                yield match.span()


def _written(text: str, flat: str, row: Row, name: str) -> Iterator[tuple[int, int]]:
    """Where ``name``, known for this article alone, stands as :func:`any_name` has it.

    An expression is made for a name with stops only: it costs as much as reading the article.
    ``flat`` is ``text`` with spaces for all white space.
    """
    if "." in name:
        pattern = any_name(frozenset((name,)))
        spans = [match.span() for match in pattern.finditer(text)] if pattern else []
    else:
        spans = list(_stretches(flat, name))
    starts = row.starts
    for start, end in spans:
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] == start:
            yield start, end


def _stretches(flat: str, name: str) -> Iterator[tuple[int, int]]:
    """Where ``name`` stands with no letter, digit or mark that clings to it beside it."""
    start = flat.find(name)
    while start >= 0:
        end = start + len(name)
        before, behind = flat[start - 1 : start], flat[end : end + 1]
        clings = before in _CLINGS_BEFORE or behind in _CLINGS_BEHIND
        if not (clings or before.isalnum() or behind.isalnum()):
            yield start, end
        start = flat.find(name, start + 1)
