"""The five real scrapes come out as the specification's table says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from index.article import Article, ArticleDate, Draft, Options
from index.enrich.steps import understand
from index.readers import read

SEEDS: Final = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the five published articles are kept outside the project"
)


def _article(number: str, options: Options | None = None) -> Article:
    (draft,) = read([str(SEEDS / f"{number}_*.txt")])
    assert isinstance(draft, Draft)
    return understand(draft, options or Options())


@dataclass(frozen=True)
class Row:
    """A row of the table; a day without a year unless a date is given."""

    outlet: str | None
    sources: set[str]
    persons: set[str]
    event: ArticleDate | None
    published: ArticleDate | None = None


def _yearless(value: str) -> ArticleDate:
    return ArticleDate(value, "day-no-year", "text")


TABLE: Final = {
    "000": Row(
        "TPO",
        {"RT relay", "CNN cite", "BBC photo"},
        {"Dmitry Peskov"},
        _yearless("XXXX-01-16"),
    ),
    "001": Row(
        "VOV",
        set(),
        {"Jens Stoltenberg", "Dmitry Peskov", "Sergei Shoigu"},
        _yearless("XXXX-03-01"),
    ),
    "002": Row(
        None,
        {"RIA Novosti cite", "TASS cite"},
        {"Sergei Lavrov", "Vladimir Putin", "Dmitry Peskov", "Volodymyr Zelensky", "Joe Biden"},
        None,
    ),
    "003": Row(
        None,
        {"TASS photo"},
        {"Sergei Lavrov", "Vladimir Putin", "Donald Trump", "Dmitry Peskov", "Mark Rutte"},
        ArticleDate("2025-10-28", "day", "text", "published"),
        ArticleDate("2025-10-29", "day", "dateline"),
    ),
    "004": Row(
        None,
        {"TASS cite", "RT cite", "THX photo", "AFP photo", "TTXVN photo"},
        {"John Kirby", "Volodymyr Zelensky", "Joe Biden", "Anatoly Antonov"},
        _yearless("XXXX-08-26"),
    ),
}


@pytest.mark.parametrize("number", TABLE)
def test_the_table(number: str) -> None:
    article, row = _article(number), TABLE[number]
    assert article.outlet == row.outlet
    assert {f"{source.name} {source.kind}" for source in article.sources} == row.sources
    assert {person.name for person in article.persons} == row.persons
    assert article.published == row.published
    assert article.event == row.event
    assert article.title_derived == (number == "003")


@pytest.mark.parametrize(("number", "value"), [("000", "2022-01-16"), ("004", "2021-08-26")])
def test_as_of_gives_the_year(number: str, value: str) -> None:
    event = _article(number, Options(as_of="2022-02-01")).event
    assert event == ArticleDate(value, "day", "text", "as-of")


@pytest.mark.parametrize(
    ("number", "gone"),
    [
        ("000", ["0:00", "ảnh 1", "Đồ hoạ", "Theo RT", "MỚI - NÓNG"]),
        ("002", ["Skip to main", "Comments", "Popular posts", "29/11", "30/12", "Prigozhin"]),
        ("003", ["date 2025", "(Ảnh: Tass)"]),
        ("004", ["Video đang HOT", "THX/TTXVN", "AFP/TTXVN", "Ấn Độ", "Jean-Pierre"]),
    ],
)
def test_the_page_around_the_story_is_gone(number: str, gone: list[str]) -> None:
    article = _article(number)
    shown = f"{article.title}\n{article.standfirst}\n{article.body}"
    assert [part for part in gone if part in shown] == []


def test_nothing_of_the_story_is_lost() -> None:
    ends = {
        "000": "nếu NATO tiếp tục mở rộng.",
        "001": "Bộ trưởng Quốc phòng Nga nói./.",
        "002": "Vương quốc Anh và Liên minh Châu Âu.",
        "003": "vào cuộc xung đột.",
        "004": "vào vùng Kursk từ ngày 6/8.",
    }
    for number, end in ends.items():
        article = _article(number)
        assert article.body.endswith(end)
        raw = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
        assert all(line in raw for line in article.body.split("\n"))


def test_a_related_piece_on_the_same_event_stays() -> None:
    body = _article("004").body
    assert "Mỹ chuẩn bị dỡ bỏ lệnh cấm" in body
    assert body.count("\n") == 25


def test_bylines_and_shapes_give_standfirsts() -> None:
    assert [bool(_article(f"00{n}").standfirst) for n in range(5)] == [
        True,
        True,
        True,
        False,
        True,
    ]
