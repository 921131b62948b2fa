"""Every engine stops when the time is over, wherever it is, and leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from index import deadline
from index.engines.base import Engine
from index.engines.query import (
    And,
    Clause,
    Enough,
    Everything,
    FacetWanted,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Proximity,
    Question,
    Term,
    Within,
)
from index.errors import DeadlinePassed
from tests.clock import ruled_by
from tests.engines.test_contract import CORPUS, fill

Asking = Callable[[Engine], object]

_PHRASE = Phrase(((Term("exact", "đàm"),), (Term("exact", "phán"),)))
_NEAR = Near(_PHRASE.slots, 3)
_NODES = (
    Term("exact", "nga"),
    Prefix("exact", "t"),
    _PHRASE,
    _NEAR,
    Not(Term("fold", "nam")),
    Enough((Term("exact", "mỹ"), Term("exact", "năm")), 0.5),
    Within(Term("exact", "nga"), Everything()),
)
_COSTLY = Question(
    where=Or(_NODES),
    rank=tuple(Clause(node, 1.0) for node in (*_NODES[:4], _NODES[6])),
    proximity=Proximity(_PHRASE.slots, 10, 1.0),
    facets=(FacetWanted("person", 5),),
    dates=True,
)

ASKED: dict[str, tuple[Asking, int]] = {
    "search": (lambda engine: engine.search(_COSTLY), len(_NODES)),
    "a search deep down": (lambda engine: engine.search(Question(And((And(_NODES),)))), 7),
    "explain": (lambda engine: engine.explain(_COSTLY, "b"), len(_NODES)),
    "terms": (lambda engine: list(engine.terms("exact", "t")), 3),
    "frequencies": (lambda engine: engine.frequencies("exact", ["nga", "mỹ"]), 3),
    "values": (lambda engine: list(engine.terms("person")), 1),
    "markings": (lambda engine: engine.markings("nam"), 3),
    "pairs": (lambda engine: list(engine.pairs(["đàm", "hòa"], ["phán", "bình"])), 3),
    "runs": (lambda engine: engine.runs([("đàm", "phán"), ("hòa", "bình"), ("nga",)]), 3),
}
"""What is asked, and between how many steps at least the time is looked at."""


@pytest.mark.parametrize("asked", ASKED)
def test_whatever_is_asked_stops_when_the_time_is_over(engine: Engine, asked: str) -> None:
    ask, _ = ASKED[asked]
    fill(engine)
    with deadline.within(0.0), pytest.raises(DeadlinePassed):
        ask(engine)


@pytest.mark.parametrize("asked", ASKED)
def test_it_stops_at_every_step_and_answers_alike_afterwards(
    engine: Engine, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, steps = ASKED[asked]
    fill(engine, CORPUS, size=2)
    clock = ruled_by(monkeypatch, step=1.0)
    for allowed in count():
        try:
            with deadline.within(allowed):
                answer = ask(engine)
            break
        except DeadlinePassed:
            continue
    assert allowed >= steps
    clock.step = 0.0
    assert ask(engine) == answer
