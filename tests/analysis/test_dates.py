import pytest

from index.analysis import analyze


def dates(text: str) -> set[tuple[str, str]]:
    """Every other form but that of a month, with the raw text it covers."""
    tokens = analyze(text)
    return {
        (alt.text, text[tokens.starts[alt.first] : tokens.ends[alt.first + alt.count - 1]])
        for alt in tokens.alts
        if not alt.text.startswith("thang")
    }


def test_a_day_in_words_covers_day_to_month() -> None:
    assert dates("họp ngày 26 tháng 8 tại") == {("26/8", "26 tháng 8")}
    assert dates("hop ngay 26 thang 8 tai") == {("26/8", "26 thang 8")}


def test_with_the_year_there_is_the_iso_form_too() -> None:
    assert {("26/8", "26 tháng 8"), ("2022-08-26", "26 tháng 8 năm 2022")} <= dates(
        "ngày 26 tháng 8 năm 2022"
    )
    assert ("2022-08-26", "26 tháng 8/2022") in dates("ngày 26 tháng 8/2022")
    assert dates("26/08/2022") == {("26/8", "26/08"), ("2022-08-26", "26/08/2022")}
    assert dates("26-8-2022") == {("26/8", "26-8"), ("2022-08-26", "26-8-2022")}
    assert dates("2022-08-26") == {("26/8", "08-26"), ("2022-08-26", "2022-08-26")}


@pytest.mark.parametrize("word", ["ngày", "hôm", "sáng", "chiều", "tối"])
def test_behind_a_word_for_a_day_a_hyphen_or_point_makes_a_date(word: str) -> None:
    assert dates(f"{word} 5-9") == {("5/9", "5-9")}
    assert ("5/9", "5.9") in dates(f"{word} 5.9")


@pytest.mark.parametrize(
    "text", ["thắng 5-9", "chuyển sang 2-1", "ngày, 5-9", "sáng. 5-9", "ngày 45-9"]
)
def test_elsewhere_a_hyphen_is_a_score(text: str) -> None:
    assert dates(text) == set()


@pytest.mark.parametrize(
    "text", ["sau 6 tháng 9 ngày", "ngày 31 tháng 2", "ngày 26, tháng 8", "ngày", "tháng"]
)
def test_what_is_no_day(text: str) -> None:
    assert dates(text) == set()


def test_a_day_needs_no_word_before_it() -> None:
    assert dates("đường 3 tháng 2") == {("3/2", "3 tháng 2")}
    assert dates("các ngày 22, 23, 24 tháng 6") == {("24/6", "24 tháng 6")}
    assert ("2022-08-26", "26 tháng 8 năm 2022") in dates("26 tháng 8 năm 2022")


@pytest.mark.parametrize(
    "text", ["9 tháng 10 ngày", "cứ 3 tháng 1 lần", "kỳ 1 tháng 5", "2 tháng 15 ngày tuổi"]
)
def test_a_duration_is_no_day(text: str) -> None:
    assert dates(text) == set()


def test_the_month_may_be_a_word() -> None:
    assert dates("ngày 26 tháng Tám") == {("26/8", "26 tháng Tám")}
    assert ("2022-12-26", "26 tháng Mười Hai năm 2022") in dates("26 tháng Mười Hai năm 2022")
    assert dates("ngày 4 tháng năm") == {("4/5", "4 tháng năm")}


@pytest.mark.parametrize("text", ["mùng 10 tháng Giêng", "23 tháng Chạp", "6 tháng năm 2017"])
def test_lunar_months_and_years_are_no_months(text: str) -> None:
    assert dates(text) == set()


def test_months_with_their_year() -> None:
    both = {"8/2022", "2022-08"}
    for text in ("tháng 8/2022", "tháng 08-2022", "tháng 8 năm 2022", "08/2022"):
        assert {form for form, _ in dates(text)} == both


def test_a_comma_makes_a_number_never_a_date() -> None:
    assert dates("ngày 26,8") == {("26.8", "26,8")}
