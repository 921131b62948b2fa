"""Lexemes → tree, leniently; see the package's docstring for the grammar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from search import dates
from search.language.lexer import Lexeme, lex
from search.language.tree import (
    Dated,
    Either,
    Every,
    Exclude,
    FacetField,
    Fuzzy,
    Having,
    InField,
    Quoted,
    Said,
    Starting,
    Text,
    TextField,
    Tree,
    Word,
    either,
    every,
    is_empty,
    names_field,
)
from search.limits import QUERY_CHARACTERS
from search.problems import Problem, noted, problem


def parse(q: str) -> tuple[Tree, tuple[Problem, ...]]:
    """The tree of ``q`` and what could not be taken as it stands. Never raises."""
    problems: list[Problem] = []
    if len(q) > QUERY_CHARACTERS:
        problems.append(problem("query-too-long", position=QUERY_CHARACTERS, most=QUERY_CHARACTERS))
    lexemes, notes = lex(q[:QUERY_CHARACTERS])
    parser = _Parser(lexemes, problems + notes)
    tree = parser.query()
    return tree, _distinct(parser.problems)


class _Parser:
    def __init__(self, lexemes: list[Lexeme], problems: list[Problem]) -> None:
        self._lexemes = lexemes
        self._at = 0
        self.problems = problems

    def query(self) -> Tree:
        tree = self._branches()
        words = [lexeme.text for lexeme in self._lexemes if lexeme.kind == "or"]
        # nothing but the operator: then it was meant as a word
        return Word(words[0].lower()) if words and is_empty(tree) else tree

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _take(self) -> Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]

    def _note(self, code: str, position: int, **details: object) -> None:
        self.problems.append(noted(code, details, position=position))

    def _branches(self) -> Tree:
        """Branches up to a closing parenthesis or the end."""
        branches: list[Tree] = []
        waiting: Lexeme | None = None
        while True:
            branch = self._branch()
            lexeme = self._peek()
            if is_empty(branch):
                stray = waiting or (lexeme if lexeme and lexeme.kind == "or" else None)
                if stray:
                    self._note("stray-or", stray.position, word=stray.text)
            else:
                branches.append(branch)
            if lexeme is None or lexeme.kind != "or":
                return either(branches) if branches else Every()
            waiting = self._take()

    def _branch(self) -> Tree:
        items: list[Tree] = []
        saying: int | None = None
        while (lexeme := self._peek()) and lexeme.kind not in ("or", "close"):
            opening = self._opening()
            item = self._item()
            if item is None or is_empty(item):
                continue
            if saying is not None and lexeme.kind != "minus" and not names_field(item):
                items[saying] = _saying(items[saying], item)
                continue
            items.append(item)
            said = item.node if isinstance(item, Exclude) else item
            if opening.kind == "field" and opening.text == "said" and isinstance(said, Said):
                saying = len(items) - 1
            elif names_field(item):
                saying = None
        return every(items)

    def _opening(self) -> Lexeme:
        """The lexeme that the next item begins with, a minus left out."""
        at = self._at
        if self._lexemes[at].kind == "minus" and at + 1 < len(self._lexemes):
            at += 1
        return self._lexemes[at]

    def _item(self) -> Tree | None:
        lexeme = self._take()
        if lexeme.kind != "minus":
            return self._atom(lexeme)
        following = self._peek()
        if following is None or following.kind in ("or", "close", "minus"):
            self._note("stray", lexeme.position, character="-")
            return None
        node = self._atom(self._take())
        return None if node is None or is_empty(node) else Exclude(node)

    def _atom(self, lexeme: Lexeme) -> Tree | None:
        if lexeme.kind == "open":
            return self._group(lexeme)
        if lexeme.kind == "field":
            return self._field(lexeme)
        return _text(lexeme)

    def _group(self, opening: Lexeme) -> Tree:
        tree = self._branches()
        self._take()  # the lexer has balanced the parentheses
        if is_empty(tree):
            self._note("stray", opening.position, character="()")
        return tree

    def _field(self, field: Lexeme) -> Tree | None:
        value = self._peek()
        if value is None or value.kind in ("or", "close", "minus", "field"):
            self._note("field-without-value", field.position, name=f"{field.text}:")
            return Word(field.text, field.position)
        if value.kind == "any":
            self._take()
            return Said(None, Every(), field.position)
        node = self._atom(self._take())
        if node is None or is_empty(node):
            return None
        if field.text == "said":
            return Said(node, Every(), field.position)
        if field.text in ("title", "person"):
            return InField(cast(TextField, field.text), node)
        return self._valued(field, node)

    def _valued(self, field: Lexeme, node: Tree) -> Tree | None:
        """``outlet:(VOV OR Tuổi Trẻ)``: every run of words inside is one value."""
        match node:
            case Every(nodes):
                items = [self._valued(field, each) for each in _values(nodes)]
                return every([each for each in items if each is not None])
            case Either(nodes):
                branches = [self._valued(field, each) for each in nodes]
                kept = [each for each in branches if each is not None]
                return either(kept) if kept else None
            case Exclude(inner):
                without = self._valued(field, inner)
                return None if without is None or is_empty(without) else Exclude(without)
            case Word(text, position) | Starting(text, position):
                return self._value(field, text, position)
            case Quoted(text, _, position) | Fuzzy(text, _, position):
                return self._value(field, text, position)
            case _:
                return node

    def _value(self, field: Lexeme, text: str, position: int) -> Tree | None:
        if field.text != "date":
            return Having(cast(FacetField, field.text), text, position)
        first, dots, last = text.partition("..")
        sides = (first, last if dots else first)
        if not any(sides) or not all(dates.is_absolute(side) for side in sides if side):
            self._note("bad-date", position, text=text)
            return None
        if all(sides) and _starts(sides[0]) > _starts(sides[1]):
            sides = (sides[1], sides[0])
        return Dated(sides[0] or None, sides[1] or None, position)


def _saying(said: Tree, node: Tree) -> Tree:
    """``said:`` (or all but it) with ``node`` among what is to be in the quotation."""
    match said:
        case Exclude(inner):
            return Exclude(_saying(inner, node))
        case Said(_, before):
            return replace(said, node=every([before, node]))
        case _:
            return said


def _text(lexeme: Lexeme) -> Text:
    match lexeme.kind:
        case "starting":
            return Starting(lexeme.text, lexeme.position)
        case "fuzzy":
            return Fuzzy(lexeme.text, lexeme.number or 1, lexeme.position)
        case "quoted":
            return Quoted(lexeme.text, lexeme.number, lexeme.position)
        case _:
            return Word(lexeme.text, lexeme.position)


def _values(nodes: tuple[Tree, ...]) -> list[Tree]:
    """``nodes`` with runs of words joined."""
    joined: list[Tree] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if isinstance(node, Word) and isinstance(last, Word):
            joined[-1] = replace(last, text=f"{last.text} {node.text}")
        else:
            joined.append(node)
    return joined


def _starts(text: str) -> date:
    span = dates.span(text, date.min)
    return span.first if span else date.min


def _distinct(problems: list[Problem]) -> tuple[Problem, ...]:
    """One note per kind of fault and what it is about, at its first place."""
    first: dict[tuple[str, str], Problem] = {}
    for each in problems:
        first.setdefault((each.code, repr(each.details)), each)
    return tuple(sorted(first.values(), key=lambda each: each.position or 0))
