"""Measure suggestions on an archive: how good, how fast, how large.

    python -m benchmarks.suggestions DATA [--unseen HEADLINES.jsonl.gz] [--words N]

Two words that stand side by side in a headline, or are a key term, are a query; one of
them gets one slip, and the right suggestion is the two words as they were. Queries
without a slip, of the archive's headlines and of headlines it has never seen, should
get no suggestion at all. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from benchmarks.slips import SLIPS
from index.analysis import analyze, fold, is_marked
from index.engines.base import Engine
from index.engines.schema import EXACT, TERM
from index.engines.whoosh import WhooshEngine
from index.settings import Settings
from index.store import Store
from search.page import Page
from search.request import SearchRequest
from search.service import Service
from search.suggest import Suggester

SEED: Final = 1945
_LEAST_ARTICLES: Final = 5
"""A word that stands in fewer is no word to be expected to be known."""


@dataclass(frozen=True, slots=True)
class Case:
    """A query with a slip of one kind, and the words that were meant."""

    kind: str
    q: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """What is measured, as one process has it."""

    engine: Engine
    service: Service
    suggester: Suggester

    @classmethod
    def of(cls, settings: Settings, store: Store) -> Product:
        engine = WhooshEngine(settings.index_folder, cache_mb=settings.cache_mb)
        return cls(engine, Service(store, engine), Suggester(engine))

    def page(self, q: str) -> Page:
        """What a search that never widens answers."""
        request, _ = SearchRequest.from_args([("q", q), ("match", "all"), ("limit", "1")])
        return self.service.search(request)

    def suggested(self, q: str) -> list[str]:
        """The queries that are suggested."""
        found = self.suggester.corrections(q, lambda other: self.page(other).total)
        return [each.q for each in found]

    def corrected(self, q: str) -> None:
        """The suggestions without counting what they find: that is the service's time."""
        self.suggester.corrections(q, lambda _: 1, 0)


def main() -> None:
    """Run all measurements and print them."""
    arguments = _arguments()
    settings = Settings.from_environment({"TIMTIN_DATA": str(arguments.data)})
    store = Store.open(settings.database_url, lock_wait=settings.lock_wait)
    product = Product.of(settings, store)
    titles = [kept.article.title for kept in store.all() if not kept.article.title_derived]
    _print("Making and memory", _made(product))
    counted = product.engine.terms(EXACT["text"])
    common = {term.text for term in counted if term.documents >= _LEAST_ARTICLES}
    cases = list(_cases(_spans(titles, 2), common, arguments.words))
    _print("Right first and among the first three, in headlines", _slips(cases, product))
    in_terms = list(_cases(_key_terms(product.engine), common, arguments.words))
    _print("The same in key terms of two words", _slips(in_terms, product))
    unmarked = [_without_marks(case) for case in in_terms if case.kind in _LETTERS]
    _print("The same, typed without marks", _slips(unmarked, product))
    right = {"the archive's headlines": titles}
    if arguments.unseen:
        right["unseen headlines"] = _unseen(arguments.unseen, set(titles))
    _print("Suggestions for what is right", _alarms(right, product, arguments.words))
    _print("Milliseconds", _speed(cases, titles, product))


_LETTERS: Final = ("neighbour key", "transposed", "missing letter", "doubled letter")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggestions")
    parser.add_argument("data", type=Path, help="a data folder, only read")
    parser.add_argument("--unseen", type=Path, help="headlines that the archive does not have")
    parser.add_argument("--words", type=int, default=2_000)
    return parser.parse_args()


def _unseen(path: Path, known: set[str]) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        titles = (json.loads(line).get("title") or "" for line in lines)
        return [title for title in titles if title and title not in known]


def _cases(spans: Iterable[tuple[str, ...]], common: set[str], words: int) -> Iterator[Case]:
    """``words`` different words of ``spans``, in turn through the kinds of slips."""
    random = Random(SEED)  # noqa: S311  # a sample, not a secret
    used: set[str] = set()
    kinds = list(SLIPS)
    for left, right in spans:
        if len(used) == words:
            return
        at = random.randrange(2)
        word = (left, right)[at]
        kind = kinds[len(used) % len(kinds)]
        slipped = SLIPS[kind](word, random)
        if word in used or not {left, right} <= common or slipped is None:
            continue
        if analyze(slipped).exact == [word]:
            continue  # the analysis undoes it by itself
        used.add(word)
        typed = (slipped, right) if at == 0 else (left, slipped)
        yield Case(kind, " ".join(typed), (left, right))


def _key_terms(engine: Engine) -> Sequence[tuple[str, ...]]:
    """Key terms of two words, in any order but always the same."""
    found: set[tuple[str, ...]] = {
        tuple(analyze(term.text).exact)
        for term in engine.terms(TERM)
        if term.documents >= _LEAST_ARTICLES
    }
    two = [words for words in sorted(found) if len(words) == 2 and "".join(words).isalpha()]
    Random(SEED).shuffle(two)  # noqa: S311
    return two


def _spans(titles: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Words side by side in one sentence of a headline, letters only; without an end."""
    random = Random(SEED)  # noqa: S311
    while True:
        tokens = analyze(random.choice(titles))
        steps = list(pairwise(tokens.positions))
        if len(tokens) < length:
            continue
        first = random.randrange(len(tokens) - length + 1)
        words = tokens.exact[first : first + length]
        together = all(b - a == 1 for a, b in steps[first : first + length - 1])
        if together and all(word.isalpha() for word in words):
            yield tuple(words)


def _without_marks(case: Case) -> Case:
    return Case(case.kind, " ".join(fold(word) for word in case.q.split()), case.meant)


def _slips(cases: Sequence[Case], product: Product) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("slip", "words", "first", "first three", "no suggestion")]
    ranks: dict[str, list[int | None]] = {}
    silent: Counter[str] = Counter()
    for case in cases:
        suggested = product.suggested(case.q)
        # what the search itself takes to be meant needs no suggestion
        rank = _rank(suggested or [product.page(case.q).understood or case.q], case.meant)
        for name in (case.kind, "all"):
            ranks.setdefault(name, []).append(rank)
            silent[name] += not suggested
    for name in (*SLIPS, "all"):
        found = ranks.get(name, [])
        if not found:
            continue
        count = len(found)
        first = sum(rank == 0 for rank in found) / count
        three = sum(rank is not None for rank in found) / count
        rows.append((name, count, f"{first:.3f}", f"{three:.3f}", f"{silent[name] / count:.3f}"))
    return rows


def _rank(queries: Sequence[str], meant: tuple[str, ...]) -> int | None:
    forms = [tuple(analyze(q).exact) for q in queries]
    return forms.index(meant) if meant in forms else None


def _alarms(
    sources: Mapping[str, Sequence[str]], product: Product, count: int
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("queries", "count", "with a suggestion", "examples")]
    for name, titles in sources.items():
        for length in (1, 2, 3, 4):
            queries = [" ".join(words) for words in islice(_spans(titles, length), count)]
            alarmed = [
                f"{q} → {suggested[0]}"
                for q in queries
                if is_marked(q) and (suggested := product.suggested(q))
            ]
            share = f"{len(alarmed) / count:.3f}"
            rows.append((f"{length} words, {name}", count, share, "; ".join(alarmed[:6])))
    return rows


def _speed(
    cases: Sequence[Case], titles: Sequence[str], product: Product
) -> list[tuple[object, ...]]:
    random = Random(SEED)  # noqa: S311
    right = [" ".join(words) for words in islice(_spans(titles, 2), len(cases))]
    prefixes = [q[: random.randint(1, len(q))] for q in right]
    prefixes += [fold(q) for q in prefixes]
    prefixes += sorted({q[:1] for q in prefixes})
    rows: list[tuple[object, ...]] = [("", "count", "p50", "p99", "worst")]
    works: list[tuple[str, Callable[[str], object], list[str]]] = [
        ("corrections, a slip", product.corrected, [case.q for case in cases]),
        ("corrections, nothing to correct", product.corrected, right),
        ("completions", product.suggester.completions, prefixes),
    ]
    for name, work, queries in works:
        for q in queries:
            work(q)  # warm
        taken = sorted(_milliseconds(work, q) for q in queries)
        middle, late, last = median(taken), taken[int(0.99 * len(taken))], taken[-1]
        rows.append((name, len(taken), f"{middle:.2f}", f"{late:.2f}", f"{last:.2f}"))
    return rows


def _milliseconds(work: Callable[[str], object], q: str) -> float:
    began = time.perf_counter()
    work(q)
    return (time.perf_counter() - began) * 1000


def _made(product: Product) -> list[tuple[object, ...]]:
    """Seconds of CPU and megabytes for the vocabulary and the names."""
    for _ in product.engine.terms(EXACT["text"]):
        pass  # what the engine itself keeps of its terms is not ours
    rows: list[tuple[object, ...]] = [("", "seconds", "MB")]
    works: list[tuple[str, Callable[[str], object]]] = [
        ("vocabulary", product.corrected),
        ("names", product.suggester.completions),
    ]
    for name, work in works:
        before, began = _own_megabytes(), time.process_time()
        work("x")
        took = time.process_time() - began
        rows.append((name, f"{took:.1f}", f"{_own_megabytes() - before:.0f}"))
    return rows


def _own_megabytes() -> float:
    gc.collect()
    rollup = Path("/proc/self/smaps_rollup").read_text()
    sizes = {row.split(":")[0]: int(row.split()[1]) for row in rollup.splitlines()[1:]}
    return sizes["Private_Dirty"] / 1024


def _print(title: str, rows: Sequence[tuple[object, ...]]) -> None:
    print(f"\n{title}\n")  # noqa: T201  # the report is the output
    for number, row in enumerate(rows):
        print("| " + " | ".join(map(str, row)) + " |")  # noqa: T201
        if number == 0:
            print("|---" * len(row) + "|")  # noqa: T201


if __name__ == "__main__":
    main()
