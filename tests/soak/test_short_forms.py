"""The soaks in short form: what ``make soak`` does for an hour, for a minute."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from soak.archive import ABSENT, Ledger
from soak.crash import APART, KINDS

ROOT = Path(__file__).parents[2]


def soak(*arguments: str) -> subprocess.Popen[str]:
    """A soak on its way, in a process of its own: it forks, which threads of ours forbid."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def assert_sound(soaks: Sequence[subprocess.Popen[str]]) -> list[str]:
    """Each ended without a failure; what they said."""
    said = [process.communicate()[0] for process in soaks]
    for process, text in zip(soaks, said, strict=True):
        assert process.returncode == 0, text
    return said


def test_killed_200_times_nothing_acknowledged_is_lost() -> None:
    """Over one archive; the next test has what begins in folders of its own."""
    kinds = [word for kind in KINDS if kind not in APART for word in ("--kind", kind)]
    for text in assert_sound(
        [soak("soak.crash", "--kills", "100", "--seed", seed, *kinds) for seed in ("1", "2")]
    ):
        assert " 0 failures" in text
        assert "100 kills" in text


def test_killed_while_it_restores_or_adds_on_all_cores_the_same_command_gets_there() -> None:
    for text in assert_sound(
        [
            soak("soak.crash", "--kills", kills, "--seed", "1", "--kind", kind)
            for kind, kills in (("restore", "4"), ("many", "2"))
        ]
    ):
        assert " 0 failures" in text


def test_each_kind_of_change_refused_leaves_the_old_state_or_the_new() -> None:
    """Every command and every fault, at calls spread over the whole command."""
    if sys.platform != "linux":
        pytest.skip("only Linux can stop system calls")
    soaks = [
        soak("soak.faults", "--most", "3", "--kind", "ENOSPC"),
        soak("soak.faults", "--most", "2", "--kind", "EIO", "--kind", "power"),
    ]
    tried = {tuple(line.split()[:2]) for text in assert_sound(soaks) for line in text.splitlines()}
    deeds = ("add", "delete", "rebuild", "understand", "backup")
    assert tried >= {(deed, kind) for deed in deeds for kind in ("EIO", "ENOSPC", "power")}


def test_no_search_fails_or_mixes_states_while_commits_and_rebuilds_pass() -> None:
    (text,) = assert_sound([soak("soak.readers", "--rebuilds", "2")])
    assert " 0 failed or mixed" in text
    assert "{60:" in text or "60: " in text


def test_the_ledger_finds_what_was_lost_and_what_came_from_nowhere() -> None:
    ledger = Ledger()
    ledger.begun({"a": 1, "b": 1, "c": 1})
    ledger.acknowledged("a", 1)
    ledger.begun({"a": 2})
    assert Ledger(dict(ledger.allowed)).settle({"a": 2, "b": 1}) == []
    assert Ledger(dict(ledger.allowed)).settle({"a": 1, "c": 1}) == []
    lost = Ledger(dict(ledger.allowed)).settle({"b": 1})
    assert lost == [f"a: is {ABSENT}, may be [1, 2]"]
    assert Ledger(dict(ledger.allowed)).settle({"a": 1, "z": 1}) == ["z: came from nowhere"]
