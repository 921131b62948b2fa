"""Damaged files: found, named, mended from the store; a store is never made anew by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.running import Done, process, timtin

SIZES = {
    "cut": lambda content: content[:-1],
    "half": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "longer": lambda content: content + b"\0",
}
"""What opening sees: a file of another size."""
FLIPS = 16
"""Places of a file, from its first byte to its last, where one bit is turned over."""


def index_files(data: Path) -> list[Path]:
    """The files of the index in force."""
    return sorted(path for path in data.glob("index/generation-*/*") if "LOCK" not in path.name)


@pytest.fixture
def data(archive: Path, tmp_path: Path) -> Path:
    """The archive, to be damaged."""
    shutil.copytree(archive, tmp_path / "data")
    return tmp_path / "data"


def checked(data: Path, *more: str) -> Done:
    return timtin(data, "check", *more, TIMTIN_LANG="en")


def damaged(data: Path, change: Callable[[bytes], bytes]) -> Iterator[Path]:
    """Each file of the index in turn with other contents, and put right again."""
    for path in index_files(data):
        content = path.read_bytes()
        path.write_bytes(change(content))
        yield path
        path.write_bytes(content)


def flip(at: int) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        place = at * (len(content) - 1) // (FLIPS - 1)
        return content[:place] + bytes([content[place] ^ 1 << at % 8]) + content[place + 1 :]

    return changed


@pytest.mark.parametrize("kind", SIZES)
def test_a_file_of_another_size_is_found_by_check_and_by_a_search(data: Path, kind: str) -> None:
    for path in damaged(data, SIZES[kind]):
        done = checked(data)
        assert done.code == 1
        assert path.name in done.stdout
        searched = timtin(data, "search", "Nga", TIMTIN_LANG="en")
        assert searched.code == 1
        assert "timtin rebuild" in searched.stderr
    assert checked(data).code == 0


def test_every_turned_bit_is_found_by_check(data: Path) -> None:
    for at in range(FLIPS):
        for path in damaged(data, flip(at)):
            done = checked(data)
            assert (done.code, path.name in done.stdout) == (1, True), (at, path.name)
    assert checked(data).code == 0


@pytest.mark.parametrize("damage", ["deleted", "another's", "turned"])
def test_check_mends_each_file_from_the_store(data: Path, damage: str) -> None:
    for number in range(len(index_files(data))):
        path = index_files(data)[number]
        if damage == "deleted":
            path.unlink()
        elif damage == "another's":
            other = index_files(data)[number - 1]
            path.write_bytes(other.read_bytes())
        else:
            path.write_bytes(flip(7)(path.read_bytes()))
        done = checked(data, "--repair", "--json")
        assert done.code == 0, done.stderr
        assert (done.documents[0]["sound"], done.documents[0]["repaired"]) == (False, True)
        assert checked(data).code == 0
        assert timtin(data, "search", "Nga", "--json").documents[0]["total"]["value"] == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe"])
def test_a_damaged_state_file_is_said_and_mended(data: Path, content: bytes) -> None:
    (data / "index" / "current.json").write_bytes(content)
    done = checked(data)
    assert done.code == 1
    assert "current.json" in done.stdout
    assert checked(data, "--repair").code == 0
    assert checked(data).code == 0


@pytest.mark.parametrize("damage", ["empty", "cut", "garbage"])
@pytest.mark.parametrize("command", ["search", "check", "add", "rebuild", "stats"])
def test_a_damaged_store_is_said_and_left_as_it_is(
    data: Path, damage: str, command: str, tmp_path: Path
) -> None:
    database = data / "timtin.db"
    content = database.read_bytes()
    content = {"empty": b"", "cut": content[: len(content) // 3], "garbage": b"x" * 9999}[damage]
    database.write_bytes(content)
    words = {"search": ["Nga"], "add": [str(tmp_path)]}.get(command, [])
    done = timtin(data, command, *words, TIMTIN_LANG="en")
    assert done.code == 1
    assert "timtin restore" in done.stderr, done.stderr
    assert database.read_bytes() == content


@pytest.mark.parametrize("command", ["search", "show", "add"])
def test_a_folder_that_may_not_be_written_is_said_with_what_to_do(data: Path, command: str) -> None:
    words = {"search": ["Nga"], "show": ["lua"], "add": ["-"]}.get(command, [])
    for each in (data, data / "timtin.db"):
        each.chmod(each.stat().st_mode & ~0o222)
    done = process(data, command, *words, without_privileges=True, TIMTIN_LANG="en")
    data.chmod(0o755)
    assert done.code == 1
    assert f"read and write the folder {data}" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_where_no_key_can_be_written_the_page_does_not_start(data: Path) -> None:
    (data / "secret.key").unlink(missing_ok=True)  # another test's, in the archive they share
    data.chmod(0o555)
    done = process(data, "run", "--port", "0", without_privileges=True, TIMTIN_LANG="en")
    data.chmod(0o755)
    assert done.code == 1
    assert "set TIMTIN_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
