"""One text in the forms in which it reaches an archive."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from quality.news import Story
from quality.spelling import WORD, ZERO_WIDTH, new_style, old_style, windows

Write = Callable[[str, random.Random], str]


def _words(change: Callable[[str], str]) -> Write:
    return lambda text, _: WORD.sub(lambda match: change(match[0]), _nfc(text))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _mixed(text: str, rng: random.Random) -> str:
    """Every word composed, decomposed or in cp1258 order by chance, as in 5 % of real news."""
    return WORD.sub(lambda match: rng.choice((_nfc, _nfd, windows))(match[0]), text)


def _pierced(text: str, rng: random.Random) -> str:
    """Something invisible inside every fourth word, soft hyphen included."""

    def pierce(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < 2 or word[0].isdigit() or rng.random() > 0.25:
            return word
        at = rng.randrange(1, len(word))
        return word[:at] + rng.choice(ZERO_WIDTH) + word[at:]

    return WORD.sub(pierce, _mixed(text, rng))


WAYS: Final[dict[str, Write]] = {
    "NFC": lambda text, _: _nfc(text),
    "NFD": lambda text, _: _nfd(text),
    "cp1258": lambda text, _: windows(text),
    "old": _words(old_style),
    "new": _words(new_style),
    "upper": lambda text, _: text.upper(),
    "mixed": _mixed,
    "zero-width": _pierced,
}


def written(story: Story, way: str, rng: random.Random) -> Story:
    """``story`` with its three texts written in one of :data:`WAYS`."""
    write = WAYS[way]
    return replace(
        story,
        title=write(story.title, rng),
        standfirst=write(story.standfirst, rng),
        body=write(story.body, rng),
    )
