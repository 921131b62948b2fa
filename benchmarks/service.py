"""Whole searches as the page makes them, a process's start, and an article just added."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final
from urllib.parse import parse_qsl

from benchmarks.apart import in_new_process
from benchmarks.corpus import SEED
from benchmarks.documents import production
from benchmarks.measures import drop_from_page_cache, machine, memory_of, summary, timed
from benchmarks.queries import Pair, Query
from benchmarks.workspace import Workspace
from index.analysis import analyze, fold_all
from search.language.readings import read
from search.request import SearchRequest
from web.services import Services, settle

BY_HAND: Final = Path(__file__).with_name("queries.txt")
"""Fifty searches as reporters make them."""
_TITLES: Final = 20_000
_SPANS, _SPAN = 500, (2, 6)


def measured(work: Workspace, queries: Sequence[Query], rounds: int) -> dict[str, Any]:
    """All that one process does between a URL and a page's contents."""
    drawn = [query.args for query in queries]
    by_hand = [
        tuple(parse_qsl(line, keep_blank_values=True))
        for line in BY_HAND.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    figures: dict[str, Any] = {"machine": machine()}
    drop_from_page_cache(work.data)
    figures["cold"] = in_new_process(partial(_first, work.data, by_hand[0]))
    figures["page cache warm"] = in_new_process(partial(_first, work.data, by_hand[0]))
    figures["command, ms"] = round(1000 * timed(partial(_command, work.data))[0])
    figures["readings"] = in_new_process(partial(_readings, work.data))
    for name, asks in {"drawn": drawn, "by hand": by_hand}.items():
        figures[name] = in_new_process(partial(_searches, work.data, asks, rounds))
    return figures


def _first(data: Path, args: Sequence[Pair]) -> dict[str, float]:
    """Opening store and index, and a first search; imports are done."""
    began = time.perf_counter()
    services = Services(production(data))
    services.get().engine.status()
    opened = time.perf_counter()
    services.get().service.search(_request(args))
    ended = time.perf_counter()
    return {"open ms": _ms(opened - began), "first search ms": _ms(ended - opened)}


def _command(data: Path) -> None:
    """``timtin search`` from nothing: interpreter, imports, opening, one answer."""
    command = [sys.executable, "-m", "web.cli", "--data", str(data), "search", "đàm phán"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own


def _searches(data: Path, asks: Sequence[Sequence[Pair]], rounds: int) -> dict[str, Any]:
    services = Services(production(data))
    service = services.get().service
    requests = [_request(each) for each in asks]
    service.search(requests[0])
    settle()
    first = [timed(partial(service.search, each))[0] for each in requests]
    warm = [timed(partial(service.search, each))[0] for _ in range(rounds) for each in requests]
    return {
        "searches": len(requests),
        "first time of each, ms": summary(first),
        "again, ms": summary(warm),
        "memory": memory_of(["self"]),
    }


def _readings(data: Path) -> dict[str, Any]:
    """Putting marks back: spans of two to six words of headlines, without any."""
    opened = Services(production(data)).get()
    lot = Random(SEED)  # noqa: S311  # a seeded draw, no secret
    titles = [analyze(kept.article.title).exact for kept in islice(opened.store.all(), _TITLES)]
    long = [title for title in titles if len(title) >= _SPAN[1]]
    spans = []
    for title in lot.choices(long, k=_SPANS):
        size = lot.randint(*_SPAN)
        start = lot.randint(0, len(title) - size)
        spans.append(fold_all(title[start : start + size]))
    read(spans[0], opened.engine)
    first, again = (
        [timed(partial(read, span, opened.engine))[0] for span in spans] for _ in range(2)
    )
    return {"spans": _SPANS, "first time of each, ms": summary(first), "again, ms": summary(again)}


def _request(args: Sequence[Pair]) -> SearchRequest:
    request, problems = SearchRequest.from_args(args)
    if problems:
        raise SystemExit(f"{args}: {problems[0].message('en')}")
    return request


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)
