"""Decomposed and mixed text is understood like composed text, and kept as found."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Draft, Options
from index.enrich.composed import as_found, composed_draft
from index.enrich.steps import understand

SCRAPE = """Cựu Thủ tướng kể chuyện giữ rừng ở xã Nà Phiêng
TPO - Ông Nguyễn Văn Hòa cho biết xã đã trồng lại 30 ha rừng đầu nguồn sau trận lũ.
Trao đổi với báo chí hôm 16/1, ông Hòa nói việc giữ rừng cần nhiều năm và cần cả xã cùng làm.
Rừng Nà Phiêng nhìn từ trên cao. Ảnh: Reuters
"Giữ được rừng là giữ được nước", ông Hòa nhấn mạnh và mời khách đi xem.
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


@pytest.mark.parametrize("form", [decomposed, mixed])
def test_quotes_and_evidence_point_into_the_text_as_found(form: Callable[[str], str]) -> None:
    article = understand(Draft("a.txt", form(SCRAPE)), Options())
    (quote,) = article.quotes
    assert quote.text in form(SCRAPE)
    assert unicodedata.normalize("NFC", quote.text) == "Giữ được rừng là giữ được nước"
    assert holds(article)


TEXT = st.lists(
    st.sampled_from(
        ("“", "”", '"', " ", "\n", ", ", ". ", "Ông Nguyễn Văn Hòa", "ông Hòa", " nói", "Rừng",
         "a\u0302",
         "e\u0323\u0302", "xa\u0303 ta", "giữ rừng", "Trời đẹp", "ơ\u0301")
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(TEXT, TEXT)
def test_offsets_of_quotes_and_evidence_hold_in_any_marking(body: str, standfirst: str) -> None:
    draft = Draft("x", f"Ông Hòa nói: “Thân bài nào cũng đủ ý”.\n{body}", structured=True,
                  title="Tít", standfirst=standfirst)  # fmt: skip
    assert holds(understand(draft, Options()))


def holds(article: Article) -> bool:
    """Every quote and its evidence lie where they say."""
    texts = {"title": article.title, "standfirst": article.standfirst or "", "body": article.body}
    for quote in article.quotes:
        assert texts[quote.field][quote.start : quote.end] == quote.text
        if quote.cue:
            cue = quote.cue
            assert texts[cue.field][cue.start : cue.end] == cue.text
    places = {f"{quote.field}:{quote.start}" for quote in article.quotes}
    read = [one for one in article.evidence if one.about == "quote"]
    assert {one.value for one in read} == places
    return all(texts[one.place][one.start : one.end] == one.text for one in read)


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
