"""Keystrokes become the syllable that an input method would have shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.slips import keystrokes, syllables
from index.analysis import analyze, is_syllable
from search.suggest.telex import decode

SYLLABLES = tuple(syllables())


def exact(text: str) -> str:
    (form,) = analyze(text).exact
    return form


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddafm", "đàm"),
        ("phasn", "phán"),
        ("tieengs", "tiếng"),
        ("tieesng", "tiếng"),
        ("tiengse", "tiếng"),
        ("nguwowif", "người"),
        ("nguoiwf", "người"),
        ("nguoifw", "người"),
        ("dduwowngf", "đường"),
        ("damdf", "đàm"),
        ("muaw", "mưa"),
        ("hoawcj", "hoặc"),
        ("tw", "tư"),
        ("w", "ư"),
        ("trwowngf", "trường"),
        ("xooong", "xoong"),
        ("ngoeor", "ngoẻo"),
        ("huuw", "hưu"),
        ("gif", "gì"),
        ("giangr", "giảng"),
        ("quyeets", "quyết"),
        ("hoaf", "hoà"),
        ("Vieejt", "việt"),
        ("DDAFM", "đàm"),
        ("tiêngs", "tiếng"),
        ("d9am2", "đàm"),
        ("phan1", "phán"),
        ("tie6ng1", "tiếng"),
        ("tieng61", "tiếng"),
        ("nguoi72", "người"),
        ("d9uong72", "đường"),
        ("hoa2", "hoà"),
    ],
)
def test_the_usual_ways_to_type(typed: str, meant: str) -> None:
    assert decode(typed)[0] == exact(meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("phasnz", "phan"), ("xooong", "xoong"), ("phan10", "phan")]
)
def test_a_key_takes_back_what_another_did(typed: str, meant: str) -> None:
    assert decode(typed)[0] == meant


@pytest.mark.parametrize("typed", ["boss", "maff", "dddi", "a66n", "phan11"])
def test_a_second_press_leaves_the_letter_and_no_syllable(typed: str) -> None:
    assert decode(typed) == ()


@pytest.mark.parametrize("typed", ["", "a", "phan", "data", "boss", "oslo", "16", "2022", "f16"])
def test_nothing_comes_of_what_is_no_keystrokes(typed: str) -> None:
    assert decode(typed) == ()


def test_english_words_collide_so_a_word_that_occurs_must_not_be_decoded() -> None:
    assert decode("see") == ("sê",)
    assert decode("been") == ("bên",)


def test_there_are_as_many_syllables_as_the_language_can_have() -> None:
    assert 15_000 < len(SYLLABLES) < 25_000


@pytest.mark.parametrize("method", ["telex", "vni"])
@pytest.mark.parametrize("place", ["end", "vowel", "late"])
def test_every_syllable_survives_its_keystrokes(method: str, place: str) -> None:
    lost = []
    for syllable in SYLLABLES:
        typed = keystrokes(syllable, method, place)
        if typed != syllable and decode(typed)[:1] != (exact(syllable),):
            lost.append((syllable, typed, decode(typed)))
    assert lost == []


@given(st.text(max_size=20) | st.text(alphabet="aeiouwdsfrxjz1234567890", max_size=16))
def test_whatever_is_typed_only_syllables_come_out(typed: str) -> None:
    for form in decode(typed):
        assert is_syllable(form)
        assert exact(form) == form
