"""Inputs for the tests of the way in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from index.article import Options
from index.engines.base import Engine
from index.pipeline import Outcome, ingest
from index.readers import read
from index.store import Store

Record = dict[str, str]


def record(number: int, text: str = "Cuộc họp bàn về mùa lũ năm nay ở huyện.") -> Record:
    """One record of a newsroom's export."""
    return {"id": f"bai-{number}", "title": f"Tin số {number} trong ngày", "body": text}


def export(file: Path, records: Iterable[Record]) -> Path:
    """A JSONL file of these records."""
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in records)
    file.write_text("".join(lines), encoding="utf-8")
    return file


def add(
    store: Store, engine: Engine, *paths: Path, options: Options | None = None, batch: int = 3
) -> list[Outcome]:
    """What `timtin add` does with these paths."""
    return list(ingest(read(paths), options or Options(), store, engine, batch))


def statuses(outcomes: Iterable[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def indexed(engine: Engine) -> list[str]:
    """The ids in the index."""
    return sorted(each for each, _ in engine.documents())


def kept(store: Store) -> list[str]:
    """The ids in the store."""
    return sorted(each.article.id for each in store.all())
