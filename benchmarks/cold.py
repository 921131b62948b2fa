"""Caches cold: each index in a new process, its files dropped from the page cache first."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.apart import in_new_process
from benchmarks.engines.base import SLOW, Asked, Engine, Layout
from benchmarks.measures import drop_from_page_cache, machine, summary, timed
from benchmarks.workspace import Workspace


def measured(
    work: Workspace,
    engines: Sequence[Engine],
    asks: Sequence[Asked],
    fewer: Sequence[Asked],
    layouts: Sequence[Layout],
) -> dict[str, Any]:
    """Opening, and the first time of each question; the page cache is dropped once.

    The SLOW engine is asked ``fewer``.
    """
    figures: dict[str, Any] = {"machine": machine()}
    for engine in engines:
        for layout in engine.layouts:
            if layout in layouts:
                folder = work.index(engine.name, layout, work.documents)
                drop_from_page_cache(folder)
                first = partial(
                    _first_times, engine, folder, fewer if engine.name == SLOW else asks
                )
                figures[f"{engine.name}/{layout}"] = in_new_process(first)
    return figures


def _first_times(engine: Engine, folder: Path, asks: Sequence[Asked]) -> dict[str, Any]:
    began = time.perf_counter()
    opened = engine.open(folder)
    ready = [opened.prepare(each) for each in asks]
    prepared = time.perf_counter() - began
    seconds = [timed(each)[0] for each in ready]
    opened.close()
    return {
        "open ms": round(1000 * prepared, 1),
        "first ms": round(1000 * seconds[0], 1),
        "each first, ms": summary(seconds),
    }
