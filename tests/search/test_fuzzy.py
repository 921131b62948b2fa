"""Words spelled nearly like another one."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from search import fuzzy
from search.fuzzy import distances, nearby
from tests.engines.corpus import made

words = st.text(alphabet="abđ", max_size=7)


def reference(one: str, other: str) -> int:
    """Optimal string alignment by its recursion, cell by cell."""
    cells = {}
    for i, j in product(range(len(one) + 1), range(len(other) + 1)):
        if not i or not j:
            cells[i, j] = i + j
            continue
        cells[i, j] = min(
            cells[i - 1, j] + 1,
            cells[i, j - 1] + 1,
            cells[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
        )
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            cells[i, j] = min(cells[i, j], cells[i - 2, j - 2] + 1)
    return cells[len(one), len(other)]


@given(form=words.filter(bool), texts=st.lists(words, max_size=12), edits=st.integers(1, 2))
def test_distances_are_right_up_to_the_edits_and_large_beyond(
    form: str, texts: list[str], edits: int
) -> None:
    for text, found in zip(texts, distances(form, texts, edits).tolist(), strict=True):
        expected = reference(form, text)
        assert found == expected if expected <= edits else found > edits


@pytest.fixture
def engine() -> Engine:
    filled = MemoryEngine()
    texts = ["đàm phán", "đám phạn", "đàm phám", "đam phn", "dam ân", "pháp phán", "phna ấn", "bán"]
    with filled.writer() as writer:
        for number, text in enumerate(texts):
            writer.put(made(f"d{number}", number, text))
    return filled


def test_a_marked_word_is_compared_with_its_marks(engine: Engine) -> None:
    assert nearby("phán", 1, engine).forms == ("phán", "phn", "phám", "pháp", "phạn")
    assert nearby("phán", 2, engine).forms == ("phán", "phn", "phna", "phám", "pháp", "phạn")
    assert nearby("đàm", 1, engine).forms == ("đàm", "đam", "đám")


def test_a_word_without_marks_is_compared_without_any(engine: Engine) -> None:
    assert nearby("phan", 1, engine).forms == ("phan", "pham", "phap", "phn", "phna")
    assert nearby("dam", 1, engine).forms == ("dam",)
    assert nearby("an", 1, engine).forms == ("an",)


def test_a_misspelt_word_finds_what_the_archive_has(engine: Engine) -> None:
    assert nearby("phãn", 1, engine).forms == ("phán", "phn", "phạn")
    assert nearby("pahn", 1, engine).forms == ("phan", "phn")
    assert nearby("xyz", 2, engine).forms == ()
    assert nearby("", 2, engine).forms == ()


def test_more_than_two_edits_are_two(engine: Engine) -> None:
    assert nearby("phán", 9, engine) == nearby("phán", 2, engine)


def test_what_is_cut_is_the_rarest_and_never_the_word_itself(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not nearby("phám", 1, engine).cut
    assert nearby("phám", 1, engine, most=2) == fuzzy.Nearby(("phám", "phán"), cut=True)
