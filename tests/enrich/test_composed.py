"""Decomposed and mixed text is understood like composed text, and kept as found."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Draft, Options
from index.enrich import understand
from index.enrich.composed import as_found, composed_draft

SCRAPE = """Cựu Thủ tướng kể chuyện giữ rừng ở xã Nà Phiêng
TPO - Ông Nguyễn Văn Hòa cho biết xã đã trồng lại 30 ha rừng đầu nguồn sau trận lũ.
Trao đổi với báo chí hôm 16/1, ông Hòa nói việc giữ rừng cần nhiều năm và cần cả xã cùng làm.
Rừng Nà Phiêng nhìn từ trên cao. Ảnh: Reuters
Theo hãng thông tấn TASS, mô hình này cũng được một đoàn khách nước ngoài đến tìm hiểu.
"""


def mixed(text: str) -> str:
    """Every other line decomposed."""
    return "\n".join(
        unicodedata.normalize("NFD" if number % 2 else "NFC", line)
        for number, line in enumerate(text.split("\n"))
    )


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("form", [decomposed, mixed])
def test_other_characters_change_no_value(form: Callable[[str], str]) -> None:
    draft = Draft("a.txt", SCRAPE)
    other = Draft("a.txt", form(SCRAPE))
    expected, article = understand(draft, Options()), understand(other, Options())
    assert expected.outlet
    assert expected.event
    assert expected.persons
    assert {source.kind for source in expected.sources} == {"relay", "photo"}
    for field in ("id", "outlet", "sources", "key_terms", "published", "event", "title_derived"):
        assert getattr(article, field) == getattr(expected, field)
    assert [p.name for p in article.persons] == [p.name for p in expected.persons]


@pytest.mark.parametrize("form", [decomposed, mixed])
def test_texts_are_kept_as_found_and_mentions_point_into_them(form: Callable[[str], str]) -> None:
    other = form(SCRAPE)
    article = understand(Draft("a.txt", other), Options())
    lines = other.split("\n")
    assert article.title == lines[0]
    assert article.captions == (lines[3],)
    assert all(line in other for line in article.body.split("\n"))
    for person in article.persons:
        for mention in person.mentions:
            text = getattr(article, mention.field)
            assert text[mention.start : mention.end] == mention.text
            assert unicodedata.normalize("NFC", mention.text) in SCRAPE


def test_a_composed_draft_is_left_alone() -> None:
    draft = Draft("a.txt", SCRAPE)
    assert composed_draft(draft) is draft


@given(
    st.text(alphabet=st.sampled_from("aAeêđ\u0301\u0323\u0302 \n-\u1112\u1161\u11ab"), max_size=60)
)
def test_any_body_comes_back_as_it_was(text: str) -> None:
    draft = Draft("x", text, structured=True, title="Tít", standfirst="Sapô")
    article = understand(
        Draft("x", "Thân bài.", structured=True, title="Tít", standfirst="Sapô"), Options()
    )
    again = as_found(replace(article, body=composed_draft(draft).text, persons=()), draft)
    assert again.body == text
