"""What is particular to the Whoosh engine: files, processes, Whoosh's own view."""

from __future__ import annotations

import gc
import json
import multiprocessing
import random
from pathlib import Path

import pytest
from whoosh import index as whoosh_index
from whoosh.index import TOC
from whoosh.query import Phrase as WhooshPhrase
from whoosh.query import Term as WhooshTerm

from index.engines.base import Batch
from index.engines.query import Everything, Not, Question, Term, Within
from index.engines.whoosh import WhooshEngine, ngrams, writing
from index.engines.whoosh.contents import ENDING
from index.engines.whoosh.generations import FORMAT
from index.engines.whoosh.ngrams import Counts
from index.engines.whoosh.policy import FANOUT
from index.engines.whoosh.spans import from_bytes, to_bytes
from index.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated, IndexTooNew
from tests.engines.corpus import made
from tests.engines.test_contract import CORPUS, fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def total(engine: WhooshEngine, text: str) -> int:
    return engine.search(Question(Term("exact", text))).total


def test_searching_before_anything_was_added_says_what_to_run(folder: Path) -> None:
    with pytest.raises(IndexMissing, match="timtin rebuild"):
        WhooshEngine(folder).search(Question(Everything()))
    assert WhooshEngine(folder).status().generation == 0


def test_whooshs_own_searcher_opens_the_index_and_agrees(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    with engine.writer() as writer:
        writer.delete("a")
    opened = whoosh_index.open_dir(folder / "generation-0001")
    with opened.searcher() as searcher:
        for text in ("nga", "năm", "nam", "đàm", "absent"):
            theirs = len(searcher.search(WhooshTerm("exact", text), limit=None))
            assert theirs == total(engine, text)
        assert len(searcher.search(WhooshPhrase("exact", ["hòa", "bình"]), limit=None)) == 1
    opened.close()


def test_another_process_sees_a_commit_with_its_next_search(folder: Path) -> None:
    ours, theirs = WhooshEngine(folder), WhooshEngine(folder)
    fill(ours, CORPUS)
    assert total(theirs, "nga") == 3
    with ours.writer() as writer:
        writer.put(made("new", 9, "nga"))
        writer.delete("a")
        assert total(theirs, "nga") == 3
    assert total(theirs, "nga") == 3
    with ours.writer() as writer:
        writer.put(made("newer", 10, "nga"))
    assert total(theirs, "nga") == 4


def test_a_fixed_seed_does_not_give_two_commits_one_name(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for number in range(3):
        random.seed(1)
        fill(engine, [made(f"d{number}", number + 1, "nga")])
    assert total(engine, "nga") == 3


def test_a_search_that_began_before_a_rebuild_still_ends(folder: Path) -> None:
    ours, theirs = WhooshEngine(folder), WhooshEngine(folder)
    fill(ours, CORPUS)
    assert total(theirs, "nga") == 3
    snapshot = theirs._latest()
    with ours.rebuilding() as writer:
        writer.put(made("only", 1, "mỹ"))
    assert snapshot.term("exact", "đàm") is not None
    assert snapshot.name(0) == "a"
    assert total(theirs, "nga") == 0
    assert not (folder / "generation-0001").exists()


def test_many_small_commits_merge_into_few_segments(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, [made(f"d{n}", n + 1, f"nga từ{n}") for n in range(3 * FANOUT)], size=1)
    with engine.writer() as writer:
        writer.delete("d0")
    opened = whoosh_index.open_dir(folder / "generation-0001")
    assert len(opened._segments()) <= FANOUT
    opened.close()
    assert total(engine, "nga") == 3 * FANOUT - 1
    assert sorted(name for name, _ in engine.documents()) == sorted(
        f"d{n}" for n in range(1, 3 * FANOUT)
    )


def test_a_rebuild_leaves_one_segment_however_many_commits_it_took(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.engine._REBUILD_TOKENS", 3)
    engine = WhooshEngine(folder)
    with engine.rebuilding() as writer:
        for document in CORPUS:
            writer.put(document)
    opened = whoosh_index.open_dir(folder / "generation-0001")
    assert len(opened._segments()) == 1
    opened.close()
    assert len(list((folder / "generation-0001").glob("*.segment"))) == 1
    assert total(engine, "nga") == 3
    assert len(list(engine.documents())) == len(CORPUS)


def test_what_a_crashed_rebuild_left_is_removed(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    (folder / "generation-0007").mkdir()
    (folder / "generation-0007" / "orphan").write_bytes(b"x")
    with engine.writer() as writer:
        writer.put(made("new", 9, "nga"))
    assert [path.name for path in sorted(folder.glob("generation-*"))] == ["generation-0001"]


def test_an_index_of_an_older_analysis_serves_and_says_so(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    state = json.loads((folder / "current.json").read_text())
    (folder / "current.json").write_text(json.dumps(state | {"analysis": "0"}))
    assert total(engine, "nga") == 3
    assert not engine.status().current


@pytest.mark.parametrize("version", [1, FORMAT - 1, FORMAT + 1])
def test_an_index_of_another_format_says_rebuild_and_is_never_read(
    folder: Path, version: int
) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    state = json.loads((folder / "current.json").read_text())
    (folder / "current.json").write_text(json.dumps(state | {"format": version}))
    error = IndexOutdated if version < FORMAT else IndexTooNew
    for ask in (engine.status, lambda: total(engine, "nga"), lambda: fill(engine, CORPUS)):
        with pytest.raises(error, match="timtin rebuild"):
            ask()
    with engine.rebuilding() as writer:
        writer.put(made("only", 1, "nga"))
    assert engine.status().current
    assert total(engine, "nga") == 1


def test_one_turned_bit_in_any_section_is_found_by_reading_all(folder: Path) -> None:
    """And between sections, in the table and in the header."""
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    path = max(folder.glob("generation-*/*.segment"))
    whole = path.read_bytes()
    assert len(list(engine.documents())) == len(CORPUS)
    for at in (*range(64), *range(64, len(whole), 61)):  # they begin 64 apart
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        with pytest.raises(IndexDamaged, match=path.name):
            WhooshEngine(folder).documents()


def test_a_sound_segment_in_place_of_another_of_its_size_is_found(tmp_path: Path) -> None:
    for word in ("nga", "mga"):
        with WhooshEngine(tmp_path / word).writer() as writer:
            writer.put(made("a", 1, word))
    path, other = tmp_path.glob("*/generation-*/*.segment")
    assert path.stat().st_size == other.stat().st_size
    path.write_bytes(other.read_bytes())
    with pytest.raises(IndexDamaged, match=path.name):
        WhooshEngine(path.parents[1]).documents()


# Whoosh leaves the file of a damaged table of contents to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", ["state", "toc", "zeros", "empty", "removed"])
def test_damaged_files_are_one_clear_error_and_a_rebuild_mends_them(
    folder: Path, damage: str
) -> None:
    fill(WhooshEngine(folder), CORPUS)
    generation = folder / "generation-0001"
    segments = sorted(generation.glob(f"*{ENDING}"))
    if damage == "state":
        (folder / "current.json").write_bytes(b"{")
    elif damage == "toc":
        for toc in generation.glob("*.toc"):
            toc.write_bytes(b"\x80garbage")
    elif damage == "removed":
        segments[0].unlink()
    else:
        size = segments[0].stat().st_size if damage == "zeros" else 0
        segments[0].write_bytes(b"\0" * size)
    with pytest.raises(IndexDamaged, match="timtin rebuild"):
        total(WhooshEngine(folder), "nga")
    engine = WhooshEngine(folder)
    with engine.rebuilding() as writer:
        for document in CORPUS:
            writer.put(document)
    assert total(engine, "nga") == 3
    gc.collect()  # what Whoosh left open goes here, not in the next test


def test_a_file_of_another_size_is_found_when_opening(folder: Path) -> None:
    fill(WhooshEngine(folder), CORPUS)
    path = max((folder / "generation-0001").glob(f"*{ENDING}"))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match="timtin rebuild"):
        total(WhooshEngine(folder), "absent")


def test_a_commit_that_was_not_published_is_not_seen_and_dropped_by_the_next(
    folder: Path,
) -> None:
    """As after a crash between Whoosh's commit and ours, with segments merged away."""
    engine = WhooshEngine(folder)
    fill(engine, [made(f"d{n}", n + 1, "nga") for n in range(FANOUT - 1)], size=1)
    before = {path.name for path in (folder / "generation-0001").iterdir()}
    for number in range(3):
        batch = Batch()
        batch.put(made(f"unpublished{number}", 99 + number, "nga"))
        writing.commit(folder / "generation-0001", batch, keep=True)
    assert total(WhooshEngine(folder), "nga") == FANOUT - 1
    assert len(list(WhooshEngine(folder).documents())) == FANOUT - 1
    engine.tidy()
    assert {path.name for path in (folder / "generation-0001").iterdir()} == before
    with engine.writer() as writer:
        writer.put(made("next", 200, "nga"))
    assert total(engine, "nga") == FANOUT


def test_what_a_writer_at_work_has_is_not_tidied_away(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    with engine.rebuilding() as writer:
        writer.put(made("only", 1, "mỹ"))
        writer.flush()
        WhooshEngine(folder).tidy()
        assert (folder / "generation-0002").exists()
        assert total(WhooshEngine(folder), "mỹ") > 1
    assert total(engine, "mỹ") == 1


def segment_files(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob(f"generation-0001/*{ENDING}")}


def named(folder: Path) -> set[str]:
    opened = whoosh_index.open_dir(folder / "generation-0001")
    names = {each.segment_id() for each in opened._segments()}
    opened.close()
    return names


def test_no_file_outlives_its_segment(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for number in range(2 * FANOUT):
        fill(engine, [made(f"d{number}", number, "nga rút")])
        assert segment_files(folder) == named(folder)
    listed = json.loads((folder / "current.json").read_text())["files"]
    assert {name for name in listed if name.endswith(ENDING)} == {
        f"{name}{ENDING}" for name in named(folder)
    }
    with engine.writer() as writer:
        for number in range(2 * FANOUT):
            writer.delete(f"d{number}")
    assert segment_files(folder) == named(folder) == set()


FAILING = {
    "building": (Counts, "write"),
    "merging": (ngrams, "merge"),
    "publishing": (TOC, "write"),
}


@pytest.mark.parametrize("step", FAILING)
def test_a_batch_that_fails_leaves_no_file_and_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    engine = WhooshEngine(folder)
    fill(engine, [made(f"d{n}", n, "nga rút") for n in range(6)], size=2)
    before = segment_files(folder)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    def change() -> None:
        with engine.writer() as writer:
            writer.put(made("lost", 50, "nga rút"))
            writer.delete("d0")  # half of its segment, which is rewritten

    with monkeypatch.context() as patch:
        patch.setattr(*FAILING[step], fail)
        with pytest.raises(IndexDamaged, match="disk full"):
            change()
    assert segment_files(folder) == before
    assert [pair.count for pair in engine.pairs(["nga"], ["rút"])] == [6]
    change()
    assert segment_files(folder) == named(folder) != before
    assert [pair.count for pair in engine.pairs(["nga"], ["rút"])] == [6]


def _hold(folder: Path, ready: object, done: object) -> None:
    with WhooshEngine(folder).writer():
        ready.set()  # type: ignore[attr-defined]
        done.wait(30)  # type: ignore[attr-defined]


def test_a_second_writer_waits_then_says_who_holds_the_lock(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(folder, ready, done))
    holder.start()
    assert ready.wait(60)
    with (
        pytest.raises(IndexLocked, match=f"{holder.pid} .*since 20"),
        WhooshEngine(folder, lock_wait=0).writer(),
    ):
        pytest.fail("two writers at once")
    done.set()
    holder.join()
    with WhooshEngine(folder, lock_wait=0).writer() as writer:
        writer.put(made("a", 1, "nga"))
    assert total(WhooshEngine(folder), "nga") == 1


def test_terms_with_lone_surrogates_survive(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, [made("a", 1, "x\ud800y nga")])
    assert total(engine, "x\ud800y") == 1
    assert from_bytes(to_bytes("\udfff")) == "\udfff"


def test_a_cover_of_any_width_is_kept(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, [made("a", 1, "nga", alts=[("long", 3, 70_000)])])
    found = engine._latest().term("alt_forms", "long")
    assert found is not None
    begins, ends = found.spans()
    assert (int(begins[0]), int(ends[0])) == (3, 70_003)


def test_a_cache_of_almost_nothing_changes_no_answer(tmp_path: Path) -> None:
    small, large = (WhooshEngine(tmp_path / str(mb), cache_mb=mb) for mb in (1, 64))
    small._cache_bytes = 8_000
    for engine in (small, large):
        fill(engine, CORPUS)
    for text in ("nga", "năm", "nam", "đàm", "nga"):
        assert total(small, text) == total(large, text)
    assert 0 < small._latest().hot.size <= 8_000


def test_a_search_leaves_nothing_to_the_collector_of_garbage(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    speaker = Not(Term("speaker_exact", "absent"))
    engine.search(Question(Within(Term("exact", "nga"), speaker)))  # what is made once may stay
    gc.collect()
    gc.disable()
    try:
        engine.search(Question(Within(Term("exact", "nam"), speaker)))
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = {type(each).__module__ for each in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert not {name for name in left if name.startswith("index.")}
