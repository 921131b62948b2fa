"""Every contestant that this environment has: CI installs no peers but those it has anyway."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.engines.base import Engine
from benchmarks.engines.fts5_peer import Fts5
from benchmarks.engines.ours import Ours
from benchmarks.engines.whoosh_peer import StockWhoosh

_INSTALLED = [name for name in ("tantivy", "xapian") if find_spec(name)]


@pytest.fixture(params=["fts5", "whoosh", *_INSTALLED])
def peer(request: pytest.FixtureRequest) -> Engine:
    """One peer."""
    made: Engine
    match request.param:
        case "fts5":
            made = Fts5()
        case "whoosh":
            made = StockWhoosh()
        case "tantivy":
            made = import_module("benchmarks.engines.tantivy_peer").Tantivy()
        case _:
            made = import_module("benchmarks.engines.xapian_peer").Xapian()
    return made


@pytest.fixture
def ours(tmp_path: Path) -> Engine:
    """Ours, over an empty data folder."""
    return Ours(tmp_path / "data")
