import unicodedata

import pytest

from index.analysis.syllable import Parts, is_syllable, split


@pytest.mark.parametrize(
    "form",
    [
        "nguyễn",
        "đường",
        "tuyết",
        "khuỷu",
        "ngoẻo",
        "quốc",
        "quýnh",
        "giếng",
        "gì",
        "gìn",
        "già",
        "yêu",
        "uỷ",
        "ý",
        "ở",
        "á",
        "nghiêng",
        "khuya",
        "thuở",
        "mĩ",
        "mỹ",
        "quí",
        "quý",
        "xoong",
        "soóc",
        "tuýp",
        "huơ",
        "oẹ",
        "uống",
        "ước",
        "ăn",
        "ấm",
        "kẻ",
        "ghế",
        "nghỉ",
        "pin",
        "sa",
        "pa",
        "việt",
    ],
)
def test_vietnamese_syllables(form: str) -> None:
    assert is_syllable(form)
    assert is_syllable(form.upper())
    assert is_syllable(unicodedata.normalize("NFD", form))


@pytest.mark.parametrize(
    "form",
    [
        "café",
        "môđéc",
        "putin",
        "trump",
        "zelensky",
        "ukraine",
        "f16",
        "16",
        "radar",
        "xcơ",
        "crưm",
        "ôtô",
        "nato",
        "dmitry",
        "zoom",
        "fan",
        "w",
        "jean",
        "ngẽoo",
        "đđ",
    ],
)
def test_foreign_words(form: str) -> None:
    assert not is_syllable(form)


@pytest.mark.parametrize("form", ["hoc", "hòc", "hỏc", "hõc", "mat", "tap", "cach", "cảch"])
def test_a_stop_at_the_end_needs_sac_or_nang(form: str) -> None:
    assert not is_syllable(form)


@pytest.mark.parametrize("form", ["học", "hóc", "mát", "mạt", "tập", "cách", "thích"])
def test_a_stop_with_sac_or_nang_is_right(form: str) -> None:
    assert is_syllable(form)


@pytest.mark.parametrize("form", ["ka", "gha", "ngho", "kư", "cê", "ci", "gê", "ngi", "nge", "cy"])
def test_k_gh_ngh_stand_before_front_vowels_and_nowhere_else(form: str) -> None:
    assert not is_syllable(form)


@pytest.mark.parametrize("form", ["Kạn", "Đắk", "Lắk", "Kon", "Kông", "Krông", "Pleiku"])
def test_names_of_places_break_the_rules(form: str) -> None:
    assert is_syllable(form)


def test_two_tones_are_no_syllable() -> None:
    assert not is_syllable("hòá")


def test_onsets_that_hold_a_vowel() -> None:
    assert split("qua") == Parts("qu", "a")
    assert split("gia") == Parts("gi", "a")
    assert split("gi") == Parts("g", "i")
    assert split("giêng") == Parts("g", "iêng")
    assert split("uy") == Parts("", "uy")
    assert split("") is None
