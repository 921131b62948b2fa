"""Headline and standfirst of a text, told by shape."""

from __future__ import annotations

from index.enrich.boilerplate import clean
from index.enrich.headline import Head, first_sentence, head_of

TITLE = "Cầu treo xóm Soi khánh thành sau năm năm góp nhặt"
LEAD = "Từ những phong bì vài chục nghìn đồng, người dân hai bờ đã có cây cầu của mình."
BODY = [
    "Cầu dài 212 m, rộng 2 m, do thợ trong xã dựng.",
    "Ông Bùi Quang Thứ nói học sinh không còn phải qua đò. Xã sẽ lắp thêm đèn.",
    "Lễ khánh thành diễn ra sáng 19/11.",
    "Người dân múa sạp bên cầu.",
]


def _head(text: str) -> Head:
    return head_of(clean(text).lines)


def test_a_byline_marks_the_standfirst() -> None:
    head = _head("\n\n".join([TITLE, f"TPO - {LEAD}", *BODY]))
    assert (head.title, head.derived) == (TITLE, False)
    assert head.standfirst == f"TPO - {LEAD}"
    assert head.body_from == 2


def test_a_caption_below_marks_the_standfirst() -> None:
    head = _head("\n".join([TITLE, LEAD, "Cầu treo lúc rạng sáng. Ảnh: Lan Anh", *BODY]))
    assert head.standfirst == LEAD


def test_a_blank_line_that_paragraphs_lack_marks_the_standfirst() -> None:
    head = _head(f"{TITLE}\n\n{LEAD}\n\n" + "\n".join(BODY))
    assert head.standfirst == LEAD


def test_without_a_mark_the_lead_stays_in_the_body() -> None:
    head = _head("\n".join([TITLE, LEAD, *BODY]))
    assert (head.standfirst, head.body_from) == (None, 1)
    assert _head("\n\n".join([TITLE, LEAD, *BODY])).standfirst is None


def test_without_a_headline_the_first_sentence_stands_in() -> None:
    head = _head("\n\n".join([f"{BODY[1]}", *BODY[2:]]))
    assert head.derived
    assert head.title == "Ông Bùi Quang Thứ nói học sinh không còn phải qua đò."
    assert (head.standfirst, head.body_from) == (None, 0)


def test_a_derived_headline_leaves_the_byline_out() -> None:
    head = _head("\n".join([f"TPO - {LEAD}", *BODY]))
    assert (head.title, head.derived, head.standfirst) == (LEAD, True, f"TPO - {LEAD}")


def test_a_short_headline_may_end_with_a_full_stop() -> None:
    assert (
        _head("\n".join(["Cầu treo khánh thành.", " ".join(BODY)])).title == "Cầu treo khánh thành."
    )


def test_a_very_long_sentence_is_cut_at_a_word() -> None:
    title = first_sentence("chữ " * 200)
    assert len(title) <= 301
    assert title.endswith("chữ…")
