"""Measure the product end to end: add, serve, search.

    python -m benchmarks [ARTICLES.jsonl.gz] [--limit N] [--rounds N] [--keep FOLDER]

Prints a Markdown table and, with ``--json FILE``, the figures as JSON. Every
search goes through the service with the page's own defaults: parsing, readings,
facets, snippets.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from urllib.parse import parse_qsl

from index.analysis import analyze, fold_all
from index.engines.whoosh import WhooshEngine
from index.settings import Settings
from index.store import Store
from search.language.readings import read
from search.request import SearchRequest
from search.service import Service

CORPUS = Path("../shared/corpora/articles-fulltext.jsonl.gz")
QUERIES = Path(__file__).with_name("queries.txt")
_SPANS, _SPAN = 500, (2, 6)


def main() -> None:
    """Run all measurements in a folder of their own."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        figures: dict[str, object] = {"machine": f"{platform.machine()}, {os.cpu_count()} cores"}
        if not (folder / "data").exists():
            figures |= _adding(arguments.corpus, arguments.limit, folder)
        # first, with an engine of its own: a search would have read what readings ask for
        figures |= _reading(folder / "data")
        figures |= _searching(folder / "data", arguments.rounds)
    _print(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--limit", type=int, default=None, help="add only the first N articles")
    parser.add_argument("--rounds", type=int, default=5, help="times each query runs when warm")
    parser.add_argument("--keep", type=Path, default=None, help="work here and keep the data")
    parser.add_argument("--json", type=Path, default=None, help="write the figures here")
    return parser.parse_args()


def _adding(corpus: Path, limit: int | None, folder: Path) -> dict[str, object]:
    """``timtin add`` of the corpus as a command, timed from outside."""
    folder.mkdir(parents=True, exist_ok=True)
    articles = folder / "articles.jsonl"
    count = text = 0
    with gzip.open(corpus, "rt", encoding="utf-8") as lines, articles.open("w") as out:
        for line in itertools.islice(lines, limit):
            record = json.loads(line)
            count += 1
            text += sum(len(str(record.get(f) or "").encode()) for f in ("title", "sapo", "body"))
            out.write(line)
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "web.cli", "--data", str(folder / "data"), "add", str(articles)],
        check=False,
        stdout=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - began
    if done.returncode not in (0, 1):  # 1: some inputs were rejected, and named on stderr
        raise SystemExit(f"timtin add: exit {done.returncode}")
    index = _bytes(folder / "data" / "index")
    return {
        "articles": count,
        "articles per second, end to end": round(count / seconds, 1),
        "index bytes per text byte": round(index / text, 2),
        "index MB": round(index / 1e6, 1),
        "peak memory of adding, MB": round(
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        ),
    }


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _reading(data: Path) -> dict[str, object]:
    """Latencies of putting the marks back: spans of two to six words of titles, without any."""
    settings = Settings.from_environment({"TIMTIN_DATA": str(data)})
    store = Store.open(settings.database_url, lock_wait=settings.lock_wait)
    engine = WhooshEngine(data / "index", cache_mb=settings.cache_mb)
    spans = list(_spans(kept.article.title for kept in store.all()))
    read(spans[0], engine)
    first, warm = ([_read_time(span, engine) for span in spans] for _ in range(2))
    return {
        "unmarked spans read": len(spans),
        "first reading of each, p50 ms": round(median(first), 2),
        "first reading of each, p99 ms": round(_percentile(first, 0.99), 2),
        "warm reading, p50 ms": round(median(warm), 2),
        "warm reading, p99 ms": round(_percentile(warm, 0.99), 2),
    }


def _spans(titles: Iterable[str]) -> Iterator[list[str]]:
    lot = random.Random(1)  # noqa: S311  # a seeded draw, no secret
    forms = [analyze(title).exact for title in titles]
    for title in lot.choices([each for each in forms if len(each) >= _SPAN[1]], k=_SPANS):
        size = lot.randint(*_SPAN)
        start = lot.randint(0, len(title) - size)
        yield fold_all(title[start : start + size])


def _read_time(span: list[str], engine: WhooshEngine) -> float:
    began = time.perf_counter()
    read(span, engine)
    return (time.perf_counter() - began) * 1000


def _searching(data: Path, rounds: int) -> dict[str, object]:
    """Latencies of the fifty queries: the first time of each, and when warm."""
    began = time.perf_counter()
    settings = Settings.from_environment({"TIMTIN_DATA": str(data)})
    store = Store.open(settings.database_url, lock_wait=settings.lock_wait)
    service = Service(store, WhooshEngine(data / "index", cache_mb=settings.cache_mb))
    requests = list(_requests())
    service.search(requests[0])
    opened = (time.perf_counter() - began) * 1000
    cold = [_milliseconds(service, each) for each in requests]
    warm = [_milliseconds(service, each) for _ in range(rounds) for each in requests]
    slowest = sorted(zip(cold, (each.q for each in requests), strict=True), reverse=True)[:3]
    return {
        "queries": len(requests),
        "open and first search, ms": round(opened),
        "first time of each, p50 ms": round(median(cold), 1),
        "first time of each, p99 ms": round(_percentile(cold, 0.99), 1),
        "warm, p50 ms": round(median(warm), 1),
        "warm, p99 ms": round(_percentile(warm, 0.99), 1),
        "slowest first times": ", ".join(f"{q} {ms:.0f} ms" for ms, q in slowest),
        **_memory(),
    }


def _requests() -> Iterator[SearchRequest]:
    for line in QUERIES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            request, problems = SearchRequest.from_args(parse_qsl(line, keep_blank_values=True))
            if problems:
                raise SystemExit(f"{line}: {problems[0].message('en')}")
            yield request


def _milliseconds(service: Service, request: SearchRequest) -> float:
    began = time.perf_counter()
    service.search(request)
    return (time.perf_counter() - began) * 1000


def _percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def _memory() -> dict[str, object]:
    """What this serving process holds: its own memory, and files it shares with others."""
    rollup = Path("/proc/self/smaps_rollup").read_text()
    sizes = {row.split(":")[0]: int(row.split()[1]) for row in rollup.splitlines()[1:]}
    own = sizes["Private_Dirty"] + sizes["Private_Clean"]
    return {
        "memory of a serving process, its own, MB": round(own / 1024),
        "shared with other processes, MB": round((sizes["Rss"] - own) / 1024),
    }


def _print(figures: dict[str, object]) -> None:
    print("| | |\n|---|---|")  # noqa: T201  # the report is the output
    for name, value in figures.items():
        print(f"| {name} | {value} |")  # noqa: T201


if __name__ == "__main__":
    main()
