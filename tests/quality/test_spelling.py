"""The second telling of the spelling rules, which the gates compare with."""

import unicodedata

import pytest
from hypothesis import given

from quality.spelling import WORD, folded, marked, new_style, old_style, same, shaped, spellings
from tests.analysis.writing import syllables


@given(syllables())
def test_all_spellings_of_a_syllable_are_the_same_word(pair: tuple[str, str]) -> None:
    new, old = pair
    ways = [way for word in pair for _, way in spellings(word)]
    assert {same(way) for way in ways} == {same(new)}
    assert {folded(way) for way in ways} == {folded(new)}
    assert new_style(old) == new
    assert old_style(new) == old


@pytest.mark.parametrize(
    ("one", "other"),
    [("kỹ", "kĩ"), ("qúy", "quí"), ("gìa", "già"), ("nguời", "người"), ("Ðà", "đà"),
     ("ho\u200bà", "hòa"), ("khủyu", "khuỷu"), ("km²", "km2")],
)  # fmt: skip
def test_habits_of_spelling_are_one_word(one: str, other: str) -> None:
    assert same(one) == same(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("năm", "nam"), ("thuý", "thui"), ("tay", "tai"), ("Ý", "í"), ("đo", "do"), ("café", "cáfe")],
)
def test_different_words_are_not_the_same(one: str, other: str) -> None:
    assert same(one) != same(other)


def test_a_word_ends_where_a_reader_sees_its_end() -> None:
    text = unicodedata.normalize("NFD", "Hoà\u200bbình, F-16: 4.700 (đường\u200b)")
    found = [unicodedata.normalize("NFC", each) for each in WORD.findall(text)]
    assert found == ["Hoà\u200bbình", "F", "16", "4", "700", "đường"]


def test_shapes_and_marks() -> None:
    assert shaped("khuỷu")
    assert not shaped("café")
    assert marked("đo")
    assert not marked("lý".replace("ý", "y"))
