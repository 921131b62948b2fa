"""The form of a month: one for its number and its name."""

import pytest

from index.analysis import analyze


def months(text: str) -> list[tuple[str, str]]:
    tokens = analyze(text)
    return [
        (alt.text, text[tokens.starts[alt.first] : tokens.ends[alt.first + alt.count - 1]])
        for alt in tokens.alts
        if alt.text.startswith("thang")
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("tháng 8", "thang8"),
        ("tháng 08", "thang8"),
        ("tháng Tám", "thang8"),
        ("tháng Tư", "thang4"),
        ("tháng Năm", "thang5"),
        ("tháng Mười", "thang10"),
        ("tháng Mười Một", "thang11"),
        ("tháng Mười Hai", "thang12"),
    ],
)
def test_a_number_and_its_name_are_one_month(text: str, form: str) -> None:
    assert months(text) == [(form, text)]


def test_behind_a_day_small_letters_name_a_month() -> None:
    assert months("ngày 2 tháng chín") == [("thang9", "tháng chín")]
    assert months("ngày 2 tháng mười hai") == [("thang12", "tháng mười hai")]


@pytest.mark.parametrize(
    "text",
    [
        "tháng năm trôi qua",
        "mỗi tháng một lần",
        "THÁNG NĂM",
        "tháng Giêng",
        "tháng Chạp",
        "tháng 13",
        "tháng 0",
        "tháng, 8",
        "tháng",
        "tháng Mười hai người",
    ],
)
def test_what_names_no_month(text: str) -> None:
    assert months(text) == []
