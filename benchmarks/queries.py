"""The queries of the comparison, drawn by a seed from the archive's own words.

As a person would type them, through the language of the product; eight kinds in five
strata by how many articles match:

| kind | what is drawn |
|---|---|
| word | a word of the vocabulary, all frequencies alike |
| and | two or three words side by side in a headline |
| or | two words of the vocabulary |
| phrase | two to four words side by side in a headline, in quotation marks |
| prefix | the first letters of a word |
| fuzzy | a word with a tilde: spelled about so |
| filtered | one or two words, and an outlet, a year or a person |
| production | what reporters type: headlines in part, see ``_typed`` |

Where a kind has nothing in a stratum (a phrase that half of the archive has), the others
are not filled up: the mix as drawn is part of the report.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from benchmarks.corpus import OUTLETS, SEED
from benchmarks.engines.base import Asked
from index.analysis import analyze, fold
from index.engines.base import Engine
from index.engines.query import Question
from index.engines.schema import EXACT
from search import facets
from search.language.alternatives import load
from search.language.compile import compile_query
from search.language.resolve import Reading
from search.request import SearchRequest

Kind = Literal["word", "and", "or", "phrase", "prefix", "fuzzy", "filtered", "production"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
STRATA: Final = (1, 10, 100, 1_000, 10_000)
"""The least hits of each stratum."""
EACH: Final = 6
"""Queries of one kind in one stratum."""
_BARREN: Final = 50
"""Draws in a row, for each query of a stratum, that add nothing to a kind: it stays so then."""
TODAY: Final = date(2025, 1, 1)
"""Behind the last article: relative dates mean the same whenever this runs."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """A search as its URL's parameters have it, and the articles that it matched when drawn."""

    kind: Kind
    args: tuple[Pair, ...]
    hits: int

    @property
    def text(self) -> str:
        """As a person reads it."""
        return " ".join(v if name == "q" else f"{name}={v}" for name, v in self.args)


def stratum(hits: int) -> int:
    """The least hits of the stratum that ``hits`` belongs to."""
    return max(least for least in STRATA if least <= hits)


def asked(args: Sequence[Pair], engine: Engine) -> Asked:
    """What the product asks its engine for these parameters: all words, no widening."""
    request, problems = SearchRequest.from_args(args)
    if problems:
        raise ValueError(f"{args}: {problems[0].message('en')}")
    compiled = compile_query(request.q, engine, _reading())
    filters = facets.filters(request, TODAY)
    return Asked(compiled, Question(compiled.full, compiled.rank, filters=filters))


@cache
def _reading() -> Reading:
    return Reading(alternatives=load())


def draw(
    engine: Engine, titles: Sequence[str], persons: Sequence[str], each: int = EACH
) -> list[Query]:
    """The mix for the archive of ``engine``: the same for the same archive.

    ``each`` is how many of a kind a stratum has at most.
    """
    lot = random.Random(SEED)  # noqa: S311  # a seeded draw, no secret
    makers = _Makers(lot, engine, titles, persons)
    found: list[Query] = []
    for kind in KINDS:
        found += _of_kind(kind, makers, engine, each)
    return found


def _of_kind(kind: Kind, makers: _Makers, engine: Engine, each: int) -> list[Query]:
    kept: dict[tuple[Pair, ...], Query] = {}
    filled: Counter[int] = Counter()
    barren = 0
    while len(kept) < each * len(STRATA) and barren < each * _BARREN:
        args = tuple(makers.of(kind))
        barren += 1
        if args in kept:
            continue
        hits = _hits(args, engine)
        if hits and filled[stratum(hits)] < each:
            kept[args] = Query(kind, args, hits)
            filled[stratum(hits)] += 1
            barren = 0
    return sorted(kept.values(), key=lambda query: query.hits)


def _hits(args: Sequence[Pair], engine: Engine) -> int:
    question = asked(args, engine).question
    return engine.search(Question(question.where, filters=question.filters, limit=0)).total


class _Makers:
    """What each kind's parameters are."""

    def __init__(
        self, lot: random.Random, engine: Engine, titles: Sequence[str], persons: Sequence[str]
    ) -> None:
        self._lot = lot
        self._persons = persons
        self._titles = [analyze(title).exact for title in titles]
        self._by_digits: dict[int, list[str]] = {}
        for term in engine.terms(EXACT["text"]):
            if term.text.isalpha() and len(term.text) > 1:
                self._by_digits.setdefault(len(str(term.documents)), []).append(term.text)

    def of(self, kind: Kind) -> list[Pair]:
        """Parameters of this kind."""
        lot = self._lot
        match kind:
            case "word":
                return [("q", self._word())]
            case "and":
                return [("q", " ".join(self._span(2, 3)))]
            case "or":
                return [("q", f"{self._word()} OR {self._word()}")]
            case "phrase":
                return [("q", f'"{" ".join(self._span(2, 4))}"')]
            case "prefix":
                return [("q", self._word()[: lot.randint(2, 4)] + "*")]
            case "fuzzy":
                return [("q", self._word(least=4) + "~")]
            case "filtered":
                return [("q", " ".join(self._span(1, 2))), self._filter()]
            case "production":
                return [("q", self._typed())]

    def _typed(self) -> str:
        """Most without marks, some with a word excluded, a phrase, or a word of the title."""
        lot = self._lot
        words = self._span(2, 6)
        match lot.choices(("bare", "marked", "without", "quoted", "title"), (6, 2, 1, 1, 1))[0]:
            case "bare":
                return fold(" ".join(words))
            case "marked":
                return " ".join(words)
            case "without":
                return f"{' '.join(words[:3])} -{self._word()}"
            case "quoted":
                return f'"{" ".join(words[:2])}" {" ".join(words[2:])}'.strip()
            case _:
                return f"title:{words[0]} {' '.join(words[1:3])}"

    def _word(self, least: int = 2) -> str:
        """A word of the vocabulary: first how frequent, then which."""
        while True:
            word = self._lot.choice(self._by_digits[self._lot.choice(list(self._by_digits))])
            if len(word) >= least:
                return word

    def _span(self, fewest: int, most: int) -> list[str]:
        """Words side by side in a headline, letters only."""
        lot = self._lot
        while True:
            title = lot.choice(self._titles)
            size = lot.randint(fewest, most)
            if len(title) < size:
                continue
            start = lot.randint(0, len(title) - size)
            words = list(title[start : start + size])
            if all(word.isalpha() for word in words):
                return words

    def _filter(self) -> Pair:
        lot = self._lot
        kind = lot.choice(("outlet", "date", "person"))
        if kind == "outlet":
            return kind, lot.choice(OUTLETS[:10])
        if kind == "date":
            return kind, str(lot.randint(2015, 2024))
        return kind, lot.choice(self._persons)


def save(path: Path, queries: Sequence[Query]) -> None:
    """Keep ``queries`` for the parts of a run."""
    rows = [{"kind": q.kind, "args": q.args, "hits": q.hits} for q in queries]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def saved(path: Path) -> list[Query]:
    """The queries that were kept."""
    rows = json.loads(path.read_text("utf-8"))
    return [
        Query(row["kind"], tuple((name, value) for name, value in row["args"]), row["hits"])
        for row in rows
    ]


def mix(queries: Sequence[Query]) -> dict[str, dict[str, int]]:
    """How many of each kind in each stratum."""
    counted = Counter((query.kind, stratum(query.hits)) for query in queries)
    return {kind: {str(least): counted[kind, least] for least in STRATA} for kind in KINDS}


def few(found: Sequence[Query], most: int) -> list[Query]:
    """At most ``most`` queries of each kind in each stratum."""
    counts: Counter[tuple[str, int]] = Counter()
    kept = []
    for each in found:
        key = (each.kind, stratum(each.hits))
        counts[key] += 1
        if counts[key] <= most:
            kept.append(each)
    return kept
