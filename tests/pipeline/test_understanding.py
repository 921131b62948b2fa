"""Understanding runs the same wherever it runs."""

from __future__ import annotations

import os
import signal

from index.article import Article, Draft, Options
from index.understanding import CHUNK, Here, OnAllCores, Rejected

DRAFTS = [
    Draft(
        f"{number}.txt",
        f"VOV.VN - Hôm {number % 28 + 1}/9, ông Dmitry Peskov nói với hãng TASS về vòng {number}.",
        structured=True,
        title=f"Vòng đàm phán thứ {number}",
        published="2025-10-29",
    )
    for number in range(CHUNK * 3)
]
EMPTY = Draft("empty.txt", "")
OPTIONS = Options(outlet="VOV")


def test_other_processes_understand_the_same_in_the_same_order() -> None:
    drafts = [*DRAFTS, EMPTY, *DRAFTS]
    with Here() as here, OnAllCores(2) as there:
        result = there.begin(drafts, OPTIONS)
        expected = here.begin(drafts, OPTIONS)()
        assert result() == expected
    assert isinstance(expected[len(DRAFTS)], Rejected)
    assert all(isinstance(each, Article) for each in expected[: len(DRAFTS)])


def test_when_another_process_dies_the_work_goes_on_here() -> None:
    with Here() as here, OnAllCores(1) as there:
        assert there.begin(DRAFTS[:1], OPTIONS)() == here.begin(DRAFTS[:1], OPTIONS)()
        assert there._pool
        waiting = there.begin(DRAFTS, OPTIONS)
        for process in there._pool._processes:
            os.kill(process, signal.SIGKILL)
        assert waiting() == here.begin(DRAFTS, OPTIONS)()
        assert there.begin(DRAFTS, OPTIONS)() == here.begin(DRAFTS, OPTIONS)()
