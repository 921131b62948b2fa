"""A store is made whole, brought up to date whole, and never made in place of a damaged one."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from index import durable
from index.errors import BadSetting, StoreDamaged, StoreError, StoreOutdated, StoreTooNew
from index.store import SCHEMA, Store, schema
from index.store.database import Database
from index.store.tables import METADATA
from tests.store.samples import admit, ids, item

ROWS = {
    "0001": (
        "INSERT INTO articles (seq, id, change, first_seen, updated_at, deleted, article, draft,"
        " options) VALUES (7, 'a', 9, '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00+00:00',"
        """ 0, '{"id":"a","title":"Tít","body":"Bài"}', '{"origin":"a.txt","text":"Bài"}', '{}')""",
        "INSERT INTO articles (seq, id, change, first_seen, updated_at, deleted)"
        " VALUES (8, 'b', 10, '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00+00:00', 1)",
        "INSERT INTO article_keys VALUES ('url', 'https://vov.vn/1', 7)",
        "UPDATE counters SET value = 10 WHERE name = 'change'",
        "INSERT INTO saved_searches VALUES ('xyz', 'me', 'q=a', 'a', '2026-01-01T00:00:00+00:00')",
    ),
    "0002": (
        "INSERT INTO corrections (number, seq, made_at, who, kind, value)"
        " VALUES (4, 7, '2026-01-02T00:00:00+00:00', 'lan', 'outlet', 'VOV')",
        "INSERT INTO restated (seq, rules, digest) VALUES (7, '3-0', 'd')",
    ),
    "0004": (
        "INSERT INTO stories (id, merged_into) VALUES (3, NULL), (4, 3)",
        "INSERT INTO story_members (seq, story, first, shingles, figures, opening)"
        " VALUES (7, 3, 1, x'01000000', x'', x'')",
        "INSERT INTO story_keys VALUES (-5, 3)",
    ),
    "0005": (
        "INSERT INTO fetched (url, at, options, whole, failures) VALUES"
        " ('https://vov.vn/1', '2026-01-01T00:00:00+00:00', '{}', 1, 0)",
        "INSERT INTO watched (url, every, added_at, next_at, failures) VALUES"
        " ('https://vov.vn/rss', 900, '2026-01-01T00:00:00+00:00',"
        " '2026-01-01T00:00:00+00:00', 0)",
    ),
    "0003": (
        "INSERT INTO person_aliases VALUES"
        " ('Sergey', 'Sergei', 'learnt', '{}', '2026-01-01T00:00:00+00:00')",
    ),
}
"""What a store of each schema may hold; a new migration adds its own rows here."""


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def revisions() -> list[str]:
    """Oldest first."""
    return [script.revision for script in scripts().walk_revisions()][::-1]


def store_of(file: Path, revision: str) -> None:
    """A store as the program of that revision left it, with rows in it."""
    sqlite3.connect(file).close()
    database = Database(f"sqlite:///{file}", 1)
    schema.upgrade(database, revision)
    with database.writing() as connection:
        for known in revisions()[: revisions().index(revision) + 1]:
            for statement in ROWS.get(known, ()):
                connection.execute(text(statement.replace(":", "\\:")))
    database.close()


def test_the_newest_migration_is_the_schema_of_this_program() -> None:
    assert scripts().get_heads() == [SCHEMA]
    assert set(ROWS) == set(revisions())


@pytest.mark.parametrize("revision", revisions())
def test_every_old_store_becomes_the_tables_of_this_program(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "timtin.db"
    store_of(file, revision)
    with closing(Store.open(f"sqlite:///{file}", 1, migrate=True)) as store:
        with store._database.reading() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, METADATA) == []
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        kept = store.get("a")
        assert kept
        assert (kept.seq, kept.change, kept.article.body) == (7, 9, "Bài")
        assert [each.id for each in store.saved_searches()] == ["xyz"]
        assert admit(store, item("c")) == ["added"]
        kept = store.get("c")
        assert kept
        assert (kept.seq, kept.change) == (9, 11)


def test_a_number_is_not_given_again_after_its_row_is_gone(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 1)) as store:
        admit(store, item("a"), item("b"))
        with store._database.writing() as connection:
            connection.execute(text("DELETE FROM articles"))
        admit(store, item("c"))
        kept = store.get("c")
        assert kept
        assert kept.seq == 3


def test_a_missing_store_is_made_with_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "timtin.db"
    with closing(Store.open(f"sqlite:///{file}", 1)) as store:
        assert ids(store) == []
    assert file.read_bytes()[:15] == b"SQLite format 3"
    assert [path.name for path in file.parent.iterdir()] == ["timtin.db"]


def test_it_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    with (
        closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 1)) as store,
        store._database.reading() as connection,
    ):
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]  # 2 is FULL


def test_an_old_store_is_refused_where_nobody_asked_for_a_migration(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("CREATE TABLE other (a); INSERT INTO other VALUES (1)")
    before = file.read_bytes()
    with pytest.raises(StoreOutdated) as error:
        Store.open(f"sqlite:///{file}", 1)
    assert "timtin migrate" in error.value.message("vi")
    assert error.value.details["wanted"] == SCHEMA
    assert file.read_bytes() == before


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    Store.open(f"sqlite:///{file}", 1).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for migrate in (False, True):
        with pytest.raises(StoreTooNew, match="9999") as error:
            Store.open(f"sqlite:///{file}", 1, migrate=migrate)
        assert "migrate" not in error.value.message("vi")  # it would not help


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    # the name is taken: the migration fails at its third table
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("CREATE TABLE revisions (a)")
    with pytest.raises(StoreError, match="already exists"):
        Store.open(f"sqlite:///{file}", 1, migrate=True)
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
    assert tables == [("revisions",)]


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500])
@pytest.mark.parametrize("migrate", [False, True])
def test_a_damaged_file_is_said_to_be_and_left_alone(
    tmp_path: Path, content: bytes, migrate: bool
) -> None:
    file = tmp_path / "timtin.db"
    file.write_bytes(content)
    with pytest.raises(StoreDamaged) as error:
        Store.open(f"sqlite:///{file}", 1, migrate=migrate)
    assert str(file) in error.value.message("vi")
    assert file.read_bytes() == content


def test_a_file_damaged_in_the_middle_is_found(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    with closing(Store.open(f"sqlite:///{file}", 1)) as store:
        admit(store, *(item(str(number), "chữ " * 200) for number in range(200)))
        store.verify()
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40_000] = b"\xff" * 40_000
    file.write_bytes(content)
    with closing(Store.open(f"sqlite:///{file}", 1)) as store:
        with pytest.raises(StoreDamaged):
            store.verify()
        with pytest.raises(StoreDamaged):
            ids(store)
        # rows on sound pages are still answered
        assert store.highest_change() == 200


@pytest.mark.parametrize(
    "written",
    ["'no JSON'", "'[]'", "'{}'", "CAST(x'ff' AS TEXT)", """'{"id":"a","title":"b","body":1,'"""],
)
def test_a_row_that_cannot_be_read_is_damage(tmp_path: Path, written: str) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 1)) as store:
        admit(store, item("a"), item("b"))
        with store._database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE articles SET article = {written} WHERE id = 'a'")  # noqa: S608
        with pytest.raises(StoreDamaged):
            store.get("a")
        with pytest.raises(StoreDamaged):
            admit(store, item("a", "Khác."))
        assert store.get("b")


def test_a_journal_without_its_database_is_damage_not_a_new_store(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    with closing(Store.open(f"sqlite:///{file}", 1)) as store, store._database.reading():
        admit(store, item("a"))
        shutil.copy(tmp_path / "timtin.db-wal", tmp_path / "kept")
    file.unlink()
    shutil.move(tmp_path / "kept", tmp_path / "timtin.db-wal")
    with pytest.raises(StoreDamaged, match=r"timtin\.db-wal"):
        Store.open(f"sqlite:///{file}", 1)
    assert not file.exists()


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'timtin.db'}", 1)


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x", "postgresql+nosuchdriver://x/y"])
def test_a_bad_url_is_a_bad_setting(url: str) -> None:
    with pytest.raises(BadSetting, match="TIMTIN_DATABASE_URL"):
        Store.open(url, 1)


def test_a_password_is_never_shown() -> None:
    url = "postgresql+nosuchdriver://timtin:hunter2@db/x"
    with pytest.raises(BadSetting) as error:
        Store.open(url, 1)
    assert "hunter2" not in error.value.message("vi")


def test_two_that_start_at_once_share_one_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'timtin.db'}"

    def start(name: str) -> int:
        with closing(Store.open(url, 10)) as store:
            assert admit(store, item(name)) == ["added"]
            return store.epoch()

    schema._fill(tmp_path / "one")
    schema._fill(tmp_path / "other")
    assert schema.named(tmp_path / "one", tmp_path / "timtin.db")
    first = start("a")
    # the second one was making its own meanwhile
    assert not schema.named(tmp_path / "other", tmp_path / "timtin.db")
    assert start("b") == first
    with ThreadPoolExecutor() as pool, closing(Store.open(url, 10)) as store:
        assert set(pool.map(start, "cdef")) == {first}
        assert len(ids(store)) == 6


def test_a_database_taken_away_while_open_is_not_made_again(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    with closing(Store.open(f"sqlite:///{file}", lock_wait=1)) as store:
        for path in tmp_path.iterdir():
            path.unlink()
        with pytest.raises(StoreDamaged, match="the file is gone"):
            store.stats()
        with pytest.raises(StoreDamaged, match="the file is gone"):
            store.save_search("owner", "q=nga", "nga")
        assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_of_a_store_in_the_making_goes_with_the_next_writer(
    tmp_path: Path,
) -> None:
    file = tmp_path / "timtin.db"
    Store.open(f"sqlite:///{file}", 1).close()
    (tmp_path / ".timtin.db-1").hardlink_to(file)  # named, but not tidied
    for name in (".timtin.db-2", ".timtin.db-2-wal", ".timtin.db-notes"):
        (tmp_path / name).write_text("half a store")
    before = sorted(tmp_path.iterdir())
    with durable.held(tmp_path):  # one is being made, or restored
        Store.open(f"sqlite:///{file}", 1, migrate=True).close()
    Store.open(f"sqlite:///{file}", 1).close()  # a reader
    assert sorted(tmp_path.iterdir()) == before
    Store.open(f"sqlite:///{file}", 1, migrate=True).close()
    assert sorted(each.name for each in tmp_path.iterdir()) == [".timtin.db-notes", "timtin.db"]
