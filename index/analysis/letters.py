r"""Expressions that read the letters of whole texts, at twice the usual speed.

``[^\W\d_]`` asks Unicode about every character. The same letters written out are one
look-up in a bitmap, as long as they lie in the basic plane; beyond it they are 300
ranges that every space would walk through. So an expression is kept in both forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from itertools import groupby
from typing import Final

LETTER: Final = r"[^\W\d_]"
ALPHANUMERIC: Final = r"[^\W_]"
"""The classes that an :class:`Expression` makes quick: a letter; a letter or digit."""


class Expression:
    """A regular expression whose :data:`LETTER` and :data:`ALPHANUMERIC` are quick.

    It means the same in both forms. Begin an alternative with one class, not with a
    repeated one: then ``re`` rejects it by a character's first look.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def reading(self, text: str) -> re.Pattern[str]:
        """The compiled form that reads ``text``."""
        return self._basic if is_basic(text) else self._any

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile(self._pattern)

    @cached_property
    def _basic(self) -> re.Pattern[str]:
        pattern = self._pattern
        for written, belongs in ((LETTER, _is_letter), (ALPHANUMERIC, str.isalnum)):
            if written in pattern:
                pattern = pattern.replace(written, _basic(belongs))
        return re.compile(pattern)


def is_basic(text: str) -> bool:
    """Whether ``text`` lies in the basic plane: each character takes two bytes of UTF-16 then."""
    return len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)


@cache
def _basic(belongs: Callable[[str], bool]) -> str:
    """The characters of the basic plane that belong, as ranges; 10 ms, at the first text."""
    codes = [code for code in range(0x10000) if belongs(chr(code))]
    # Codes of one run rise as their numbers do.
    runs = [list(run) for _, run in groupby(enumerate(codes), lambda one: one[1] - one[0])]
    return "[" + "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs) + "]"


def _is_letter(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()
