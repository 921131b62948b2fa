"""What is quoted, and who says it; every text here is our own."""

from __future__ import annotations

import sys
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.enrich.persons.recognising import find_persons
from index.enrich.quotes import find_quotes
from tests.enrich.reading import both, only, quotes

LEAD = (
    "Ông Trần Bá Lộc, chủ tịch xã, và bà Đỗ Thị Mận, trưởng trạm y tế, dự họp hôm 3/4. "
    "Đại sứ Na Uy Viktor Oshenkov cũng có mặt. "
)


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("“Cầu sẽ xong trước mùa lũ”, ông Lộc nhấn mạnh.", "Trần Bá Lộc"),
        ('"Cầu sẽ xong trước mùa lũ", bà Mận cho biết.', "Đỗ Thị Mận"),
        ("«Cầu sẽ xong trước mùa lũ» - ông Oshenkov nói.", "Viktor Oshenkov"),
        ("‘Cầu sẽ xong trước mùa lũ’, ông Lộc nói.", "Trần Bá Lộc"),
        ("”Cầu sẽ xong trước mùa lũ“, ông Lộc nói.", "Trần Bá Lộc"),
        ("Bà Mận khẳng định: “Trạm đủ thuốc cho cả xã”.", "Đỗ Thị Mận"),
        ("Ông Lộc cho rằng cây cầu “không thể chờ thêm năm nữa”.", "Trần Bá Lộc"),
        ("Theo ông Oshenkov, hai bên “chưa bàn đến việc đó”.", "Viktor Oshenkov"),
        ("“Hai bên chưa bàn đến việc đó”, theo ông Oshenkov.", "Viktor Oshenkov"),
        ("Hãng tin Delta dẫn lời ông Oshenkov: “Hai bên chưa bàn việc đó”.", "Viktor Oshenkov"),
        ("“Hai bên chưa bàn việc đó”, hãng Delta dẫn lời ông Oshenkov nói.", "Viktor Oshenkov"),
        ("“Xã sẽ trả lời dân” - lời ông Lộc.", "Trần Bá Lộc"),
        ("Tới nơi, ông Lộc chỉ trích nhà thầu, gọi việc chậm trễ là “điều không ai chấp nhận”.",
         "Trần Bá Lộc"),
    ],
)  # fmt: skip
def test_a_speaker_is_read_before_behind_and_around(said: str, speaker: str) -> None:
    quote = only(LEAD + said)
    assert (quote.speaker, quote.kind, quote.sure) == (speaker, "person", True)


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("Bà Mận kiểm tra kho thuốc. “Thuốc còn đủ dùng ba tháng”, bà nói.", "Đỗ Thị Mận"),
        ("Ông Lộc đến sớm. “Tôi muốn nghe dân trước đã”, ông này cho hay.", "Trần Bá Lộc"),
        ("“Chúng tôi tôn trọng ý dân”, Đại sứ Na Uy nói.", "Viktor Oshenkov"),
        ("Ông Lộc phát biểu đầu tiên. “Tôi xin lỗi bà con cả xã”, vị này nói.", "Trần Bá Lộc"),
    ],
)
def test_pronouns_and_offices_lead_back_to_the_person(said: str, speaker: str) -> None:
    assert only(LEAD + said).speaker == speaker


@pytest.mark.parametrize(
    ("said", "speaker", "kind"),
    [
        ("Bộ Ngoại giao Na Uy tuyên bố: “Chúng tôi không can dự”.", "Bộ Ngoại giao Na Uy",
         "organisation"),
        ("“Tôi nghe tiếng nổ rất lớn”, một nhân chứng kể.", "một nhân chứng", "label"),
        ("“Nhà tôi mất hết lúa rồi”, chị H. nói.", "chị H.", "label"),
        ("“Con tôi vẫn chưa về nhà”, mẹ của nạn nhân nói.", "mẹ của nạn nhân", "label"),
    ],
)  # fmt: skip
def test_bodies_and_labels_speak_as_written(said: str, speaker: str, kind: str) -> None:
    quote = only(said)
    assert (quote.speaker, quote.kind) == (speaker, kind)


def test_two_halves_have_one_speaker() -> None:
    body = LEAD + "“Cầu này của bà con”, ông Lộc nói: “Không ai được thu tiền qua cầu”."
    assert [quote.speaker for quote in quotes(body)] == ["Trần Bá Lộc"] * 2


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_quotations_in_a_row_have_one_speaker(gap: str) -> None:
    body = LEAD + f"Ông Lộc nói: “Cầu này của cả xã ta.”{gap}“Ai qua cầu cũng không mất tiền.”"
    assert [quote.speaker for quote in quotes(body)] == ["Trần Bá Lộc"] * 2


def test_a_quotation_goes_on_where_the_mark_opens_again() -> None:
    body = LEAD + "Ông Lộc nói: “Cầu này của cả xã.\n“Ai qua cũng không mất tiền”."
    assert only(body).text == "Cầu này của cả xã.\n“Ai qua cũng không mất tiền"


def test_a_quotation_in_a_quotation_belongs_to_it() -> None:
    quote = only(LEAD + "Bà Mận kể: “Con tôi bảo “mẹ đừng lo” rồi ra đê với bạn”.")
    assert quote.text == "Con tôi bảo “mẹ đừng lo” rồi ra đê với bạn"


def test_names_in_marks_do_not_end_the_quotation_they_stand_in() -> None:
    quote = only(LEAD + '"Con sứa "cắn" tay tôi.\nAi tắm cũng bị "cắn" như vậy "- ông Lộc nói.')
    assert (quote.text[:7], quote.text[-4:], quote.speaker) == ("Con sứa", " vậy", "Trần Bá Lộc")


def test_what_stands_in_marks_again_and_again_is_a_term() -> None:
    said = 'Theo ông Lộc, khách mặc áo "bản đồ lưỡi mèo" khi đến. '
    assert quotes(LEAD + 3 * said) == ()


def test_a_missing_second_mark_ends_with_the_sentence() -> None:
    body = LEAD + "Ông Lộc nói: “Cầu này của cả xã ta. Bà Mận đáp: “Thuốc thì chưa đủ đâu”."
    first, second = quotes(body)
    assert (first.text, first.speaker) == ("Cầu này của cả xã ta.", "Trần Bá Lộc")
    assert (second.text, second.speaker) == ("Thuốc thì chưa đủ đâu", "Đỗ Thị Mận")


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lộc nói đó là “sự thật”.",
        "Ông Lộc nói xã sẽ chiếu bộ phim “Những người giữ đê năm ấy”.",
        "Ông Lộc bị điều tra về hành vi “thiếu trách nhiệm gây hậu quả”.",
        "Đội bóng được gọi là “đoàn quân áo đỏ miền núi” thắng trận đầu.",
        "Xã có nhà mới “mưa không dột gió không lay”.",
        "Ống nước dài 5'30\" và cây O'Hara cao 24\" đã gãy.",
        "[Đọc thêm: Ông Lộc nói “cầu sẽ xong trước mùa lũ”]",
    ],
)
def test_fragments_names_and_measures_are_no_quotations(text: str) -> None:
    assert quotes(LEAD + text) == ()


def test_nobody_is_named_where_the_text_does_not_say() -> None:
    quote = only("Trên tường có dòng chữ lớn. “Chúng tôi cần một cây cầu mới.”")
    assert (quote.speaker, quote.kind, quote.sure) == (None, None, True)


def test_a_speaker_from_the_sentence_before_is_not_certain() -> None:
    body = LEAD + "Bà Mận cho biết trạm thiếu người. “Chúng tôi trực cả ngày lẫn đêm.”"
    quote = only(body)
    assert (quote.speaker, quote.sure) == ("Đỗ Thị Mận", False)


def test_a_title_is_read_too() -> None:
    found = quotes(LEAD, title="Ông Trần Bá Lộc: 'Cầu sẽ xong trước mùa lũ'")
    assert [(one.field, one.speaker) for one in found] == [("title", "Trần Bá Lộc")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ông Lê Văn Nam cho biết đất bán giá 3 tỷ.\n\nPhiên đấu giá kéo dài ba giờ.\n\n"
            "Một người tham gia đấu giá, đề nghị không nêu tên, nói bị ép rút lui. "
            "“Họ bảo tôi về đi kẻo có chuyện”, người này kể.",
            "Một người tham gia đấu giá",
        ),
        (
            "Một phụ nữ bán nước nghe tiếng động lớn. "
            "“Tôi chạy ra thì thấy lửa bốc cao”, người phụ nữ này kể.",
            "Một phụ nữ bán nước",
        ),
        (
            "Bà Trần Thị Mai, 63 tuổi, trình báo bị lừa 2 tỷ đồng. Thiếu tá Lê Quốc Uy cho biết "
            "đã lập chuyên án. “Họ nói tôi liên quan đến rửa tiền”, nạn nhân kể.",
            "Trần Thị Mai",
        ),
        (
            "Kỹ sư Nguyễn Đức Anh phụ trách dự án. “Cầu sẽ xong trong năm nay”, kỹ sư Đức Anh nói.",
            "Nguyễn Đức Anh",
        ),
        (
            "Phó Thủ tướng Đỗ Văn Tạo và Thủ tướng Lê Hữu Ngạn cùng dự. "
            "“Việc này phải xong trong quý”, Thủ tướng nói.",
            "Lê Hữu Ngạn",
        ),
        (
            "Ông Lê Hữu Ngạn, trợ lý Cục trưởng Cục Lãnh sự, Bộ Ngoại giao cho hay: "
            "“Việc này phải xong trong quý”.",
            "Lê Hữu Ngạn",
        ),
        (
            "Anh Lê Hữu Ngạn (SN 1992), chủ cửa hàng quần áo cho hay: “Tôi thấy họ chạy tới”.",
            "Lê Hữu Ngạn",
        ),
        (
            "Chủ nhiệm Ủy ban Văn hóa, Giáo dục và Nhi đồng của Quốc hội Lê Hữu Ngạn nói: "
            "“Việc này phải xong trong quý”.",
            "Lê Hữu Ngạn",
        ),
    ],
)
def test_roles_and_labels_lead_to_whom_they_mean(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


def test_whom_the_quotation_names_does_not_say_it() -> None:
    told = "“Bến hẹp quá”, một cán bộ giấu tên nói. Cán bộ nói ông Lê Văn Nam sẽ đến. "
    last = quotes(told + "“Nhưng tôi chưa biết ông Nam có đến hay không”, ông nói thêm.")[-1]
    assert last.speaker != "Lê Văn Nam"


def test_between_two_equals_nobody_is_named() -> None:
    both_go = "Anh Nguyễn Văn Hùng và anh Trần Văn Minh cùng lên tàu. "
    assert only(both_go + "“Chúng tôi không kịp mặc áo phao”, anh kể.").speaker is None


def test_words_behind_the_mark_tell_of_another_than_the_sentence_before() -> None:
    text = "Ông Lê Văn Nam nói đê đã vững. “Cấm đổ rác xuống chân đê này”, tấm biển đề vậy."
    assert only(text).speaker is None


def test_a_title_has_the_speaker_whom_the_story_quotes() -> None:
    body = "“Cầu phải xong trước mùa lũ năm nay”, ông Lê Văn Nam nói."
    first = quotes(body, title="“Cầu phải xong trước mùa lũ”")[0]
    assert (first.field, first.speaker, first.sure) == ("title", "Lê Văn Nam", False)


def test_an_interview_without_marks_has_questions_and_answers() -> None:
    body = (
        "Trao đổi với chúng tôi, ông Trần Bá Lộc nói về cây cầu.\n"
        "* Thưa ông, bao giờ cầu xong?\n"
        "- Chúng tôi làm ngày đêm để cầu xong trước mùa lũ.\n"
        "Tiền công đã trả đủ cho thợ.\n"
        "* Ai sẽ trông coi cây cầu?\n"
        "- Mỗi xóm cử hai người thay nhau trông coi."
    )
    found = quotes(body)
    assert [one.speaker for one in found] == [None, "Trần Bá Lộc", None, "Trần Bá Lộc"]
    assert found[1].text.endswith("Tiền công đã trả đủ cho thợ.")


def test_an_interview_with_names_has_them_as_speakers() -> None:
    body = "PV: Bao giờ thì cầu xong?\nÔng Trần Bá Lộc: Chúng tôi làm xong trước mùa lũ."
    assert [one.speaker for one in quotes(body)] == ["PV", "Trần Bá Lộc"]


def test_the_evidence_names_the_rule_and_the_words() -> None:
    (evidence,) = both(LEAD + "“Cầu sẽ xong trước mùa lũ”, ông Lộc nhấn mạnh.")[1]
    assert (evidence.rule, evidence.text) == ("quote-verb-behind", "ông Lộc nhấn mạnh")
    assert (evidence.about, evidence.place, evidence.sure) == ("quote", "body", True)


PIECES = st.sampled_from(
    ["“", "”", '"', "'", "«", "»", "\n", " ", ". ", ", ", ": ", "- ", "* ", "? ", "ông Lộc", " nói",
     "theo ", "Bộ Y tế", "cầu", "Tôi", "(", ")", "PV: ", "e\u0302", "Trần Bá Lộc"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_spans_in_order_that_hold_their_text(text: str) -> None:
    found = quotes(text, title=text[:20], standfirst=text[20:40])
    for field in ("title", "standfirst", "body"):
        spans = [(one.start, one.end) for one in found if one.field == field]
        assert spans == sorted(spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def _calls(body: str) -> int:
    """How many functions are called to find the quotations of ``body``."""
    persons = find_persons("Họp", "", body)
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_quotes("Họp", "", body, persons)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "said",
    [
        "“Cầu phải xong trước mùa lũ năm nay”, Tổng thống Pháp nói.",
        "“Cầu phải xong trước mùa lũ năm nay”, ông nói.",
    ],
)
def test_twice_as_many_quotations_are_twice_the_work(said: str) -> None:
    line = f"Tổng thống Nga Viktor Oshenkov tới. {said}\n"
    _calls(line)  # what is read once
    assert _calls(line * 200) < 2.5 * _calls(line * 100)
