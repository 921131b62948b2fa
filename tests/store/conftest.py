from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.store import Store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where a store may be made."""
    return f"sqlite:///{tmp_path / 'timtin.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with closing(Store.open(url, lock_wait=5)) as opened:
        yield opened
