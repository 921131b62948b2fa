"""Key terms against what people say an article is about.

- headlines: terms of standfirst and body alone; right is a term that stands whole
  in the headline;
- event queries: terms of a whole article against the query that it answers;
- publishers' tags, as far as they occur in the article. They are sections mostly
  (*Bóng đá*, *Trong nước*), so that recall says something and precision little.

Precision is the share of terms that are right, recall the share of the headline's,
query's or tags' syllables that right terms cover.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import Final

from index.analysis import analyze
from quality.judged import FOLDER, SHARED, load
from quality.news import stories
from quality.segmenters.cuts import Cut

TAGGED: Final = SHARED / "corpora" / "football-dated-authors.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Case:
    """An article's texts, and the texts that say what it is about."""

    title: str
    standfirst: str
    body: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of the terms of one article, 0 to 1 each."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def headlines(every: int = 40) -> list[Case]:
    """Of 24,000 articles every 40th."""
    return [Case("", s.standfirst, s.body, (s.title,)) for s in stories(every) if s.standfirst]


def queries() -> list[Case]:
    """Every event query with each article that answers it."""
    judged = load(FOLDER / "news-events")
    drafts = {draft.own_id: draft for draft in judged.drafts()}
    return [
        Case(draft.title or "", draft.standfirst or "", draft.text, (query.text,))
        for query in judged.queries
        for draft in map(drafts.__getitem__, sorted(query.relevant))
    ]


def tagged(every: int = 2) -> list[Case]:
    """Articles that their publisher has filed under words that occur in them."""
    cases: list[Case] = []
    with gzip.open(TAGGED, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, every):
            row = json.loads(line)
            title, body = row["title"], row.get("body") or ""
            text = f"{title}\n{body}".lower()
            tags = tuple(tag for tag in row["tags"] or () if tag.lower() in text)
            if tags:
                cases.append(Case(title, "", body, tags))
    return cases


def score(terms: Sequence[str], about: Sequence[str]) -> Score:
    """Terms against the texts that say what the article is about."""
    forms = [analyze(text).exact for text in about]
    covered: set[tuple[int, int]] = set()
    right = 0
    for term in terms:
        places = set(_places(analyze(term).exact, forms))
        right += bool(places)
        covered |= places
    total = sum(map(len, forms))
    return Score(right / len(terms) if terms else 0.0, len(covered) / total if total else 0.0)


def _places(term: Sequence[str], texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """(text, token) of every token that the term covers where it stands whole."""
    size = len(term)
    for number, text in enumerate(texts):
        for at in range(len(text) - size + 1):
            if tuple(text[at : at + size]) == tuple(term):
                yield from ((number, place) for place in range(at, at + size))


@contextmanager
def replaced(module: ModuleType | type, name: str, by: object) -> Iterator[None]:
    """``module``, or a class, with ``by`` as ``name``: our own code with another library."""
    before = getattr(module, name)
    setattr(module, name, by)
    try:
        yield
    finally:
        setattr(module, name, before)


def scores(cases: Sequence[Case], cut: Cut) -> list[Score]:
    """The product's key terms of each case with the words of ``cut``."""
    import importlib

    module = importlib.import_module("index.enrich.key_terms")
    with replaced(module, "segment_surely", cut):
        return [
            score(module.key_terms(case.title, case.standfirst, case.body), case.about)
            for case in cases
        ]
