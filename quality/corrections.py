"""What the newsroom put right, asked of the rules: ``python -m quality.corrections FILE``.

FILE is what ``timtin corrections export`` wrote. Each input is understood again with
the rules in force; printed are the corrections that they get right by themselves, those
still needed, and those that find no place. Ends with 1 when an input is rejected now,
when a correction finds no place, or when fewer than ``--at-least`` are right by
themselves: the number of the last run is the floor of the next.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.cases import Case, Judged, judged, read_case
from index.corrections import sentence
from quality.tables import say


def read(file: Path) -> list[Case]:
    """The cases of a file. Raises :class:`index.errors.BadData`."""
    lines = file.read_text("utf-8").splitlines()
    return [
        read_case(line, str(file), number)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def report(judgements: Iterable[tuple[Case, Judged]]) -> tuple[int, int, int]:
    """Print every case; how many corrections are right alone, needed, and lost."""
    alone = needed = lost = 0
    for case, found in judgements:
        if found.rejected:
            reason = found.rejected.reason.text("en", **found.rejected.details)
            say(f"{case.id}: rejected: {reason}")
            lost += len(case.said)
        for name, corrections in (
            ("right by itself", found.alone),
            ("still needed", found.needed),
            ("finds no place", found.unmet),
        ):
            for each in corrections:
                say(f"{case.id}: {name}: {sentence(each, 'en')}")
        alone += len(found.alone)
        needed += len(found.needed)
        lost += len(found.unmet)
    say(f"right by themselves {alone}, still needed {needed}, without a place {lost}")
    return alone, needed, lost


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--at-least", type=int, default=0, metavar="N")
    given = parser.parse_args(arguments)
    alone, _needed, lost = report((case, judged(case)) for case in read(given.file))
    return int(bool(lost) or alone < given.at_least)


if __name__ == "__main__":
    sys.exit(main())
