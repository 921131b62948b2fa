"""The texts of one article and their words, which several steps look into."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from index.article import FIELDS, Field
from index.enrich.rows import Row, row_of


class Reading:
    """Title, standfirst and body; cut into words when the first step asks for them."""

    def __init__(self, title: str, standfirst: str | None, body: str) -> None:
        self.texts: Final = (title, standfirst or "", body)

    @property
    def fields(self) -> dict[Field, str]:
        """The texts by their field."""
        return dict(zip(FIELDS, self.texts, strict=True))

    @cached_property
    def whole(self) -> str:
        """The three texts, a line each."""
        return "\n".join(self.texts)

    def cut(self) -> None:
        """Cut the texts now, in a step of its own: many steps read the words."""
        _ = self.rows

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The words of each text."""
        return tuple(row_of(text, self.whole) for text in self.texts)
