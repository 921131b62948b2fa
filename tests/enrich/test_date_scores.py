"""Publication dates on real feeds, held to the promised floors."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pytest

from index.enrich.dates.address import url_date
from index.enrich.dates.stated import date_line, parse_stated

CORPORA: Final = Path(__file__).parents[3] / "shared" / "corpora"
FOOTBALL: Final = CORPORA / "football-dated-authors.jsonl.gz"
HEADLINES: Final = CORPORA / "headlines-dated.jsonl.gz"
pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the corpora are kept outside the project"
)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def test_raw_date_lines() -> None:
    right = rows = 0
    for row in _rows(FOOTBALL):
        stated = parse_stated(row["date_raw"])
        if row["date_raw"] == "Unknown":
            assert stated is None
            continue
        rows += 1
        line = date_line(row["date_raw"])
        right += (
            line is not None
            and line.printed.stated == stated
            and stated is not None
            and (stated.value == row["date"][:16])
        )
    assert rows == 2067
    assert right == rows


def test_feed_dates() -> None:
    dated = [row for row in islice(_rows(HEADLINES), 10_000) if not row["date_is_fetch_time"]]
    stated = [parse_stated(row["date"]) for row in dated]
    right = sum(
        one is not None and one.value == row["date"][:16]
        for one, row in zip(stated, dated, strict=True)
    )
    assert len(dated) > 5_000
    assert right == len(dated)


def test_url_dates_are_the_page_s_day_and_never_invented() -> None:
    found = right = feed_day = feed_rows = 0
    for row in _rows(HEADLINES):
        stated = url_date(row["url"])
        if not row["url_date"]:
            assert stated is None, row["url"]
            continue
        found += stated is not None
        right += stated is not None and stated.value[:10] == row["url_date"]
        if stated and not row["date_is_fetch_time"]:
            feed_rows += 1
            feed_day += stated.value[:10] == row["date"][:10]
    assert found == right == 23_662
    # 2,199 Thanh Niên items have another day in the feed: the URL is the page's creation
    assert 0.82 < feed_day / feed_rows < 0.83
