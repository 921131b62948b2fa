"""Many queries to one archive, in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from quality import archives
from quality.asking import plain_ranking, ranking
from quality.measures import TOP
from quality.weights import weighted

Way = Literal["product", "plain"]
Ranking = tuple[str, ...]

_CHUNK: Final = 100
"""Queries per message to another process: seconds of work, so that all end together."""


@dataclass(frozen=True, slots=True)
class Job:
    """Texts to be asked in one way, ``limit`` hits of each.

    ``weights`` are tried in place of the product's own.
    """

    folder: Path
    texts: Sequence[str]
    way: Way = "product"
    match: str | None = None
    limit: int = TOP
    weights: Mapping[str, float] = field(default_factory=dict)


def run(jobs: Sequence[Job], processes: int | None = None) -> list[list[Ranking]]:
    """Per job one ranking (best first, at most its limit) per text."""
    chunks = [(number, chunk) for number, job in enumerate(jobs) for chunk in _chunks(job)]
    answers: list[list[Ranking]] = [[] for _ in jobs]
    with ProcessPoolExecutor(
        max_workers=processes or os.cpu_count(), mp_context=multiprocessing.get_context("spawn")
    ) as pool:
        for (number, _), found in zip(
            chunks, pool.map(_answer, [chunk for _, chunk in chunks]), strict=True
        ):
            answers[number] += found
    return answers


def _chunks(job: Job) -> Iterator[Job]:
    for at in range(0, len(job.texts), _CHUNK):
        yield replace(job, texts=job.texts[at : at + _CHUNK])


_open: dict[Path, archives.Archive] = {}
_kept: list[object] = []


def _archive(folder: Path) -> archives.Archive:
    """Opened once per process and given back at its end."""
    if folder not in _open:
        opening = archives.opened(folder)
        _open[folder] = opening.__enter__()
        _kept.append(opening)  # a collected generator would close the store
    return _open[folder]


def _answer(job: Job) -> list[Ranking]:
    archive = _archive(job.folder)
    if job.way == "plain":
        return [tuple(plain_ranking(archive.engine, text, job.limit)) for text in job.texts]
    with weighted(job.weights):
        return [tuple(ranking(archive.ranking, q, job.match, job.limit)) for q in job.texts]
