"""Who of those that a sentence names says what is quoted; every text here is our own."""

import pytest

from tests.enrich.reading import only, quotes

SAID = "“Việc này phải xong trong quý tới”"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # an object of another verb, and what is done to somebody
        (
            f"Bà Đỗ Thị Mận không tấn công ông Trần Bá Lộc, khẳng định: {SAID}.",
            "Đỗ Thị Mận",
        ),
        (f"Bà Đỗ Thị Mận bênh vực ông Trần Bá Lộc và nói: {SAID}.", "Đỗ Thị Mận"),
        # who is named from whose side, or thanked, does not speak
        (f"Bà Đỗ Thị Mận cảm ơn ông Trần Bá Lộc rồi nói: {SAID}.", "Đỗ Thị Mận"),
        (f"Một người từ phía ông Trần Bá Lộc từng tiết lộ rằng: {SAID}.", "Một người"),
        # where a body is
        (
            f"Viện Kinh tế ở Jorimburg, Nam Phi, tuyên bố: {SAID}.",
            "Viện Kinh tế ở Jorimburg",
        ),
        # a title behind an object opens another phrase
        (
            "Sau phần trình bày của ông Trần Bá Lộc, Bộ trưởng Đỗ Văn Tạo nói: " + f"{SAID}.",
            "Đỗ Văn Tạo",
        ),
        # documents that speak
        (f"Sáng qua, báo cáo nêu: {SAID}.", "báo cáo"),
        (f"Vào cuộc, kết luận nêu rõ: {SAID}.", "kết luận"),
    ],
)
def test_the_subject_speaks_and_no_object_or_place(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


def test_a_document_that_only_is_a_verb_says_nothing() -> None:
    text = f"Ông Trần Bá Lộc đã báo cáo huyện. Ông thông báo: {SAID}."
    assert only(text).speaker == "Trần Bá Lộc"


def test_what_is_only_counted_behind_a_quotation_does_not_speak() -> None:
    assert only(f"{SAID}, những bình luận bức xúc viết.").speaker is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Theo chỉ huy Trần Bá Lộc của Uỷ ban Cách mạng cho biết: {SAID}.", "Trần Bá Lộc"),
        (
            f"{SAID} - phó phát ngôn của chính phủ, Trung tướng Trần Bá Lộc, nói với Reuters.",
            "Trần Bá Lộc",
        ),
        (
            "Ông Trần Bá Lộc, Trưởng khoa Hạ tầng, kiêm Trưởng bộ môn Thoát nước cho biết: "
            f"{SAID}.",
            "Trần Bá Lộc",
        ),
        (f"Bà Đỗ Thị Mận phản bác thông tin từ ông Trần Bá Lộc rằng {SAID}.", "Trần Bá Lộc"),
        (f"Trần Bá Lộc đăng ảnh lên Facebook hôm 2/7 kèm ghi chú: {SAID}.", "Trần Bá Lộc"),
        (f"Chị Mận, SN 1991, ngụ ấp 5, xã Lạc Hà cho biết: {SAID}.", "Mận"),
        (
            "Đại biểu Trần Bá Lộc (Tiền Giang) - phó chủ nhiệm Uỷ ban Kinh tế - dự họp. "
            f"Phó chủ nhiệm Uỷ ban Kinh tế nói: {SAID}.",
            "Trần Bá Lộc",
        ),
        (
            f"Đại biểu Trần Bá Lộc (Tiền Giang) dự họp. Đại biểu Tiền Giang nói: {SAID}.",
            "Trần Bá Lộc",
        ),
        (
            "Ông Trần Bá Lộc, Trưởng công an xã, cùng một người vào cuộc. "
            f"{SAID}, Trưởng công an xã Lạc Hà cho hay.",
            "Trần Bá Lộc",
        ),
        (
            "Bộ trưởng Trần Bá Lộc đã đến Litva. Trong cuộc gặp với nữ tổng thống Litva "
            f"Dalia Jorimskaite, ông nói: {SAID}.",
            "Trần Bá Lộc",
        ),
        (f"{SAID}, tờ al - Jorim khẳng định.", "tờ al - Jorim"),
        (
            "Ông Trần Bá Lộc kể về quân chủng Phòng không - không quân và cho rằng chiến thắng "
            "năm ấy “đã làm nức lòng bạn bè năm châu”.",
            "Trần Bá Lộc",
        ),
        (
            "Theo Công an tỉnh Lạc Hà, khi bị chém, ông Trần Bá Lộc chạy ra cửa và la lớn: "
            f"{SAID}.",
            "Trần Bá Lộc",
        ),
        (f"Trong thông báo hôm 14/2, J & J khẳng định {SAID}.", "J & J"),
        (f"Hãng sản xuất tên lửa vắng mặt. Ông Trần Bá Lộc chép miệng: {SAID}.", "Trần Bá Lộc"),
    ],
)
def test_posts_and_pronouns_lead_to_the_one_who_is_meant(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


def test_who_is_only_called_by_what_he_is_is_not_certain() -> None:
    quote = only(f"Trời đã tối. Nam sinh khoe: {SAID}.")
    assert (quote.speaker, quote.sure) == ("Nam sinh", False)


def test_a_quotation_behind_one_whose_speaker_is_told_goes_on_with_less_certainty() -> None:
    letter = f"{SAID}, bức thư của ông Trần Bá Lộc có đoạn viết.\n"
    first, second = quotes(letter + "“Tôi trân trọng quan hệ tốt đẹp giữa hai nơi.”")
    assert first.speaker == second.speaker
    assert not second.sure


def test_names_in_the_title_do_not_stand_between_a_name_and_his_post_in_the_body() -> None:
    body = (
        "Ông Trần Bá Lộc (61 tuổi), hội trưởng hội làng, phó ban tổ chức lễ hội làng, đã đến. "
        f"Phó ban tổ chức lễ hội nói: {SAID}."
    )
    for title in ("Tin trong ngày", "Tin trong ngày về lễ hội của làng có bà Đỗ Thị Mận"):
        assert only(body, title=title).speaker == "Trần Bá Lộc"


def test_the_number_of_a_document_is_nobody() -> None:
    quote = only(f"Văn bản mang số 572 / NTBD - QLBD nêu rõ: {SAID}.")
    assert quote.speaker == "Văn bản mang số 572"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Thủ tướng Anh Dalia Jorim đã đến Litva. {SAID}, bà nói.", "Dalia Jorim"),
        (
            f"Ông Trần Bá Lộc, Chủ tịch nước, đã đến Lào. {SAID}, Chủ tịch nước nói.",
            "Trần Bá Lộc",
        ),
        (f"Ông Trần Bá Lộc đã đến xã. {SAID}, trợ lý bộ trưởng, bà Đỗ Thị Mận nói.", "Đỗ Thị Mận"),
    ],
)
def test_countries_and_posts_before_a_name_do_not_hide_whose_words_they_are(
    text: str, speaker: str
) -> None:
    quote = only(text)
    assert (quote.speaker, quote.sure) == (speaker, True)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"AFP dẫn lời một người có tên Henry Jorimov nói: {SAID}.", "Henry Jorimov"),
        (f"Có con gái, chị Đỗ Thị Mận mừng. Chị nói: {SAID}.", "Đỗ Thị Mận"),
        (f"{SAID}, chị H. nói.", "chị H."),
        (f"Ai đó nói: {SAID}.", None),
        (
            f"Phó chủ tịch kiêm Tổng thư ký Hội Nông dân Việt Nam Trần Bá Lộc nói: {SAID}.",
            "Trần Bá Lộc",
        ),
        (f"{SAID}, CNN dẫn một nguồn tin giấu tên cho biết.", "một nguồn tin giấu tên"),
        # behind "với" and "bằng" it is a noun
        (f"Ông Trần Bá Lộc bắt đầu với chỉ thị mới, rồi nói: {SAID}.", "Trần Bá Lộc"),
    ],
)
def test_a_name_behind_the_word_for_it_and_nobody_in_particular(
    text: str, speaker: str | None
) -> None:
    assert only(text).speaker == speaker


def test_one_of_many_is_not_certain_where_somebody_is_named() -> None:
    said = only(f"Ông Trần Bá Lộc vắng mặt. Vị cố vấn nói: {SAID}.")
    assert not said.sure


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # the label ends where its phrase ends
        (f"{SAID}, người phụ nữ trẻ hốt hoảng nói.", "người phụ nữ trẻ"),
        (f"{SAID}, một bài bình luận trên Jorim Times viết.", "một bài bình luận trên Jorim Times"),
        (
            f"{SAID}, đại diện của tổ chức Cứu trợ Jorim cho hay.",
            "đại diện của tổ chức Cứu trợ Jorim",
        ),
        (f"{SAID}, lãnh đạo Cục Cảnh sát giao thông nói.", "lãnh đạo Cục Cảnh sát giao thông"),
        # a name behind what tells who she is
        (f"{SAID}, người mẹ đơn thân Đỗ Thị Mận chia sẻ.", "Đỗ Thị Mận"),
        (f"{SAID}, Yonhap dẫn lời của ông Trần Bá Lộc phát biểu.", "Trần Bá Lộc"),
        # a document with what points at it is no verb
        (f"{SAID}, tuyên bố trên nêu rõ.", "tuyên bố trên"),
        # what somebody does with the subject
        (f"Ông Trần Bá Lộc được nhiều bạn trẻ bày tỏ lòng mến mộ đã nói: {SAID}.", "Trần Bá Lộc"),
        # the clause goes on behind "mà chỉ"
        (
            f"Ông Trần Bá Lộc không nói bà Đỗ Thị Mận sẽ ký mà chỉ cho biết: {SAID}.",
            "Trần Bá Lộc",
        ),
        # whom the text named last, of two with one given name
        (
            "Bộ trưởng Trần Bá Lộc đã dự. Sau đó Tổng thư ký Hồ Hữu Lộc họp báo. "
            f"Ông Lộc nói: {SAID}.",
            "Hồ Hữu Lộc",
        ),
        (f"Đại biểu Đỗ Thị Mận phát biểu. Nữ đại biểu này nói: {SAID}.", "Đỗ Thị Mận"),
        # two heads of states in one clause
        (
            "Cuộc gặp giữa lãnh đạo Triều Tiên và Tổng thống Mỹ Donald Trump sắp tới. "
            f"Lãnh đạo Triều Tiên Kim Jong-un đã đến. {SAID}, lãnh đạo Triều Tiên nói.",
            "Kim Jong-un",
        ),
    ],
)
def test_labels_are_whole_and_lead_to_the_one_who_is_meant(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        f"Tôi nói: {SAID}.",
        "Ông Trần Bá Lộc tuyên bố, Nga quan ngại về “các đợt tập trận gần biên giới”.",
        f"{SAID}, nhân chứng này nói.",
        f"{SAID}, người bạn cùng tên của chị chia sẻ.",
    ],
)
def test_a_narrator_and_labels_that_point_back_are_not_certain(text: str) -> None:
    found = only(text)
    assert found.speaker
    assert not found.sure


def test_a_paper_that_a_tale_is_from_does_not_say_the_quotation_behind_it() -> None:
    text = f"Đoàn xe đã tới thành phố cửa sông, theo Jorim Times.\n{SAID}.\nCậu bé ngước lên."
    assert only(text).speaker != "Jorim Times"
