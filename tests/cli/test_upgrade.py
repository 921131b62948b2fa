"""A data folder of an older program: its index is made anew by what writes, once, and says so."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import subprocess
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.engines.whoosh.generations import FORMAT
from tests.cli.running import TIMTIN, environment, timtin
from tests.pipeline.inputs import export

SAID = "An older version of Tìm Tin made the index"
WRITING = [
    ["add", "{new}"],
    ["delete", "lua"],
    ["correct", "kremlin", "--date", "2025-09-13"],
    ["corrections", "import", "{none}"],
    ["person", "list"],
    ["watch", "run", "--once"],
    ["rebuild", "--understand", "--yes"],
    ["migrate"],
]


def state(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data / "index" / "current.json").read_text("utf-8"))
    return found


def made_by(data: Path, version: int) -> None:
    """Leave an index that only the program of this format could read."""
    folder = data / "index"
    written = {**state(data), "format": version}
    (folder / "current.json").write_text(json.dumps(written), "utf-8")
    for path in folder.glob("generation-*/*"):
        path.write_bytes(b"\x80\x05 of another layout")


@pytest.fixture
def data(archive: Path, tmp_path: Path) -> Path:
    shutil.copytree(archive, tmp_path / "data")
    return tmp_path / "data"


def arguments(command: list[str], folder: Path) -> list[str]:
    new = export(folder / "new.jsonl", [{"id": "new", "title": "Lũ ở Huế", "body": "Huế ngập."}])
    (folder / "none.jsonl").touch()
    return [each.format(new=new, none=folder / "none.jsonl") for each in command]


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_what_writes_makes_an_older_index_anew_and_says_so_once(
    data: Path, tmp_path: Path, command: list[str]
) -> None:
    made_by(data, FORMAT - 1)
    done = timtin(data, *arguments(command, tmp_path), TIMTIN_LANG="en")
    assert done.stderr.count(SAID) == 1, done.stderr
    assert f"(format {FORMAT - 1})" in done.stderr
    assert (state(data)["format"], state(data)["generation"]) == (FORMAT, 2)
    checked = timtin(data, "check", TIMTIN_LANG="en")
    assert (checked.code, checked.stderr) == (0, "")
    assert timtin(data, "search", "Kremlin", "--json").documents[0]["total"]["value"] == 1
    assert SAID not in timtin(data, "migrate", TIMTIN_LANG="en").stderr
    assert state(data)["generation"] == 2


@pytest.mark.parametrize("command", [["search", "Nga"], ["stats"], ["check"]])
def test_what_only_reads_says_what_to_do_and_touches_nothing(
    data: Path, command: list[str]
) -> None:
    made_by(data, FORMAT - 1)
    before = state(data)
    done = timtin(data, *command, TIMTIN_LANG="en")
    assert done.code == 1
    (line,) = (done.stdout + done.stderr).splitlines()
    assert f"has format {FORMAT - 1}" in line
    assert "run `timtin rebuild`" in line
    assert state(data) == before


@pytest.mark.parametrize("command", [["search", "Nga"], *WRITING[:7]], ids=" ".join)
def test_an_index_of_a_newer_program_is_left_to_it(
    data: Path, tmp_path: Path, command: list[str]
) -> None:
    made_by(data, FORMAT + 1)
    before = state(data)
    done = timtin(data, *arguments(command, tmp_path), TIMTIN_LANG="en")
    assert done.code == 1
    assert "A newer version of Tìm Tin made the index" in done.stderr
    assert state(data) == before


def test_the_site_makes_an_older_index_anew_before_it_serves(data: Path) -> None:
    made_by(data, FORMAT - 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [*TIMTIN, "run", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(data, TIMTIN_LANG="en"),
    ) as server:
        try:
            assert server.stderr is not None
            said = []
            for line in server.stderr:
                said.append(line)
                if f":{port}" in line:
                    break
            address = f"http://127.0.0.1:{port}/api/v1/search?q=Kremlin"
            with urllib.request.urlopen(address, timeout=60) as answer:
                assert json.load(answer)["total"]["value"] == 1
        finally:
            server.terminate()
    assert "".join(said).count(SAID) == 1
    assert state(data)["format"] == FORMAT


def test_no_command_sends_the_reader_of_a_newer_store_in_a_circle(data: Path) -> None:
    with closing(sqlite3.connect(data / "timtin.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (["search", "lúa"], ["add", "-"], ["migrate"], ["check"], ["stats"]):
        done = timtin(data, *command, TIMTIN_LANG="en")
        assert done.code == 1, command
        assert "A newer version of Tìm Tin made the database" in done.stderr, command
        assert "timtin migrate" not in done.stderr, command
