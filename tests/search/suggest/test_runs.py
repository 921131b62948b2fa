"""A query's words come out of it and others go in, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.parser import parse
from search.language.printer import print_query
from search.suggest.runs import runs, with_texts

QUERIES = st.text(max_size=40) | st.text(alphabet='đàm phán OR"()-:*~ title said', max_size=40)


def respelled(q: str, *meant: tuple[str, ...]) -> str:
    """``q`` with the tokens of its first run replaced."""
    tree, _ = parse(q)
    run = next(runs(tree))
    return print_query(with_texts(tree, run.respelled(meant)))


@given(QUERIES)
def test_without_new_texts_the_query_stays(q: str) -> None:
    tree, _ = parse(q)
    assert with_texts(tree, {}) == tree


@given(QUERIES)
def test_the_same_words_are_written_as_they_were_typed(q: str) -> None:
    tree, _ = parse(q)
    for run in runs(tree):
        texts = run.respelled([(form,) for form in run.forms])
        assert texts == {leaf.position: leaf.text for leaf in run.leaves}


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("đàm phán Nga", ["đàm phán Nga"]),
        ('đàm "hòa bình" phán', ["đàm", "hòa bình", "phán"]),
        ("đàm -phán Nga", ["đàm", "Nga"]),
        ("đàm OR phán", ["đàm", "phán"]),
        ("title:(đàm phán) outlet:VOV date:2022 nga*", ["đàm phán"]),
        ("person:lavrov nga", ["lavrov", "nga"]),
        ("mỹ said:lavrov tên lửa outlet:VOV", ["mỹ", "lavrov", "tên lửa"]),
        ("said:* (tên lửa -nga)", ["tên lửa"]),
        ("-nga", []),
        ("...", []),
    ],
)
def test_words_side_by_side_are_one_run(q: str, found: list[str]) -> None:
    assert [run.text for run in runs(parse(q)[0])] == found


@pytest.mark.parametrize(
    ("q", "meant", "expected"),
    [
        ("hoa binh", [("hoà",), ("bình",)], "hòa bình"),
        ("Lavorv", [("lavrov",)], "Lavrov"),
        ("said:Lavorv tên lửa", [("lavrov",)], "said:Lavrov tên lửa"),
        ("said:sergeilavrov nga", [("sergei", "lavrov")], "said:(sergei lavrov) nga"),
        ("LAVORV", [("lavrov",)], "LAVROV"),
        ("(lavorv)!", [("lavrov",)], "lavrov !"),
        ("Jean-Piere", [("jean",), ("pierre",)], "Jean-Pierre"),
        ("đàmphán", [("đàm", "phán")], "đàm phán"),
        ("title:đàmphán", [("đàm", "phán")], "title:(đàm phán)"),
        ('"đàmphán nga"', [("đàm", "phán"), ("nga",)], '"đàm phán nga"'),
        ("HOẠC", [("hoặc",)], "Hoặc"),
    ],
)
def test_other_words_are_written_as_a_reader_would(
    q: str, meant: list[tuple[str, ...]], expected: str
) -> None:
    assert respelled(q, *meant) == expected
