"""Dates and authors asked for in several ways."""

import pytest

from quality import dated

ROW = {
    "id": "1",
    "title": "Hải cảng Vũng Sơn mở lại sau bão",
    "body": "Sáng 3/4, hải cảng mở lại. " + "Tàu vào cảng đông hơn mọi ngày. " * 10,
    "url": "https://baotintuc.vn/tin-20250404142727795.htm",
    "outlet": "Tin tức",
    "date": "2025-04-04",
    "date_raw": "Thứ sáu, 04/04/2025",
    "author": "Lan Anh - Hà Vy",
}


@pytest.mark.parametrize(
    ("way", "day"),
    [
        (dated._FIELD, "2025-04-04"),
        (dated._PAGE, "2025-04-04"),
        (dated._ADDRESS, "2025-04-04"),
        (dated._TEXT, None),
    ],
)
def test_each_way_gives_the_day_that_it_may_know(way: dated.Way, day: str | None) -> None:
    article = dated._understood(way.draft(ROW))
    assert article is not None
    assert (article.published and article.published.value[:10]) == day


def test_another_day_counts_as_wrong_and_none_as_missed() -> None:
    found = dated.Dates()
    for way, day in ((dated._FIELD, "2025-04-04"), (dated._FIELD, "2025-04-05")):
        found.count(dated._understood(way.draft(ROW)), day)
    found.count(dated._understood(dated._TEXT.draft(ROW)), "2025-04-04")
    assert (found.rows, found.right, found.wrong) == (3, 1, 1)


def test_authors_that_are_people() -> None:
    assert dated._people(ROW) == {"lan anh", "hà vy"}
    assert dated._people({**ROW, "author": "Unknown"}) == set()
    assert dated._people({**ROW, "author": "Lan Anh tổng hợp"}) == set()
