"""The command; see ``--help``."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from typing import Final

from quality.archive import serving
from quality.exactness import asked, highlights, keys, speed, totals
from quality.exactness.archive import archive
from quality.news import stories

EVERY: Final = 24
"""Highlights and totals are looked at in every 24th article: 1,000 of them."""
SEED: Final = 4
_SPEED: Final = 160
_SHOWN: Final = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gates, or measure; 1 when a gate does not hold."""
    parser = argparse.ArgumentParser(prog="python -m quality.exactness")
    parser.add_argument("--speed", action="store_true", help="measure words per second instead")
    if parser.parse_args(arguments).speed:
        return _speed()
    return int(any([_keys(), _highlights_and_totals()]))


def _keys() -> bool:
    found = keys.invariance(keys.surfaces(stories()))
    _say(f"{found.syllables} syllables as written, {found.words} words")
    _list("syllables with more than one exact form", found.broken)
    _list("syllables whose form the rules' second telling disputes", found.disputed)
    _list("other words with more than one exact form", found.foreign)
    return bool(found.broken)


def _highlights_and_totals() -> bool:
    news = list(stories(EVERY))
    rng = random.Random(SEED)  # noqa: S311  # reproducible, no secret
    articles = list(archive(news, rng))
    queries = list(asked.sample(news, asked.EACH, rng))
    counts = list(totals.sample([totals.plain(each) for each in articles], totals.EACH, rng))
    with serving(articles) as service:
        marks = highlights.check(service, queries, asked.HITS)
        wrong = list(totals.wrong(service, counts))
    _say(f"{len(queries)} queries, {marks.hits} hits, {marks.ranges} highlights")
    _list("wrong highlights", marks.wrong)
    _list(f"wrong totals of {len(counts)}", wrong)
    return bool(marks.wrong or wrong)


def _speed() -> int:
    measured = speed.measure(stories(_SPEED))
    for name, words in measured.items():
        _say(f"{name:32} {words:10,.0f} words/s, {words / measured['pyvi alone']:.2f} of pyvi")
    return 0


def _list(what: str, found: Sequence[str]) -> None:
    _say(f"{len(found)} {what}")
    for each in found[:_SHOWN]:
        _say(f"    {each}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
