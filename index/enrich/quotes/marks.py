"""Where quotation marks open and close: "…", “…”, «…», '…', mixed and unbalanced ones.

A mark opens or closes by the characters around it; its own shape decides only where
these leave it open, because “a“, ”a” and "a” are all common in scraped text. Linear in
the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Side = Literal["open", "close", "line"]

_MARK: Final = re.compile("[\"“”„‟«»'‘’`]|\n")
_SINGLES: Final = frozenset("'‘’`")
_OPENERS: Final = frozenset("“„«‘‟")
_CLOSERS: Final = frozenset("”»’")
_BEFORE: Final = frozenset("([{-–—:/,;.…!?>")
_BEHIND: Final = frozenset(".,;:!?)]}…-–—/<")
# With a space before the mark, too: "... Bắc Ninh ", ông nói".
_ONLY_BEHIND: Final = frozenset(",;!?)-–—")
# What a quoted text may begin with beside a letter: "#tag", "(…) đi", "...rồi".
_INSIDE: Final = frozenset("#@(…+$[*")
_SENTENCE: Final = re.compile(r"[.!?…](?=\s)")
# A quotation without its second mark that goes on over a line: no longer than this.
_OVER_LINES: Final = 3000
# What is called so inside a quotation: no longer than this, and no sentence.
_NAME: Final = 30
_INNER_END: Final = re.compile(r"[.,;:!?…\n]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between two marks: ``[start, end)``; ``outer`` takes in the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Event:
    side: Side
    at: int
    single: bool


def quoted(text: str) -> list[Quoted]:
    """The outermost quoted stretches of ``text``, in order, without white space at the ends.

    A quotation that is continued over paragraphs, each opened again, is one. One whose
    second mark is missing ends with its sentence (where another opens) or its line.
    """
    return _Pairing(text).found


class _Pairing:
    def __init__(self, text: str) -> None:
        self._text = text
        self._events = _events(text)
        self.found: list[Quoted] = []
        self._open: _Event | None = None
        self._depth = 0
        self._skip = -1
        for number, event in enumerate(self._events):
            if number != self._skip:
                self._read(number, event)
        self._end_unclosed(len(text))

    def _read(self, number: int, event: _Event) -> None:
        if self._open is None:
            if event.side == "open":
                self._open, self._depth = event, 1
        elif event.side == "line":
            self._line(number, event)
        elif event.single == self._open.single:
            if event.side == "open":
                self._again(number, event)
            else:
                self._close(event)

    def _close(self, event: _Event) -> None:
        self._depth -= 1
        if self._depth == 0 and self._open:
            self._emit(self._open, event.at, event.at + 1)
            self._open = None

    def _again(self, number: int, event: _Event) -> None:
        """A mark opens inside: a quotation in the quotation, or the first one was never closed."""
        following = self._following(number)
        closes_twice = following[:2] == ["close", "close"] or self._names(number)
        if closes_twice or self._open is None:
            self._depth += 1
        else:
            self._end_unclosed(event.at)
            self._open, self._depth = event, 1

    def _names(self, number: int) -> bool:
        """Khá “bảnh” inside a quotation: a few words in marks, and then one closes it.

        Several may be marked so, and the quotation may close lines further on.
        """
        begins = self._events[number].at
        at: int | None = number
        while at is not None and self._events[at].side == "open":
            inner = self._next(at)
            far = self._events[at].at - begins > _OVER_LINES
            if far or inner is None or not self._is_name(at, inner):
                return False
            at = self._next(inner)
        return at is not None and self._events[at].at - begins <= _OVER_LINES

    def _is_name(self, number: int, other: int) -> bool:
        """Whether a few words and no more stand between the two marks, which fit."""
        words = self._text[self._events[number].at + 1 : self._events[other].at]
        few = len(words) <= _NAME and not _INNER_END.search(words)
        return few and self._events[other].side == "close"

    def _next(self, number: int) -> int | None:
        """The number of the next mark of the same kind."""
        single = self._events[number].single
        for place, event in enumerate(self._events[number + 1 : number + 40], number + 1):
            if event.side != "line" and event.single == single:
                return place
        return None

    def _following(self, number: int) -> list[Side]:
        """The next two marks of the same kind on this line."""
        sides: list[Side] = []
        single = self._events[number].single
        for event in self._events[number + 1 : number + 12]:
            if event.side == "line" or len(sides) == 2:
                break
            if event.single == single:
                sides.append(event.side)
        return sides

    def _line(self, number: int, event: _Event) -> None:
        """At a line's end: goes on when the next line opens again or the mark closes later."""
        opened = self._open
        if opened is None:
            return
        marks = (
            (place, one)
            for place, one in enumerate(self._events[number + 1 : number + 40], number + 1)
            if one.side != "line" and one.single == opened.single
        )
        place, following = next(marks, (-1, None))
        if following is None or following.at - opened.at > _OVER_LINES or opened.single:
            self._end_unclosed(event.at)
        elif following.side == "open":
            if self._names(place):
                return  # "sứa \"cắn\"" in a later sentence of the quotation
            if self._text[event.at : following.at].strip():
                self._end_unclosed(event.at)
            else:
                self._skip = place

    def _end_unclosed(self, limit: int) -> None:
        """The first mark has no second: only with a sentence after it is it a quotation."""
        opened, self._open = self._open, None
        if opened is None or opened.single:
            return
        end = _SENTENCE.search(self._text, opened.at, limit)
        stop = end.end() if end else limit
        self._emit(opened, stop, stop)

    def _emit(self, opened: _Event, end: int, outer_end: int) -> None:
        inner = self._text[opened.at + 1 : end]
        start = opened.at + 1 + len(inner) - len(inner.lstrip())
        end -= len(inner) - len(inner.rstrip())
        if start < end:
            self.found.append(Quoted(start, end, opened.at, outer_end, opened.single))


def _events(text: str) -> list[_Event]:
    found: list[_Event] = []
    open_kinds = {True: False, False: False}
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if mark == "\n":
            found.append(_Event("line", at, False))
            continue
        single = mark in _SINGLES
        side = _side(text, at, mark, open_kinds[single])
        if side:
            open_kinds[single] = side == "open"
            found.append(_Event(side, at, single))
    return found


def _side(text: str, at: int, mark: str, is_open: bool) -> Side | None:
    before = text[at - 1] if at else "\n"
    behind = text[at + 1] if at + 1 < len(text) else "\n"
    single = mark in _SINGLES
    if single and before.isalnum() and behind.isalnum():
        return None  # an apostrophe
    may_open = (
        behind.isalnum() or behind in _INSIDE or behind in _OPENERS or behind in "\"'"
    ) and (before.isspace() or before in _BEFORE or before in _OPENERS or before == '"')
    may_close = not before.isspace() and (
        behind.isspace() or behind in _BEHIND or behind in _CLOSERS or behind == '"'
    )
    if may_open != may_close:
        return "open" if may_open else "close"
    if mark in _OPENERS:
        return "open"
    if mark in _CLOSERS or (not single and not may_open and behind in _ONLY_BEHIND):
        return "close"
    if single and not may_open:
        return None
    return "close" if is_open else "open"
