"""How kept sentences and dropped furniture are counted, and that the floors are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality.bodies import CORPORA, Marked, digest, hidden_dates, hidden_names, load, measure, score
from quality.floors import read

PAGE = """<html><head><title>Tin</title></head><body><div class="bai"><h1>Cầu mới thông xe</h1>
<p>Sáng nay cây cầu mới đã thông xe sau mười năm bà con hai bờ mong đợi.</p>
<p>Người dân mang hoa ra đón đoàn xe đầu tiên đi qua giữa tiếng trống rộn ràng.</p></div>
</body></html>"""


def _marked(**changes: object) -> Marked:
    values: dict[str, object] = {
        "file": "a.html",
        "raw": PAGE.encode(),
        "title": "Cầu mới thông xe",
        "body": (
            "Sáng nay cây cầu mới đã thông xe sau mười năm bà con hai bờ mong đợi.",
            "Không có.",
        ),
        "furniture": ("cây cầu mới", "Người dân mang hoa ra đón đoàn xe đầu tiên đi qua"),
        "published": None,
        "authors": (),
        "is_article": True,
    }
    return Marked(**{**values, **changes})  # type: ignore[arg-type]


def test_sentences_are_counted_inside_lines_and_short_furniture_as_whole_lines() -> None:
    report = score("x", [_marked()])
    assert report.scores() == {
        "x: articles found": 1.0,
        "x: body kept": 0.5,
        "x: furniture dropped": 0.5,
        "x: headline": 1.0,
        "x: no date invented": 1.0,
        "x: authors": 1.0,
    }


def test_a_section_page_must_be_refused() -> None:
    assert score("x", [_marked(is_article=False)]).scores() == {"x: section pages refused": 0.0}


def test_what_is_hidden_is_gone_and_what_is_printed_stays() -> None:
    page = (
        '<meta name="pubdate" content="2025-01-01"><body class="a">'
        '<time datetime="2025-01-01">1/1/2025</time>'
    )
    assert "2025-01-01" not in hidden_dates(page.encode()).decode()
    assert "1/1/2025" in hidden_dates(page.encode()).decode()
    assert "class" not in hidden_names(page.encode()).decode()


@pytest.mark.parametrize(("corpus", "gold"), list(CORPORA.items()), ids=list(CORPORA))
def test_scores_keep_their_floors(corpus: str, gold: Path) -> None:
    if not gold.exists():
        pytest.skip("no shared pages beside the checkout")
    floors = read(corpus)
    assert floors is not None
    assert floors.digest == digest(gold)
    scores = {name: one for report in measure(load(gold)) for name, one in report.scores().items()}
    assert floors.below(scores) == []
