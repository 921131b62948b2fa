"""Teasers of other stories that a scrape ran into the end of this one.

A related piece told in full stays; what goes is cut off with "..." and either
repeats its own headline inside one run-on line, or stands under that headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

_CUT: Final = re.compile(r"(?:\.\.\.|…)\s*$")
_WORD: Final = re.compile(r"\w+")
_RUN: Final = 6  # words of the headline said again: chance repeats are shorter
_OPENING: Final = 4
_SHARED: Final = 0.5  # of the headline's words in the teaser under it


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


Line = TypeVar("Line", bound=_HasText)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def repeats_its_headline(text: str) -> bool:
    """Whether a run of six words from the line's first thirty comes again in it."""
    words = _words(text)
    seen: dict[tuple[str, ...], int] = {}
    for start in range(len(words) - _RUN + 1):
        run = tuple(words[start : start + _RUN])
        first = seen.setdefault(run, start)
        if first + _RUN <= start and first < 30:
            return True
    return False


def _runs_on(text: str) -> bool:
    """Whether the line's first four words come again with no mark before them:
    a headline that runs into its story ("... đối thoại Thủ tướng Ấn Độ ...")."""
    opening = r"\s+".join(map(re.escape, text.split()[:_OPENING]))
    return bool(re.search(rf"\w\s+{opening}\b", text)) and len(text.split()) > 3 * _OPENING


def _heads(headline: str, teaser: str) -> bool:
    """Whether ``headline`` (no full stop) is what ``teaser`` under it is about."""
    if headline.rstrip().endswith((".", ":", "?", "!", "…")) or len(headline.split()) > 30:
        return False
    words = set(_words(headline))
    return len(words) >= 5 and len(words & set(_words(teaser))) >= _SHARED * len(words)


def drop_teasers(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without the teasers at their end; the story's opening always stays."""
    kept = list(lines)
    while len(kept) > 3:
        last = kept[-1].text
        if not _CUT.search(last):
            break
        if repeats_its_headline(last) or _runs_on(last):
            kept.pop()
        elif _heads(kept[-2].text, last):
            del kept[-2:]
        else:
            break
    return kept
