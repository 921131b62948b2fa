"""Random questions about random corpora: the Whoosh engine says what the oracle says.

``python -m soak.oracle --pairs 10000 --seed 1``. Each corpus goes through commits, changes,
deletions and merges, and is asked QUESTIONS questions of all kinds. A difference is
printed with the question and the seed that draws it again, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from tests.engines.generated import as_if_large, counted, differences, lived, lives, questions

QUESTIONS: Final = 20
_ROUND: Final = 25
"""Corpora drawn from one seed: a failure is drawn again in a minute."""


def main() -> int:
    """0 where the engines agree."""
    parser = argparse.ArgumentParser(prog="python -m soak.oracle")
    parser.add_argument("--pairs", type=int, default=10_000, help="questions about corpora")
    parser.add_argument("--seed", type=int, default=1, help="of the first round")
    arguments = parser.parse_args()
    began, pairs, differing, number = time.monotonic(), 0, 0, arguments.seed
    while pairs < arguments.pairs:
        asked, found = _round(number)
        pairs += asked
        differing += len(found)
        for line in found:
            print(f"seed {number}: {line}")
        number += 1
    print(f"{pairs:,} pairs, {differing:,} differ; {time.monotonic() - began:.0f} s")
    return 1 if differing else 0


def _round(number: int) -> tuple[int, list[str]]:
    """How many pairs were asked about, and what differs."""
    asked, found = 0, []

    @seed(number)
    @settings(
        max_examples=_ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def compare(data: st.DataObject) -> None:
        nonlocal asked
        with tempfile.TemporaryDirectory() as folder:
            oracle, engine = lived(data.draw(lives()), Path(folder) / "index")
            with as_if_large(data.draw(st.booleans())):
                if counted(engine) != counted(oracle):
                    found.append(f"counts: {counted(engine)} ≠ {counted(oracle)}")
                for _ in range(QUESTIONS):
                    question = data.draw(questions)
                    asked += 1
                    differ = differences(oracle, engine, question)
                    found.extend(f"{each}\n  {question}" for each in differ)

    compare()
    return asked, found


if __name__ == "__main__":
    raise SystemExit(main())
