"""Several processes on one store."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.errors import StoreLocked
from index.store import Store
from tests.store.samples import admit, ids, item

WRITER = """
import sys
from contextlib import closing
from index.store import Store
from tests.store.samples import item

url, name = sys.argv[1:]
with closing(Store.open(url, lock_wait=60)) as store:
    for number in range(15):
        batch = [item(f"{name}-{number}"), item("shared", f"Bản {name} {number}.", url="https://vov.vn/1")]
        assert all(admission.kept for admission in store.admit(batch))
        store.save_search("me", f"q={number}", "")
"""


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another process is writing."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_two_processes_write_and_lose_nothing(url: str, store: Store) -> None:
    root = Path(__file__).parents[2]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, url, name], cwd=root) for name in "xyz"
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    wanted = {f"{name}-{number}" for name in "xyz" for number in range(15)} | {"shared"}
    assert sorted(ids(store)) == sorted(wanted)
    kept = list(store.all())
    assert [each.seq for each in kept] == sorted({each.seq for each in kept})
    assert len({each.change for each in kept}) == len(kept)
    # 46 added, and every further text of the shared one is a change of its own
    assert store.highest_change() == 45 + 45
    assert len(store.revisions("shared")) == 44
    assert len(store.saved_searches()) == 15


def test_a_store_that_stays_locked_is_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    url = f"sqlite:///{file}"
    with closing(Store.open(url, lock_wait=0)) as store:
        admit(store, item("a"))
        with held(file):
            for write in (
                lambda: store.admit([item("b")]),
                lambda: store.delete(["a"]),
                lambda: store.save_search("me", "q=a", ""),
            ):
                with pytest.raises(StoreLocked) as error:
                    write()
                assert str(file) in error.value.message("vi")
                if sys.platform == "linux":
                    assert f"({os.getpid()}: " in error.value.message("vi")
            # readers never wait
            assert ids(store) == ["a"]
            with closing(Store.open(url, lock_wait=0)) as again:
                assert again.highest_change() == 1
        assert admit(store, item("b")) == ["added"]


def test_a_writer_that_fails_leaves_nothing(store: Store) -> None:
    admit(store, item("a"))
    broken = item("b")
    with pytest.raises(TypeError):
        store.admit([item("c"), (broken[0], broken[1], object())])  # type: ignore[list-item]
    assert ids(store) == ["a"]
    assert store.highest_change() == 1
    assert admit(store, item("c")) == ["added"]
