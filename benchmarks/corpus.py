"""The articles that every engine gets: the corpus with outlets and days of its own.

The corpus has neither, so one seeded draw gives each article an outlet, 40 of them as
often as Zipf's law has it, and a day of ten years. Persons come from our own
understanding of the texts (``documents``).
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

CORPUS: Final = Path("../shared/corpora/vietnews-105k.jsonl.xz")
SEED: Final = 6
OUTLETS: Final = tuple(f"Báo {number:02}" for number in range(1, 41))
FIRST_DAY: Final = date(2015, 1, 1)
DAYS: Final = (date(2025, 1, 1) - FIRST_DAY).days
_ZIPF: Final = tuple(1 / rank for rank in range(1, len(OUTLETS) + 1))


@dataclass(frozen=True, slots=True)
class Placing:
    """Where and when an article came out."""

    outlet: str
    day: date


def placings() -> Iterator[Placing]:
    """One after the other, without an end, the same each time."""
    lot = random.Random(SEED)  # noqa: S311  # a seeded draw, no secret
    while True:
        outlet = lot.choices(OUTLETS, _ZIPF)[0]
        yield Placing(outlet, FIRST_DAY + timedelta(days=lot.randrange(DAYS)))


def write(target: Path, count: int, corpus: Path = CORPUS) -> int:
    """The first ``count`` articles as records for ``timtin add``; their bytes of text.

    A file that is there already is complete: it gets its name last.
    """
    if not target.exists():
        part = target.with_suffix(".part")
        with part.open("w", encoding="utf-8") as out:
            for record in islice(_records(corpus), count):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        part.rename(target)
    return text_bytes(target)


def _records(corpus: Path) -> Iterator[dict[str, str]]:
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line, placing in zip(lines, placings(), strict=False):
            record = json.loads(line)
            texts = {name: record[name] for name in ("id", "title", "sapo", "body")}
            yield texts | {"outlet": placing.outlet, "date": placing.day.isoformat()}


def text_bytes(articles: Path) -> int:
    """UTF-8 bytes of titles, standfirsts and bodies: what an index is compared with."""
    return sum(len(text.encode()) for text in _texts(articles))


def words(articles: Path) -> int:
    """Words between spaces of titles, standfirsts and bodies."""
    return sum(len(text.split()) for text in _texts(articles))


def _texts(articles: Path) -> Iterator[str]:
    with articles.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield from (record[field] or "" for field in ("title", "sapo", "body"))
