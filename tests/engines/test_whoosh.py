"""What is particular to the Whoosh engine: files, processes, Whoosh's own view."""

from __future__ import annotations

import gc
import json
import multiprocessing
import random
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh import index as whoosh_index
from whoosh.columns import FixedBytesColumn
from whoosh.fields import COLUMN, Schema
from whoosh.query import Phrase as WhooshPhrase
from whoosh.query import Term as WhooshTerm

from index import analysis
from index.engines.base import Batch, FacetCounts
from index.engines.query import Clause, Everything, FacetWanted, Question, Term, Value, Within
from index.engines.schema import ALT, EXACT, QUOTATION
from index.engines.whoosh import WhooshEngine, writing
from index.engines.whoosh.fields import FIRST_ROW, SECOND_ROW, column, schema
from index.engines.whoosh.generations import Current, Generations
from index.engines.whoosh.merging import FANOUT
from index.engines.whoosh.spans import LENGTH_BITS, from_bytes, to_bytes
from index.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated
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
    assert snapshot.postings("exact", "đàm") is not None
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


NO_QUOTATIONS = {QUOTATION, EXACT["speaker"], ALT["speaker"], "row"}
LACKING = {
    1: NO_QUOTATIONS | {column("term"), EXACT["standfirst"], ALT["standfirst"]},
    3: NO_QUOTATIONS,
}
"""Format → what an index of it lacks. Format 3 brought no field."""


def older(folder: Path, version: int = 1) -> WhooshEngine:
    """An index as an older format made it."""
    path = folder / "generation-0001"
    path.mkdir(parents=True)
    known = [(n, f) for n, f in schema().items() if n not in LACKING[version]]
    row = FIRST_ROW if version == 1 else SECOND_ROW
    known.append(("row", COLUMN(FixedBytesColumn(row.itemsize))))
    whoosh_index.create_in(path, Schema(**dict(known))).close()
    Generations(folder, lock_wait=0).publish(Current(1, analysis.VERSION, 0, format=version))
    return WhooshEngine(folder)


@pytest.mark.parametrize("version", LACKING)
def test_an_index_without_quotations_serves_all_else_and_says_so(
    folder: Path, version: int
) -> None:
    engine = older(folder, version)
    fill(engine, [*CORPUS, made("q", 9, "nga", "nga", quotes=[(0, 0, "lavrov")])])
    by_lavrov = Within(Term("exact", "nga"), Term("speaker_exact", "lavrov"))
    assert total(engine, "nga") == 4
    asked = Question(by_lavrov, (Clause(Term("title_exact", "nga"), 1.0),))
    assert engine.search(asked).total == 0
    assert engine.search(replace(asked, where=Term("exact", "nga"))).hits[0].score > 0
    assert not engine.status().quotations
    assert not engine.status().current
    with engine.rebuilding() as writer:
        writer.put(made("q", 9, "nga", quotes=[(0, 0, "lavrov")]))
    assert engine.search(asked).total == 1
    assert engine.status().quotations


def test_an_index_of_an_older_format_serves_without_what_it_lacks_and_says_so(
    folder: Path,
) -> None:
    engine = older(folder)
    fill(engine, CORPUS)
    fill(engine, [made(f"d{n}", 50 + n, "nga", term=("mới",)) for n in range(FANOUT)], size=1)
    assert total(engine, "nga") == 3 + FANOUT
    assert list(engine.terms("term")) == []
    answer = engine.search(Question(Value("term", "mới"), facets=(FacetWanted("term", 9),)))
    assert (answer.total, answer.facets["term"]) == (0, FacetCounts((), 0, 0))
    assert not engine.status().current
    with engine.rebuilding() as writer:
        for document in CORPUS:
            writer.put(document)
    assert engine.status().current
    assert [t.text for t in engine.terms("term", "h")] == ["hòa bình"]


def test_an_index_of_before_stories_takes_every_article_for_a_story(folder: Path) -> None:
    path = folder / "generation-0001"
    path.mkdir(parents=True)
    known = dict(schema().items())
    known["row"] = COLUMN(FixedBytesColumn(SECOND_ROW.itemsize))
    whoosh_index.create_in(path, Schema(**known)).close()
    Generations(folder, lock_wait=0).publish(Current(1, analysis.VERSION, 0, format=3))
    engine = WhooshEngine(folder)
    copies = [made("a", 1, "nga", story=1), made("b", 2, "nga", story=1, original=False)]
    fill(engine, copies)
    by_story = Question(Everything(), group="story", sort="newest")
    assert engine.search(by_story).total == 2
    assert not engine.status().current
    with engine.rebuilding() as writer:
        for document in copies:
            writer.put(document)
    assert engine.search(by_story).total == 1
    assert engine.status().current


def test_an_index_of_a_newer_format_says_rebuild(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    state = json.loads((folder / "current.json").read_text())
    (folder / "current.json").write_text(json.dumps(state | {"format": 99}))
    with pytest.raises(IndexOutdated, match="timtin rebuild"):
        total(engine, "nga")


# Whoosh leaves the file of a damaged table of contents to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", ["state", "toc", "terms", "postings", "columns", "removed"])
def test_damaged_files_are_one_clear_error_and_a_rebuild_mends_them(
    folder: Path, damage: str
) -> None:
    fill(WhooshEngine(folder), CORPUS)
    generation = folder / "generation-0001"
    if damage == "state":
        (folder / "current.json").write_bytes(b"{")
    elif damage == "toc":
        for toc in generation.glob("*.toc"):
            toc.write_bytes(b"\x80garbage")
    elif damage == "removed":
        for path in generation.glob("*.trm"):
            path.unlink()
    else:
        ending = {"terms": "trm", "postings": "pst", "columns": "col"}[damage]
        for path in generation.glob(f"*.{ending}"):
            path.write_bytes(b"\0" * 50)
    with pytest.raises(IndexDamaged, match="timtin rebuild"):
        total(WhooshEngine(folder), "nga")
    engine = WhooshEngine(folder)
    with engine.rebuilding() as writer:
        for document in CORPUS:
            writer.put(document)
    assert total(engine, "nga") == 3
    gc.collect()  # what Whoosh left open goes here, not in the next test


def test_a_changed_byte_is_found_by_reading_the_documents(folder: Path) -> None:
    engine = WhooshEngine(folder)
    fill(engine, CORPUS)
    assert len(list(engine.documents())) == len(CORPUS)
    path = max((folder / "generation-0001").glob("*.pst"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"\.pst: CRC-32"):
        list(WhooshEngine(folder).documents())


def test_a_file_of_another_size_is_found_when_opening(folder: Path) -> None:
    fill(WhooshEngine(folder), CORPUS)
    path = max((folder / "generation-0001").glob("*.pst"))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match="timtin rebuild"):
        total(WhooshEngine(folder), "absent")


def test_a_commit_that_was_not_published_serves_and_is_published_by_the_next(
    folder: Path,
) -> None:
    """As after a crash between Whoosh's commit and ours, with segments merged away."""
    engine = WhooshEngine(folder)
    fill(engine, [made(f"d{n}", n + 1, "nga") for n in range(FANOUT - 1)], size=1)
    batch = Batch()
    batch.put(made("unpublished", 99, "nga"))
    for _ in range(3):
        writing.commit(folder / "generation-0001", batch)
    assert total(WhooshEngine(folder), "nga") == FANOUT
    assert len(list(WhooshEngine(folder).documents())) == FANOUT
    with engine.writer() as writer:
        writer.put(made("next", 100, "nga"))
    assert total(engine, "nga") == FANOUT + 1


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
        pytest.raises(IndexLocked, match=f"pid {holder.pid}"),
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


def test_a_cover_wider_than_the_format_is_cut_not_spilled(folder: Path) -> None:
    engine = WhooshEngine(folder)
    wide = 1 << LENGTH_BITS
    fill(engine, [made("a", 1, "nga", alts=[("long", 3, wide + 5)])])
    postings = engine._latest().postings("alt_forms", "long")
    assert postings is not None
    assert (int(postings.starts[0]), int(postings.lengths[0])) == (3, wide - 1)


def test_a_cache_of_almost_nothing_changes_no_answer(tmp_path: Path) -> None:
    small, large = (WhooshEngine(tmp_path / str(mb), cache_mb=mb) for mb in (1, 64))
    small._cache._budget = 500
    for engine in (small, large):
        fill(engine, CORPUS)
    for text in ("nga", "năm", "nam", "đàm", "nga"):
        assert total(small, text) == total(large, text)
    assert small._cache._size <= 500
