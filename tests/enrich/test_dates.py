"""Which evidence makes the two dates, and where the year of a day comes from."""

from __future__ import annotations

import pytest

from index.article import ArticleDate
from index.enrich.dates import Told, YearBound, event_date, published_date, year_bound
from index.enrich.dates.stated import Printed, Stated

DATELINE = Printed(Stated("2025-03-03", "day"), "Thứ hai, 3/3/2025")
URL = "https://baotintuc.vn/tin-20250404142727795.htm"


@pytest.mark.parametrize(
    ("given", "metadata", "dateline", "url", "expected"),
    [
        ("2025-01-01", "2025-02-02", DATELINE, URL, ArticleDate("2025-01-01", "day", "given")),
        (None, "2025-02-02", DATELINE, URL, ArticleDate("2025-02-02", "day", "metadata")),
        (None, "Unknown", DATELINE, URL, ArticleDate("2025-03-03", "day", "dateline")),
        (None, "31/2/2025", None, URL, ArticleDate("2025-04-04T14:27", "minute", "url")),
        (None, None, None, "https://vnexpress.net/tin-1.html", None),
        (None, None, None, None, None),
    ],
)
def test_the_strongest_evidence_dates_the_article(
    given: str | None,
    metadata: str | None,
    dateline: Printed | None,
    url: str | None,
    expected: ArticleDate | None,
) -> None:
    found = published_date(given, metadata, dateline, url)
    assert (found and found.date) == expected
    if found:
        assert found.evidence.value == found.date.value


def event(texts: tuple[str, ...], bound: YearBound | None) -> ArticleDate | None:
    """The date of the event in these texts; its words are where the evidence says."""
    found = event_date(tuple(Told(text, start=7) for text in texts), bound)
    if found is None:
        return None
    start, end = found.evidence.start, found.evidence.end
    assert start is not None
    assert end is not None
    assert found.evidence.text in [text[start - 7 : end - 7] for text in texts]
    return found.date


PUBLISHED = ArticleDate("2025-01-02T08:00", "minute", "metadata")


@pytest.mark.parametrize(
    ("published", "as_of", "crawled", "value", "origin"),
    [
        (PUBLISHED, "2026-06-01", "2026-06-01", "2024-01-16", "published"),
        (None, "2025-01-16", "2026-06-01", "2025-01-16", "as-of"),
        (None, "2025-01-15", None, "2024-01-16", "as-of"),
        (None, None, "2026-06-01T07:00:00+07:00", "2026-01-16", "crawl"),
        (None, None, None, "XXXX-01-16", None),
    ],
)
def test_a_day_without_a_year(
    published: ArticleDate | None,
    as_of: str | None,
    crawled: str | None,
    value: str,
    origin: str | None,
) -> None:
    found = event(("", "Ông nói hôm 16/1."), year_bound(published, as_of, crawled))
    assert found is not None
    assert (found.value, found.origin, found.year_origin) == (value, "text", origin)
    assert found.precision == ("day" if origin else "day-no-year")


def test_the_first_day_wins_and_the_standfirst_comes_first() -> None:
    found = event(("Sáng 3/4, cầu sập.", "Ngày 2/4, mưa lớn."), None)
    assert found is not None
    assert found.value == "XXXX-04-03"


def test_a_leap_day_takes_a_leap_year() -> None:
    found = event(("Hôm 29/2, xã họp.",), year_bound(None, "2026-01-01", None))
    assert found is not None
    assert found.value == "2024-02-29"


def test_history_is_no_event() -> None:
    bound = year_bound(PUBLISHED, None, None)
    text = "Chiến thắng ngày 30/4/1975 được nhắc lại. Chiều 1/1, xã tổ chức lễ."
    found = event((text,), bound)
    assert found is not None
    assert found.value == "2025-01-01"
    unbound = event(("Sổ cấp ngày 1-1-1996. Ngày 3/7/2017, tòa xử.",), None)
    assert unbound is not None
    assert unbound.value == "2017-07-03"


def test_a_month_counts_only_with_a_known_year_and_in_the_opening() -> None:
    assert event(("Ông nói vào tháng 9 rằng.",), year_bound(None, "2025-10-01", None)) is None
    opening = event(("Tháng 9/2024, cầu thông xe.",), year_bound(PUBLISHED, None, None))
    assert opening == ArticleDate("2024-09", "month", "text", "written")
    assert event(("chữ " * 200 + "Tháng 9/2024, cầu thông xe.",), None) is None
    last_year = event(("Tháng 10 năm ngoái, cầu sập.",), year_bound(PUBLISHED, None, None))
    assert last_year == ArticleDate("2024-10", "month", "text", "published")


@pytest.mark.parametrize(
    ("text", "bound", "expected"),
    [
        # A plan: far ahead of the article, or announced where nothing dates the article.
        ("Hội nghị sẽ họp ngày 5/9/2037 tại Huế.", None, None),
        ("Hội nghị sẽ họp ngày 5/9/2037 tại Huế.", "2025-06-10", None),
        ("Cầu thông xe ngày 20/6/2025 ở xã.", "2025-06-10", "2025-06-20"),
        # History.
        ("Ngày 19/8/1945, nhân dân vùng lên.", "2025-06-10", None),
        # The bare day that opens the story, not the year behind.
        (
            "Sáng 3/4, cầu sập. " + "Xã họp. " * 40 + "Lễ ngày 19/8/1945 là một ngày vui.",
            None,
            "XXXX-04-03",
        ),
        # The same day's year stands elsewhere.
        ("Sáng 3/4, cầu sập. Xã họp ngày 3/4/2024 để bàn.", None, "2024-04-03"),
    ],
)
def test_plans_and_history_do_not_date_a_story(
    text: str, bound: str | None, expected: str | None
) -> None:
    found = event(
        ("", text), year_bound(ArticleDate(bound, "day", "given") if bound else None, None, None)
    )
    assert (found and found.value) == expected
