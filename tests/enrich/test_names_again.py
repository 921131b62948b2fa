"""Offices before towns, crowds that are named, cut names: made-up people of the press."""

import pytest

from index.enrich.persons.recognising import find_persons
from tests.enrich.reading import persons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whose office it is stands before the name
        ("Thị trưởng Velkaford Luke Jorimov tới nơi.", ["Luke Jorimov"]),
        ("Tin do CEO Velkamart Doug Jorimov đưa ra.", ["Doug Jorimov"]),
        ("Thị trưởng Luke Jorimov tới nơi.", ["Luke Jorimov"]),
        # marks and particles within a name
        ("Hoa hậu H ' Hen Jorniê vắng mặt.", ["H ' Hen Jorniê"]),
        ("Thị trưởng Bill de Velkasio vắng mặt. Ông de Velkasio bị ốm.", ["Bill de Velkasio"]),
        # whoever is told of a crowd
        ("Phim có nhiều diễn viên như: Chí Lạc, vắng mặt.", ["Chí Lạc"]),
        ("Velkan Jorimov, một người bán hàng rong, kể lại.", ["Velkan Jorimov"]),
        ("Velkan Jorimov, một trong những cầu thủ trẻ, vắng mặt.", ["Velkan Jorimov"]),
        # a slip of the pen, a lost end
        ("Ca sĩ Luis Velkansi hát. Sau đó Luis Velkans về.", ["Luis Velkansi"]),
        (
            "Tài xế Ngô Văn Lạc kêu cứu. Tài xế Ngô Văn sinh năm 1970.",
            ["Ngô Văn Lạc"],
        ),
    ],
)
def test_a_name_is_whole_and_begins_where_it_begins(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hãng Vinavelka tăng giá vé. Theo Velkabank, lãi sẽ giảm.",
        "Nhà ở Đường Đỗ Đức Lạc.",
        "Tin do thầy Hiệu trưởng đưa ra.",
        "Mỹ nới lỏng thị thực Velka cho người này.",
        "Chú chó Minh Lạc sủa.",
    ],
)
def test_firms_streets_titles_and_animals_are_no_persons(text: str) -> None:
    assert persons(text) == []


def test_who_has_one_name_in_a_part_of_a_series_is_in_the_story() -> None:
    body = "Trong phim, ông Vương giận con. Diễn viên Trần Y Lạc vắng mặt."
    found = find_persons("Nhà mình tập 42: Ông Vương giận con", None, body)
    assert [person.name for person in found] == ["Trần Y Lạc"]
    assert len(find_persons("Nhà mình", None, body)) == 2
