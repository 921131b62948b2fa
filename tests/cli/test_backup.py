"""``timtin backup`` and ``timtin restore``: the same answers elsewhere, or a clear refusal."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index import durable
from index.backup import make, packing, restore
from index.engines.whoosh import WhooshEngine
from index.errors import (
    BackupDamaged,
    BackupExists,
    BackupTooNew,
    BackupUnsupported,
    RestoreRefused,
)
from index.store import SCHEMA, Store, copy, schema
from index.store.database import Database
from tests.cli.running import timtin
from tests.pipeline.inputs import export, record
from tests.store.samples import admit, item

QUERIES = ("dam phan", "đàm phán", '"mùa lúa"', "Nga", "", "khong co")


@pytest.fixture
def saved(archive: Path, tmp_path: Path) -> Path:
    """A backup of the archive."""
    file = tmp_path / "saved"
    assert timtin(archive, "backup", file).code == 0
    return file


def answers(data: Path) -> list[dict[str, Any]]:
    """What searches say, without how long they took."""
    found = [timtin(data, "search", query, "--json").documents[0] for query in QUERIES]
    for each in found:
        each.pop("took_ms", None)
    return found


def test_restored_elsewhere_it_gives_the_same_answers(
    archive: Path, saved: Path, tmp_path: Path
) -> None:
    done = timtin(tmp_path / "elsewhere", "restore", saved, "--json")
    assert done.code == 0, done.stderr
    assert done.documents[0]["articles"] == 3
    assert answers(tmp_path / "elsewhere") == answers(archive)
    assert timtin(tmp_path / "elsewhere", "check").code == 0
    assert {each.name for each in (tmp_path / "elsewhere").iterdir()} == {"timtin.db", "index"}


def test_a_folder_gets_a_dated_file_that_is_whole(archive: Path, tmp_path: Path) -> None:
    done = timtin(archive, "backup", tmp_path, "--json")
    (file,) = tmp_path.iterdir()
    said = done.documents[0]
    assert said["file"] == str(file)
    assert file.name.startswith("timtin-2")
    assert (said["bytes"], said["articles"]) == (file.stat().st_size, 3)
    assert timtin(archive, "restore", "--verify", file, "--json").documents[0]["articles"] == 3


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'timtin.db'}"
    stop = threading.Event()

    def write() -> None:
        with closing(Store.open(url, 30)) as writing:
            number = 0
            while not stop.is_set():
                number += 1
                admit(writing, *(item(f"{number}-{each}") for each in range(5)))

    with closing(Store.open(url, 30)) as store:
        writer = threading.Thread(target=write)
        writer.start()
        made = [make(url, 30, tmp_path / f"saved-{number}") for number in range(3)]
        stop.set()
        writer.join()
        last = store.stats()
    for each in made:
        folder = tmp_path / f"{each.file.name}-restored"
        restored = restore(each.file, folder / "timtin.db", WhooshEngine(folder / "index"))
        assert restored.index.documents == each.manifest.articles
        assert each.manifest.articles % 5 == 0
        with closing(Store.open(f"sqlite:///{folder / 'timtin.db'}", 5)) as copy_of:
            assert copy_of.highest_change() == each.manifest.change == restored.index.change
            assert copy_of.epoch() != last.epoch
    assert made[0].manifest.change <= made[-1].manifest.change <= last.change


def test_a_backup_is_never_overwritten_nor_a_store(archive: Path, saved: Path) -> None:
    before = saved.read_bytes()
    again = timtin(archive, "backup", saved, TIMTIN_LANG="en")
    assert (again.code, saved.read_bytes()) == (1, before)
    assert "never overwritten" in again.stderr
    database = (archive / "timtin.db").read_bytes()
    over = timtin(archive, "restore", saved, TIMTIN_LANG="en")
    assert (over.code, (archive / "timtin.db").read_bytes()) == (1, database)
    assert "timtin --data FOLDER restore" in over.stderr


def test_a_file_that_takes_the_name_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = packing.verify

    def taken_meanwhile(file: Path) -> packing.Manifest:
        (tmp_path / "saved").write_text("another's")
        return verify(file)

    monkeypatch.setattr(packing, "verify", taken_meanwhile)
    url = f"sqlite:///{tmp_path / 'timtin.db'}"
    Store.open(url, 5).close()
    with pytest.raises(BackupExists):
        make(url, 5, tmp_path / "saved")
    assert (tmp_path / "saved").read_text() == "another's"
    assert not list(tmp_path.glob(".timtin-backup-*"))


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("damage", [cut, flipped, lambda _: b"", lambda _: b"no backup"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    saved: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    saved.write_bytes(damage(saved.read_bytes()))
    done = timtin(tmp_path / "elsewhere", "restore", saved, TIMTIN_LANG="en")
    assert done.code == 1
    assert "is not a whole backup" in done.stderr
    assert "use another backup" in done.stderr
    assert not (tmp_path / "elsewhere" / "timtin.db").exists()
    with pytest.raises(BackupDamaged):
        packing.verify(saved)


def repacked(saved: Path, database: bytes | None = None, **said: object) -> Path:
    """The same backup with another manifest or database."""
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read(packing.MANIFEST)) | said
        content = database if database is not None else archive.read(packing.DATABASE)
    other = saved.with_name("other")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr(packing.MANIFEST, json.dumps(manifest))
        archive.writestr(packing.DATABASE, content)
    return other


def test_another_database_under_the_manifest_is_refused(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged, match="SHA-256"):
        packing.verify(repacked(saved, b"another"))


@pytest.mark.parametrize("moment", ["yesterday", None])
def test_a_manifest_without_a_moment_is_none(saved: Path, moment: object) -> None:
    with pytest.raises(BackupDamaged):
        packing.manifest(repacked(saved, made_at=moment))


def test_a_newer_format_or_schema_is_refused(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupTooNew, match="format 2"):
        packing.verify(repacked(saved, format=2))
    newer = tmp_path / "newer.db"
    with zipfile.ZipFile(saved) as archive:
        newer.write_bytes(archive.read(packing.DATABASE))
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    content = newer.read_bytes()
    file = repacked(saved, content, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    folder = tmp_path / "elsewhere"
    with pytest.raises(BackupTooNew, match=rf"9999.*{SCHEMA}"):
        restore(file, folder / "timtin.db", WhooshEngine(folder / "index"))
    assert not list(folder.glob("*timtin.db*"))
    assert not list(folder.glob(".timtin.db*"))


def test_beside_what_is_left_of_a_store_nothing_is_restored(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "timtin.db-wal").write_bytes(b"changes of a database that was moved")
    with pytest.raises(RestoreRefused):
        restore(saved, tmp_path / "timtin.db", WhooshEngine(tmp_path / "index"))


def test_beside_the_index_of_a_lost_store_it_is_restored(
    archive: Path, saved: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(archive, data)
    timtin(data, "add", export(tmp_path / "more.jsonl", [record(1)]))
    (data / "timtin.db").unlink()
    lost = timtin(data, "search", "Nga", TIMTIN_LANG="en")
    assert lost.code == 1
    assert "the file is gone" in lost.stderr
    assert "timtin restore" in lost.stderr
    assert not (data / "timtin.db").exists()
    assert timtin(data, "restore", saved).code == 0
    assert answers(data) == answers(archive)


def test_what_a_crashed_backup_left_goes_and_what_one_at_work_has_stays(
    archive: Path, tmp_path: Path
) -> None:
    (tmp_path / ".timtin-backup-1-1").mkdir()
    (tmp_path / ".timtin-backup-1-1" / "timtin.db").write_bytes(b"half")
    (tmp_path / ".timtin-backup-2-2").mkdir()
    with durable.held(tmp_path / ".timtin-backup-2-2"):
        assert timtin(archive, "backup", tmp_path / "saved").code == 0
    left = sorted(each.name for each in tmp_path.iterdir())
    assert left == [".timtin-backup-2-2", "saved"]


def test_a_database_server_backs_itself_up(tmp_path: Path) -> None:
    with pytest.raises(BackupUnsupported, match="pg_dump"):
        copy("sqlite://", 0, tmp_path / "copy")


def test_where_there_is_no_store_there_is_nothing_to_back_up(data: Path, tmp_path: Path) -> None:
    done = timtin(data, "backup", tmp_path / "saved", TIMTIN_LANG="en")
    assert done.code == 1
    assert "timtin --data FOLDER backup" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_store_of_an_older_schema_is_backed_up_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    file.touch()
    schema.upgrade(Database(f"sqlite:///{file}", 0), "0003")
    made = make(f"sqlite:///{file}", 5, tmp_path / "saved")
    assert made.manifest.schema == "0003" < SCHEMA
    assert schema.revision(Database(f"sqlite:///{file}", 0)) == "0003"
    restored = restore(made.file, tmp_path / "new" / "timtin.db", WhooshEngine(tmp_path / "index"))
    assert restored.index.documents == 0
    assert schema.revision(Database(f"sqlite:///{tmp_path / 'new' / 'timtin.db'}", 0)) == SCHEMA


def test_a_copy_that_cannot_be_opened_is_a_place_that_cannot_be_written(
    archive: Path, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="unable to open database file"):
        copy(f"sqlite:///{archive / 'timtin.db'}", 0, tmp_path / "gone" / "copy.db")


def test_an_unwritable_place_is_said(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = timtin(archive, "backup", tmp_path / "file" / "saved", TIMTIN_LANG="en")
    assert done.code == 1
    assert "cannot be written" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("target", ["gone/saved", "gone/far/saved", "gone/"])
def test_a_folder_that_is_not_there_may_be_a_disk_that_is_not_mounted(
    archive: Path, tmp_path: Path, target: str
) -> None:
    done = timtin(archive, "backup", f"{tmp_path}/{target}", TIMTIN_LANG="en")
    assert done.code == 1
    assert "There is no folder" in done.stderr
    assert "Mount it" in done.stderr
    assert list(tmp_path.iterdir()) == []
