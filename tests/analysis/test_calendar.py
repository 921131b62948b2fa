import pytest

from index.analysis.calendar import day_month, full_date, month_year


@pytest.mark.parametrize(
    ("day", "month", "form"),
    [("26", "08", "26/8"), ("1", "1", "1/1"), ("29", "2", "29/2"), ("30", "2", None),
     ("0", "5", None), ("12", "13", None), ("026", "8", None), ("x", "8", None), ("٣", "8", None)],
)  # fmt: skip
def test_days_of_the_year(day: str, month: str, form: str | None) -> None:
    assert day_month(day, month) == form


@pytest.mark.parametrize(
    ("day", "month", "year", "form"),
    [("26", "08", "2022", "2022-08-26"), ("29", "2", "2023", None), ("26", "8", "22", None),
     ("26", "8", "0022", None), ("26", "8", "20222", None)],
)  # fmt: skip
def test_full_dates(day: str, month: str, year: str, form: str | None) -> None:
    assert full_date(day, month, year) == form


def test_months() -> None:
    assert month_year("08", "2022") == ("8/2022", "2022-08")
    assert month_year("13", "2022") is None
    assert month_year("8", "22") is None
