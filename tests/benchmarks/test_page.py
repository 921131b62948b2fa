"""What is published says what was measured."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks import page
from benchmarks.report import DOCS, LATEST, README


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LATEST.read_text("utf-8"))
    return found


def test_the_report_is_that_of_the_latest_figures(figures: dict[str, Any]) -> None:
    assert (DOCS / "README.md").read_text("utf-8") == page.page(figures), (
        "run python -m benchmarks report"
    )


def test_the_readmes_table_is_that_of_the_latest_figures(figures: dict[str, Any]) -> None:
    readme = README.read_text("utf-8")
    assert page.with_table(readme, figures) == readme, "run python -m benchmarks report"


def test_every_chart_of_the_report_is_there(figures: dict[str, Any]) -> None:
    charts = {part.partition(")")[0] for part in page.page(figures).split("](")[1:]}
    for each in (name for name in charts if name.endswith(".svg")):
        assert (DOCS / each).read_text("utf-8").startswith("<?xml")


def test_where_a_peer_is_faster_the_report_says_so_with_all_that_is_needed(
    figures: dict[str, Any],
) -> None:
    text = page.page(figures).partition("## Where peers are faster")[2].partition("\n#")[0]
    said = [line for line in text.splitlines() if line.startswith("- ")]
    faceted = figures["compare"]["faceted"]
    faster: dict[str, list[str]] = {}
    for group, found in faceted.items():
        for name, ratio in found["timtin to"].items():
            if ratio["p50"] > 1 and not name.startswith("timtin"):
                faster.setdefault(name, []).append(group)
    assert len(said) == len(faster)
    for name, groups in faster.items():
        built = figures["build"][name]
        lines = [line for line in said if built["version"] in line and built["settings"] in line]
        assert len(lines) == 1
        assert "`python -m benchmarks compare`" in lines[0]
        for group in groups:
            assert ("all together" if group == "all" else group) in lines[0]


def test_a_readme_without_a_place_for_the_table_is_refused(figures: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no marks"):
        page.with_table("# Another", figures)


def test_a_part_that_was_not_measured_is_left_out(figures: dict[str, Any]) -> None:
    small = {"documents": 1, "written": "2025-01-01", "commit": "0"}
    assert "Over HTTP" not in page.page(small)
    assert "not measured" in page.page(small)
