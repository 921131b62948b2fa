"""The index made anew, and compared with the store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.article import ArticleDate, Kept
from index.catch_up import catch_up
from index.engines.base import Engine
from index.engines.document import content, digest, document
from index.engines.memory import MemoryEngine
from index.engines.query import Everything, Question
from index.engines.whoosh import WhooshEngine
from index.errors import IndexDamaged, IndexMissing, StoreDamaged
from index.rebuild import check, rebuild, repair
from index.store import Store
from tests.pipeline.inputs import indexed
from tests.store.samples import admit, item
from tests.stories.texts import BRIDGE, LIBRARY, text


@pytest.fixture
def filled(store: Store, engine: Engine) -> Store:
    """Five articles, one of them deleted, all in the index."""
    admit(store, *(item(each) for each in "abcde"))
    store.delete(["c"])
    catch_up(store, engine)
    return store


def test_a_rebuilt_index_is_the_same_index(filled: Store, engine: Engine) -> None:
    before, generation = dict(engine.documents()), engine.status().generation
    done: list[int] = []
    status = rebuild(filled, engine, done.append)
    assert dict(engine.documents()) == before
    assert (status.documents, status.change) == (4, filled.highest_change())
    assert status.generation > generation
    assert done == [1, 2, 3, 4]


def test_what_is_written_during_a_rebuild_is_in_it(filled: Store, engine: Engine) -> None:
    def meanwhile(done: int) -> None:
        if done == 2:
            admit(filled, item("a", "Khác."), item("f"))
            filled.delete(["b", "e"])

    rebuild(filled, engine, meanwhile)
    assert indexed(engine) == ["a", "d", "f"]
    assert check(filled, engine).sound


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(filled: Store, engine: Engine) -> None:
    before, status = dict(engine.documents()), engine.status()

    def failing(done: int) -> None:
        if done == 3:
            raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        rebuild(filled, engine, failing)
    assert (dict(engine.documents()), engine.status()) == (before, status)
    assert rebuild(filled, engine).documents == 4


def test_a_sound_index_is_said_to_be(filled: Store, engine: Engine) -> None:
    report = check(filled, engine)
    assert report.sound
    assert (report.articles, report.missing, report.extra, report.stale) == (4, (), (), ())


def lose(store: Store, engine: Engine) -> None:
    with engine.writer() as writer:
        writer.delete("d")


def keep_a_dead_one(store: Store, engine: Engine) -> None:
    kept = store.get("a")
    assert kept
    store.delete(["a"])
    with engine.writer() as writer:
        writer.put(document(kept))
        writer.contains(store.highest_change())


def keep_an_old_text(store: Store, engine: Engine) -> None:
    admit(store, item("b", "Khác."))
    with engine.writer() as writer:
        writer.contains(store.highest_change())


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (lose, (("d",), (), ())),
        (keep_a_dead_one, ((), ("a",), ())),
        (keep_an_old_text, ((), (), ("b",))),
    ],
)
def test_what_differs_is_named_and_repaired(
    filled: Store,
    engine: Engine,
    harm: Callable[[Store, Engine], None],
    found: tuple[tuple[str, ...], ...],
) -> None:
    harm(filled, engine)
    report = check(filled, engine)
    assert not report.sound
    assert (report.missing, report.extra, report.stale) == found
    repair(filled, engine, report)
    assert check(filled, engine).sound


def test_an_index_behind_the_store_is_repaired(filled: Store, engine: Engine) -> None:
    admit(filled, item("new"), item("a", "Khác."))
    filled.delete(["b"])
    report = check(filled, engine)
    assert (report.missing, report.extra, report.stale) == (("new",), ("b",), ("a",))
    repair(filled, engine, report)
    assert check(filled, engine).sound


def test_a_missing_index_is_made(filled: Store, tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "elsewhere", 5)
    report = check(filled, engine)
    assert isinstance(report.unusable, IndexMissing)
    assert report.missing == ("a", "b", "d", "e")
    repair(filled, engine, report)
    assert check(filled, engine).sound


# Whoosh leaves a table of contents that it cannot read open
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_found_and_made_anew(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    admit(store, *(item(each) for each in "abcde"))
    catch_up(store, WhooshEngine(folder, 5))
    for file in folder.glob("generation-*/*"):
        file.write_bytes(b"\xff" * 50)
    engine = WhooshEngine(folder, 5)
    report = check(store, engine)
    assert isinstance(report.unusable, IndexDamaged)
    assert not report.sound
    repair(store, engine, report)
    assert check(store, engine).sound
    assert check(store, WhooshEngine(folder, 5)).sound


def test_an_index_ahead_of_its_store_is_made_anew(tmp_path: Path, store: Store) -> None:
    engine = MemoryEngine()
    admit(store, *(item(each) for each in "abcde"))
    catch_up(store, engine)
    with closing(Store.open(f"sqlite:///{tmp_path / 'restored.db'}", 5)) as restored:
        admit(restored, item("a"), item("f"))
        report = check(restored, engine)
        assert isinstance(report.unusable, IndexDamaged)
        repair(restored, engine, report)
        assert indexed(engine) == ["a", "f"]
        assert check(restored, engine).sound


def test_a_damaged_database_is_not_checked_against(filled: Store, engine: Engine) -> None:
    with filled._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'articles'")
    with pytest.raises(StoreDamaged):
        check(filled, engine)


def test_the_index_follows_stories_and_a_check_sees_where_it_did_not(
    store: Store, engine: Engine
) -> None:
    admit(store, item("a", text(BRIDGE)), item("b", text(LIBRARY)))
    catch_up(store, engine)
    before = digest_of(store, "a")
    admit(store, item("c", text(BRIDGE), published=ArticleDate("2025-01-01", "day", "metadata")))
    # c was published first: a is a copy now, though nobody touched its text
    assert digest_of(store, "a") != before
    assert check(store, engine).stale == ("a",)
    catch_up(store, engine)
    assert check(store, engine).sound
    by_story = Question(Everything(), group="story")
    assert engine.search(by_story).total == 2
    rebuild(store, engine)
    assert check(store, engine).sound
    assert engine.search(by_story).total == 2
    store.delete(["c"])
    catch_up(store, engine)
    assert check(store, engine).sound


def kept_of(store: Store, id: str) -> Kept:
    kept = store.get(id)
    assert kept
    return kept


def digest_of(store: Store, id: str) -> str:
    kept = kept_of(store, id)
    return digest(kept, content(kept.article))
