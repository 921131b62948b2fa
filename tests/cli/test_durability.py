"""Nothing acknowledged is lost, whenever ``timtin add`` is killed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.engines.whoosh import WhooshEngine
from index.store import Store
from tests.cli.running import TIMTIN, environment, timtin
from tests.pipeline.inputs import export, kept, record
from tests.store.samples import admit, item

ARTICLES = 24
BATCH = "4"


@contextmanager
def adding(data: Path, file: Path) -> Iterator[subprocess.Popen[str]]:
    """``timtin add --json`` on its way."""
    with subprocess.Popen(
        [*TIMTIN, "add", "--json", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(data, TIMTIN_BATCH=BATCH),
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def acknowledged(lines: Iterator[str] | list[str]) -> list[str]:
    """The ids that were reported as added; a line cut off by the kill reports nothing."""
    whole = [line for line in lines if line.endswith("\n")]
    return [each["id"] for each in map(json.loads, whole) if each["status"] == "added"]


def resume(data: Path, file: Path, known: list[str]) -> None:
    """The same command again ends with every article there, once."""
    url = f"sqlite:///{data / 'timtin.db'}"
    if known:
        with closing(Store.open(url, 5)) as store:
            assert set(known) <= set(kept(store))
    done = timtin(data, "add", "--json", file)
    assert done.code == 0, done.stderr
    outcomes = done.documents
    assert len(outcomes) == ARTICLES
    assert {each["status"] for each in outcomes} <= {"added", "unchanged"}
    # what was reported was kept as it was: it is not added again
    assert not set(known) & {each["id"] for each in outcomes if each["status"] == "added"}
    with closing(Store.open(url, 5)) as store:
        assert kept(store) == sorted(f"bai-{number}" for number in range(ARTICLES))
        assert [each.seq for each in store.all()] == list(range(1, ARTICLES + 1))
    assert timtin(data, "check").code == 0
    (counts,) = timtin(data, "stats", "--json").documents
    assert counts["index"]["documents"] == ARTICLES
    left = {path.name for path in data.iterdir()}
    assert left <= {"timtin.db", "index"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return export(tmp_path / "a.jsonl", map(record, range(ARTICLES)))


@pytest.mark.parametrize("reported", [1, 18])
def test_killed_while_it_reports(data: Path, file: Path, reported: int) -> None:
    with adding(data, file) as process:
        assert process.stdout
        lines = [next(process.stdout) for _ in range(reported)]
        process.kill()
        lines += process.stdout
    resume(data, file, acknowledged(lines))


@pytest.mark.parametrize("change", [0, 12])
def test_killed_between_the_store_and_the_index(data: Path, file: Path, change: int) -> None:
    database = data / "timtin.db"
    with adding(data, file) as process:
        while not database.exists():
            assert process.poll() is None
        with closing(Store.open(f"sqlite:///{database}", 5)) as store:
            # the first moment at which that change is durable: its index commit is to come
            while store.highest_change() < change:
                assert process.poll() is None
        process.kill()
        assert process.stdout
        known = acknowledged(list(process.stdout))
    resume(data, file, known)


def generation_files(data: Path) -> int:
    return len(list(data.glob("index/generation-*/*")))


@pytest.mark.parametrize("files", [9])
def test_killed_while_the_index_is_written(data: Path, file: Path, files: int) -> None:
    with adding(data, file) as process:
        while generation_files(data) < files and process.poll() is None:
            pass
        process.kill()
        assert process.stdout
        known = acknowledged(list(process.stdout))
    resume(data, file, known)


def test_killed_again_and_again_it_still_arrives(data: Path, file: Path) -> None:
    known: list[str] = []
    for _ in range(2):
        with adding(data, file) as process:
            assert process.stdout
            lines: list[str] = []
            for line in process.stdout:
                lines.append(line)
                if acknowledged(lines):
                    break
            process.kill()
            lines += process.stdout
        known += acknowledged(lines)
    assert len(known) == len(set(known)) >= 2
    resume(data, file, known)


def test_ctrl_c_ends_after_a_commit_with_a_message(data: Path, file: Path) -> None:
    with adding(data, file) as process:
        assert process.stdout
        assert process.stderr
        lines = [next(process.stdout)]
        os.kill(process.pid, signal.SIGINT)
        lines += process.stdout
        told = process.stderr.read()
        assert process.wait() == 130
    known = acknowledged(lines)
    assert f"{len(known)} bài đã lưu" in told
    assert "Traceback" not in told
    with closing(Store.open(f"sqlite:///{data / 'timtin.db'}", 5)) as store:
        # stopped cleanly: nothing was kept that was not reported
        assert kept(store) == sorted(known)
    resume(data, file, known)


@pytest.fixture
def written(data: Path, file: Path) -> Iterator[Path]:
    """An archive whose index another process is writing, behind its store."""
    assert timtin(data, "add", file).code == 0
    with closing(Store.open(f"sqlite:///{data / 'timtin.db'}", 5)) as store:
        admit(store, item("waiting"))
    with WhooshEngine(data / "index").writer():
        yield data


def test_a_second_writer_is_told_who_writes_and_since_when(written: Path) -> None:
    done = timtin(written, "rebuild", TIMTIN_LOCK_WAIT="0", TIMTIN_LANG="en")
    assert done.code == 1
    assert f"{os.getpid()} (`" in done.stderr
    assert re.search(r"since 20\d\d-\d\d-\d\d \d\d:\d\d \(GMT\+7\)", done.stderr)
    assert "Wait for it to end" in done.stderr


def test_a_search_does_not_wait_for_a_writer(written: Path) -> None:
    done = timtin(written, "search", "mùa lũ", "--json", TIMTIN_LOCK_WAIT="3600")
    assert done.code == 0
    assert done.documents[0]["total"]["value"] == ARTICLES


def test_the_next_search_indexes_what_waited(data: Path, file: Path) -> None:
    assert timtin(data, "add", file).code == 0
    with closing(Store.open(f"sqlite:///{data / 'timtin.db'}", 5)) as store:
        admit(store, item("waiting", "Bão số chín."))
    done = timtin(data, "search", "bão số chín", "--json", "--match", "all")
    assert done.documents[0]["total"]["value"] == 1


@pytest.mark.parametrize("which", [("bai-3", "bai-5"), ("--outlet", "VOV"), ("--all",)])
def test_a_deletion_that_the_index_refused_is_finished_by_the_same_command(
    data: Path, tmp_path: Path, which: tuple[str, ...]
) -> None:
    records = [{**record(n), "outlet": "VOV" if n in (3, 5) else "TPO"} for n in range(6)]
    assert timtin(data, "add", export(tmp_path / "a.jsonl", records)).code == 0
    count = 6 if which == ("--all",) else 2
    command = ("delete", "--yes", "--json", *which)
    with WhooshEngine(data / "index").writer():
        refused = timtin(data, *command, TIMTIN_LOCK_WAIT="0")
    assert refused.code == 1
    assert len(list(WhooshEngine(data / "index").documents())) == 6
    again = timtin(data, *command)
    assert (again.code, again.documents) == (
        0,
        [{"deleted": count, "corrections": 0, "not_found": []}],
    )
    assert len(list(WhooshEngine(data / "index").documents())) == 6 - count
    assert timtin(data, "check").code == 0
    # only now there is none of them
    third = timtin(data, *command)
    missing = list(which) if which[0] == "bai-3" else []
    assert (third.code, third.documents) == (
        bool(missing),
        [{"deleted": 0, "corrections": 0, "not_found": missing}],
    )


def test_where_there_is_no_index_nothing_waits_in_it(data: Path, file: Path) -> None:
    assert timtin(data, "add", file).code == 0
    assert timtin(data, "delete", "bai-1").code == 0
    shutil.rmtree(data / "index")
    again = timtin(data, "delete", "bai-1", "--json")
    assert (again.code, again.documents) == (
        1,
        [{"deleted": 0, "corrections": 0, "not_found": ["bai-1"]}],
    )


def test_nothing_is_deleted_where_the_index_cannot_be_read(data: Path, file: Path) -> None:
    assert timtin(data, "add", file).code == 0
    (data / "index" / "current.json").write_bytes(b"{")
    assert timtin(data, "delete", "bai-1").code == 1
    assert timtin(data, "check", "--repair").code == 0
    assert timtin(data, "delete", "bai-1", "--json").documents == [
        {"deleted": 1, "corrections": 0, "not_found": []}
    ]
