"""Floors rise by themselves and fall only with a reason."""

from pathlib import Path

import pytest

from quality.floors import FloorError, Floors, read, write


def test_a_floor_rises_and_never_falls_by_measuring() -> None:
    floors = Floors("corpus", {"persons": 0.9})
    floors.raise_to({"persons": 0.95}, 0.01)
    assert floors.floors == {"persons": 0.94}
    floors.raise_to({"persons": 0.5}, 0.01)
    assert floors.floors == {"persons": 0.94}


def test_scores_below_and_scores_that_are_missing_are_named() -> None:
    floors = Floors("corpus", {"persons": 0.9, "agencies": 0.8})
    assert floors.below({"persons": 0.95, "agencies": 0.8}) == []
    assert floors.below({"persons": 0.89}) == ["persons", "agencies"]


def test_lowering_needs_a_reason_and_leaves_a_trace(tmp_path: Path) -> None:
    floors = Floors("corpus", {"persons": 0.9})
    with pytest.raises(FloorError):
        floors.lower("persons", 0.8, " ")
    with pytest.raises(FloorError):
        floors.lower("persons", 0.95, "it is no lowering")
    floors.lower("persons", 0.8, "the annotation was corrected")
    write("gold", floors, tmp_path / "floors.json")
    again = read("gold", tmp_path / "floors.json")
    assert again is not None
    assert again.floors == {"persons": 0.8}
    assert again.lowered[0]["reason"] == "the annotation was corrected"


def test_each_corpus_has_floors_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert read("gold", file) is None
    write("gold", Floors("one", {"persons": 0.9}), file)
    write("judged", Floors("two", {"clean: nDCG@10": 0.5}), file)
    assert read("gold", file) == Floors("one", {"persons": 0.9})
    assert read("judged", file) == Floors("two", {"clean: nDCG@10": 0.5})
    assert read("another", file) is None


def test_a_difference_may_have_a_floor_below_zero() -> None:
    floors = Floors("corpus")
    floors.raise_to({"above": -0.02}, 0.01)
    assert floors.floors == {"above": -0.03}
    assert floors.below({"above": -0.02}) == []
