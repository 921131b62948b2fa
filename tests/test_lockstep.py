"""Many works go step by step: all do their first step before one does its second."""

from __future__ import annotations

import pytest

from index.lockstep import Steps, alone, in_step


def _work(name: str, steps: int, done: list[str]) -> Steps[str]:
    for step in range(steps):
        done.append(f"{name}{step}")
        yield
    return name.upper()


def test_each_step_is_done_for_all_before_the_next_begins() -> None:
    done: list[str] = []
    assert in_step([_work("a", 2, done), _work("b", 2, done)]) == ["A", "B"]
    assert done == ["a0", "b0", "a1", "b1"]


def test_what_is_made_keeps_its_place_however_many_steps_it_took() -> None:
    done: list[str] = []
    works = [_work("a", 3, done), _work("b", 0, done), _work("c", 1, done)]
    assert in_step(works) == ["A", "B", "C"]
    assert done == ["a0", "c0", "a1", "a2"]


def test_no_works_make_nothing() -> None:
    assert in_step([]) == []


def test_one_work_alone_gives_what_it_made_and_raises_what_it_raises() -> None:
    assert alone(_work("a", 2, [])) == "A"

    def failing() -> Steps[str]:
        yield
        raise ValueError("here")

    with pytest.raises(ValueError, match="here"):
        alone(failing())
