"""Many inputs: on all cores, in order, each once, and few of them held at a time."""

from __future__ import annotations

import copy
import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from index import cores, pipeline
from index.article import Article, Draft, Kept, Options
from index.cores import Here
from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from index.engines.query import Everything, Question, Term
from index.engines.whoosh import WhooshEngine
from index.people import Identities
from index.pipeline import Outcome, ingest
from index.readers import Refusal, read
from index.rebuild import HELD, _beside, check, rebuild
from index.store import Store
from index.understanding import FAILED
from tests.pipeline.inputs import add, export, indexed, kept, record, statuses

BATCH = 30
INPUTS = 3 * BATCH


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Records, every tenth of which is no article, every seventh a copy of the one before."""
    rows = [record(n, f"Nước sông số {n - (n % 7 == 6)} lên nhanh.") for n in range(INPUTS)]
    for number in range(0, INPUTS, 10):
        rows[number] = {"id": f"bai-{number}"}
    return export(tmp_path / "a.jsonl", rows)


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few inputs pay for other processes already."""
    for module in (cores, pipeline):
        monkeypatch.setattr(module, "MANY", 5)


EXPECTED = ["rejected" if number % 10 == 0 else "added" for number in range(INPUTS)]


@pytest.mark.usefixtures("several")
def test_a_process_that_dies_costs_no_input_and_no_order(
    store: Store, tmp_path: Path, inputs: Path
) -> None:
    engine = WhooshEngine(tmp_path / "index", 5)
    killed: list[int] = []

    def killing() -> Iterator[Draft | Refusal]:
        for number, each in enumerate(read([inputs])):
            if number == BATCH + 5:
                killed.extend(_kill_workers())
            yield each

    outcomes = list(ingest(killing(), Options(), store, engine, BATCH))
    assert killed
    assert statuses(outcomes) == EXPECTED
    assert [each.id for each in outcomes if each.id] == [
        f"bai-{number}" for number in range(INPUTS) if number % 10
    ]
    assert not any(each.reason is FAILED for each in outcomes)
    assert check(store, engine).sound


def _kill_workers() -> list[int]:
    found = [process.pid for process in multiprocessing.active_children() if process.pid]
    for pid in found:
        os.kill(pid, signal.SIGKILL)
    return found


@pytest.mark.usefixtures("several")
def test_ctrl_c_with_other_processes_keeps_what_it_reports(
    store: Store, tmp_path: Path, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(tmp_path / "index", 5)
    outcomes: list[Outcome] = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # the consumer is part of the case
        for outcome in ingest(read([inputs]), Options(), store, engine, BATCH):
            outcomes.append(outcome)
            if len(outcomes) == BATCH + 1:
                os.kill(os.getpid(), signal.SIGINT)
    assert statuses(outcomes) == EXPECTED[: 2 * BATCH]
    assert kept(store) == indexed(engine) == sorted(each.id for each in outcomes if each.id)
    monkeypatch.undo()  # the rest here: two more processes cost 2 s each
    again = list(ingest(read([inputs]), Options(), store, engine, BATCH))
    done = ["unchanged" if each == "added" else each for each in EXPECTED[: 2 * BATCH]]
    assert statuses(again) == done + EXPECTED[2 * BATCH :]
    assert check(store, engine).sound


def test_added_rebuilt_or_added_again_the_index_is_the_same(
    store: Store, engine: Engine, tmp_path: Path, inputs: Path
) -> None:
    add(store, engine, inputs, batch=BATCH)
    # in other batches elsewhere, and then again: everything is known
    with closing(Store.open(f"sqlite:///{tmp_path / 'other.db'}", 5)) as other:
        there = WhooshEngine(tmp_path / "other", 5)
        add(other, there, inputs, batch=13)
        add(other, there, inputs, batch=BATCH)
        assert documents(there) == documents(engine)
        assert answers(there) == answers(engine)
    before = documents(engine), answers(engine)
    rebuild(store, engine)
    assert (documents(engine), answers(engine)) == before


def documents(engine: Engine) -> dict[str, str]:
    return dict(engine.documents())


def answers(engine: Engine) -> list[tuple[int, list[str]]]:
    asked = (Question(Term("exact", "sông"), limit=50), Question(Everything(), group="story"))
    found = (engine.search(question) for question in asked)
    return [(each.total, [hit.id for hit in each.hits]) for each in found]


def test_two_batches_of_inputs_are_held_and_no_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "MANY", 5)
    monkeypatch.setattr(pipeline, "cores_for", lambda _: Here())
    drafts = (
        Draft(f"{n}.txt", f"Tin số {n}.", structured=True, title=f"Tít {n}") for n in range(60)
    )
    taken = 0

    def counting() -> Iterator[Draft]:
        nonlocal taken
        for draft in drafts:
            taken += 1
            yield draft

    held = 0
    for reported, _ in enumerate(ingest(counting(), Options(), store, MemoryEngine(), 8)):
        held = max(held, taken - reported)
    assert 8 < held <= 5 + 1 + 2 * 8


def test_a_batch_of_long_texts_is_smaller(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MANY", 1)
    monkeypatch.setattr(pipeline, "cores_for", lambda _: Here())
    monkeypatch.setattr(pipeline, "BATCH_TEXT", 100)
    drafts = [Draft(f"{n}.txt", "Lũ lên. " * 9, structured=True, title=f"{n}") for n in range(20)]
    taken = iter(drafts)
    held = 0
    for reported, _ in enumerate(ingest(taken, Options(), store, MemoryEngine(), 10)):
        held = max(held, len(drafts) - len(list(copy.copy(taken))) - reported)
    assert kept(store) != []
    assert held <= 2 + 2 * 2


def test_a_rebuild_holds_few_articles() -> None:
    taken = 0

    def every() -> Iterator[Kept]:
        nonlocal taken
        for taken in range(1, HELD * 5):
            yield Kept(Article(str(taken), "Tít", "Bài"), taken, taken, "")

    held = 0
    seen: list[str] = []
    for given, made in _beside(every(), ids, Here()):
        held = max(held, taken - len(seen))
        seen.append(made)
        assert made == given.article.id
    assert seen == [str(number) for number in range(1, HELD * 5)]
    assert held <= HELD


def ids(articles: Sequence[Article]) -> list[str]:
    return [article.id for article in articles]


def test_who_is_who_goes_to_other_processes_once() -> None:
    one = pickle.dumps(Identities())
    assert pickle.loads(one) is pickle.loads(one)  # noqa: S301  # our own
    assert pickle.loads(one).person("Sergey Lavrov") == Identities().person("Sergey Lavrov")  # noqa: S301
