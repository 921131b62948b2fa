from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from index.engines.whoosh import WhooshEngine
from index.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", lock_wait=5)) as opened:
        yield opened


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An index with nothing in it."""
    return MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "index", 5)
