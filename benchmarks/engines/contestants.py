"""Who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.engines.base import Engine
from benchmarks.engines.fts5_peer import Fts5
from benchmarks.engines.ours import Ours
from benchmarks.engines.tantivy_peer import Tantivy
from benchmarks.engines.whoosh_peer import StockWhoosh
from benchmarks.engines.xapian_peer import Xapian


def engines(data: Path) -> Sequence[Engine]:
    """Ours first; ``data`` has the articles that our passages are made of."""
    return (Ours(data), Tantivy(), Xapian(), Fts5(), StockWhoosh())
