"""Day expressions of running text: which date a story and which do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.enrich.dates.running import days, months


def _days(text: str) -> list[tuple[int, int, int | None]]:
    return [(one.day, one.month, one.year) for one in days(text)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gặp phóng viên hôm 16/1, ông nói", (16, 1, None)),
        ("Ngày 5-9, trường khai giảng", (5, 9, None)),
        ("sáng 28/10 tại Minsk", (28, 10, None)),
        ("Rạng sáng nay (6/2), mưa lớn", (6, 2, None)),
        ("Hôm nay (8.6), huyện họp", (8, 6, None)),
        ("lúc 8 giờ 40, ngày 10.5, sản phụ", (10, 5, None)),
        ("lúc 8h40, ngày 10.5, sản phụ", (10, 5, None)),
        ("ngày 26 tháng 8 năm 2025, cầu", (26, 8, 2025)),
        ("ngày 26 tháng Tám tại xã", (26, 8, None)),
        ("tối 5/7/17 ở sân", (5, 7, 2017)),
        ("Vụ nổ 24/11/2016 làm", (24, 11, 2016)),
        ("trong hai ngày 3 và 4/6", (3, 6, None)),
        ("riêng ngày 03-04/06 có nơi", (3, 6, None)),
        ("ngày 15-7/2019 tại", (15, 7, 2019)),
        ("chuyến thăm ngày 13-15/7", (13, 7, None)),
        ("khép lại sớm hơn dự kiến trong ngày 28/2", (28, 2, None)),
        ("thứ Năm 29/2, năm nhuận", (29, 2, None)),
        ("triển lãm từ 3 đến 5/9 tại Huế", (3, 9, None)),
        ("từ ngày 3/9 đến ngày 5/9, hội chợ", (3, 9, None)),
        ("Đến ngày 5/9, xã có", (5, 9, None)),
    ],
)
def test_a_day_of_the_story(text: str, day: tuple[int, int, int | None]) -> None:
    assert _days(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "sau 8 tháng kể từ khi quân đội vào với cái gọi là “chiến dịch” hôm 24/2.",
        "mất 68 xe tăng từ ngày 6/8.",
        "Trước đó, ngày 22/8, ông bác bỏ",
        "ông Nam (sinh ngày 5/6/1990) trú tại",
        "theo Nghị định số 15/2020/NĐ-CP ngày 3/2/2020 của Chính phủ",
        "giải sẽ khai mạc ngày 24/6 tại",
        "giải khai mạc ngày 24/6 tới",
        "ngủ 1/3 thời gian, thắng 2-1, tăng 4.5 điểm",
        "trực 24/7 và 1/2 số dân",
        "ngày 31/2, ngày 0/5, ngày 12/13",
        "lễ hội ngày 15 tháng 8 âm lịch",
        "Người dân qua cầu ngày 10/6/2025. Ảnh: Lan Anh",
        "Bờ sông Vẽ sáng 3/4 - Ảnh: H.Y.T.",
        "hôm thứ Bảy",
        "nếu ngày 5/9 trời mưa",
        "trước ngày 30/6 phải xong",
        "ngày 30 Tết cả nhà",
        "ngày 15/7 âm lịch",
    ],
)
def test_background_captions_and_numbers_are_no_event(text: str) -> None:
    assert _days(text) == []


def test_background_ends_with_its_clause() -> None:
    assert _days("Kể từ khi cầu sập hôm 1/3, đến ngày hôm qua; sáng 5/4, xã họp.") == [(5, 4, None)]


def test_the_day_behind_a_caption_counts() -> None:
    assert _days("Lễ mừng tối 10/6/2025. Ảnh: Hai Tư Tối 26/9, ủy ban họp.") == [(26, 9, None)]


def test_last_year_is_said_in_words() -> None:
    (found,) = days("Hồi ngày 9/6 năm ngoái, cầu sập")
    assert (found.day, found.month, found.years_back) == (9, 6, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hồi tháng 4/2017, cầu", [(4, 2017, None)]),
        ("tháng 10 năm ngoái ở đây", [(10, None, 1)]),
        ("vào tháng 9 rằng", []),
        ("kể từ tháng 6/2021.", []),
        ("từ tháng 9/2017", []),
    ],
)
def test_months_count_only_with_their_year(
    text: str, found: list[tuple[int, int | None, int | None]]
) -> None:
    assert [(one.month, one.year, one.years_back) for one in months(text)] == found


@given(st.text(alphabet="ngàyhômsá 0123456789/.-,()\n“”tháng", max_size=60))
def test_offsets_point_at_the_expression(text: str) -> None:
    for one in (*days(text), *months(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert str(one.month) in text[one.start : one.end] or "tháng" in text[one.start : one.end]
