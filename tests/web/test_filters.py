"""Dates and filters in words."""

from __future__ import annotations

import pytest

from index.article import ArticleDate
from search.language.levels import HOWS
from search.page import Matched
from web import filters
from web.language import language

VI, EN = language("vi"), language("en")


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("2025-10-29T16:30", "29/10/2025, 16:30", "Oct 29, 2025, 16:30"),
        ("2025-03-01", "1/3/2025", "Mar 1, 2025"),
        ("2025-10", "10/2025", "Oct 2025"),
        ("2025", "2025", "2025"),
        ("XXXX-01-16", "16/1, không rõ năm", "Jan 16, year unknown"),
        ("XXXX-02-29", "29/2, không rõ năm", "Feb 29, year unknown"),
        ("not a date", "not a date", "not a date"),
        ("2025-13-45", "2025-13-45", "2025-13-45"),
        ("", "", ""),
    ],
)
def test_a_date_is_written_as_people_write_it(value: str, vietnamese: str, english: str) -> None:
    assert filters.edtf(value, VI) == vietnamese
    assert filters.edtf(value, EN) == english


@pytest.mark.parametrize(
    ("facet", "value", "excluded", "text"),
    [
        ("outlet", "VOV", False, "từ báo VOV"),
        ("outlet", "TPO", False, "từ báo Tiền Phong"),
        ("outlet", "VOV", True, "không từ báo VOV"),
        ("outlet", "__missing", False, "không rõ báo"),
        ("outlet", "__missing", True, "đã rõ báo"),
        ("person", "Sergei Lavrov", False, "có Sergei Lavrov"),
        ("person", "__missing", True, "có nêu nhân vật"),
        ("source", "TASS:photo", False, "theo nguồn TASS (nguồn ảnh)"),
        ("source", "__missing", False, "không dẫn nguồn nào"),
        ("date", "2022-03-01", False, "trong ngày 1/3/2022"),
        ("date", "2022-03", True, "trừ tháng 3/2022"),
        ("date", "2022", False, "trong năm 2022"),
        ("date", "__missing", False, "không rõ ngày"),
        ("date", "__no_year", False, "không rõ năm"),
        ("outlet", "100% %(name)s", False, "từ báo 100% %(name)s"),
    ],
)
def test_a_filter_is_a_piece_of_a_sentence(
    facet: str, value: str, excluded: bool, text: str
) -> None:
    assert filters.filter_text(facet, value, excluded, VI) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("-7d", "7 ngày trước"), ("-2w", "2 tuần trước"), ("-1m", "1 tháng trước"),
     ("-1y", "1 năm trước"), ("2022-03-01", "1/3/2022")],
)  # fmt: skip
def test_a_bound_is_a_day_or_counted_back(value: str, text: str) -> None:
    assert filters.bound(value, VI) == text


def test_origins_and_kinds_are_all_worded() -> None:
    for origin in ("given", "metadata", "dateline", "url", "text"):
        date = ArticleDate("2022", "year", origin)
        assert filters.date_origin(date, VI) != filters.date_origin(date, EN)
    for year in ("published", "as-of", "crawl"):
        date = ArticleDate("2022-01-01", "day", "text", year)
        assert filters.year_origin(date, VI)
    assert filters.year_origin(ArticleDate("2022", "year", "text", "written"), VI) is None
    for kind in ("relay", "cite", "photo", "mention"):
        assert filters.source_kind(kind, VI) != filters.source_kind(kind, EN)


def test_every_way_to_match_is_worded_as_a_label_and_as_a_filter() -> None:
    for how in HOWS:
        for word in (filters.how_label, filters.how_text):
            assert word(how, VI) != word(how, EN)
    assert filters.how_text("marking", VI) == "khớp nhưng khác dấu"


@pytest.mark.parametrize(
    ("matched", "several", "said"),
    [
        (None, True, []),
        (Matched("typed"), True, []),
        (Matched("reading"), False, []),
        (Matched("reading"), True, ["theo một trong các cách hiểu"]),
        (Matched("alternative"), False, ["theo tên gọi, cách viết khác"]),
        (Matched("marking"), False, []),
        (Matched("marking", marking=("năm",)), False, ["khác dấu: năm"]),
        (
            Matched("lacking", ("tăng", "giá"), ("năm",)),
            False,
            ["khác dấu: năm", "thiếu: tăng, giá"],
        ),
        (
            Matched("lacking", tuple("abcdefghij")),
            False,
            ["thiếu: a, b, c, d, e, f, g, h và 2 từ khác"],
        ),
    ],
)
def test_only_what_is_not_plain_to_see_is_noted(
    matched: Matched | None, several: bool, said: list[str]
) -> None:
    notes = filters.match_notes(matched, several, VI)
    assert [note.line(VI) for note in notes] == said


def test_commands_in_a_message_are_escaped_before_they_are_marked() -> None:
    shown = filters.commands("Chạy `timtin rebuild` ở <b>`<i>`")
    assert shown == "Chạy <code>timtin rebuild</code> ở &lt;b&gt;<code>&lt;i&gt;</code>"
