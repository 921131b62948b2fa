"""The same work on many items, each step for all of them before the next one begins.

A step's code and tables then stay in the processor's cache from item to item.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

Made = TypeVar("Made")
Steps = Generator[None, None, Made]
"""Work on one item: it yields where its next step begins, and returns what it made."""


def in_step(works: Iterable[Steps[Made]]) -> list[Made]:
    """What the works made, in their order. What one raises ends all: works catch their own."""
    running = dict(enumerate(works))
    made: dict[int, Made] = {}
    while running:
        for number, work in list(running.items()):
            try:
                next(work)
            except StopIteration as end:
                made[number] = end.value
                del running[number]
    return [made[number] for number in sorted(made)]


def alone(work: Steps[Made]) -> Made:
    """What a single work made. Raises what it raises."""
    (made,) = in_step([work])
    return made
