"""The one place in the product that makes HTML of an article's text.

A place that a link leads to is an **anchor**: a ``span`` with an id that our own code made.

Escape, mark, and let bleach pass nothing but ``mark``. bleach is no longer
maintained and quadratic on hostile tags (169 KB: 7.6 s); it only ever sees our
own short, escaped pieces, where it is a second guard.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import bleach
from markupsafe import Markup

from search.page import Range

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
    return str(bleach.clean("".join(parts), tags={"mark"}, attributes={}))


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
    return "".join("\ufffd" if _forbidden(character) else character for character in text)


def _forbidden(character: str) -> bool:
    code = ord(character)
    return (
        0xD800 <= code <= 0xDFFF
        or (code < 0x20 and character not in "\t\n\r")
        or 0x7F <= code <= 0x9F
        or (code & 0xFFFE) == 0xFFFE
    )
