"""Names stand as a Vietnamese reader looks them up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.people.order import initial, initial_key, name_key, split_qualifier

# given name first, then family name, then the names between; tones ngang huyền hỏi ngã sắc nặng
VIETNAMESE = [
    "Đỗ An",
    "Lê Văn An",
    "Nguyễn Thị An",
    "Trần Bình An",
    "Phạm Văn Ân",
    "Lê Bình",
    "Lê Hồ Bình",
    "Lê Dung",
    "Lê Dũng",
    "Lê Đăng",
    "Lê Đức",
    "Lê Em",
    "Lê Hoa",
    "Lê Hoà",
    "Lê Hoả",
    "Lê Hoá",
    "Lê Hoạ",
    "Lê Oanh",
    "Lê Ơn",
    "Lê Tu",
    "Lê Tư",
]
MIXED = [
    "Bashar al-Assad",
    "Joe Biden",
    "Trần Thị Hoa",
    "Kim Jong-un",
    "Sergei Lavrov",
    "Lê Nam",
    "Vladimir Putin",
]


@pytest.mark.parametrize("ordered", [VIETNAMESE, MIXED])
def test_names_stand_in_the_order_of_the_dictionary(ordered: list[str]) -> None:
    assert sorted(ordered[1::2] + ordered[::2], key=name_key) == ordered


def test_a_namesake_told_apart_stands_behind_the_bare_name() -> None:
    names = ["Lê Nam (bị cáo)", "Lê Nam", "Lê Nam (giám đốc)", "Lê Na"]
    assert sorted(names, key=name_key) == [
        "Lê Na",
        "Lê Nam",
        "Lê Nam (bị cáo)",
        "Lê Nam (giám đốc)",
    ]
    assert split_qualifier("Lê Nam (bị cáo, Bình Dương)") == ("Lê Nam", "bị cáo, Bình Dương")


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Nguyễn Văn Đức", "Đ"),
        ("Phạm Văn Ân", "Â"),
        ("Lê Ứng", "Ư"),
        ("Sergei Lavrov", "L"),
        ("Kim Jong-un", "K"),
        ("Karine Jean-Pierre", "J"),
        ("Abdel Fattah El-Sisi", "S"),
        ("Son Heung-min", "S"),
        ("Nicolas Évian", "E"),
        ("50 Cent", "C"),
        ("", "#"),
    ],
)
def test_the_letter_is_that_of_the_word_looked_up(name: str, letter: str) -> None:
    assert initial(name) == letter
    assert initial(unicodedata.normalize("NFD", name)) == letter


def test_letters_stand_in_vietnamese_order_and_others_behind() -> None:
    letters = ["Ư", "Z", "D", "Đ", "A", "Â", "Ă", "#", "Я"]
    assert sorted(letters, key=initial_key) == ["A", "Ă", "Â", "D", "Đ", "Ư", "Z", "#", "Я"]


@given(st.text())
def test_any_text_has_its_place_and_its_letter(text: str) -> None:
    assert name_key(text) == name_key(text)
    assert len(initial(text)) >= 1
    initial_key(initial(text))


@given(st.sampled_from(VIETNAMESE + MIXED))
def test_the_order_does_not_depend_on_how_letters_are_composed(name: str) -> None:
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(name)
