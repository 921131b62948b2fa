"""Score the product's search on judged sets: ``python -m quality.relevance``.

Every query goes through the product's own service with the page's defaults, as
typed, with half of its marks, without any, and without its tones. Then: the same
among 24,000 other articles, which articles unmarked words match, and how many
missing marks are put right. Ends with 1 when a score is below its floor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quality import archives, matchsets, missing_marks, timing
from quality.judged import FOLDER, NAMES, OWN, JudgedSet, digest_of, load
from quality.keeping import add_options, keep
from quality.ranked import HEAD, Asked, Report, measure
from quality.spans import sampled, title_spans
from quality.tables import say, table
from quality.variants import VARIANTS, unmarked

# A floor lies this much below the score it was set at. Scores do not vary between
# runs; another tie broken moves one query of 199 by up to .005.
SLACK: Final = 0.003
IN_NEWS: Final = "news-events in 24,000"
MATCHES: Final = "matches"
MARKS: Final = "missing marks"
SECTIONS: Final = ("own", *NAMES, IN_NEWS, MATCHES, MARKS)

_TIMED: Final = 200
_TEXTS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one section, and the digest of the data they hold for."""

    digest: str
    figures: dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see ``--help``."""
    options = _parser().parse_args(arguments)
    sections = options.only or SECTIONS
    kept = [_section(name, options) for name in sections]
    return 0 if all(kept) else 1


def _section(name: str, options: argparse.Namespace) -> bool:
    if name != "own" and not FOLDER.exists():
        say(f"{name}: no shared data at {FOLDER.parent}, nothing measured")
        return True
    say(f"## {name}\n")
    measured = _measure(name)(options)
    if options.match:  # not the page's defaults: floors say nothing about it
        return True
    return keep(name, measured.digest, measured.figures, SLACK, options)


def _measure(name: str) -> Callable[[argparse.Namespace], Measured]:
    match name:
        case "own":
            return lambda options: judged_alone(load(OWN), options)
        case "matches":
            return matching
        case "missing marks":
            return putting_marks
        case "news-events in 24,000":
            return judged_in_news
        case _:
            return lambda options: judged_alone(load(FOLDER / name), options)


def judged_alone(judged: JudgedSet, options: argparse.Namespace) -> Measured:
    """A judged set and nothing else."""
    folder = archives.archive_of(judged, options.cache, options.rebuild)
    return _judged(judged, folder, judged.digest, options)


def judged_in_news(options: argparse.Namespace) -> Measured:
    """The event queries with 24,000 articles as distractors."""
    judged = load(FOLDER / "news-events")
    folder = archives.archive_with_news(judged, options.cache, options.rebuild)
    return _judged(judged, folder, judged.digest + digest_of((archives.NEWS,)), options)


def _judged(judged: JudgedSet, folder: Path, digest: str, options: argparse.Namespace) -> Measured:
    report = measure(judged.name, judged.queries, folder, Asked(VARIANTS, options.match))
    _print(report)
    with archives.opened(folder) as archive:
        texts = [query.text for query in judged.queries[:_TIMED]]
        found = timing.times(archive.service, [*texts, *map(unmarked, texts)], options.match)
    table(timing.HEAD, [(judged.name, found.count, f"{found.p50:.1f}", f"{found.p99:.1f}")])
    return Measured(digest, report.figures())


def _print(report: Report) -> None:
    table(HEAD, report.rows())
    above = report.above_plain()
    if above:
        say(f"clean, nDCG@10 above the OR of syllables: {above}\n")


def matching(options: argparse.Namespace) -> Measured:
    """Sets of articles that spans of titles match."""
    folder = archives.archive_of_news(options.cache, options.rebuild)
    figures: dict[str, float] = {}
    with archives.opened(folder) as archive:
        titles = [kept.article.title for kept in archive.store.all()]
        spans = title_spans(titles, matchsets.SPANS)
        rows = []
        for way in matchsets.WAYS:
            found = matchsets.overlap(archive.ranking, archive.engine, spans, way)
            figures[f"{way}: Jaccard"] = round(found.jaccard.value, 4)
            figures[f"{way}: recall"] = round(found.recall.value, 4)
            rows.append((way, found.jaccard, found.recall, found.precision))
    table(matchsets.HEAD, rows)
    return Measured(digest_of((archives.NEWS,)), figures)


def putting_marks(options: argparse.Namespace) -> Measured:
    """Accuracy of the best reading on text that the index does not hold."""
    folder = archives.archive_of_news(options.cache, options.rebuild)
    other = missing_marks.others(_TEXTS)
    titles = [title for title, _ in other]
    texts = {
        "clauses": sampled((body for _, body in other), _TEXTS),
        "titles": titles[: _TEXTS // 2],
        "event queries": [query.text for query in load(FOLDER / "news-events").queries],
        "2 to 4 syllables of titles": title_spans(titles, _TEXTS // 2),
    }
    figures: dict[str, float] = {}
    rows = []
    with archives.opened(folder) as archive:
        for name, asked in texts.items():
            found = missing_marks.accuracy(archive.ranking, asked)
            figures[f"{name}: syllables right"] = round(found.right.value, 4)
            rows.append((name, found.count, found.right, *found.times))
    table(missing_marks.HEAD, rows)
    return Measured(digest_of((archives.NEWS, missing_marks.OTHERS)), figures)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quality.relevance", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, help="this section, repeatable"
    )
    parser.add_argument("--match", choices=("all", "any"), help="not the page's default")
    parser.add_argument(
        "--cache", type=Path, default=archives.CACHE, help="where archives are kept between runs"
    )
    parser.add_argument("--rebuild", action="store_true", help="make the indexes anew")
    add_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
