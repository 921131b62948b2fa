"""What an answer can do without is left out where time is short, and that is said.

spare = Spare()
keywords = spare.work("keywords-left-out", lambda: ..., ())
spare.problems
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from index import deadline
from index.errors import DeadlinePassed
from search.problems import Problem, problem

SHARE: Final = 0.5
"""Of the time that an answer may take: what is not done by then is left out. The rest is for
what the answer cannot do without, and is seldom needed."""

_Made = TypeVar("_Made")
_Other = TypeVar("_Other")


@dataclass(frozen=True, slots=True)
class Spare:
    """One answer's optional work; ``problems`` collects what was left out, each once."""

    problems: list[Problem] = field(default_factory=list)

    def work(self, code: str, make: Callable[[], _Made], otherwise: _Other) -> _Made | _Other:
        """What ``make`` makes; ``otherwise``, and the problem ``code``, where time is short."""
        try:
            with deadline.share(SHARE):
                deadline.check()
                return make()
        except DeadlinePassed:
            if not any(each.code == code for each in self.problems):
                self.problems.append(problem(code))
            return otherwise
