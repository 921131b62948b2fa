"""What is a name and what only looks like one: line-ups, lists, capitals, streets, ages."""

import pytest

from index.enrich.persons.recognising import find_persons
from tests.enrich.reading import persons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông TRẦN QUANG HẢI cho biết như vậy.", ["Trần Quang Hải"]),
        ("Bé Lan Chi, 8 tuổi, đi học.", ["Lan Chi"]),
        ("Tổng thống Hàn Quốc Park Jae - sun phát biểu.", ["Park Jae - sun"]),
        (
            "Các ca sĩ Thu Minh Hà, Mỹ Dung và Trúc Nhân Ái hát.",
            ["Thu Minh Hà", "Mỹ Dung", "Trúc Nhân Ái"],
        ),
        ("Công ty TNHH Trần Hùng Phát bị phạt.", []),
        ("Các tuyến đường Trần Phú, Nguyễn Du, Lê Duẩn bị ngập.", []),
        ("Cửa hàng ở số 24 Lê Văn Lương mở. Ông Lê Văn Tám mua hàng.", ["Lê Văn Tám"]),
        ("Em H.K.N. và N.T.H kể lại.", []),
        ("Em Trần Văn S. kể lại.", ["Trần Văn S."]),
    ],
)
def test_persons_and_what_only_looks_like_them(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize("word", ["Tại", "Theo", "Sau", "Trong"])
def test_a_capital_that_opens_the_next_words_is_no_part_of_the_name(word: str) -> None:
    assert persons(f"Thủ tướng Trần Xuân Lộc {word} buổi họp nói vậy.") == ["Trần Xuân Lộc"]


def test_a_name_in_capitals_points_at_the_letters_of_the_text() -> None:
    text = "Ông TRẦN QUANG HẢI cho biết như vậy."
    (person,) = find_persons("Tin trong ngày", None, text)
    assert [mention.text for mention in person.mentions] == ["TRẦN QUANG HẢI"]
    (mention,) = person.mentions
    assert text[mention.start : mention.end] == "TRẦN QUANG HẢI"


def test_two_joined_by_a_hyphen_are_two_where_each_is_named_alone() -> None:
    text = "Cuộc gặp Velkanov-Rosters diễn ra. Ông Velkanov nói. Ông Rosters nghe."
    assert persons(text) == ["Velkanov", "Rosters"]


def test_a_double_name_is_one_person() -> None:
    """Case 34: Karine Jean-Pierre, and Jean-Pierre after her."""
    text = "Thư ký báo chí Karine Jean-Pierre cho biết. Bà Jean-Pierre nói thêm."
    (person,) = find_persons("Tin trong ngày", None, text)
    assert person.name == "Karine Jean-Pierre"
    assert {mention.text for mention in person.mentions} == {"Karine Jean-Pierre", "Jean-Pierre"}


def test_a_surname_that_is_a_word_too_is_a_name_only_in_a_name() -> None:
    """Case 35: Tập Cận Bình is named once; "tập" is not, nor is "Tập" that opens a sentence."""
    text = "Ông Tập Cận Bình gặp các em. Các em tập hát. Tập hai của bộ phim ra mắt."
    (person,) = find_persons("Tin trong ngày", None, text)
    assert person.name == "Tập Cận Bình"
    assert [mention.text for mention in person.mentions] == ["Tập Cận Bình"]


def test_a_line_up_is_read_to_its_end() -> None:
    text = (
        "Đội hình: Brankov, Dulic, Marvano, Petrusen, Kolde (Jansk 60), Rubenko, Talbin, "
        "Werro, Nunsen, Ostrik, Falcone."
    )
    assert len(persons(text)) == 12
    assert persons(text)[0] == "Brankov"


def test_names_of_a_list_without_persons_stay_out() -> None:
    assert persons("Xe đi qua Brankov, Dulic và Marvano.") == []
