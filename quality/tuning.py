"""Try other ranking weights: ``python -m quality.tuning --set news-events PAIR=0.4 TITLE=1.5``.

Weights are chosen on one half of the queries and reported on the other
(``--reported``), so that what is reported was never looked at while choosing. The
halves are fixed by a digest of the query's id. A difference under two standard
errors is no difference. Nothing of the product is changed.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from quality import archives
from quality.judged import FOLDER, NAMES, OWN, JudgedSet, Query, load
from quality.measures import compare, mean
from quality.ranked import Asked, measure
from quality.tables import table
from quality.variants import VARIANTS, Variant
from quality.weights import UnknownWeight, weighted

Half = Literal["choosing", "reporting"]

SETS: Final = ("own", *NAMES, "news-events in 24,000")
HEAD: Final = ("set", "half", "variant", "queries", "before", "after", "difference")


def half_of(query: str) -> Half:
    """The half that the query with this id belongs to, the same for ever."""
    return "choosing" if hashlib.sha256(query.encode()).digest()[0] % 2 else "reporting"


def of_half(queries: Sequence[Query], half: Half) -> tuple[Query, ...]:
    """The queries of one half."""
    return tuple(query for query in queries if half_of(query.id) == half)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see ``--help``. Ends with 2 for a weight that the product lacks."""
    options = _parser().parse_args(arguments)
    weights = dict(map(_assignment, options.weights))
    try:
        with weighted(weights):
            pass
    except UnknownWeight as unknown:
        sys.stderr.write(f"no such weight: {unknown}\n")
        return 2
    half: Half = "reporting" if options.reported else "choosing"
    rows = [row for name in options.set or SETS for row in _tried(name, half, weights, options)]
    table(HEAD, rows)
    return 0


def _tried(
    name: str, half: Half, weights: Mapping[str, float], options: argparse.Namespace
) -> list[tuple[object, ...]]:
    judged, folder = _archive(name, options.cache)
    queries = of_half(judged.queries, half)
    variants: Sequence[Variant] = options.variant or ("clean", "none")
    before, after = (
        measure(name, queries, folder, Asked(variants, options.match, tried, False, ()))
        for tried in ({}, weights)
    )
    return [
        (
            name,
            half,
            variant,
            len(queries),
            mean(before.product[variant].ndcg),
            mean(after.product[variant].ndcg),
            compare(after.product[variant].ndcg, before.product[variant].ndcg),
        )
        for variant in variants
    ]


def _archive(name: str, cache: Path) -> tuple[JudgedSet, Path]:
    if name.startswith("news-events in"):
        judged = load(FOLDER / "news-events")
        return judged, archives.archive_with_news(judged, cache)
    judged = load(OWN if name == "own" else FOLDER / name)
    return judged, archives.archive_of(judged, cache)


def _assignment(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    return name, float(value)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quality.tuning", description=__doc__)
    parser.add_argument("weights", nargs="+", metavar="NAME=VALUE", help="see quality/weights.py")
    parser.add_argument("--set", action="append", choices=SETS, help="repeatable; default: all")
    parser.add_argument("--variant", action="append", choices=VARIANTS, help="default: clean, none")
    parser.add_argument("--reported", action="store_true", help="ask the other half")
    parser.add_argument("--match", choices=("all", "any"), help="not the page's default")
    parser.add_argument("--cache", type=Path, default=archives.CACHE, help="where archives are")
    return parser


if __name__ == "__main__":
    sys.exit(main())
