"""The date in a URL: the patterns of Vietnamese sites, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.enrich.dates.address import url_date


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://baotintuc.vn/the-gioi/tin-20250807142727795.htm", "2025-08-07T14:27"),
        ("https://dantri.com.vn/kinh-doanh/gia-20260307080054340.htm", "2026-03-07T08:00"),
        ("https://thanhnien.vn/tin-185260717213044074.htm", "2026-07-17T21:30"),
        ("https://thanhnien.vn/tin-185251114221419.htm", "2025-11-14T22:14"),
        ("https://cafef.vn/tin-18826030622484142.chn?utm_source=x", "2026-03-06T22:48"),
        ("https://example.org/2025/10/29/tin/", "2025-10-29"),
        ("https://example.org/tin/20251029/abc.html", "2025-10-29"),
        ("https://ten.blogspot.com/2022/10/tin.html", "2022-10"),
    ],
)
def test_patterns(url: str, value: str) -> None:
    stated = url_date(url)
    assert stated is not None
    assert stated.value == value


@pytest.mark.parametrize(
    "url",
    [
        "https://vnexpress.net/tin-5071929.html",
        "https://vietnamnet.vn/tin-2436112.html",
        "https://vov.vn/tin-post1234567.vov",
        "https://baodautu.vn/tin-d538952.html",
        "https://thanhnien.vn/tin-185261317213044074.htm",  # month 13
        "https://example.org/tin-20250231142727.htm",  # 31 February
        "https://example.org/2025/13/01/tin",
        "https://example.org/tin-ngay-10-9-2025.html",  # what the story is about
        "http://[kaputt",
        "",
    ],
)
def test_nothing_is_invented(url: str) -> None:
    assert url_date(url) is None


@given(st.text(max_size=80))
def test_no_url_raises(text: str) -> None:
    url_date(text)
    url_date("https://example.org/" + text)
