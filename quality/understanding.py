"""Score persons, agencies and quotes on the gold articles: ``python -m quality.understanding``.

Three ways: as it is; with the tables of persons and agencies emptied; with every
name replaced by an unseen one of the same shape. A drop of more than .05 means
that a table was learnt, not the language. A fourth way is the whole chain, with
captions and bylines taken out. Dates and authors follow (:mod:`quality.dated`).
Ends with 1 when a score is below its floor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.article import Draft, Options, Person, Quote, Source
from index.enrich.agencies.sourcing import find_sources
from index.enrich.agencies.tables import Media, media
from index.enrich.persons.recognising import find_persons
from index.enrich.persons.tables import Tables, tables
from index.enrich.quotes import find_quotes
from index.enrich.steps import understand
from quality import dated
from quality.gold import FOLDER, Row, digest, load
from quality.keeping import add_options, keep
from quality.renaming import renamed
from quality.scores import Agencies, Quotes, Tally, count_agencies, count_persons, count_quotes
from quality.tables import say

CORPUS: Final = "gold"
DATED: Final = "dates and authors"
# Of 300 rows one is .003: a date must not be lost.
_DATED_SLACK: Final = 0.005
# A floor lies this much below the score it was set at: one person of 158 is .006.
_SLACK: Final = 0.01

Answer = Callable[[Row], tuple[tuple[Person, ...], tuple[Source, ...], tuple[Quote, ...]]]


@dataclass(slots=True)
class Report:
    """The scores of one way of asking."""

    way: str
    persons: Tally = field(default_factory=Tally)
    agencies: Agencies = field(default_factory=Agencies)
    quotes: Quotes = field(default_factory=Quotes)

    def tallies(self) -> dict[str, Tally]:
        return {
            "persons": self.persons,
            "agencies told": self.agencies.told,
            "agencies rest": self.agencies.rest,
            "quotes": self.quotes.text,
            "quotes with speaker": self.quotes.speaker,
        }

    def scores(self) -> dict[str, float]:
        return {f"{self.way}: {name}": round(one.f1, 4) for name, one in self.tallies().items()}


def score(way: str, rows: Sequence[Row], answer: Answer, lists: Media) -> Report:
    """Ask ``answer`` about every row and count."""
    report = Report(way)
    for row in rows:
        persons, sources, quotes = answer(row)
        count_persons(row, persons, report.persons)
        count_agencies(row, sources, lists.canonical, report.agencies)
        count_quotes(row, persons, quotes, report.quotes)
    return report


def parts(people: Tables, lists: Media) -> Answer:
    """The finders on title, standfirst and body as the gold articles give them."""

    def answer(
        row: Row,
    ) -> tuple[tuple[Person, ...], tuple[Source, ...], tuple[Quote, ...]]:
        persons = find_persons(row.title, row.standfirst, row.body, people)
        quotes, _ = find_quotes(row.title, row.standfirst, row.body, persons)
        sources = find_sources(row.title, row.standfirst, row.body, lists=lists)
        return persons, sources, quotes

    return answer


def chain(row: Row) -> tuple[tuple[Person, ...], tuple[Source, ...], tuple[Quote, ...]]:
    """What an added article gets: the same after captions and bylines were taken out."""
    draft = Draft(row.id, row.body, True, title=row.title, standfirst=row.standfirst or None)
    article = understand(draft, Options())
    return article.persons, article.sources, article.quotes


def measure(rows: Sequence[Row]) -> list[Report]:
    """All reports, the plain one first."""
    people, lists = tables(), media()
    empty_people, empty_lists = people.without_names(), lists.without_agencies()
    return [
        score("as it is", rows, parts(people, lists), lists),
        score("tables emptied", rows, parts(empty_people, empty_lists), empty_lists),
        score("names unseen", [renamed(row) for row in rows], parts(people, lists), lists),
        score("whole chain", rows, chain, lists),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see ``--help``."""
    options = _parser().parse_args(arguments)
    if not FOLDER.exists():
        say(f"no gold articles at {FOLDER}: nothing measured")
        return 0
    reports = measure(load())
    for report in reports:
        _print(report, options.verbose)
    scores = {name: value for one in reports for name, value in one.scores().items()}
    kept = keep(CORPUS, digest(), scores, _SLACK, options)
    if dated.available():
        kept &= keep(DATED, dated.digest(), dated.measure(), _DATED_SLACK, options)
    return 0 if kept else 1


def _print(report: Report, verbose: bool) -> None:
    for name, tally in report.tallies().items():
        say(
            f"{report.way:15} {name:19} P {tally.precision:.3f}  R {tally.recall:.3f}  "
            f"F1 {tally.f1:.3f}  (right {tally.right}, wrong {tally.wrong}, missed {tally.missed})"
        )
        if verbose:
            for error in tally.errors:
                say(f"    {error}")
    agencies = report.agencies
    say(f"{report.way:15} relay or cite as annotated: {agencies.same_kind}/{agencies.both_told}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quality.understanding", description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="list every error")
    add_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
