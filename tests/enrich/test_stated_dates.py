"""Dates that an input states, in the shapes in use; what is no date states none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.calendar import is_day, latest_not_after
from index.enrich.dates.stated import date_line, parse_stated


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-10-29", "2025-10-29"),
        ("20251029", "2025-10-29"),
        ("2025-10-29T16:30:00+07:00", "2025-10-29T16:30"),
        ("2025-10-29 16:30", "2025-10-29T16:30"),
        ("2025-10-29T18:30:00Z", "2025-10-30T01:30"),
        ("2025-10-29T00:00:00", "2025-10-29"),
        ("2025-10-29T00:00:00Z", "2025-10-29"),
        ("2025-10-29T00:00:00+07:00", "2025-10-29T00:00"),
        ("2025-10-29T00:05:00+07:07", "2025-10-29T00:05"),
        ("Wed, 29 Oct 2025 18:30:00 GMT", "2025-10-30T01:30"),
        ("1761696000", "2025-10-29T07:00"),
        ("1761696000000", "2025-10-29T07:00"),
        ("Thứ tư, 10/9/2025, 16:30 (GMT+7)", "2025-09-10T16:30"),
        ("Thứ tư, 10/9/2025, 23:30 (GMT+0)", "2025-09-11T06:30"),
        ("Thứ Bảy, 07/03/2026 - 08:07", "2026-03-07T08:07"),
        ("07-03-2026 - 00:01 AM", "2026-03-07T00:01"),
        ("07-03-2026 - 12:01 AM", "2026-03-07T00:01"),
        ("07-03-2026 05:01 PM", "2026-03-07T17:01"),
        ("07-03-2026 17:01 PM", "2026-03-07T17:01"),
        ("16h30 ngày 10.9.2025", "2025-09-10T16:30"),
        ("Ngày 10 tháng 9 năm 2025", "2025-09-10"),
        ("29 tháng Mười Một, 2025", "2025-11-29"),
        ("29 thg 10, 2025", "2025-10-29"),
        ("tháng 10 29, 2025", "2025-10-29"),
        ("October 29, 2025", "2025-10-29"),
        ("29-Oct-2025", "2025-10-29"),
        ("10/2025", "2025-10"),
        ("2025-10", "2025-10"),
        ("2025", "2025"),
    ],
)
def test_shapes(text: str, value: str) -> None:
    stated = parse_stated(text)
    assert stated is not None
    assert stated.value == value
    assert len(value) == {"minute": 16, "day": 10, "month": 7, "year": 4}[stated.precision]


@pytest.mark.parametrize(
    "text",
    [
        "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "1970-01-01T07:00:00+07:00",
        "1970-01-01 00:00:00", "Thu, 01 Jan 1970 00:00:00 GMT", "01/01/1970 07:00",
        "1/1/1970 00:00",
    ],
)  # fmt: skip
def test_the_moment_zero_is_an_empty_field(text: str) -> None:
    assert parse_stated(text) is None


@pytest.mark.parametrize("text", ["1970-01-01", "1/1/1970", "1970-01-01T09:00:00+07:00"])
def test_its_day_is_a_day_like_others(text: str) -> None:
    stated = parse_stated(text)
    assert stated
    assert stated.value.startswith("1970-01-01")


@pytest.mark.parametrize(
    "text",
    [
        "", "Unknown", "31/2/2025", "2025-02-30", "0000-00-00", "9999-12-31T00:00:00Z", "10/9",
        "0001-01-01T00:00:00+07:00", "13/13/2025", "25:61", "2500", "hôm qua", "5 phút trước",
        "Thu, 99 Foo 2025", "12345", "²/³/2025",
    ],
)  # fmt: skip
def test_what_is_no_date_states_none(text: str) -> None:
    assert parse_stated(text) is None


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    parse_stated(text)
    date_line(text)


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001  # zones follow
    st.integers(-12 * 60, 14 * 60),
)
def test_every_zone_comes_out_as_vietnam_time(moment: datetime, minutes: int) -> None:
    zoned = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assume(zoned.timestamp() != 0)  # the moment 0 of Unix is no date
    stated = parse_stated(zoned.isoformat())
    assert stated is not None
    if minutes in (426, 427) or (stated.precision == "day"):
        assert stated.value == zoned.strftime("%Y-%m-%dT%H:%M")[: len(stated.value)]
    else:
        local = zoned.astimezone(UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
        assert stated.value == local.strftime("%Y-%m-%dT%H:%M")


@given(st.integers(1, 12), st.integers(1, 31), st.dates())
def test_the_latest_year_is_a_real_day_not_after_the_bound(
    month: int, day: int, bound: date
) -> None:
    if not is_day(None, month, day) or bound.year < 1900:
        return
    year = latest_not_after(month, day, bound)
    found = date(year, month, day)
    assert found <= bound
    assert (bound - found).days <= (366 if (month, day) != (2, 29) else 8 * 366)


@pytest.mark.parametrize(
    ("line", "value", "rest"),
    [
        (" date 2025-10-29 Bến phà (Ảnh: Tass).", "2025-10-29", "Bến phà (Ảnh: Tass)."),
        ("date 2025-10-29", "2025-10-29", ""),
        ("Thứ tư, 10/9/2025, 16:30 (GMT+7)", "2025-09-10T16:30", ""),
        ("Lan Anh - 07/03/2026 08:47", "2026-03-07T08:47", "Lan Anh"),
        ("Cập nhật lúc 16:30, ngày 10/9/2025", "2025-09-10T16:30", ""),
    ],
)  # fmt: skip
def test_date_lines(line: str, value: str, rest: str) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.printed.stated.value, found.rest) == (value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 5/6/2017, xã Đồng Lạng khánh thành cầu treo",
        "Cầu thông xe sáng 10/9/2025",
        "Lễ hội 2025",
        "date of birth 12",
    ],
)
def test_a_story_line_with_a_date_is_no_date_line(line: str) -> None:
    assert date_line(line) is None
