"""Archives on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from index.article import Article
from tests.search.archive import ENGINES, Archive, MakeEngine

MakeArchive = Callable[[Iterable[Article]], Archive]


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__, scope="module")
def make_engine(request: pytest.FixtureRequest) -> MakeEngine:
    make: MakeEngine = request.param
    return make


@pytest.fixture
def archive_of(make_engine: MakeEngine, tmp_path: Path) -> MakeArchive:
    """Makes an archive of the given articles."""
    return lambda articles: Archive(make_engine(tmp_path), articles)
