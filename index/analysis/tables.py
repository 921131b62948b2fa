"""Word tables are written as text: a person reads and edits them, a list of quotes nobody."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, which stand between white space."""
    return frozenset(text.split())
