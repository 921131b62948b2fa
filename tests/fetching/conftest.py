from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetching.site import Site, StandingClock


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine that knows no page yet."""
    with Site().serving() as serving:
        yield serving


@pytest.fixture
def clock() -> StandingClock:
    """Time that passes only while somebody waits."""
    return StandingClock()
