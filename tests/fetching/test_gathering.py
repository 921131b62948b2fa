"""What was found is kept before it is remembered, whenever somebody stops."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.article import Draft, Options
from index.engines.memory import MemoryEngine
from index.fetching.findings import NOT_MODIFIED, Found, Unchanged
from index.gathering import COMMIT, COMMIT_SECONDS, gather
from index.pipeline import Outcome
from index.readers import Refusal
from index.readers.refusal import EMPTY_FEED, NO_ARTICLE
from index.store import Fetched, Store
from tests.fetching.site import StandingClock

TEXT = "Nước sông lên nhanh, ba bản vùng thấp bị ngập từ sáng."
AT = "2026-03-01T08:00:00+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 5)) as opened:
        yield opened


def url(number: int) -> str:
    return f"https://bao.test/{number}"


def found(number: int) -> Found:
    draft = Draft(url(number), TEXT, True, url=url(number), title=f"Tin số {number} trong ngày")
    return Found(draft, Fetched(url(number), AT, Options()))


def run(findings: Iterator[Found], store: Store, clock: StandingClock) -> Iterator[Outcome]:
    return gather(findings, Options(), store, MemoryEngine(), clock)


def test_what_came_in_is_remembered_with_its_article(store: Store, clock: StandingClock) -> None:
    (outcome,) = run(iter([found(1)]), store, clock)
    assert store.fetched([url(1)])[url(1)].article_id == outcome.id


def test_what_was_rejected_is_as_good_as_not_had(store: Store, clock: StandingClock) -> None:
    empty = Draft(url(1), "", True, url=url(1))
    (outcome,) = run(iter([Found(empty, Fetched(url(1), AT, Options()))]), store, clock)
    assert outcome.status == "rejected"
    state = store.fetched([url(1)])[url(1)]
    assert (state.whole, state.article_id) == (False, None)


def test_outcomes_keep_the_order_of_the_findings(store: Store, clock: StandingClock) -> None:
    findings = [
        found(1),
        Found(Refusal("r", NO_ARTICLE)),
        Found(Unchanged("u", NOT_MODIFIED, {"at": AT})),
        found(2),
        Found(Refusal("s", EMPTY_FEED, skipped=True)),
        Found(None, Fetched("feed", AT, Options())),
    ]
    outcomes = list(run(iter(findings), store, clock))
    assert [each.status for each in outcomes] == [
        "added", "rejected", "unchanged", "added", "skipped",
    ]  # fmt: skip
    assert list(store.fetched(["feed", url(2)])) == ["feed", url(2)]


def test_it_commits_now_and_then(store: Store, clock: StandingClock) -> None:
    pulled: list[int] = []

    def findings() -> Iterator[Found]:
        for number in range(COMMIT * 2):
            pulled.append(number)
            yield found(number)

    outcomes = run(findings(), store, clock)
    next(outcomes)
    assert len(pulled) == COMMIT
    assert len(list(outcomes)) == COMMIT * 2 - 1


def test_what_was_found_does_not_wait_long_for_others(store: Store, clock: StandingClock) -> None:
    pulled: list[int] = []

    def findings() -> Iterator[Found]:
        for number in range(4):
            clock.wait(COMMIT_SECONDS / 2)
            pulled.append(number)
            yield found(number)

    next(run(findings(), store, clock))
    assert pulled == [0, 1, 2]


def test_ctrl_c_while_fetching_keeps_what_was_found(store: Store, clock: StandingClock) -> None:
    def findings() -> Iterator[Found]:
        yield found(1)
        yield found(2)
        raise KeyboardInterrupt

    outcomes = run(findings(), store, clock)
    assert [next(outcomes).status for _ in range(2)] == ["added", "added"]
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)
    assert len(store.fetched([url(1), url(2)])) == 2


def test_nothing_is_remembered_that_was_not_kept(store: Store, clock: StandingClock) -> None:
    def findings() -> Iterator[Found]:
        yield found(1)
        raise MemoryError

    with pytest.raises(MemoryError):
        list(run(findings(), store, clock))
    assert store.article_at(url(1)) is None
    assert store.fetched([url(1)]) == {}
