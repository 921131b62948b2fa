"""The tokens of one text while the filters of the chain work on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.analysis.tokens import AltForm


@dataclass(slots=True)
class Columns:
    """Parallel lists, one entry per token; ``gaps`` has one more, behind the last.

    ``gaps[i]`` is the raw text before token i; ``codes`` has one byte per gap
    (see ``gaps.py``).
    """

    text: str
    forms: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    codes: bytes
    alts: list[AltForm] = field(default_factory=list)
