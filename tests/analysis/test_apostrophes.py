"""Names with an apostrophe are found without it, too."""

import pytest

from index.analysis import analyze


def joined(text: str) -> list[str]:
    return [alt.text for alt in analyze(text).alts]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("O'Neill", "oneill"),
        ("O’Neill", "oneill"),
        ("Tây An (Xi'an)", "xian"),
        ("Ea H’Leo", "hleo"),
        ("Đắk R'Lấp", "rlap"),
        ("người M'Nông", "mnong"),
    ],
)
def test_a_name_has_a_joined_form(text: str, form: str) -> None:
    assert joined(text) == [form]


@pytest.mark.parametrize("text", ["Vietnam's", "don't", "'án' 'oan'", "ông ' nói", "K'ho"])
def test_endings_quotes_and_syllables_have_none(text: str) -> None:
    assert joined(text) == []


def test_the_parts_stay_tokens() -> None:
    assert analyze("O'Neill").exact == ("o", "neill")
