"""The archive's words as columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyze, fold
from index.engines.base import Terms
from search.suggest.lettering import LONGEST
from search.suggest.vocabulary import Vocabulary


def of(*words: str) -> Vocabulary:
    in_order = sorted(words)
    return Vocabulary.of(Terms(in_order, list(map(len, in_order))))


def test_words_that_differ_in_marks_stand_together() -> None:
    known = of("dương", "đường", "duong", "phán", "đàm")
    rows = known.spelled_alike("duong").tolist()
    assert [known.words[row] for row in rows] == ["duong", "dương", "đường"]
    assert known.spelled_alike("không").tolist() == []
    assert known.spelled_alike("zz").tolist() == []


def test_numbers_other_scripts_and_endless_words_are_left_out() -> None:
    assert of("f16", "2022", "москва", "a" * (LONGEST + 1), "nga").words == ("nga",)


def test_an_empty_archive_has_no_words() -> None:
    known = of()
    assert known.words == ()
    assert known.row("nga", "nga") is None


@given(st.lists(st.text(max_size=8), max_size=12))
def test_every_word_is_found_in_its_row_with_its_count(texts: list[str]) -> None:
    words = sorted({form for text in texts for form in analyze(text).exact})
    known = of(*words)
    for word in words:
        row = known.row(word, fold(word))
        if row is not None:
            assert known.words[row] == word
            assert known.documents[row] == len(word)
    assert {known.row(word, fold(word)) for word in known.words} == set(range(len(known.words)))
