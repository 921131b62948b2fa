"""The index follows the store, and says up to where."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from index.catch_up import catch_up
from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from index.errors import IndexDamaged
from index.store import Store
from tests.pipeline.inputs import indexed
from tests.store.samples import admit, item


def test_everything_the_store_has_comes_into_the_index(store: Store, engine: Engine) -> None:
    admit(store, *(item(str(number)) for number in range(7)))
    assert catch_up(store, engine, commit=3) == 7
    assert indexed(engine) == [str(number) for number in range(7)]
    assert engine.status().change == store.highest_change()
    assert catch_up(store, engine) == 0


def test_updates_and_deletions_follow(store: Store, engine: Engine) -> None:
    admit(store, item("a"), item("b"), item("c"))
    catch_up(store, engine)
    before = dict(engine.documents())
    admit(store, item("a", "Khác."))
    store.delete(["b"])
    admit(store, item("d"))
    assert catch_up(store, engine) == 3
    after = dict(engine.documents())
    assert sorted(after) == ["a", "c", "d"]
    assert after["c"] == before["c"]
    assert after["a"] != before["a"]


def test_a_deletion_of_everything_is_followed(store: Store, engine: Engine) -> None:
    admit(store, *(item(str(number)) for number in range(7)))
    catch_up(store, engine)
    store.delete_all()
    assert catch_up(store, engine, commit=2) == 7
    assert indexed(engine) == []
    assert engine.status().documents == 0


def test_an_id_taken_by_another_article_is_followed(store: Store, engine: Engine) -> None:
    admit(store, item("1", own=True, url="https://vov.vn/1"))
    catch_up(store, engine)
    before = dict(engine.documents())["1"]
    store.delete_all()
    admit(store, item("1", own=True, url="https://tpo.vn/1"))
    catch_up(store, engine)
    assert dict(engine.documents()).keys() == {"1"}
    assert dict(engine.documents())["1"] != before


def test_an_empty_store_has_an_index_that_can_be_searched(store: Store, engine: Engine) -> None:
    assert catch_up(store, engine) == 0
    assert engine.status().generation > 0
    assert indexed(engine) == []


def test_an_index_of_another_store_is_refused(tmp_path: Path, store: Store) -> None:
    engine = MemoryEngine()
    admit(store, item("a"), item("b"))
    catch_up(store, engine)
    with closing(Store.open(f"sqlite:///{tmp_path / 'other.db'}", 5)) as other:
        admit(other, item("c"))
        with pytest.raises(IndexDamaged, match="timtin rebuild"):
            catch_up(other, engine)
    assert indexed(engine) == ["a", "b"]
