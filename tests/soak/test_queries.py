"""2,000 requests drawn from a seed, half of the query language and half noise: none breaks.

``python -m soak.queries`` sends 100,000 over a large archive.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest
from flask import Flask

from soak.asking import ask
from soak.costly import Costly
from soak.queries import MOST_MEMORY, SEED, Answered, Tally, opened, run
from soak.requests import Request, Requests, encoded
from soak.vocabulary import Vocabulary
from tests.cli.running import ROOT, timtin

QUERIES = 2_000
PATIENCE = 120.0

Site = tuple[Flask, Vocabulary]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site over our seeds, and their words."""
    data = tmp_path_factory.mktemp("soak") / "data"
    timtin(data, "add", ROOT / "seeds")
    app, vocabulary = opened(data, PATIENCE)
    assert len(vocabulary.ids) > 40
    yield app, vocabulary
    app.extensions["timtin"].close()


def test_no_request_breaks_the_site(site: Site) -> None:
    app, vocabulary = site
    answers = list(run(app, Requests(vocabulary, SEED, writing=True), range(QUERIES)))
    assert len(answers) == QUERIES
    assert [(each.line, each.fault) for each in answers if each.fault or each.late] == []
    assert max(each.memory for each in answers) <= MOST_MEMORY
    assert {each.kind for each in answers} >= {"page", "search", "explain", "noise", "posted"}
    statuses = {each.status for each in answers}
    assert statuses >= {200, 303, 400, 404}
    assert not statuses & {500, 502, 503}


def test_the_costliest_queries_are_answered_and_what_was_cut_is_said(site: Site) -> None:
    app, vocabulary = site
    for q in Costly.every(vocabulary, SEED):
        outcome = ask(app, Request("/api/v1/search", encoded([("q", q)])))
        assert (outcome.status, outcome.fault) == (200, None), q


def test_a_request_can_be_had_again_by_its_number(site: Site) -> None:
    _, vocabulary = site
    once, again = (Requests(vocabulary, SEED) for _ in range(2))
    assert [once.request(n) for n in range(50)] == [again.request(n) for n in (*range(50),)]
    assert once.request(8) != Requests(vocabulary, SEED + 1).request(8)


def test_a_slip_may_leave_nothing_of_a_word() -> None:
    letter = ("a",)
    vocabulary = Vocabulary(letter, letter, letter, letter, letter, letter, letter)
    assert all(Requests(vocabulary, 4).request(number).line for number in range(200))


def test_a_broken_promise_is_reported() -> None:
    def answered(seconds: float, fault: str | None, memory: int) -> Answered:
        return Answered(0, "page", "GET /", 200, seconds, seconds, False, fault, memory)

    good, bad = answered(1.9, None, 200), answered(2.1, "500", 201)
    assert Tally([good]).broken() == []
    assert len(Tally([good, bad]).broken()) == 3
    assert "FAULT no. 0: GET /" in Tally([good, bad]).report()


def test_an_answer_that_was_counted_is_not_kept() -> None:
    def answers() -> Iterator[Answered]:
        for number in range(1_000):
            line = f"GET /?q={number}{'x' * 1_000}"
            yield Answered(number, "page", line, 200, 0.001, 0.001, False, None, 1)

    tracemalloc.start()
    tally = Tally(answers())
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(tally) == 1_000
    assert kept < 100_000  # of a million characters
