"""What a process makes ahead, or not yet, changes no answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import SECRET, settings_for
from web.app import create_app
from web.services import share, warm

ASKED = ("dam phan", "đam phán", "ddafm phasn", "đàm phám hòa bình", "vlađimia", "sôngngàn", "")


def answer(app: Flask, q: str) -> Any:
    """All that a program is told but how long it took."""
    document = app.test_client().get("/api/v1/search", query_string={"q": q}).get_json()
    del document["took_ms"]
    return document


@pytest.fixture
def started(archive: Path) -> Callable[[], Flask]:
    """The site as a process has it that was just started."""
    return lambda: create_app(settings_for(archive), SECRET)


def nothing(_: Flask) -> None:
    """A development server that was asked at once."""


@pytest.mark.parametrize("made", [nothing, share, warm])
@pytest.mark.parametrize("q", ASKED)
def test_the_first_search_of_a_process_answers_as_all_later_ones(
    app: Flask, started: Callable[[], Flask], made: Callable[[Flask], None], q: str
) -> None:
    known = answer(app, q)
    fresh = started()
    made(fresh)
    try:
        assert [answer(fresh, q), answer(fresh, q)] == [known, known]
    finally:
        fresh.extensions["timtin"].close()


def test_suggestions_are_among_what_is_compared(app: Flask) -> None:
    assert [bool(answer(app, q)["suggestions"]) for q in ASKED].count(True) >= 2
