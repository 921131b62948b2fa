"""The command; see ``--help``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from quality.minimal_pairs import from_corpus, from_own
from quality.minimal_pairs.building import build
from quality.minimal_pairs.cases import Data, read, write
from quality.minimal_pairs.material import check, distinct
from quality.minimal_pairs.product import ProductFace
from quality.minimal_pairs.running import Face, by_kind, run
from quality.minimal_pairs.standard import StandardFace
from quality.news import FILE

_SHOWN: Final = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the data, or read it, and ask an engine; 1 when it violates anything."""
    options = _parser().parse_args(arguments)
    data = read(options.read) if options.read else _made(options.own, options.seed)
    _say(f"{len(data.documents)} documents, {len(data.cases)} cases, digest {data.digest}")
    if options.write:
        write(data, options.write)
    if not options.engine:
        return 0
    return _asked(data, _face(options.engine))


def _made(own: bool, seed: int) -> Data:
    material = from_own.material() if own else from_corpus.material(seed)
    check(material)
    _say(f"{distinct(material.twins)} different pairs, {len(material.alike)} words of one spelling")
    return build(material, seed)


def _face(name: str) -> Face:
    return ProductFace() if name == "product" else StandardFace(folding=name == "folding")


def _asked(data: Data, face: Face) -> int:
    violations = run(data, face)
    violated = by_kind(violations)
    for kind, cases in sorted(Counter(case.kind for case in data.cases).items()):
        _say(f"{kind:20} {violated[kind]:6} of {cases} cases violated")
    for each in violations[:_SHOWN]:
        _say(f"    {each}")
    _say(f"{len(violations)} violations in {violated.total()} of {len(data.cases)} cases")
    return 1 if violations else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.minimal_pairs",
        description=f"Minimal pairs from {FILE.name}, or of our own, as data for any engine.",
    )
    parser.add_argument("--own", action="store_true", help="our own pairs, without any corpus")
    parser.add_argument("--seed", type=int, default=4, help="another seed makes other data")
    parser.add_argument("--read", type=Path, metavar="FOLDER", help="take the data from here")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="put the data there")
    parser.add_argument(
        "--engine", choices=("product", "folding", "plain"), help="ask this engine all cases"
    )
    return parser


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
