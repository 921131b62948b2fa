"""A query's text → lexemes and problems, in one pass from left to right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from search.limits import DEPTH, EDITS, WILDCARD_LETTERS
from search.problems import Problem, noted, problem

Kind = Literal[
    "open", "close", "or", "minus", "field", "any", "word", "starting", "fuzzy", "quoted"
]

QUOTES: Final = '"“”„‟＂«»'
FIELDS: Final = ("title", "person", "said", "outlet", "source", "date")
OR_WORDS: Final = ("OR", "HOẶC")

_CHUNK: Final = re.compile(rf"[^\s(){QUOTES}]+")
_FIELD: Final = re.compile(r"([^\W\d_]+):")
_SLOP: Final = re.compile(r"~([0-9]+)(?![^\s()])", re.ASCII)
_FUZZY: Final = re.compile(r"(.+?)~+([0-9]*)", re.ASCII | re.DOTALL)
_DIGITS: Final = 3
"""Of a number, more than any limit has."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """``number`` is a fuzzy word's distance or a phrase's slop."""

    kind: Kind
    text: str
    position: int
    number: int | None = None


def lex(text: str) -> tuple[list[Lexeme], list[Problem]]:
    """The lexemes of ``text``; parentheses among them are balanced and ≤ DEPTH deep."""
    lexer = _Lexer(text)
    lexemes = list(lexer.run())
    return _balanced(lexemes, lexer.problems), lexer.problems


def is_or(text: str) -> bool:
    """Whether ``text`` is the operator."""
    return unicodedata.normalize("NFC", text) in OR_WORDS


def field_of(text: str) -> str | None:
    """The field that ``text`` begins with, colon included."""
    found = _FIELD.match(text)
    return found[1].lower() if found and found[1].lower() in FIELDS else None


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._last: Lexeme | None = None
        self.problems: list[Problem] = []

    def run(self) -> Iterator[Lexeme]:
        for lexeme in self._lexemes():
            self._last = lexeme
            yield lexeme

    def _lexemes(self) -> Iterator[Lexeme]:
        while self._at < len(self._text):
            character = self._text[self._at]
            if character.isspace():
                self._at += 1
            elif character in QUOTES:
                yield from self._quoted()
            elif character in "()":
                yield Lexeme("open" if character == "(" else "close", character, self._at)
                self._at += 1
            elif character == "-" and self._starts_word():
                yield from self._minus()
            else:
                yield from self._chunk()

    def _starts_word(self) -> bool:
        before = self._text[self._at - 1 : self._at]
        return before == "" or before.isspace() or before in "()-" or before in QUOTES

    def _note(self, code: str, position: int, **details: object) -> None:
        self.problems.append(noted(code, details, position=position))

    def _minus(self) -> Iterator[Lexeme]:
        after = self._text[self._at + 1 : self._at + 2]
        if after == "" or after.isspace() or after in "-)":
            self._note("stray", self._at, character="-")
        else:
            yield Lexeme("minus", "-", self._at)
        self._at += 1

    def _quoted(self) -> Iterator[Lexeme]:
        start = self._at
        end = next((i for i in range(start + 1, len(self._text)) if self._text[i] in QUOTES), None)
        if end is None:
            self._note("stray", start, character=self._text[start])
            self._at += 1
            return
        self._at = end + 1
        slop = _SLOP.match(self._text, self._at)
        if slop:
            self._at = slop.end()
        inside = " ".join(self._text[start + 1 : end].split())
        if inside:
            yield Lexeme("quoted", inside, start, int(slop[1][:_DIGITS]) if slop else None)
        else:
            self._note("stray", start, character=self._text[start])

    def _chunk(self) -> Iterator[Lexeme]:
        found = _CHUNK.match(self._text, self._at)
        chunk = found[0] if found else self._text[self._at]
        start = self._at
        in_field = self._text[start - 1 : start] == ":" and start > 0
        name = field_of(chunk)
        if chunk == "*" and self._last and (self._last.kind, self._last.text) == ("field", "said"):
            self._at += 1
            yield Lexeme("any", chunk, start)
        elif is_or(chunk):
            self._at += len(chunk)
            yield Lexeme("or", chunk, start)
        elif name is not None:
            self._at += len(name) + 1
            yield Lexeme("field", name, start)
        else:
            self._at += len(chunk)
            unknown = _FIELD.match(chunk)
            if unknown and not in_field and chunk[unknown.end() :].strip("/:"):
                self._note_unknown(unknown[1], chunk, start)
            yield from self._word(chunk, start)

    def _note_unknown(self, name: str, chunk: str, start: int) -> None:
        if not chunk[len(name) + 1 :].startswith("//"):  # an address is not a field
            self._note("unknown-field", start + len(name), name=name)

    def _word(self, chunk: str, start: int) -> Iterator[Lexeme]:
        if chunk in (":", "-"):
            self._note("stray", start, character=chunk)
            return
        kind: Kind = "word"
        number: int | None = None
        fuzzy = _FUZZY.fullmatch(chunk)
        if chunk.endswith("*"):
            kind = "starting"
        elif fuzzy:
            chunk, number = fuzzy[1], self._distance(fuzzy, start)
            kind = "fuzzy" if number else "word"
        body = self._unstarred(chunk, start) if "*" in chunk else chunk
        if kind == "starting" and sum(c.isalnum() for c in body) < WILDCARD_LETTERS:
            self._note("wildcard-too-short", start, least=WILDCARD_LETTERS, text=chunk)
            kind = "word"
        body = _harmless(body)
        if body:
            yield Lexeme(kind, body, start, number)

    def _distance(self, fuzzy: re.Match[str], start: int) -> int:
        """The letters that may differ; ~0 is the word itself."""
        number = int(fuzzy[2][:_DIGITS] or 1)
        if number > EDITS:
            self._note("fuzzy-too-far", start, text=fuzzy[1], most=EDITS)
        return min(number, EDITS)

    def _unstarred(self, chunk: str, start: int) -> str:
        body = chunk.rstrip("*")
        if "*" in body:
            self._note("wildcard-misplaced", start, text=chunk)
        return body.replace("*", "")


def _harmless(text: str) -> str:
    """``text`` so that it lexes as one plain word again; empty when nothing is left."""
    text = text.replace("*", "").replace("~", "").lstrip("-")
    if field_of(text):
        text = text.replace(":", "").lstrip("-")
    if text == ":":
        return ""
    return text.lower() if is_or(text) else text


def _balanced(lexemes: list[Lexeme], problems: list[Problem]) -> list[Lexeme]:
    """Without parentheses that lack their counterpart or stand too deep."""
    drop: set[int] = set()
    opened: list[int] = []
    too_deep: Lexeme | None = None
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind == "open":
            opened.append(index)
        elif lexeme.kind == "close" and not opened:
            drop.add(index)
            problems.append(problem("stray", position=lexeme.position, character=")"))
        elif lexeme.kind == "close":
            start = opened.pop()
            if len(opened) >= DEPTH:
                drop |= {start, index}
                too_deep = too_deep or lexemes[start]
    for index in opened:
        drop.add(index)
        problems.append(problem("stray", position=lexemes[index].position, character="("))
    if too_deep:
        problems.append(problem("too-deep", position=too_deep.position, most=DEPTH))
    return [lexeme for index, lexeme in enumerate(lexemes) if index not in drop]
