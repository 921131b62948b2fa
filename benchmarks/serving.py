"""The product behind gunicorn, as the Procfile starts it: load, memory, a new article.

Clients live in processes of their own and share the machine with the server: what they
take is part of the figure.
"""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from multiprocessing import get_context
from random import Random
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks import client
from benchmarks.corpus import SEED
from benchmarks.measures import machine, memory_of, summary, tree
from benchmarks.queries import Query
from benchmarks.workspace import Workspace
from soak.serving import HOST, Server, serving

CLIENTS: Final = (1, 4, 16)
_WORD: Final = "tìmtinđođạc"
"""A word that no article has but the one that is added."""
_PATIENCE: Final = 60.0


def measured(work: Workspace, queries: Sequence[Query], seconds: float) -> dict[str, Any]:
    """Throughput and latency by clients, for the page and for JSON; memory before and after."""
    paths = [urlencode(query.args) for query in queries]
    figures: dict[str, Any] = {"machine": machine()}
    with serving(work.data, subprocess.DEVNULL) as server:
        figures["start to ready, ms"] = round(1000 * _ready(server))
        figures["memory, ready"] = memory_of(tree(server.process.pid))
        for kind, prefix in {"page": "/?", "json": "/api/v1/search?"}.items():
            _loaded(server, [prefix + each for each in paths], 2, seconds)  # warm
            figures[kind] = {
                str(clients): _loaded(server, [prefix + each for each in paths], clients, seconds)
                for clients in CLIENTS
            }
        figures["memory, after the load"] = memory_of(tree(server.process.pid))
        figures["processes"] = len(tree(server.process.pid))
    figures["added and found"] = _findable(work)
    return figures


def _get(server: Server, path: str) -> tuple[int, bytes]:
    """Status and body."""
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=_PATIENCE)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def _ready(server: Server) -> float:
    """Seconds until the server says that store and index can be used."""
    began = time.perf_counter()
    while time.perf_counter() - began < _PATIENCE:
        with suppress(OSError):
            if _get(server, "/readyz")[0] == http.client.OK:
                return time.perf_counter() - began
        time.sleep(0.01)
    raise SystemExit("gunicorn does not get ready")


def _loaded(server: Server, paths: Sequence[str], clients: int, seconds: float) -> dict[str, Any]:
    """Each client asks one search after the other, in an order of its own."""
    context = get_context("spawn")
    together = context.Barrier(clients)
    pipes = [context.Pipe(duplex=False) for _ in range(clients)]
    started = [
        context.Process(target=client.ask, args=(there, together, server.port, orders, seconds))
        for (_, there), orders in zip(pipes, _orders(paths, clients), strict=True)
    ]
    for process in started:
        process.start()
    taken: list[float] = []
    refused = 0
    for process, (here, there) in zip(started, pipes, strict=True):
        there.close()
        its_taken, its_refused = here.recv()
        taken += its_taken
        refused += its_refused
        process.join()
    return {
        "requests": len(taken),
        "refused in time": refused,
        "requests/s": round(len(taken) / seconds, 1),
        "ms": summary(taken),
    }


def _orders(paths: Sequence[str], clients: int) -> Iterator[list[str]]:
    for number in range(clients):
        yield Random(SEED + number).sample(paths, len(paths))  # noqa: S311  # no secret


def _findable(work: Workspace) -> dict[str, float]:
    """How long after ``timtin add`` of one article a running server finds it."""
    copy = work.folder / "data-added"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(work.data, copy)
    article = copy / "article.json"
    record = {"id": "added", "title": f"Bài mới về {_WORD}", "body": f"Một bài có chữ {_WORD}."}
    article.write_text(json.dumps(record), encoding="utf-8")
    command = [sys.executable, "-m", "web.cli", "--data", str(copy), "add", str(article)]
    with serving(copy, subprocess.DEVNULL) as server:
        _ready(server)
        path = "/api/v1/search?" + urlencode({"q": _WORD})
        if _total(server, path):
            raise SystemExit(f"{_WORD} is found before it was added")
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
        added = time.perf_counter()
        while not _total(server, path):
            if time.perf_counter() - added > _PATIENCE:
                raise SystemExit("an added article is not found")
        found = time.perf_counter()
    shutil.rmtree(copy)
    return {
        "command, s": round(added - began, 3),
        "from its end to the answer that has it, s": round(found - added, 3),
    }


def _total(server: Server, path: str) -> int:
    status, body = _get(server, path)
    if status != http.client.OK:
        raise SystemExit(f"HTTP {status}")
    return int(json.loads(body)["total"]["full"])
