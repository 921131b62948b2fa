"""What the documents say of the settings is what the table says."""

from __future__ import annotations

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
