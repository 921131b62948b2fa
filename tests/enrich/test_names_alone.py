"""Names where the press lost a stop or tells a kind of thing; every text here is our own."""

import pytest

from tests.enrich.reading import persons


@pytest.mark.parametrize(
    "text",
    [
        "Hôm qua ngư dân Rạch Bến đánh bắt được nhiều cá.",
        "Ngoài ra, “Nàng Sóc” từng được nằm trong danh sách.",
        "Nguyên giám đốc Vietcombank Đông Hải bị truy tố.",
        "Tin từ giám đốc điều hành Công ty CP phát triển Lạc Hậu - cho rằng như vậy.",
        "Hai thành viên Velkazone họp kín. Lãnh đạo Velkazone nói vậy. Tổ chức Velkazone vẫn"
        " tăng trưởng. Velkazone cho biết.",
        "Trường Giang nói rất vui khi làm MC",
        "Đội hình xuất phát: Velkara (4-4-2): thay đổi nhiều.",
        "Áo của hiệu Jorim&Velkara. Sau đó Velkara mở thêm cửa hàng.",
        "Dung nham của núi lửa Anak Jorimau vẫn chảy.",
        "Theo tổ chức phi lợi nhuận Velka Jorim Tanga cho biết.",
        "Vườn thú có cặp gấu trúc Shen Shen và đàn nai.",
        "Sinh viên Trường Cao đẳng Kỹ thuật Lạc Thắng mang án tích.",
        "Hôm qua tại tòa án cấp cao Jorim Velkam, họ vắng mặt.",
        "Thống đốc bang Bắc Velkara cảnh báo bão.",
        "Xe Mercedes chạy tốc độ cao rồi tông vào lề.",
        "Đẹp nhất tên Người, Bác đang cùng các cháu.",
        "Có tranh Mùa vàng của Nguyễn Ngọc LạcPhần còn lại là của họ.",
    ],
)
def test_kinds_of_things_and_crowds_are_no_persons(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chuyên gia Hán Lạc, TS Nguyễn Tuấn Lạc cho hay như vậy.", ["Nguyễn Tuấn Lạc"]),
        ("Chuyên gia Thục Linh, tiến sĩ tâm lý, cho biết như vậy.", ["Thục Linh"]),
        ("Thống đốc bang Bắc Velkara Roy Jorim lên tiếng.", ["Roy Jorim"]),
        ("Đại sứ Mỹ tại Việt Nam Daniel J. Jorim cho biết vậy.", ["Daniel J. Jorim"]),
        ("Diva Hồng Lam đã dành lời khen.", ["Hồng Lam"]),
        ("Hoa khôi Nam Em tới dự.", ["Nam Em"]),
        ("Ra đón có Thứ trưởng Bộ Ngoại giao Belarus Jorimak cùng đoàn.", ["Jorimak"]),
        ("Alejandro Cao de Jorim, người phương Tây, tới nơi.", ["Alejandro Cao de Jorim"]),
        ("Chỉ huy trưởng quân sự P.7 Nguyễn Thanh Lạc xin lỗi.", ["Nguyễn Thanh Lạc"]),
        ("Có mặt là cố vấn Kim Hong - gul của Hàn Quốc.", ["Kim Hong - gul"]),
        ("“Ông Ba đến rồi”, chị Lan nói.", ["Ba", "Lan"]),
    ],
)
def test_a_kind_beside_a_name_does_not_hide_the_person(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đại biểu Đỗ Đức Hồng Hà nói vậy. Ông Đỗ Đức Hồng Hà trả lời tiếp.",
            ["Đỗ Đức Hồng Hà"],
        ),
        (
            "Cuối cùng Trương Quỳnh Lan cũng về. Trương Quỳnh Lan Vượt nhiều sóng gió.",
            ["Trương Quỳnh Lan"],
        ),
        (
            "Người vợ cũ Lương Tịnh Từ và anh đã chia tay. Với Lương Tịnh Từ, anh lặng im.",
            ["Lương Tịnh Từ"],
        ),
        ("Họ xin lỗi bà Loan Tối 15.6, tại Hội nghị.", ["Loan"]),
    ],
)
def test_a_name_is_cut_as_the_article_writes_it_elsewhere(text: str, expected: list[str]) -> None:
    assert persons(text) == expected
