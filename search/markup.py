"""The one place in the product that makes HTML of an article's text.

A place that a link leads to is an **anchor**: a ``span`` with an id that our own code made.

Escape, mark, and let nothing pass but text and whole ``mark``: one expression says so of
a piece, and what it does not know goes through bleach. bleach is no longer maintained and
quadratic on hostile tags (169 KB: 7.6 s); it only ever sees our own short, escaped
pieces, where it is a second guard.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import bleach
from markupsafe import Markup

from search.page import Range

_FORBIDDEN: Final = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_TEXT: Final = "[^<>&\"'\r]*+(?:&(?:amp|lt|gt|quot|#x27);[^<>&\"'\r]*+)*"
_SOUND: Final = re.compile(f"{_TEXT}(?:<mark>{_TEXT}</mark>{_TEXT})*")
"""Text, its five entities and whole marks, and nothing else: bleach would give it back as it
is, after 0.7 ms."""

PIECE: Final = 4_000
"""Longest text given to bleach at once."""


def highlighted(text: str, ranges: Sequence[Range] = ()) -> Markup:
    """``text`` as safe HTML with ``<mark>`` around ``ranges`` (code points).

    Ranges may come in any order, touch, overlap or reach beyond the text.
    """
    text = _displayable(text)
    clean = tuple(_merged(ranges, len(text)))
    pieces = (_piece(text, clean, start) for start in range(0, len(text), PIECE))
    # every piece has been through escape and bleach
    return Markup("".join(pieces))  # noqa: S704


def anchored(
    text: str, ranges: Sequence[Range] = (), anchors: Sequence[tuple[int, int, str]] = ()
) -> Markup:
    """As :func:`highlighted`, with each (start, end, id) of ``anchors`` as a place to link to.

    Anchors rise and stand apart; a mark over the edge of one is continued on its other side.
    """
    parts: list[Markup] = []
    at = 0
    for start, end, name in anchors:
        parts.append(_cut(text, ranges, at, start))
        inner = _cut(text, ranges, start, end)
        parts.append(Markup('<span class="ground" id="{}">{}</span>').format(name, inner))
        at = end
    parts.append(_cut(text, ranges, at, len(text)))
    return Markup("").join(parts)


def _cut(text: str, ranges: Sequence[Range], start: int, end: int) -> Markup:
    return highlighted(text[start:end], [(max(a, start) - start, b - start) for a, b in ranges])


def _piece(text: str, ranges: Iterable[Range], start: int) -> str:
    end = min(start + PIECE, len(text))
    parts: list[str] = []
    at = start
    for a, b in ranges:
        first, last = max(a, start), min(b, end)
        if first >= last:
            continue
        parts.append(html.escape(text[at:first]))
        parts.append(f"<mark>{html.escape(text[first:last])}</mark>")
        at = last
    parts.append(html.escape(text[at:end]))
    made = "".join(parts)
    if _SOUND.fullmatch(made):
        return made
    return str(bleach.clean(made, tags={"mark"}, attributes={}))


def _merged(ranges: Iterable[Range], length: int) -> Iterator[Range]:
    """Rising, apart and inside the text."""
    last: Range | None = None
    for start, end in sorted((max(0, a), min(b, length)) for a, b in ranges):
        if start >= end:
            continue
        if last is None or start > last[1]:
            if last is not None:
                yield last
            last = (start, end)
        else:
            last = (last[0], max(last[1], end))
    if last is not None:
        yield last


def _displayable(text: str) -> str:
    """``text`` with characters that HTML cannot carry replaced one by one."""
    return _FORBIDDEN.sub("\ufffd", text)
