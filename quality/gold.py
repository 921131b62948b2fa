"""The gold articles: what people found in real articles, to be compared with what we find."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

# Texts of publishers lie beside a checkout, never in it.
FOLDER: Final = Path(__file__).parents[2] / "shared" / "gold"


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """One person: the fullest form and every surface form the article uses."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One quotation: who says it, as written or by full name, and its first twelve words."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One article with its gold. ``outlets`` are papers in its closing byline."""

    id: str
    title: str
    standfirst: str
    body: str
    persons: tuple[GoldPerson, ...]
    agencies: tuple[tuple[str, str], ...]
    outlets: tuple[str, ...]
    quotes: tuple[GoldQuote, ...] = ()


def load(folder: Path = FOLDER) -> list[Row]:
    """The gold articles of ``folder``; raises FileNotFoundError where there is none."""
    articles = {row["id"]: row for row in _rows(folder / "articles.jsonl")}
    return [_row(gold, articles[gold["id"]]) for gold in _rows(folder / "gold.jsonl")]


def digest(folder: Path = FOLDER) -> str:
    """SHA-256 over both files: floors hold for the corpus they were measured on only."""
    sums = hashlib.sha256()
    for name in ("articles.jsonl", "gold.jsonl"):
        sums.update((folder / name).read_bytes())
    return sums.hexdigest()


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _row(gold: dict[str, Any], article: dict[str, Any]) -> Row:
    return Row(
        id=gold["id"],
        title=article.get("title") or "",
        standfirst=article.get("sapo") or "",
        body=article.get("body") or "",
        persons=tuple(
            GoldPerson(one["name"], tuple(dict.fromkeys((one["name"], *one["mentions"]))))
            for one in gold["persons"]
        ),
        agencies=tuple((one["name"], one["kind"]) for one in gold["agencies"]),
        outlets=tuple(gold["outlet"]),
        quotes=tuple(GoldQuote(one["speaker"], one["text"]) for one in gold["quotes"]),
    )
