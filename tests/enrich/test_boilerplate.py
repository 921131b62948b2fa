"""What is the story and what is the page, on texts in the shapes that scrapes have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.enrich.boilerplate import clean, is_caption, is_headline_like

STORY = (
    "Cầu treo xóm Soi được khánh thành sau năm năm góp nhặt",
    "Người dân hai bờ sông Vẽ đi lại không còn phải chờ đò.",
    "Ông Bùi Quang Thứ cho biết cầu dài 212 m, rộng 2 m.",
    "Xã sẽ lắp thêm đèn trong tháng tới.",
)


def _lines(text: str) -> list[str]:
    return [line.text for line in clean(text).lines]


@pytest.mark.parametrize(
    "furniture",
    [
        "0:00 / 0:00", "0:00", "00:01:12 / 00:05:00", "Skip to main content", "Video đang HOT",
        "Chia sẻ", "Facebook Twitter Zalo", "Trang chủ > Thời sự > Giao thông", "12 bình luận",
        "Theo dõi Báo Sông Quê trên Google News", ">> Xem thêm: Thêm ba cây cầu mới", "1/12",
        "Nghe đọc bài", "Quảng cáo",
    ],
)  # fmt: skip
def test_furniture_goes_from_the_middle(furniture: str) -> None:
    text = "\n".join([furniture, *STORY[:3], furniture, STORY[3]])
    lines = _lines(text)
    assert furniture not in lines
    assert lines[:3] == list(STORY[:3])


def test_furniture_inside_the_story_leaves_what_follows() -> None:
    assert _lines("\n".join([*STORY[:3], "Video đang HOT", STORY[3]])) == list(STORY)


@pytest.mark.parametrize(
    "end",
    ["Comments", "Popular posts from this blog", "MỚI - NÓNG", "Bình luận (12)", "Tags: cầu, xã",
     "Đọc nhiều", "© 2025 Báo Sông Quê", "Tin cùng chuyên mục"],
)  # fmt: skip
def test_the_page_behind_the_story_goes(end: str) -> None:
    text = "\n\n".join([*STORY, end, "Bão số 4 đổi hướng", "Ông Tô Văn Giảng nói ngày 30/12/2022."])
    assert _lines(text) == list(STORY)


def test_navigation_before_the_story_does_not_end_it() -> None:
    assert _lines("\n".join(["Bình luận", "Đọc nhiều", *STORY])) == list(STORY)


def test_a_box_of_links_goes_and_the_story_goes_on() -> None:
    box = ["Tin liên quan", "Thêm ba cây cầu cho vùng cao", "Đò ngang sông Vẽ ngừng chạy"]
    assert _lines("\n".join([*STORY[:3], *box, STORY[3]])) == list(STORY)


@pytest.mark.parametrize(
    "caption",
    [
        "Cầu treo xóm Soi sau năm năm góp nhặt ảnh 1",
        "Bản đồ xã Đồng Lạng. Đồ hoạ: BBC",
        "Cầu treo lúc rạng sáng (Ảnh: Tass).",
        "Quang cảnh bên sông Vẽ. Ảnh: THX/TTXVN",
        "Chợ phiên đầu tuần - Ảnh: H.Y.T.",
        "Ảnh minh họa.",
        "(Ảnh: Lan Anh)",
        "Video: Lan Anh",
    ],
)
def test_captions_are_kept_apart(caption: str) -> None:
    cleaned = clean("\n".join([*STORY[:2], caption, *STORY[2:]]))
    assert cleaned.captions == (caption,)
    assert [line.text for line in cleaned.lines] == list(STORY)


@pytest.mark.parametrize(
    "prose",
    [
        "Bức ảnh chụp cây cầu được chia sẻ rộng rãi trong tuần qua.",
        "Ảnh: Lan Anh. Cầu treo được khánh thành sáng nay và người dân hai bờ đã qua lại đông vui.",
        "Ông nói: ảnh hưởng của mưa lũ còn kéo dài nhiều tháng ở các xã vùng cao phía bắc.",
        "Theo nguồn tin của xã, cầu dài 212 m.",
    ],
)
def test_prose_is_no_caption(prose: str) -> None:
    assert not is_caption(prose)


def test_a_date_line_dates_the_story_and_goes() -> None:
    cleaned = clean("\n".join([STORY[0], "Thứ tư, 10/9/2025, 16:30 (GMT+7)", *STORY[1:]]))
    assert cleaned.dateline is not None
    assert cleaned.dateline.stated.value == "2025-09-10T16:30"
    assert [line.text for line in cleaned.lines] == list(STORY)


def test_a_scrape_mark_leaves_the_rest_of_its_line() -> None:
    cleaned = clean(" date 2025-10-29 Bến phà cũ (Ảnh: Tass).\n\n" + "\n".join(STORY))
    assert cleaned.dateline is not None
    assert cleaned.dateline.stated.value == "2025-10-29"
    assert cleaned.captions == ("Bến phà cũ (Ảnh: Tass).",)


def test_a_signature_beside_the_date_is_kept() -> None:
    cleaned = clean("\n".join([STORY[0], "Lan Anh - 07/03/2026 08:47", *STORY[1:]]))
    assert cleaned.signatures == ("Lan Anh",)


def test_a_stamp_at_the_end_of_running_text_dates_it() -> None:
    text = " ".join(STORY) + " Lan Anh - Thể thao Việt Nam | 17:03 24/05/2017"
    cleaned = clean(text)
    assert cleaned.dateline is not None
    assert cleaned.dateline.stated.value == "2017-05-24T17:03"
    assert cleaned.closing == ("Lan Anh - Thể thao Việt Nam",)
    assert cleaned.lines[0].text == " ".join(STORY)


def test_a_single_line_is_never_a_caption() -> None:
    assert _lines("Clip nước chảy trên phố. Video: Lan Anh") == [
        "Clip nước chảy trên phố. Video: Lan Anh"
    ]


def test_headline_shapes() -> None:
    assert is_headline_like(STORY[0])
    assert not is_headline_like(STORY[1])


@given(st.text(max_size=300))
def test_no_text_raises_and_nothing_is_made_up(text: str) -> None:
    cleaned = clean(text)
    for line in (*(line.text for line in cleaned.lines), *cleaned.captions, *cleaned.closing):
        assert line in text


@given(st.lists(st.sampled_from([*STORY, "0:00", "Comments", "", "Theo RT", "Tin liên quan"])))
def test_story_lines_keep_their_order(lines: list[str]) -> None:
    kept = iter(lines)
    assert all(line.text in kept for line in clean("\n".join(lines)).lines)


STORY = (
    "Xã Tân Phú khởi công đường liên thôn",
    "Đường dài bốn cây số, rộng bảy mét, nối ba thôn với quốc lộ.",
    "Chủ tịch xã Lê Văn Tám nói dân hiến hơn hai nghìn mét vuông đất làm đường.",
    "Công trình dự kiến xong trước mùa mưa năm nay, theo ban quản lý dự án.",
)


@pytest.mark.parametrize(
    "furniture",
    [
        "Nghe đọc bài 0:00 / 3:21",
        "0:00/0:00 Nữ miền Bắc",
        "Facebook Twitter Zalo Copy link",
        "Cỡ chữ: A- A A+",
        "Thích 12 Chia sẻ",
        "Xem thêm: Giá vàng hôm nay tăng mạnh, người dân đổ xô đi bán",
        "#đường #xã",
        "(adsbygoogle = window.adsbygoogle || []).push({});",
        "Theo dõi Báo Xanh trên Facebook và Zalo",
    ],
)
def test_furniture_in_the_midst_of_a_story_goes_and_the_story_stays(furniture: str) -> None:
    found = clean("\n".join((*STORY[:2], furniture, *STORY[2:])))
    assert tuple(line.text for line in found.lines) == STORY


@pytest.mark.parametrize(
    "heading", ["Tin cùng chủ đề", "MỚI - NÓNG", "Đọc nhiều nhất", "Tiêu điểm"]
)
def test_a_box_of_other_stories_ends_a_story_unless_it_goes_on(heading: str) -> None:
    box = (
        heading,
        "Giá heo hơi tăng nhẹ ở ba miền sau lễ",
        "Thương lái cho biết nhu cầu tăng do các quán ăn mở cửa trở lại sau kỳ nghỉ.",
        "Chợ đầu mối mở thêm khu bán rau sạch",
    )
    at_the_end = clean("\n".join((*STORY, *box)))
    in_the_midst = clean("\n".join((*STORY[:2], *box, *STORY[2:])))
    assert tuple(line.text for line in at_the_end.lines) == STORY
    assert tuple(line.text for line in in_the_midst.lines) == STORY


@pytest.mark.parametrize(
    "sentence",
    [
        "Thích 3 món này nhất, bà Hoa mua về làm quà cho các cháu ở quê.",
        "Thích trang trí nhà cửa, anh Nam tự tay đóng bàn ghế từ gỗ cũ.",
        "Tải ứng dụng VNeID về máy rồi đăng nhập bằng số định danh cá nhân.",
    ],
)
def test_a_sentence_that_begins_like_furniture_is_text(sentence: str) -> None:
    assert sentence in [line.text for line in clean("\n".join((*STORY, sentence))).lines]
