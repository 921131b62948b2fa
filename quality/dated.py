"""Dates and authors on real feeds and articles: part of ``python -m quality.understanding``.

Each date is asked for in several ways: with the date field; with it hidden, from the page
(a printed date line above the text) and from the text alone, where nothing may be
invented; from the URL alone. Authors are scored where the record names people
("Unknown" and "... tổng hợp" aside): as the record gives them, and hidden, from the
signature at the text's end. A fixed sample, so that the gate stays fast.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from index.analysis.tone import place
from index.article import Article, Draft, Options
from index.enrich.steps import understand
from index.errors import InputRejected
from quality.tables import say

FOLDER: Final = Path(__file__).parents[2] / "shared" / "corpora"
HEADLINES: Final = FOLDER / "headlines-dated.jsonl.gz"
FOOTBALL: Final = FOLDER / "football-dated-authors.jsonl.gz"
SAMPLE: Final = 300
_SEED: Final = "ngày ra báo"
_SEVERAL: Final = re.compile(r"\s+[-–]\s+|-\s+|\s*,\s*")
# Behind a name: where from, whom after.
_FROM: Final = re.compile(r"\s*\([^()]*\)$")
# Code points; a shorter text is a picture's or a quiz's signature, no article.
_STORY: Final = 200

Row = Mapping[str, Any]


@dataclass(slots=True)
class Dates:
    """How many of ``rows`` have the right day, another day, none."""

    rows: int = 0
    right: int = 0
    wrong: int = 0

    def count(self, article: Article | None, day: str) -> None:
        """One article whose day of publication is ``day``."""
        self.rows += 1
        found = article.published.value[:10] if article and article.published else None
        self.right += found == day
        self.wrong += found not in (None, day)

    @property
    def share(self) -> float:
        return self.right / max(1, self.rows)


@dataclass(frozen=True, slots=True)
class Way:
    """A way of asking: what of a row the reader is given."""

    name: str
    draft: Callable[[Row], Draft]


def _whole(row: Row) -> Draft:
    return Draft(
        row["id"],
        row["body"] or "",
        True,
        url=row["url"],
        title=row["title"],
        outlet=row["outlet"],
        published=row.get("date_raw") or row["date"],
        authors=(row["author"],) if row.get("author") else (),
    )


def _hidden(row: Row) -> Draft:
    return replace(_whole(row), published=None, url=None, authors=())


def _page(row: Row) -> Draft:
    text = f"{row['title']}\n{row['date_raw']}\n{row['body']}"
    return Draft(row["id"], text)


def _url(row: Row) -> Draft:
    return replace(_hidden(row), url=row["url"])


_FIELD: Final = Way("date field", _whole)
_TEXT: Final = Way("text alone", _hidden)
_PAGE: Final = Way("page's date line", _page)
_ADDRESS: Final = Way("URL alone", _url)


def available() -> bool:
    """Whether both corpora lie beside the checkout."""
    return HEADLINES.exists() and FOOTBALL.exists()


def digest() -> str:
    """SHA-256 over both files."""
    sums = hashlib.sha256()
    for path in (HEADLINES, FOOTBALL):
        sums.update(path.read_bytes())
    return sums.hexdigest()


def measure() -> dict[str, float]:
    """All scores by name; prints what is behind them."""
    headlines = _sample(row for row in _rows(HEADLINES) if not row["date_is_fetch_time"])
    football = _sample(row for row in _rows(FOOTBALL) if row["date"] and len(row["body"]) > _STORY)
    scores: dict[str, float] = {}
    for corpus, rows, ways in (
        ("headlines", headlines, (_FIELD, _TEXT, _ADDRESS)),
        ("football", football, (_FIELD, _PAGE, _TEXT, _ADDRESS)),
    ):
        for way in ways:
            scores |= _dates(corpus, way, rows)
    return scores | _authors([row for row in football if _people(row)])


def _dates(corpus: str, way: Way, rows: Sequence[Row]) -> dict[str, float]:
    found = Dates()
    for row in rows:
        found.count(_understood(way.draft(row)), row["date"][:10])
    say(
        f"{corpus:10} published, {way.name:17} right {found.right}/{found.rows}, "
        f"another day {found.wrong}"
    )
    name = f"{corpus}: published, {way.name}"
    scores = {f"{name}: no other day": round(1 - found.wrong / max(1, found.rows), 4)}
    # What the text alone cannot tell, it must not invent; there is nothing to find.
    if way is not _TEXT and found.right:
        scores[name] = round(found.share, 4)
    return scores


def _authors(rows: Sequence[Row]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for way in (Way("field", _whole), Way("signature", _hidden)):
        right = 0
        for row in rows:
            article = _understood(way.draft(row))
            right += article is not None and set(map(_key, article.authors)) == _people(row)
        say(f"football   authors, {way.name:19} right {right}/{len(rows)}")
        scores[f"football: authors, {way.name}"] = round(right / max(1, len(rows)), 4)
    return scores


def _people(row: Row) -> set[str]:
    """The people of the author field; none for "Unknown", a credit or a compilation."""
    given = row.get("author") or "Unknown"
    if given in ("Unknown", "VnExpress") or "tổng hợp" in given or ":" in given:
        return set()
    return {_key(_FROM.sub("", name)) for name in _SEVERAL.split(given)}


def _key(name: str) -> str:
    return " ".join(map(place, name.casefold().split()))


def _understood(draft: Draft) -> Article | None:
    try:
        return understand(draft, Options())
    except InputRejected:
        return None


def _sample(rows: Iterator[Row]) -> list[Row]:
    kept = list(rows)
    chance = random.Random(_SEED)  # noqa: S311  # an experiment, not a secret
    return chance.sample(kept, min(SAMPLE, len(kept)))


def _rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
