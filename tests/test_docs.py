"""What the documents say is what the table of settings and the tests say."""

from __future__ import annotations

import re
from pathlib import Path

from index.settings import TABLE

README = Path(__file__).parent.parent / "README.md"


def test_the_readmes_table_is_the_table_of_settings() -> None:
    rows = [
        f"| `{row.name}` | {f'`{row.default}`' if row.default else ''} | {row.help.en} |".replace(
            "|  |", "| |"
        )
        for row in TABLE
    ]
    table = README.read_text("utf-8").split("| setting | default |")[1].split("\n\n")[0]
    assert table.splitlines()[2:] == rows


DOCS = README.parent / "docs"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
SOAK = re.compile(r"`python -m soak\.(\w+)( [^`]*)?`")
MAKE = re.compile(r"`make (\w+)`")
ROW = re.compile(r"(?m)^\| (?!---|requirement \||promised \|)")


def rows_of(document: str) -> list[list[str]]:
    """The cells of each row of the tables in ``document``."""
    lines = (DOCS / document).read_text("utf-8").splitlines()
    return [line.strip("| ").split(" | ") for line in lines if ROW.match(line)]


def names_tests_that_exist(cell: str) -> bool:
    named = NAMED.findall(cell)
    for file, test in named:
        source = (README.parent / file).read_text("utf-8")
        assert re.search(rf"def {test}\(" if test else r"def test_", source), (file, test)
    return bool(named)


def test_every_requirement_of_the_table_of_security_names_tests_that_exist() -> None:
    rows = rows_of("security.md")
    assert len(rows) > 40
    for row in rows:
        assert names_tests_that_exist(row[-1]), row


def test_every_promise_names_what_tests_it() -> None:
    """A test, a soak that `make soak` runs as it is named, or a target of the Makefile."""
    makefile = (README.parent / "Makefile").read_text("utf-8")
    rows = rows_of("trust.md")
    assert len(rows) > 20
    for promise, tested, *_ in rows:
        soaks = [f"-m soak.{part}{options}" for part, options in SOAK.findall(tested)]
        assert all(soak in makefile for soak in soaks), promise
        targets = MAKE.findall(tested)
        assert all(f"\n{target}:" in makefile for target in targets), promise
        by_hand = tested.startswith("by hand")
        assert names_tests_that_exist(tested) or soaks or targets or by_hand, promise
