"""Judged sets: documents, queries, and which documents answer which query.

A set is a folder with ``corpus.jsonl`` or ``corpus.jsonl.gz`` (records of
articles, their id in ``id`` or ``_id``), ``queries.jsonl`` (``_id``, ``text``) and
``qrels.tsv`` (query-id, corpus-id, score), the layout of BEIR (Thakur et al. 2021).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.article import Draft
from index.readers.fields import draft_of

# Texts of publishers lie beside a checkout, never in it.
SHARED: Final = Path(__file__).parents[2] / "shared"
FOLDER: Final = SHARED / "judged"
NAMES: Final = ("news-events", "xquad-vi", "law-alqac2023")
OWN: Final = Path(__file__).with_name("data") / "own"
"""A small set of our own sentences, which every checkout has."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query as typed, and the ids of the documents that answer it."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """``digest`` is SHA-256 over its files: floors and archives hold for one content only."""

    name: str
    folder: Path
    queries: Sequence[Query]
    digest: str

    def drafts(self) -> Iterator[Draft]:
        """The documents as the product's own reader of records makes them."""
        path = _corpus(self.folder)
        for number, record in enumerate(_records(path), 1):
            named = {**record, "id": record.get("id") or record["_id"]}
            yield draft_of(named, f"{path}:{number}")


def load(folder: Path) -> JudgedSet:
    """The set in ``folder``. Raises FileNotFoundError; queries without an answer are left out."""
    answers = _answers(folder / "qrels.tsv")
    queries = tuple(
        Query(row["_id"], row["text"], answers[row["_id"]])
        for row in _records(folder / "queries.jsonl")
        if row["_id"] in answers
    )
    return JudgedSet(folder.name, folder, queries, digest_of(_files(folder)))


def digest_of(paths: Sequence[Path]) -> str:
    """SHA-256 over the contents of ``paths``, in this order."""
    sums = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                sums.update(block)
    return sums.hexdigest()


def _files(folder: Path) -> tuple[Path, ...]:
    return (_corpus(folder), folder / "queries.jsonl", folder / "qrels.tsv")


def _corpus(folder: Path) -> Path:
    packed = folder / "corpus.jsonl.gz"
    return packed if packed.exists() else folder / "corpus.jsonl"


def _records(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _answers(path: Path) -> Mapping[str, frozenset[str]]:
    """Query id → relevant document ids (a score above 0)."""
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if int(row["score"]) > 0:
                found[row["query-id"]].add(row["corpus-id"])
    return {query: frozenset(documents) for query, documents in found.items()}
