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


SECURITY = README.parent / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_requirement_of_the_table_of_security_names_tests_that_exist() -> None:
    rows = [row for row in SECURITY.read_text("utf-8").splitlines() if row.startswith("| ")][1:]
    assert len(rows) > 40
    for row in rows:
        named = NAMED.findall(row.rpartition(" | ")[2])
        assert named, row
        for file, test in named:
            source = (README.parent / file).read_text("utf-8")
            assert re.search(rf"def {test}\(" if test else r"def test_", source), (file, test)
