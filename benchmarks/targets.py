"""The targets, and what was measured of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.comparing import BASE

WHOOSH: Final = "whoosh/one"
TARGETED: Final = 100_000
"""Articles that the targets are about."""


@dataclass(frozen=True, slots=True)
class Row:
    """``found`` is None where it was not measured; ``met`` None where no number decides."""

    what: str
    target: str
    found: str | None = None
    met: bool | None = None

    @property
    def verdict(self) -> str:
        if self.met is None:
            return ""
        return "met" if self.met else "**missed**"


def rows(figures: Mapping[str, Any]) -> Iterator[Row]:
    """In the order of importance."""
    yield from _compared(figures.get("compare"))
    yield _complete(figures.get("service"))
    yield from _added(figures.get("add"))
    yield from _served(figures.get("http"))
    yield _started(figures.get("service"))


def _compared(found: Mapping[str, Any] | None) -> Iterator[Row]:
    what = "faceted query, time per query beside Tantivy (search and aggregation)"
    target = "p50 ≤ 1.0 ×, p90 ≤ 3 ×"
    if found is None:
        yield Row(what, target)
        return
    every = found["faceted"]["all"]["timtin to"]
    ratio = every[BASE]
    said = f"p50 {ratio['p50']:.2f} ×, p90 {ratio['p90']:.2f} ×, worst {ratio['worst']:.1f} ×"
    yield Row(what, target, said, ratio["p50"] <= 1 and ratio["p90"] <= 3)
    if WHOOSH in every:
        faster = 1 / every[WHOOSH]["p50"]
        yield Row(
            "the same, beside stock Whoosh", "≥ 100 × faster", f"{faster:,.0f} × faster",
            faster >= 100,
        )  # fmt: skip
    for kind in ("phrase", "prefix", "fuzzy"):
        group = found["faceted"].get(kind)
        if group:
            ratio = group["timtin to"][BASE]
            said = f"p50 {ratio['p50']:.2f} ×, p90 {ratio['p90']:.2f} ×"
            yield Row(f"{kind}, beside Tantivy", "p50 ≤ 3 ×", said, ratio["p50"] <= 3)


def _complete(found: Mapping[str, Any] | None) -> Row:
    what, target = "the complete search request, passages included", "p50 ≤ 15 ms, p99 ≤ 60 ms"
    if found is None:
        return Row(what, target)
    ms = found["drawn"]["again, ms"]
    met = ms["p50"] <= 15 and ms["p99"] <= 60
    return Row(what, target, f"p50 {ms['p50']:.1f} ms, p99 {ms['p99']:.1f} ms", met)


def _added(found: Mapping[str, Any] | None) -> Iterator[Row]:
    adding = "adding end to end, articles of 450 words a second"
    size = "index, bytes per byte of text"
    if found is None:
        yield Row(adding, "≥ 150, the aim 300")
        yield Row(size, "≤ 2.0")
        return
    rate = found["articles of 450 words/s"]
    yield Row(adding, "≥ 150, the aim 300", f"{rate:.0f}", rate >= 150)
    ratio = found["index bytes per text byte"]
    yield Row(size, "≤ 2.0", f"{ratio:.2f}", ratio <= 2)


def _served(found: Mapping[str, Any] | None) -> Iterator[Row]:
    findable, memory = "a new article is found after `add` returns", "all serving processes, PSS"
    if found is None:
        yield Row(findable, "≤ 1 s")
        yield Row(memory, "≤ 1 GB")
        return
    seconds = found["added and found"]["from its end to the answer that has it, s"]
    yield Row(findable, "≤ 1 s", f"{seconds:.2f} s", seconds <= 1)
    sizes = found["memory, after the load"]
    said = f"{sizes['pss MB']:.0f} MB, of it {sizes['mapped MB']:.0f} mapped files"
    yield Row(memory, "≤ 1 GB", said, sizes["pss MB"] <= 1024)


def _started(found: Mapping[str, Any] | None) -> Row:
    what, target = "cold start: open and a first search, page cache cold", "≤ 1 s"
    if found is None:
        return Row(what, target)
    seconds = (found["cold"]["open ms"] + found["cold"]["first search ms"]) / 1000
    return Row(what, target, f"{seconds:.2f} s", seconds <= 1)
