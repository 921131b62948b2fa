"""One correction as it is kept, exported and applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "title",
    "outlet",
    "date",
    "event-date",
    "person-add",
    "person-remove",
    "person-rename",
    "source-add",
    "source-remove",
    "quote-speaker",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that is right about an article.

    | kind | value | target |
    |---|---|---|
    | title | the headline | |
    | outlet | its code or name, empty: unknown | |
    | date, event-date | EDTF, empty: none | |
    | person-add | the name | the form that the article uses, when another |
    | person-remove | the name | |
    | person-rename | the right name | the name as understood |
    | source-add | name and kind, ``TASS:cite`` | |
    | source-remove | name, or name and kind | |
    | quote-speaker | who said it, empty: unknown | the quotation's words |
    """

    kind: Kind
    value: str
    target: str | None = None


def option(correction: Correction) -> str:
    """The option of ``timtin correct`` that makes it."""
    return f"--{correction.kind}"
