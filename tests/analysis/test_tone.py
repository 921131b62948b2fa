import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold
from index.analysis.syllable import lift
from index.analysis.tone import place
from tests.analysis.writing import syllables


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("thủy", "thuỷ"),
        ("ủy", "uỷ"),
        ("khỏe", "khoẻ"),
        ("qúy", "quý"),
        ("qùa", "quà"),
        ("gìa", "già"),
        ("gíup", "giúp"),
        ("gíêng", "giếng"),
        ("khủyu", "khuỷu"),
        ("tòan", "toàn"),
        ("hòang", "hoàng"),
        ("ngòai", "ngoài"),
        ("nguỵên", "nguyện"),
        ("thưọng", "thượng"),
        ("đựơc", "được"),
        ("đuợc", "được"),
        ("nguời", "người"),
        ("xòong", "xoòng"),
    ],
)
def test_the_tone_moves_to_its_place(old: str, new: str) -> None:
    assert place(old) == new


@pytest.mark.parametrize(
    "form",
    [
        "ngoẻo",
        "hoà",
        "thuỷ",
        "mùa",
        "múa",
        "của",
        "bìa",
        "lưu",
        "mười",
        "gì",
        "gìn",
        "quốc",
        "khuya",
        "thuở",
        "hào",
        "sáu",
        "tối",
        "kéo",
        "ở",
    ],
)
def test_what_is_right_stays(form: str) -> None:
    assert place(form) == form


@pytest.mark.parametrize(
    "form", ["café", "môđéc", "ôtôbuýt", "résumé", "señor", "mátxcơva", "hòaà"]
)
def test_what_is_no_syllable_is_left_alone(form: str) -> None:
    assert place(form) == form


def test_uo_has_both_horns_also_without_a_tone() -> None:
    assert place("thưong") == "thương"
    assert place("thuơng") == "thương"


@pytest.mark.parametrize("form", ["huơ", "thuở", "quơ", "quờn", "ưo", "xưok"])
def test_one_horn_can_be_right_and_foreign_words_get_none(form: str) -> None:
    assert place(form) == form


@given(syllables())
def test_old_and_new_style_are_one_form_and_placing_twice_changes_nothing(
    styles: tuple[str, str],
) -> None:
    new, old = styles
    assert place(old) == new
    assert place(new) == new


@given(syllables(), st.data())
def test_a_tone_lifted_off_and_put_on_any_vowel_is_placed_where_it_was(
    styles: tuple[str, str], data: st.DataObject
) -> None:
    new, _ = styles
    bare, tone = lift(new)
    assert lift(bare) == (bare, None)
    vowels = [at for at, letter in enumerate(bare) if fold(letter) in "aeiouy"]
    at = data.draw(st.sampled_from(vowels))
    moved = unicodedata.normalize("NFC", bare[: at + 1] + (tone or "") + bare[at + 1 :])
    assert place(moved) == new
