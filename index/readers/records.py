"""JSON and JSONL → Drafts, one record in memory at a time."""

from __future__ import annotations

import io
import json
import math
import re
import sys
from collections.abc import Callable, Iterator
from typing import Final

from index.article import Draft
from index.errors import InputRejected
from index.readers.decode import decode, is_utf16
from index.readers.feeds import feed_drafts, is_json_feed, json_feed
from index.readers.fields import draft_of
from index.readers.limits import MAX_RECORD, MAX_SKIP, MAX_TEXT, MEGABYTE
from index.readers.refusal import (
    BROKEN_JSON,
    LONG_NUMBER,
    NOT_A_RECORD,
    NUL,
    REST_GIVEN_UP,
    SURROGATE,
    TOO_LARGE,
    Refusal,
)
from index.readers.streams import translated

_BLANK_LINES: Final = re.compile(rb"[ \t\r\n]*\n")
_ESCAPED_TROUBLE: Final = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LONGEST_TOKEN: Final = 32  # "-Infinity", "\\u1ebf", a number: may be cut by the buffer's end
_CHUNK: Final = MEGABYTE // 4
_GAP: Final = re.compile("[ \t\r\n,\ufeff]*")
_MARK: Final = re.compile(r'\\(?:.|\Z)|["{}\[\]]', re.DOTALL)
_NEXT: Final = re.compile(r'[,\]\[{"]')  # where something else begins behind what is no value


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


_DECODER: Final = json.JSONDecoder(
    # NaN and Infinity are no JSON: exports write them where a value is missing
    parse_constant=lambda _: None,
    parse_float=_finite,
)


def read_lines(stream: io.BufferedReader, origin: str) -> Iterator[Draft | Refusal]:
    """A Draft or Refusal per line of JSONL; blank lines are no records.

    Raises :class:`InputRejected` when the stream itself breaks off.
    """
    if is_utf16(stream.peek(2)):
        yield from _read_utf16_lines(stream, origin)
        return
    number = 0
    while True:
        with translated():
            number += _skip_blank_lines(stream)
            line = stream.readline(MAX_RECORD + 1)
        if not line:
            return
        number += 1
        where = f"{origin}:{number}"
        if len(line) > MAX_RECORD:
            yield _too_large(where)
            if not _skip_line(stream):
                yield Refusal(origin, REST_GIVEN_UP, {"line": number})
                return
        elif line.strip():
            yield _record_of_line(line, number, where)


def _skip_blank_lines(stream: io.BufferedReader) -> int:
    """Pass over blank lines, a buffer at a time: there may be millions. How many they were."""
    lines = 0
    while blank := _BLANK_LINES.match(stream.peek(1)):
        lines += stream.read(blank.end()).count(b"\n")
    return lines


def _skip_line(stream: io.BufferedReader) -> bool:
    """Pass over the rest of a line; False past the limit."""
    for _ in range(MAX_SKIP // MEGABYTE):
        with translated():
            rest = stream.readline(MEGABYTE)
        if not rest or rest.endswith(b"\n"):
            return True
    return False


def _read_utf16_lines(stream: io.BufferedReader, origin: str) -> Iterator[Draft | Refusal]:
    with translated():
        data = stream.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        yield _too_large(origin)
        return
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if line.strip():
            yield _record_of_text(line, number, f"{origin}:{number}")


def _record_of_line(line: bytes, number: int, where: str) -> Draft | Refusal:
    try:
        text = decode(line)
    except InputRejected as error:
        return Refusal(where, error.wording, error.details)
    return _record_of_text(text, number, where)


def _record_of_text(text: str, number: int, where: str) -> Draft | Refusal:
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return _broken(where, error, number)
    return _record(value, text, number, where)


def _broken(where: str, error: Exception, line: int) -> Refusal:
    if isinstance(error, json.JSONDecodeError):
        problem = f"{error.msg}, {error.colno}"
    elif isinstance(error, RecursionError):
        problem = "nesting"
    else:  # Python's limit, which keeps a number of a megabyte from taking minutes
        return Refusal(where, LONG_NUMBER, {"line": line, "limit": sys.get_int_max_str_digits()})
    return Refusal(where, BROKEN_JSON, {"line": line, "problem": problem})


def _record(value: object, text: str, number: int, where: str) -> Draft | Refusal:
    if not isinstance(value, dict):
        return Refusal(where, NOT_A_RECORD, {"line": number})
    try:
        if _ESCAPED_TROUBLE.search(text):
            _refuse_trouble(value)
        return draft_of(value, where)
    except InputRejected as error:
        return Refusal(where, error.wording, error.details)


def _refuse_trouble(record: dict[str, object]) -> None:
    """Lone surrogates and NUL, wherever in the record: no database takes them."""
    for name, value in record.items():
        flat = json.dumps(value, ensure_ascii=False)
        if _SURROGATE.search(name + flat):
            raise InputRejected(SURROGATE, name=name.encode("ascii", "replace").decode())
        if "\\u0000" in flat or "\0" in name:
            raise InputRejected(NUL, name=name.replace("\0", "?"))


def _too_large(where: str) -> Refusal:
    return Refusal(where, TOO_LARGE, {"limit": MAX_TEXT // MEGABYTE})


def read_json(stream: io.BufferedReader, origin: str) -> Iterator[Draft | Refusal]:
    """A Draft or Refusal per record of a JSON file.

    The file holds one object, an array of objects, or objects one after the
    other. Raises :class:`InputRejected` when the stream itself breaks off.
    """
    if is_utf16(stream.peek(2)):
        with translated():
            data = stream.read(MAX_RECORD + 1)
        if len(data) > MAX_RECORD:
            raise InputRejected(TOO_LARGE, limit=MAX_TEXT // MEGABYTE)
        stream = io.BufferedReader(io.BytesIO(decode(data).encode()))
    text_of = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _read_values(text_of, origin)
    finally:
        text_of.detach()  # whoever opened the stream closes it


def _read_values(text_of: io.TextIOWrapper, origin: str) -> Iterator[Draft | Refusal]:
    number = 0
    for value, text in _Values(text_of):
        number += 1
        if isinstance(value, Refusal):
            if value.reason is REST_GIVEN_UP:
                yield Refusal(origin, value.reason, value.details)
                return
            yield Refusal(f"{origin}:{number}", value.reason, value.details)
            continue
        if number == 1 and isinstance(value, dict) and is_json_feed(value):
            yield from feed_drafts(json_feed(value), origin)
            return
        yield _record(value, text, number, f"{origin}:{number}")


class _Values:
    """Each top-level value, or element of a top-level array, with its text.

    A Refusal stands for a value that is broken or too large. What follows it is read on:
    inside an array behind the bracket that closes it, else from the next line. Where that
    cannot be told, a last Refusal gives the rest up.
    """

    def __init__(self, text_of: io.TextIOWrapper) -> None:
        self._text_of = text_of
        self._buffer, self._at, self._line = "", 0, 1
        self._ended = self._in_array = self._done = False

    def __iter__(self) -> Iterator[tuple[object, str]]:
        while not self._done:
            gap = _GAP.match(self._buffer, self._at)
            self._advance(gap.end() if gap else self._at)
            bracket = self._buffer[self._at : self._at + 1]
            if bracket and bracket == ("]" if self._in_array else "["):
                self._in_array = not self._in_array
                self._at += 1
            else:
                yield from self._value()

    def _value(self) -> Iterator[tuple[object, str]]:
        try:
            value, end = _DECODER.raw_decode(self._buffer, self._at)
        except (ValueError, RecursionError) as error:
            yield from self._failed(error)
            return
        if end == len(self._buffer) and not self._ended:  # a number may go on
            yield from self._longer()
            return
        text = self._buffer[self._at : end]
        if not _is_utf8(text):
            value = Refusal("", BROKEN_JSON, {"line": self._line, "problem": "UTF-8"})
        yield value, text
        self._advance(end)

    def _failed(self, error: Exception) -> Iterator[tuple[object, str]]:
        left = len(self._buffer) - self._at
        if self._ended and not left and not self._in_array:
            self._done = True
        elif self._ended or isinstance(error, RecursionError) or _is_broken(error, self._buffer):
            yield _broken("", error, self._line), ""
            if self._in_array and _is_cut(error, self._buffer):
                self._done = True
            else:
                yield from self._resumed(self._pass_value if self._in_array else self._pass_line)
        else:
            yield from self._longer()

    def _longer(self) -> Iterator[tuple[object, str]]:
        """Read on in a value that has not ended, unless it is too large."""
        if len(self._buffer) - self._at > MAX_RECORD:
            yield _too_large(""), ""
            yield from self._resumed(self._pass_value)
        else:
            self._read()

    def _resumed(self, passing: Callable[[], bool]) -> Iterator[tuple[object, str]]:
        line = self._line
        if not passing():
            self._done = True
            yield Refusal("", REST_GIVEN_UP, {"line": line}), ""

    def _pass_line(self) -> bool:
        """Pass over the rest of the line; False past the limit."""
        return self._pass_to(lambda: self._buffer.find("\n", self._at)) or self._ended

    def _pass_value(self) -> bool:
        """Pass over a value, however broken; False where its end is not found."""
        if self._buffer[self._at] in '{["':
            nesting = _Nesting()
            return self._pass_to(lambda: nesting.end_in(self._buffer, self._at))
        self._at += 1
        return self._pass_to(lambda: _found(_NEXT.search(self._buffer, self._at)))

    def _pass_to(self, place: Callable[[], int]) -> bool:
        """Go to the first ``place`` in the buffers to come; it is negative where there is none."""
        for _ in range(MAX_SKIP // _CHUNK):
            end = place()
            self._advance(end if end >= 0 else len(self._buffer))
            if end >= 0 or self._ended:
                return end >= 0
            self._read()
        return False

    def _advance(self, to: int) -> None:
        self._line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _read(self) -> None:
        # doubling keeps the repeated attempts at one long value linear in its length
        size = max(_CHUNK, len(self._buffer) - self._at)
        with translated():
            more = self._text_of.read(size)
        self._ended = not more
        self._buffer, self._at = self._buffer[self._at :] + more, 0


class _Nesting:
    """Finds where a value ends that cannot be parsed: where its brackets or marks close."""

    def __init__(self) -> None:
        self._depth = 0
        self._quoted = self._escaped = False

    def end_in(self, text: str, at: int) -> int:
        """Behind the value's end in the next piece of text; -1 when it has none there."""
        at += self._escaped
        self._escaped = False
        for found in _MARK.finditer(text, at):
            mark = found[0]
            if mark[0] == "\\":
                self._escaped = len(mark) == 1  # what it escapes comes with the next piece
                continue
            if mark == '"':
                self._quoted = not self._quoted
            elif not self._quoted:
                self._depth += 1 if mark in "{[" else -1
            if self._depth <= 0 and not self._quoted:
                return found.end()
        return -1


def _found(match: re.Match[str] | None) -> int:
    return match.start() if match else -1


def _is_utf8(text: str) -> bool:
    """Whether no byte of the text had to stand for itself (``surrogateescape``)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_cut(error: Exception, text: str) -> bool:
    """Whether the text ends in the midst of a value: nothing is behind it."""
    position = getattr(error, "pos", 0)
    return position >= len(text) or str(error).startswith("Unterminated string")


def _is_broken(error: Exception, text: str) -> bool:
    """Whether more text could not mend this: the fault is not at the text's end."""
    position = getattr(error, "pos", 0)
    return not _is_cut(error, text) and position < len(text) - _LONGEST_TOKEN
