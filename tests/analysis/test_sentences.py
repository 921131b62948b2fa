from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import PARAGRAPH_GAP, analyze, sentence_forms, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_keep_their_punctuation_and_quotes() -> None:
    assert cut("“Nga rút quân.” Ông nói vậy… Đúng không? Đúng!") == [
        "“Nga rút quân.”",
        "Ông nói vậy…",
        "Đúng không?",
        "Đúng!",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ở TP. Hồ Chí Minh",
        "ở tp. Hồ Chí Minh",
        "TP. HCM đông người",
        "PGS. TS. Nguyễn Văn A",
        "Ông V. Putin",
        "“Tại sao?” ông hỏi",
        "VOV.VN đưa tin",
        "giá 4.700 đồng",
        "gạo, ngô v.v. và khoai",
    ],
)
def test_stops_that_end_no_sentence(text: str) -> None:
    assert cut(text) == [text]


def test_a_country_of_one_letter_may_end_a_sentence() -> None:
    assert cut("Ông đến Ý. Bà ở lại.") == ["Ông đến Ý.", "Bà ở lại."]


def test_so_may_a_degree() -> None:
    assert cut("Trời 5 độ C. Mai rét hơn.") == ["Trời 5 độ C.", "Mai rét hơn."]


def test_lines_are_sentences_but_hard_wraps_are_not() -> None:
    assert cut("Tiêu đề bài\nCâu một dài\nnối dòng. Câu hai\n\nđoạn mới\n- mục") == [
        "Tiêu đề bài",
        "Câu một dài\nnối dòng.",
        "Câu hai",
        "đoạn mới",
        "- mục",
    ]


def test_positions_know_sentences_paragraphs_and_wraps() -> None:
    assert analyze("a b. C d\ne\nF").positions == (
        0,
        1,
        3,
        4,
        5,
        6 + PARAGRAPH_GAP,
    )


def test_text_without_words_has_no_sentence() -> None:
    assert cut("... \n 😀") == []
    assert cut("") == []


@given(st.text(alphabet="aBÝ.!?…”\n\r -1", max_size=60))
def test_sentences_are_apart_in_order_and_hold_every_token(text: str) -> None:
    spans = list(sentences(text))
    tokens = analyze(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert sum(first <= start and end <= last for first, last in spans) == 1
    breaks = sum(right - left > 1 for left, right in pairwise(tokens.positions))
    assert len(spans) == (breaks + 1 if tokens.exact else 0)


@given(st.text(alphabet="aĂ bT.P,!?…\n“”1-", max_size=80))
def test_tokens_know_their_sentences(text: str) -> None:
    found = [list(forms) for forms in analyze(text).sentences()]
    assert found == list(sentence_forms(text))
