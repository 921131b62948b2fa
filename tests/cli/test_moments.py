"""Whatever the program tells a person of a moment is by the clock in Viet Nam."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import timtin
from tests.pipeline.inputs import export

KEPT = "2026-03-01T20:30:00+00:00"
TOLD = "2026-03-02 03:30 (GMT+7)"
"""The same; there it is the next day already."""

COLUMNS = {
    "articles": ("first_seen",),
    "revisions": ("replaced_at",),
    "corrections": ("made_at", "undone_at"),
    "person_history": ("made_at",),
    "saved_searches": ("created_at",),
}


@pytest.fixture(scope="module")
def busy(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive to which everything that has a moment happened at :data:`KEPT`."""
    folder = tmp_path_factory.mktemp("moments")
    data = shutil.copytree(archive, folder / "data")
    again = {
        "id": "lua",
        "title": "Lúa được mùa lớn",
        "body": "Đại sứ Sergey Orlov mừng lúa được mùa.",
    }
    for command in (
        ("add", export(folder / "b.jsonl", [again])),
        ("correct", "kremlin", "--outlet", "Tiền Phong"),
        ("correct", "kremlin", "--undo", "1"),
        ("person", "merge", "Sergey Orlov", "Dmitry Peskov"),
    ):
        assert timtin(data, *command).code == 0
    with closing(sqlite3.connect(data / "timtin.db")) as connection, connection:
        connection.execute("INSERT INTO saved_searches VALUES ('xyz', 'me', 'q=a', 'a', '')")
        for table, columns in COLUMNS.items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = ?", (KEPT,))  # noqa: S608
    return data


@pytest.mark.parametrize(
    ("command", "times"),
    [
        (("show", "kremlin"), 1),
        (("show", "lua", "--revisions"), 1),
        (("show", "lua", "--diff", "1"), 1),
        (("correct", "kremlin", "--list"), 2),
        (("person", "history"), 1),
        (("saved", "list"), 1),
    ],
)
def test_a_person_is_told_the_hour_there(busy: Path, command: tuple[str, ...], times: int) -> None:
    said = timtin(busy, *command).stdout
    assert said.count(TOLD) == times, said
    assert KEPT[:16] not in said
    assert KEPT in timtin(busy, *command, "--json").stdout


def test_a_backup_is_named_and_told_so(busy: Path, tmp_path: Path) -> None:
    made = timtin(busy, "backup", tmp_path, "--json").documents[0]
    moment = made["made_at"]
    assert moment.endswith("+00:00")
    said = timtin(busy, "restore", "--verify", made["file"]).stdout
    assert "(GMT+7)" in said
    assert moment not in said
