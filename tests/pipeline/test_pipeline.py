"""Inputs → store → index, one Outcome per input."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from index import enrich
from index.article import Article, Draft, Options
from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from index.engines.query import Question, Term
from index.enrich import steps
from index.errors import InputRejected
from index.lockstep import Steps
from index.pipeline import Outcome, ingest
from index.readers import Refusal, read
from index.rebuild import check
from index.store import Store
from index.understanding import FAILED
from index.wording import Wording
from tests.pipeline.inputs import add, export, indexed, kept, record, statuses


def test_each_input_has_its_outcome_in_order(store: Store, engine: Engine, tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text("Lũ về sớm\n\nNước sông lên nhanh từ đêm qua.", "utf-8")
    (inputs / "b.bin").write_bytes(b"\0\1\2")
    export(inputs / "c.jsonl", [record(1), {"id": "2"}, record(3)])
    outcomes = add(store, engine, inputs, tmp_path / "missing.txt")
    assert statuses(outcomes) == ["added", "skipped", "added", "rejected", "added", "rejected"]
    for outcome in outcomes:
        assert outcome.origin
        told = outcome.message("vi"), outcome.message("en")
        if outcome.status == "added":
            assert outcome.title
            assert told == (None, None)
        else:
            assert outcome.id is None
            assert all(told)
    assert outcomes[2].id == "bai-1"
    assert outcomes[2].title == "Tin số 1 trong ngày"
    assert indexed(engine) == kept(store) == sorted(each.id for each in outcomes if each.id)
    assert check(store, engine).sound


def test_what_was_added_is_found(store: Store, engine: Engine, tmp_path: Path) -> None:
    add(store, engine, export(tmp_path / "a.jsonl", [record(1), record(2, "Đàm phán ngừng bắn.")]))
    answer = engine.search(Question(Term("exact", "phán")))
    assert [hit.id for hit in answer.hits] == ["bai-2"]


def test_adding_again_changes_nothing(store: Store, engine: Engine, tmp_path: Path) -> None:
    file = export(tmp_path / "a.jsonl", map(record, range(7)))
    add(store, engine, file)
    before = store.highest_change(), engine.status()
    assert statuses(add(store, engine, file)) == ["unchanged"] * 7
    assert (store.highest_change(), engine.status()) == before


def test_what_is_known_is_not_understood_again(
    store: Store, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = export(tmp_path / "a.jsonl", map(record, range(7)))
    first = add(store, engine, file)
    calls: list[str] = []
    original = steps.understanding

    def counting(draft: Draft, options: Options) -> Steps[Article]:
        calls.append(draft.origin)
        return (yield from original(draft, options))

    monkeypatch.setattr(steps, "understanding", counting)
    again = add(store, engine, file)
    assert calls == []
    assert [(each.id, each.title) for each in again] == [(each.id, each.title) for each in first]
    export(file, [*map(record, range(6)), record(6, "Một chữ đã đổi.")])
    assert statuses(add(store, engine, file)) == ["unchanged"] * 6 + ["updated"]
    assert len(calls) == 1


def test_a_new_understanding_looks_at_everything_again(
    store: Store, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = export(tmp_path / "a.jsonl", [record(1)])
    add(store, engine, file)
    monkeypatch.setattr(enrich, "VERSION", "next")
    assert statuses(add(store, engine, file)) == ["unchanged"]
    original = store.original("bai-1")
    assert original
    assert original.understanding == "next"


def test_a_changed_option_is_an_update(store: Store, engine: Engine, tmp_path: Path) -> None:
    file = export(tmp_path / "a.jsonl", [record(1)])
    add(store, engine, file)
    assert statuses(add(store, engine, file, options=Options(outlet="VOV"))) == ["updated"]
    found = store.get("bai-1")
    assert found
    assert found.article.outlet == "VOV"
    assert statuses(add(store, engine, file, options=Options(outlet="VOV"))) == ["unchanged"]


@pytest.mark.parametrize("batch", [1, 2, 10])
def test_one_id_many_times_ends_at_its_last_text(
    store: Store, engine: Engine, tmp_path: Path, batch: int
) -> None:
    one, other = record(1, "Bản một của tin này."), record(1, "Bản hai của tin này.")
    file = export(tmp_path / "a.jsonl", [one, other, other, record(2), one])
    first = add(store, engine, file, batch=batch)
    assert statuses(first) == ["added", "updated", "unchanged", "added", "updated"]
    # the store now holds "one": the first record is known, until the second overtakes it
    again = add(store, engine, file, batch=batch)
    assert statuses(again) == ["unchanged", "updated", "unchanged", "unchanged", "updated"]
    found = store.get("bai-1")
    assert found
    assert found.article.body == one["body"]
    assert indexed(engine) == ["bai-1", "bai-2"]
    assert check(store, engine).sound


def test_an_error_in_one_article_rejects_that_article(
    store: Store, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = steps.understanding
    refused = Wording(vi="không phải bài báo: {why}", en="no article: {why}")

    def fragile(draft: Draft, options: Options) -> Steps[Article]:
        if draft.own_id == "bai-1":
            raise ZeroDivisionError("by nothing")
        if draft.own_id == "bai-2":
            raise InputRejected(refused, why="trống")
        return (yield from original(draft, options))

    monkeypatch.setattr(steps, "understanding", fragile)
    outcomes = add(store, engine, export(tmp_path / "a.jsonl", map(record, range(4))))
    assert statuses(outcomes) == ["added", "rejected", "rejected", "added"]
    assert outcomes[1].reason is FAILED
    assert outcomes[1].message("vi") == FAILED.text("vi", problem="ZeroDivisionError: by nothing")
    assert outcomes[2].message("vi") == "không phải bài báo: trống"
    assert kept(store) == indexed(engine) == ["bai-0", "bai-3"]


def test_an_id_of_another_article_is_rejected_with_the_reason(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    here = {**record(1), "url": "https://vov.vn/1"}
    there = {**record(1), "url": "https://tienphong.vn/1"}
    outcomes = add(store, engine, export(tmp_path / "a.jsonl", [here, there]))
    assert statuses(outcomes) == ["added", "rejected"]
    assert "https://vov.vn/1" in (outcomes[1].message("vi") or "")


def test_nothing_to_add_is_nothing(store: Store, engine: Engine, tmp_path: Path) -> None:
    assert add(store, engine, tmp_path / "missing*") != []
    assert add(store, engine) == []
    assert indexed(engine) == []


class Stopping(MemoryEngine):
    """An index on a disk that is full."""

    def writer(self, visible: bool = False) -> NoReturn:
        del visible
        raise OSError("No space left on device")


def test_what_the_index_missed_is_indexed_by_the_next_run(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    file = export(tmp_path / "a.jsonl", map(record, range(7)))
    with pytest.raises(OSError, match="No space"):
        add(store, Stopping(), file, batch=3)
    # the first batch was durable before the index failed
    assert kept(store) == ["bai-0", "bai-1", "bai-2"]
    other = export(tmp_path / "b.jsonl", [record(9)])
    add(store, engine, other)
    assert indexed(engine) == ["bai-0", "bai-1", "bai-2", "bai-9"]
    assert statuses(add(store, engine, file)) == ["unchanged"] * 3 + ["added"] * 4
    assert check(store, engine).sound


def test_ctrl_c_lets_the_batch_that_has_begun_finish_and_report(
    store: Store, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = steps.understanding

    def interrupted(draft: Draft, options: Options) -> Steps[Article]:
        if draft.own_id == "bai-4":
            os.kill(os.getpid(), signal.SIGINT)
        return (yield from original(draft, options))

    monkeypatch.setattr(steps, "understanding", interrupted)
    file = export(tmp_path / "a.jsonl", map(record, range(9)))
    outcomes: list[Outcome] = []
    with pytest.raises(KeyboardInterrupt):
        outcomes.extend(ingest(read([file]), Options(), store, engine, 3))
    assert statuses(outcomes) == ["added"] * 6
    assert kept(store) == indexed(engine) == [f"bai-{number}" for number in range(6)]
    monkeypatch.undo()
    assert statuses(add(store, engine, file)) == ["unchanged"] * 6 + ["added"] * 3


def test_ctrl_c_while_reading_keeps_nothing_of_what_was_read(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    file = export(tmp_path / "a.jsonl", map(record, range(9)))

    def interrupted() -> Iterator[Draft | Refusal]:
        for number, found in enumerate(read([file])):
            if number == 5:
                os.kill(os.getpid(), signal.SIGINT)
            yield found

    with pytest.raises(KeyboardInterrupt):
        list(ingest(interrupted(), Options(), store, engine, 3))
    assert kept(store) == indexed(engine) == []
    assert statuses(add(store, engine, file)) == ["added"] * 9


def test_ctrl_c_while_reporting_reports_what_was_kept(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    file = export(tmp_path / "a.jsonl", map(record, range(9)))
    outcomes: list[Outcome] = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # the consumer is part of the case
        for outcome in ingest(read([file]), Options(), store, engine, 4):
            outcomes.append(outcome)
            if len(outcomes) == 1:
                os.kill(os.getpid(), signal.SIGINT)
    assert kept(store) == sorted(outcome.id for outcome in outcomes if outcome.id)
    assert len(outcomes) == 4
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
