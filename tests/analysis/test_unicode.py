import unicodedata

import pytest

from index.analysis.unicode import unify


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_normal_forms_and_cases_are_one(form: str) -> None:
    assert unify(unicodedata.normalize(form, "ĐƯỜNG")) == "đường"  # type: ignore[arg-type]


def test_a_dot_below_typed_after_the_circumflex_is_the_same_letter() -> None:
    assert unify("vi\u00ea\u0323t") == "việt"


def test_the_deprecated_tone_marks_are_the_usual_ones() -> None:
    assert unify("a\u0340 a\u0341") == "à á"


@pytest.mark.parametrize("lookalike", ["\u00d0", "\u00f0", "\u0189", "\u0256", "Đ", "đ"])
def test_eth_and_african_d_are_the_vietnamese_letter(lookalike: str) -> None:
    assert unify(f"{lookalike}à") == "\u0111à"


def test_raised_and_lowered_digits_are_digits() -> None:
    assert unify("km²") == "km2"
    assert unify("CO₂") == "co2"


def test_foreign_letters_stay() -> None:
    assert unify("Señor Łódź Ørsted") == "señor łódź ørsted"
