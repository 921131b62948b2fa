"""What was wrong with a request or a query, without refusing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class Problem:
    """``position`` counts code points of ``q``; ``parameter`` names a URL parameter."""

    code: str
    wording: Wording
    details: Mapping[str, object] = field(default_factory=dict)
    position: int | None = None
    parameter: str | None = None

    def message(self, lang: Lang) -> str:
        """What is wrong and what was done about it."""
        return self.wording.text(lang, **self.details)
