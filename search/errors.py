"""A request that a program must mend, and a saved search that is not there.

TimtinError
├── BadRequest             400; ``problem`` names the parameter and what is wrong
└── SavedSearchNotFound    404; also when it is someone else's
"""

from __future__ import annotations

from index.errors import TimtinError
from index.wording import Wording
from search.problems import REFUSALS, Problem


class BadRequest(TimtinError):
    """The API refuses what the page only notes: an unknown or unusable parameter."""

    code = "bad-request"

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        wording = REFUSALS.get(problem.code, problem.wording)
        self.wording = wording  # type: ignore[misc]  # each problem words itself
        super().__init__(**problem.details)

    @property
    def parameter(self) -> str | None:
        """The URL parameter at fault."""
        return self.problem.parameter


class SavedSearchNotFound(TimtinError):
    code = "saved-search-not-found"
    wording = Wording(
        vi="Không có tìm kiếm đã lưu nào mang mã “{id}”.",
        en="There is no saved search with the id “{id}”.",
    )
