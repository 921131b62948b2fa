"""Every engine of the product, empty, for the contract to run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from index.engines.whoosh import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty engine with a first commit, so that it may be searched."""
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "index")
    with made.writer():
        pass
    return made
