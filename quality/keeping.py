"""What every quality command does with its scores: compare, raise or lower the floors."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from quality import floors as store
from quality.tables import say


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that :func:`keep` reads."""
    parser.add_argument("--raise-floors", action="store_true", help="raise floors to these scores")
    parser.add_argument("--lower", nargs=2, metavar=("FLOOR", "VALUE"), help="lower one floor")
    parser.add_argument("--reason", help="why a floor is lowered; kept in the file")
    parser.add_argument("--new-corpus", action="store_true", help="set floors for changed data")


def keep(
    corpus: str,
    digest: str,
    scores: Mapping[str, float],
    slack: float,
    options: argparse.Namespace,
) -> bool:
    """Whether ``scores`` keep the floors of ``corpus``, after what ``options`` say is done.

    A corpus without floors keeps them. Raises :class:`quality.floors.FloorError`.
    """
    kept = store.read(corpus) or store.Floors(digest)
    if kept.digest != digest:
        if not options.new_corpus:
            say(f"{corpus} has changed, its floors say nothing (--new-corpus sets new ones)")
            return False
        kept = store.Floors(digest, lowered=kept.lowered)
        kept.raise_to(scores, slack)
        store.write(corpus, kept)
    if options.lower and options.lower[0] in kept.floors:
        kept.lower(options.lower[0], float(options.lower[1]), options.reason or "")
        store.write(corpus, kept)
    if options.raise_floors:
        kept.raise_to(scores, slack)
        store.write(corpus, kept)
    missed = kept.below(scores)
    for name in missed:
        found = scores.get(name)
        said = "not measured" if found is None else f"{found:.4f}"
        say(f"BELOW ITS FLOOR  {corpus}, {name}: {said} < {kept.floors[name]:.3f}")
    return not missed
