"""Indexing: what each engine needs for the same documents, in a process of its own.

Times are of the engine's own work and the reading of prepared documents, which is the
same for all and given apart; understanding and analysis are not in them.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import documents
from benchmarks.apart import in_new_process
from benchmarks.documents import Prepared
from benchmarks.engines.base import SLOW, Engine, Layout
from benchmarks.workspace import Workspace


def build(work: Workspace, engine: Engine, layout: Layout, count: int) -> dict[str, object]:
    """Build the index of ``count`` documents where it is not there; what it took."""
    target = work.index(engine.name, layout, count)
    name = f"build-{target.name}"
    known = work.result(name)
    if known is None or not target.exists():
        resumable = engine.name == SLOW
        with work.making(target, resumable) as folder:
            figures = in_new_process(partial(_build, engine, folder, layout, work, count))
        figures["index bytes"] = engine.size(target)
        known = figures
        work.keep(name, known)
    return known


def _build(
    engine: Engine, folder: Path, layout: Layout, work: Workspace, count: int
) -> dict[str, object]:
    several = work.index(engine.name, "several", count)
    clock = _Clock()
    began, cpu = time.perf_counter(), time.process_time()
    given = clock.watched(of_size(work, count))
    engine.build(folder, given, layout, several if several.exists() else None)
    return {
        "documents": count,
        "given": clock.given,
        "seconds": round(time.perf_counter() - began, 2),
        "seconds of reading documents": round(clock.seconds, 2),
        "cpu seconds": round(time.process_time() - cpu, 2),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def of_size(work: Workspace, count: int) -> Iterator[Prepared]:
    """``count`` documents: the corpus', then generated ones."""
    found = 0
    for folder in (work.prepared, work.generated):
        for each in documents.read(folder, count - found):
            found += 1
            yield each
    if found < count:
        raise SystemExit(f"{count:,} documents are wanted and {found:,} prepared")


class _Clock:
    """Seconds between asking for a document and getting it, and how many were given."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.given = 0

    def watched(self, documents: Iterator[Prepared]) -> Iterator[Prepared]:
        while True:
            began = time.perf_counter()
            each = next(documents, None)
            self.seconds += time.perf_counter() - began
            if each is None:
                return
            self.given += 1
            yield each
