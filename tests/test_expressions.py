"""Regular expressions mean the same in every Python from 3.11 on.

Before 3.11.5 a possessive group ``(?:...)*+`` whose last repetition failed half-way went on
from where that had got to (python/cpython#106052): tokens ran on over the stop behind a
number. Debian 12 has 3.11.2. What follows a repetition inside such a group must not be able
to fail; ``[.,][0-9][0-9]*+`` cannot where ``[.,][0-9]++`` can.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]  # no public way to read one
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import index
import search
import web
from index.analysis import scanner
from index.analysis.letters import Expression

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ONE_CHARACTER = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)


def _may_fail_half_way(body: Any) -> bool:
    """Whether something but its first character can fail in or behind a repetition."""
    moved = False
    for place, (name, value) in enumerate(body):
        if name in _REPEATS:
            least, _, repeated = value
            if place and least > 0:
                return True
            if not _is_one(repeated) and (least > 0 or name is not op.POSSESSIVE_REPEAT):
                return True  # the groups within are looked at by themselves
            moved = True
        elif moved or name not in _ONE_CHARACTER:
            return True
    return False


def _is_one(body: Any) -> bool:
    return len(body) == 1 and body[0][0] in _ONE_CHARACTER


def _groups(parsed: Any) -> Iterator[Any]:
    """The bodies of possessive groups of more than a character."""
    for name, value in parsed:
        if name is op.POSSESSIVE_REPEAT:
            body = value[2]
            if not _is_one(body):
                yield body[0][1][-1] if body[0][0] is op.SUBPATTERN and len(body) == 1 else body
        for part in value if isinstance(value, tuple | list) else ():
            if isinstance(part, _parser.SubPattern):
                yield from _groups(part)
            elif isinstance(part, list):
                for branch in part:
                    yield from _groups(branch) if isinstance(branch, _parser.SubPattern) else ()


def _broken(pattern: re.Pattern[str]) -> bool:
    parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    return any(map(_may_fail_half_way, _groups(parsed)))


def _expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    yield "basic plane", scanner._pattern(0x10000)
    yield "all planes", scanner._pattern(0x34000)
    for package in (index, search, web):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name == "web.gunicorn_conf":  # ends where no key is set
                continue
            for name, value in vars(importlib.import_module(found.name)).items():
                if isinstance(value, Expression):
                    yield f"{found.name}.{name}", value.reading("a")
                elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{found.name}.{name}", value


def test_no_possessive_group_can_fail_half_way() -> None:
    every = dict(_expressions())
    assert len(every) > 200
    assert [name for name, pattern in every.items() if _broken(pattern)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"[0-9]++(?:[.,/][0-9]++)*+",
        r"\w++(?:[.']*\w++)*+",
        r"(?:a*+b)*+",
        r"(?:&(?:amp|lt);[a-z]*+)*+",
        r"x(?:y(?:a++b++)?+)",
        r"(?:x|(?:a++b)++)",
    ],
)
def test_one_that_can_is_seen(pattern: str) -> None:
    assert _broken(re.compile(pattern))


@pytest.mark.parametrize("pattern", [r"[0-9]++(?:[.,/][0-9][0-9]*+)*+", r"(?:[x]++\w*+)*+", r"a++"])
def test_one_that_cannot_is_let_be(pattern: str) -> None:
    assert not _broken(re.compile(pattern))
