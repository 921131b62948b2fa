"""What stands beside a name decides: made-up people, firms and places in sentences of the press."""

import pytest

from tests.enrich.reading import persons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hôm qua Velkan Jorimov, một nhà khoa học hạt nhân, vắng mặt.", ["Velkan Jorimov"]),
        ("Tin từ Velkan Jorimov, cảnh sát trưởng địa phương.", ["Velkan Jorimov"]),
        ("Tin từ Velkan Jorimov - người đứng đầu cơ quan này.", ["Velkan Jorimov"]),
        ("Có mặt là Velkan Jorimov, người Nga, và vợ.", ["Velkan Jorimov"]),
        ("Velkan Jorimov sẽ là trọng tài chính của trận này.", ["Velkan Jorimov"]),
        ("Reuters dẫn lời Velkan Jorimov.", ["Velkan Jorimov"]),
        ("Jorimov, phát ngôn viên của tòa án, vắng mặt.", ["Jorimov"]),
        ("Đầu hiệp hai, Jorimov sút phạt thành bàn.", ["Jorimov"]),
        ("Thủ tướng New Zealand Bill English tới nơi.", ["Bill English"]),
        ("AFP dẫn lời người phát ngôn đảng MenKat Marta Jorimova.", ["Marta Jorimova"]),
        ("Theo thông tin mới, bà Trần Thị Là được đưa vào viện.", ["Trần Thị Là"]),
        ("Có mặt là diễn viên Trần Y Hàm.", ["Trần Y Hàm"]),
        ("Phát ngôn viên Bộ Ngoại giao Trung Quốc Cảnh Vạn nói vậy.", ["Cảnh Vạn"]),
        ("Theo chị Trang, nhà vắng. Sau đó Thục Trang cho hay như vậy.", ["Thục Trang"]),
        ("Vợ ông, Jorimova, vắng mặt.", ["Jorimova"]),
    ],
)
def test_a_title_or_a_deed_beside_a_name_makes_a_person(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sản phẩm đạt chứng nhận Greno Velkab của Singapore.",
        "Văn hóa trước Sơn Vi sang Sơn Vi tới Hòa Bình.",
        "Lễ hội này hay Velka Jorathong cũng không là ngoại lệ.",
        "Có hai bản là Velkari G và Velkari E.",
        "Nguyên tổng giám đốc Velkabank kêu oan.",
        "Thống đốc bang Velkara từ chức.",
        "Các ca khúc như Nhé anh, Mãi yêu, Tình nồng.",
        "Trung tâm nghiên cứu bạo loạn và khủng bố Jorim.",
        "Một nhóm kín với tên “Velkar” chia sẻ ảnh.",
        "Hội viên sống ở xã Sơn Hạ, quê quán Giang Tây Lạc, huyện Đô Lương.",
        "Các huyện Kim Lạc (Hải Dương), Phong Tây (Cần Thơ) bị kiểm tra.",
        "Nhà ở số 9, Phùng Chí Thái, quận Cầu Giấy.",
        "Lộ trình: Bến xe - Trần Quốc Lạc - Lăng Cha Cả - Hoàng Văn Lạc - Nguyễn Thị Nhỏ.",
        "Nhà trên đường Cộng Hòa, Hoàng Văn Lạc bị ngập.",
        "Điểm đen ở phố Lò Đúc và tới Nguyễn Văn Trỗi.",
        "Từ Hàn Quốc, một người phát ngôn lên tiếng.",
        "Trưởng bản Lạc Hương, xã Xá Lượng vắng mặt.",
        "Ảnh do nhóm chụp. Trận này nhận ba thẻ đỏ Huyền Thục",
    ],
)
def test_what_nobody_is_told_as_is_no_person(text: str) -> None:
    assert persons(text) == []


def test_a_name_of_streets_is_a_person_where_no_street_is_named() -> None:
    text = "Quê hương của Nguyễn Du, Nguyễn Văn Trỗi và nhiều người khác."
    assert persons(text) == ["Nguyễn Du", "Nguyễn Văn Trỗi"]


def test_a_name_of_streets_is_a_person_behind_a_title() -> None:
    text = "Tượng liệt sĩ Nguyễn Văn Trỗi đặt trên đường Lê Lợi."
    assert persons(text) == ["Nguyễn Văn Trỗi"]


def test_a_club_stays_a_club_where_it_is_named_alone() -> None:
    text = (
        "Velkawon cho biết sẽ đá. Velkawon giành ba điểm. Velkawon FC thắng. "
        "Velkawon cũng nhận định như vậy."
    )
    assert persons(text) == []


def test_a_name_ends_where_a_lost_line_ended() -> None:
    text = "Theo TS Nguyễn Quý Thục  Điểm mới đầu tiên trong dự thảo là vậy."
    assert persons(text) == ["Nguyễn Quý Thục"]


def test_a_club_behind_a_whole_name_is_no_part_of_it() -> None:
    assert persons("Cầu thủ Marko Reusen Arsenal đã liên hệ.") == ["Marko Reusen"]


def test_titles_written_with_capitals_are_no_names() -> None:
    text = "Bác sĩ Nguyễn Hữu Thục, Trưởng Khoa Thận nhân tạo, vắng mặt."
    assert persons(text) == ["Nguyễn Hữu Thục"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hôm qua ngài Tổng giám đốc Velkan Jorimov đã về nước.", ["Velkan Jorimov"]),
        ("Diễn viên Seo Jin - ho đã đến. Seo Jin - ho nói nhiều.", ["Seo Jin - ho"]),
        ("Bà Mận đến. Các chiến sĩ Mùa Hè Xanh đã về quê.", ["Mận"]),
        ("Nhà báo Trần Bá Lộc vắng mặt. Công Ty Xuân Phát đã đến.", ["Trần Bá Lộc"]),
        ("Bà Mận đến. Các cầu thủ Jorimfield đã thua trận.", ["Mận"]),
        # "cầu" and "đền" are words of their own far more often than bridges and temples
        ("Tòa đã yêu cầu ông Trần Bá Lộc bồi thường.", ["Trần Bá Lộc"]),
        ("Công ty phải đền bà Mận 5 triệu đồng.", ["Mận"]),
        ("Họ đi qua cầu Ông Lãnh và chợ Bà Chiểu.", []),
        ("Ông Công cho biết giá lúa tăng. Ông Công nói thêm.", ["Công"]),
    ],
)
def test_titles_lead_to_people_and_not_to_crowds_or_firms(text: str, expected: list[str]) -> None:
    assert persons(text) == expected
