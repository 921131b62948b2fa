"""Which joined forms are words of their own."""

import pytest

from index.analysis import analyze
from index.analysis.folding import fold
from index.analysis.syllable import all_syllables, is_syllable
from index.analysis.tokens import LONGEST_FORM


def joined(text: str) -> list[str]:
    return [alt.text for alt in analyze(text).alts]


@pytest.mark.parametrize("text", ["bi-a", "K'ho", "H.A.I", "a-i"])
def test_what_joined_could_be_a_syllable_is_another_word(text: str) -> None:
    assert joined(text) == []


@pytest.mark.parametrize("text", ["ô-tô", "ra-đa", "Á-Âu"])
def test_what_could_be_none_is_joined(text: str) -> None:
    assert joined(text) == [fold(text.lower().replace("-", ""))]


def test_two_numbers_are_not_joined() -> None:
    assert joined("U-23-2017") == []


def test_no_joined_form_is_too_long() -> None:
    assert joined("-".join(["abcdefgh" * 3] * 8)) == []
    assert all(len(form) <= LONGEST_FORM for form in joined("-".join(["abcdefgh"] * 8)))


def test_all_syllables_are_syllables_once_closed_ones_have_their_tone() -> None:
    syllables = list(all_syllables())
    assert len(set(syllables)) > 2_500
    closed = [each for each in syllables if each.endswith(("p", "t", "c", "ch"))]
    assert all(is_syllable(each) for each in syllables if each not in closed)
    assert not any(map(is_syllable, closed))
