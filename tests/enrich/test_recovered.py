"""Damaged drafts become articles that can be read and found; the draft stays as it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.article import Draft, Options
from index.enrich.recovered import recovered_draft
from index.enrich.steps import understand
from tests.analysis.damage import DAMAGES, NAMES, tcvn3

SCRAPE = """Cựu thủ tướng kể chuyện giữ rừng ở xã Nà Phiêng
TPO - Ông Nguyễn Văn Hòa cho biết xã đã trồng lại 30 ha rừng đầu nguồn sau trận lũ.
Trao đổi với báo chí hôm 16/1, ông Hòa nói việc giữ rừng cần nhiều năm và cần cả xã cùng làm.
Theo hãng thông tấn TASS, mô hình này cũng được một đoàn khách nước ngoài đến tìm hiểu.
"""
RECORD = Draft(
    "a.jsonl:1",
    SCRAPE,
    structured=True,
    title="Giữ rừng ở xã Nà Phiêng",
    standfirst="Cả xã cùng giữ rừng đầu nguồn.",
    authors=("Trần Thị Bưởi",),
    tags=("giữ rừng", "thuỷ điện"),
    section="Xã hội",
)


def test_a_sound_draft_is_left_alone() -> None:
    assert recovered_draft(RECORD) == (RECORD, ())
    assert recovered_draft(RECORD)[0] is RECORD
    assert understand(RECORD, Options()).recovered_from == ()


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES.get)
def test_every_field_of_a_record_comes_back(damage: Callable[[str], str]) -> None:
    damaged = replace(
        RECORD,
        text=damage(RECORD.text),
        title=damage(RECORD.title or ""),
        standfirst=damage(RECORD.standfirst or ""),
        authors=tuple(map(damage, RECORD.authors)),
        tags=tuple(map(damage, RECORD.tags)),
        section=damage(RECORD.section or ""),
    )
    assert recovered_draft(damaged) == (RECORD, (NAMES[damage],))


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES.get)
def test_a_damaged_scrape_is_the_same_article(damage: Callable[[str], str]) -> None:
    expected = understand(Draft("a.txt", SCRAPE), Options())
    article = understand(Draft("a.txt", damage(SCRAPE)), Options())
    assert expected.persons
    assert expected.sources
    assert article.recovered_from == (NAMES[damage],)
    assert replace(article, recovered_from=()) == expected
    for person in article.persons:
        for mention in person.mentions:
            text = getattr(article, mention.field)
            assert text[mention.start : mention.end] == mention.text


def test_a_page_of_which_one_paragraph_is_damaged() -> None:
    lines = SCRAPE.split("\n")
    lines[2] = tcvn3(lines[2])
    article = understand(Draft("a.txt", "\n".join(lines)), Options())
    assert article.recovered_from == ("TCVN3",)
    assert article.body == understand(Draft("a.txt", SCRAPE), Options()).body
