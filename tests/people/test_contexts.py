"""What stands beside a name: titles, places, years of birth."""

from __future__ import annotations

import pytest

from index.people.contexts import context
from tests.people.articles import article


@pytest.mark.parametrize(
    ("body", "roles", "places", "born"),
    [
        ("Bị cáo Lê Nam nhận tội.", ["bị cáo"], [], []),
        ("Chủ tịch UBND tỉnh Nghệ An Lê Nam đến.", ["chủ tịch"], ["Nghệ An"], []),
        ("Hôm qua Lê Nam, Phó giám đốc Sở Y tế, nói.", ["phó giám đốc"], [], []),
        ("Lê Nam (35 tuổi, trú TP Biên Hòa) bị bắt.", [], ["Đồng Nai"], [1990]),
        ("Lê Nam (SN 1987, ngụ tỉnh Bình Dương) bị bắt.", [], ["Bình Dương"], [1987]),
        ("Bác sĩ Lê Nam khám bệnh.", ["bác sĩ"], [], []),  # no kin although bác is
        ("Người phát ngôn Lê Nam bác tin.", ["người phát ngôn"], [], []),
        ("Mẹ Lê Nam khóc.", [], [], []),  # whose mother, not what he is
        ("Con trai Lê Nam khóc.", [], [], []),
        ("Giám đốc công ty đã gặp Lê Nam.", [], [], []),  # another's title
        ("Bị cáo đã khai. Lê Nam im lặng.", [], [], []),  # another sentence
        ("Ở Nghệ An mưa lớn, Lê Nam kể.", [], [], []),  # where it rained, not where he lives
        ("Lê Nam về Huế.", [], [], []),
    ],
)
def test_only_what_the_text_puts_beside_the_name_counts(
    body: str, roles: list[str], places: list[str], born: list[int]
) -> None:
    one = article("a", body, "Lê Nam", day="2025-06-01")
    found = context(one, one.persons[0])
    assert (list(found.roles), list(found.places), list(found.born)) == (roles, places, born)


def test_every_mention_is_counted() -> None:
    one = article("a", "Bị cáo Lê Nam khai. Bị cáo Lê Nam nhận tội.", "Lê Nam")
    assert context(one, one.persons[0]).roles == {"bị cáo": 2}


def test_an_age_without_a_date_gives_no_year() -> None:
    one = article("a", "Lê Nam (35 tuổi) nói.", "Lê Nam")
    assert not context(one, one.persons[0]).born
