r"""Expressions that read the letters of whole texts, at twice the usual speed.

``[^\W\d_]`` asks Unicode about every character. The same letters written out are one
look-up in a bitmap, as long as they lie in the basic plane; beyond it they are 300
ranges that every space would walk through. So an expression is kept in both forms.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import groupby
from typing import Final

LETTER: Final = r"[^\W\d_]"
"""A letter, as an :class:`Expression` takes it."""

_BEYOND_BASIC: Final = re.compile("[\U00010000-\U0010ffff]")


class Expression:
    """A regular expression whose :data:`LETTER` classes are quick where the text allows it.

    It means the same in both forms. Begin an alternative with one class, not with a
    repeated one: then ``re`` rejects it by a character's first look.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def reading(self, text: str) -> re.Pattern[str]:
        """The compiled form that reads ``text``."""
        return self._any if _BEYOND_BASIC.search(text) else self._basic

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile(self._pattern)

    @cached_property
    def _basic(self) -> re.Pattern[str]:
        return re.compile(self._pattern.replace(LETTER, _basic_letters()))


@cache
def _basic_letters() -> str:
    """The class of all letters of the basic plane; 10 ms, at the first text."""
    codes = [code for code in range(0x10000) if _is_letter(chr(code))]
    # Codes of one run rise as their numbers do.
    runs = [list(run) for _, run in groupby(enumerate(codes), lambda one: one[1] - one[0])]
    return "[" + "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs) + "]"


def _is_letter(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()
