"""What a log is told of a long command."""

from __future__ import annotations

import pytest

from index.wording import Wording
from web.commands.progress import LOG_SECONDS, Log, Pace

NAMED = Wording("Đang thêm bài", "Adding")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_rate_is_that_of_late() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now += 10
    pace.note(5_000)  # known already: a moment
    done = 5_000
    for _ in range(30):
        clock.now += 10
        done += 100
        pace.note(done)
    assert pace.rate(done) == pytest.approx(10, rel=0.01)
    assert pace.left(done, done + 600) == pytest.approx(60, rel=0.01)
    assert pace.left(done, None) is None


def test_nothing_done_has_no_estimate() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now += 10
    assert pace.left(0, 100) is None


def test_a_log_has_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_LANG", "en")
    clock = Clock()
    log = Log(lambda: 10_000, NAMED, clock=clock)
    for second in range(1, int(LOG_SECONDS) * 2 + 1):
        clock.now += 1
        log.advance(second * 20)
    assert capsys.readouterr().err.splitlines() == [
        "Adding: 1200/10000 articles, 20 a second, about 7 min left",
        "Adding: 2400/10000 articles, 20 a second, about 6 min left",
    ]


def test_what_an_earlier_run_did_is_done_and_tells_nothing_of_the_rate(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_LANG", "vi")
    clock = Clock()
    log = Log(lambda: 10_000, NAMED, begin=9_000, clock=clock)
    clock.now += LOG_SECONDS
    log.advance(9_600)
    assert capsys.readouterr().err.splitlines() == [
        "Đang thêm bài: 9600/10000 bài, 10 bài/giây, còn chưa tới 1 phút"
    ]


def test_an_unknown_total_is_not_guessed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_LANG", "vi")
    clock = Clock()
    log = Log(lambda: None, NAMED, clock=clock)
    clock.now += LOG_SECONDS
    log.advance(300)
    assert capsys.readouterr().err.splitlines() == ["Đang thêm bài: 300 bài, 5 bài/giây"]
