"""JSON and JSONL → Drafts, one record in memory at a time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Final

from index.article import Draft
from index.errors import InputRejected
from index.readers.decode import decode, is_utf16
from index.readers.feeds import feed_drafts, is_json_feed, json_feed
from index.readers.fields import draft_of
from index.readers.limits import MAX_RECORD, MAX_SKIP, MAX_TEXT, MEGABYTE
from index.readers.refusal import (
    BROKEN_JSON,
    NOT_A_RECORD,
    NUL,
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
    """Pass over the rest of a line; False at the file's end or past the limit."""
    for _ in range(MAX_SKIP // MEGABYTE):
        with translated():
            rest = stream.readline(MEGABYTE)
        if not rest or rest.endswith(b"\n"):
            return bool(rest)
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
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Refusal(where, BROKEN_JSON, {"line": number, "problem": _problem(error)})
    return _record(value, text, number, where)


def _problem(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, {error.colno}"
    return "nesting" if isinstance(error, RecursionError) else str(error)[:80]


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
    text_of = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="strict", newline="")
    try:
        yield from _read_values(text_of, origin)
    finally:
        text_of.detach()  # whoever opened the stream closes it


def _read_values(text_of: io.TextIOWrapper, origin: str) -> Iterator[Draft | Refusal]:
    number = 0
    for value, text in _values(text_of):
        number += 1
        if isinstance(value, Refusal):
            yield Refusal(f"{origin}:{number}", value.reason, value.details)
            continue
        if number == 1 and isinstance(value, dict) and is_json_feed(value):
            yield from feed_drafts(json_feed(value), origin)
            return
        yield _record(value, text, number, f"{origin}:{number}")


def _values(text_of: io.TextIOWrapper) -> Iterator[tuple[object, str]]:
    """Each top-level value, or element of a top-level array, with its text.

    A Refusal stands for a broken value. Behind one the next line is tried; inside
    an array nothing is, because there the next element has no known beginning.
    """
    decoder = json.JSONDecoder()
    buffer, at, line, ended, in_array = "", 0, 1, False, False
    while True:
        start = _GAP.match(buffer, at).end()  # type: ignore[union-attr]  # matches nothing too
        line += buffer.count("\n", at, start)
        at = start
        if at < len(buffer) and buffer[at] == "[" and not in_array:
            in_array, at = True, at + 1
            continue
        if at < len(buffer) and buffer[at] == "]" and in_array:
            in_array, at = False, at + 1
            continue
        try:
            value, end = decoder.raw_decode(buffer, at)
            whole = end < len(buffer) or ended
        except RecursionError:
            yield Refusal("", BROKEN_JSON, {"line": line, "problem": "nesting"}), ""
            return
        except ValueError as error:
            whole = False
            if ended and at >= len(buffer) and not in_array:
                return
            if ended or _is_broken(error, len(buffer)):
                yield Refusal("", BROKEN_JSON, {"line": line, "problem": _problem(error)}), ""
                newline = buffer.find("\n", at)
                if newline < 0 or in_array:
                    return
                at = newline
                continue
        if whole:
            yield value, buffer[at:end]
            line += buffer.count("\n", at, end)
            at = end
            continue
        if len(buffer) - at > MAX_RECORD:
            yield Refusal("", TOO_LARGE, {"limit": MAX_TEXT // MEGABYTE}), ""
            return
        # doubling keeps the repeated attempts at one long value linear in its length
        size = max(_CHUNK, len(buffer) - at)
        buffer, at = buffer[at:], 0
        try:
            with translated():
                more = text_of.read(size)
        except UnicodeDecodeError:
            yield Refusal("", BROKEN_JSON, {"line": line, "problem": "UTF-8"}), ""
            return
        ended = not more
        buffer += more


def _is_broken(error: ValueError, length: int) -> bool:
    """Whether more text could not mend this: the fault is not at the text's end."""
    position = getattr(error, "pos", 0)
    return not str(error).startswith("Unterminated string") and position < length - _LONGEST_TOKEN
