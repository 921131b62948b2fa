"""24,000 real news articles: material for the gates.

The texts belong to their publishers, so they lie beside a checkout and never in
it, and nothing that is made of them is committed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parents[2] / "shared" / "corpora" / "articles-fulltext.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Story:
    """One article as it was published."""

    id: str
    title: str
    standfirst: str
    body: str

    @property
    def texts(self) -> tuple[str, str, str]:
        """Its three texts in reading order; any of them may be empty."""
        return self.title, self.standfirst, self.body


def stories(every: int = 1, file: Path = FILE) -> Iterator[Story]:
    """Every ``every``-th article of ``file``. Raises FileNotFoundError where there is none."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, every):
            row = json.loads(line)
            yield Story(
                row["id"], row.get("title") or "", row.get("sapo") or "", row.get("body") or ""
            )


def digest(file: Path = FILE) -> str:
    """SHA-256 of ``file``: figures hold for the articles they were measured on only."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
