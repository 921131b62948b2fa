"""Tables of strings say what a list of them says."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.engines.whoosh.texts import Texts

text = st.text(st.sampled_from("ab\u0111é\ud800\uffff\U0001f600\x7f\0"), max_size=4)
texts = st.lists(text)


@given(texts)
def test_strings_come_back(held: list[str]) -> None:
    table = Texts.of(held)
    assert list(table) == held
    assert [table[at] for at in range(-len(held), len(held))] == held + held
    assert table[:] == held
    assert table[1:3] == held[1:3]


@given(texts.map(lambda held: sorted(set(held))), text)
def test_sorted_strings_are_found_as_in_a_list(held: list[str], asked: str) -> None:
    table = Texts.of(held)
    assert [table.find(each) for each in held] == list(range(len(held)))
    assert table.find(asked) == (held.index(asked) if asked in held else -1)
    assert table[table.prefixed(asked)] == [each for each in held if each.startswith(asked)]


def test_strings_between_those_of_the_sample_are_found() -> None:
    held = [f"{number:03}" for number in range(0, 200, 2)]
    table = Texts.of(held)
    assert [table.find(each) for each in held] == list(range(len(held)))
    assert {table.find(f"{number:03}") for number in range(1, 200, 2)} == {-1}
    for first in range(0, 200, 7):
        assert table[table.prefixed(f"{first:03}"[:2])] == [
            each for each in held if each.startswith(f"{first:03}"[:2])
        ]


@given(st.lists(st.lists(st.tuples(text, st.booleans()))))
def test_some_strings_of_many_tables_become_one(parts: list[list[tuple[str, bool]]]) -> None:
    chosen = [
        Texts.of([each for each, _ in part]).chosen(np.array([kept for _, kept in part], bool))
        for part in parts
    ]
    assert list(Texts.joined(chosen)) == [each for part in parts for each, kept in part if kept]
