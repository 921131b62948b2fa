"""The word lists that a newsroom edits: TOML files in ``data/``, read once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any, Final

from index.analysis.memo import Memo
from index.analysis.tone import place
from index.analysis.unicode import unify


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file ``data/<name>.toml`` as nested dicts; do not change the result."""
    file = resources.files("index.enrich") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """``text`` for comparing: NFC, lower case, one space between words, no outer space.

    Only for comparing: what is kept and shown stays as found.
    """
    line = unicodedata.normalize("NFC", text).replace("\n", " ")
    # Any other white space than " " is not printable: a text without is not cut into words.
    if "  " in line or not line.isprintable():
        line = " ".join(line.split())
    return line.strip().lower()


_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-"})


def normal_once(token: str) -> str:
    """:func:`normal`, not remembered: for what is not met again."""
    if token.isascii():
        return token.lower().replace("`", "'")
    return place(unify(token).translate(_APOSTROPHES))


NORMAL: Final = Memo(normal_once)
"""``NORMAL[token]`` is :func:`normal`, without the call."""


def normal(token: str) -> str:
    """A token as the lists are looked up: NFC, lower case, tone placed, one apostrophe."""
    return NORMAL[token]


def any_of(words: list[str]) -> str:
    """A regular expression for any of ``words``, longest first, spaces flexible."""
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest) + ")"
