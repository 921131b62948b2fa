"""Does what is typed occur in what is stored? The plainest reading of exact and other forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from index.analysis import Tokens, analyze, fold


class Step(NamedTuple):
    """A form over tokens ``first`` to ``end``; ``other`` marks an alternative form."""

    text: str
    first: int
    end: int
    other: bool

    def meets(self, stored: Step) -> bool:
        """Words meet as they are; where one is an alternative form, without their marks."""
        if self.other or stored.other:
            return fold(self.text) == fold(stored.text)
        return self.text == stored.text


def _steps(tokens: Tokens, at: int) -> Iterator[Step]:
    yield Step(tokens.exact[at], at, at + 1, False)
    for alt in tokens.alts:
        if alt.first == at:
            yield Step(alt.text, at, at + alt.count, True)


def _paths(tokens: Tokens, at: int = 0) -> Iterator[list[Step]]:
    if at == len(tokens):
        yield []
        return
    for step in _steps(tokens, at):
        for rest in _paths(tokens, step.end):
            yield [step, *rest]


def _adjacent(stored: Tokens, at: int) -> bool:
    return at < len(stored) and stored.positions[at] == stored.positions[at - 1] + 1


def _occurs(path: list[Step], stored: Tokens, at: int) -> bool:
    return any(
        path[0].meets(step)
        and (
            len(path) == 1 or (_adjacent(stored, step.end) and _occurs(path[1:], stored, step.end))
        )
        for step in _steps(stored, at)
    )


def meets(typed: str, text: str) -> bool:
    """Whether the words of ``typed`` stand side by side in ``text``, in any of their forms."""
    stored = analyze(text)
    paths = [path for path in _paths(analyze(typed)) if path]
    return any(_occurs(path, stored, at) for path in paths for at in range(len(stored)))
