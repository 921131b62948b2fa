"""The n-gram tables of the Whoosh engine: their arithmetic and their files."""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from whoosh import index as whoosh_index

from index.engines.schema import FieldTokens
from index.engines.whoosh import WhooshEngine, arrays, ngrams, triples
from index.engines.whoosh import snapshot as module
from index.engines.whoosh.generations import Generations
from index.engines.whoosh.merging import FANOUT
from index.errors import IndexDamaged
from tests.engines.corpus import made
from tests.engines.test_contract import CORPUS, fill

words = st.lists(st.sampled_from(["nga", "rút", "quân", "x\ud800", "|"]), max_size=9)
documents = words.map(lambda found: made("d", 1, " ".join(found)).tokens["exact"])
Part = tuple[list[FieldTokens], list[int]]


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Segments as their documents, and which of these are deleted."""
    found = []
    for held in draw(st.lists(st.lists(documents, max_size=4), min_size=1, max_size=3)):
        numbers = st.integers(0, len(held) - 1) if held else st.nothing()
        found.append((held, draw(st.lists(numbers, unique=True))))
    return found


def living(part: Part) -> list[FieldTokens]:
    held, deleted = part
    return [each for number, each in enumerate(held) if number not in deleted]


def same_counts(one: ngrams.Counts, other: ngrams.Counts) -> None:
    *numbers, triples = zip(astuple(one), astuple(other), strict=True)
    for ours, theirs in [*numbers, *zip(*triples, strict=True)]:
        np.testing.assert_array_equal(ours, theirs)


def same(one: ngrams.NGrams, other: ngrams.NGrams) -> None:
    assert one.terms == other.terms
    same_counts(one.counts, other.counts)
    assert len(one.ends) == len(other.ends)
    for doc in range(len(one.ends)):
        np.testing.assert_array_equal(one.tokens(doc), other.tokens(doc))


@pytest.mark.parametrize("small", [1 << 16, 3])
@given(found=parts())
def test_merged_counts_are_those_of_the_live_documents_together(
    small: int, found: list[Part]
) -> None:
    """Also with more terms than 16 bits can number; three stand for 65,536.

    And with more triples than are unpacked at once; two stand for a million.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ngrams, "_SMALL", small)
        patch.setattr(triples, "_MERGED_AT_ONCE", 2)
        merged = ngrams.merged([(ngrams.of_tokens(held), gone) for held, gone in found])
        same(merged, ngrams.of_tokens([each for part in found for each in living(part)]))


def test_of_too_many_terms_threes_are_counted_from_positions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also once they were merged with others and deleted down to fewer."""
    three = ("đàm", "phán", "hòa")
    monkeypatch.setattr(triples, "MOST_TERMS", 5)
    engine = WhooshEngine(tmp_path)
    fill(engine, CORPUS)
    tables = [ngrams.read(path) for path in tmp_path.rglob(f"*{ngrams.ENDING}")]
    large = max((each for each in tables if each), key=lambda each: len(each.cuts))
    assert not ngrams.Live(large, None).has_triples
    assert engine.runs([three]) == {three: 2}
    few = ngrams.of_tokens([made("few", 1, "nga rút quân").tokens["exact"]])
    assert ngrams.Live(few, None).has_triples
    others = list(range(1, len(large.ends)))
    monkeypatch.undo()
    merged = ngrams.merged([(few, ()), (large, others)])
    assert not ngrams.Live(merged, None).has_triples


@given(part=parts().map(lambda found: found[0]))
def test_what_some_documents_hold_can_be_taken_away_and_put_back(part: Part) -> None:
    held, gone = part
    whole = ngrams.of_tokens(held)
    dead = whole.of_documents(gone)
    back = whole.counts.less(dead).more(dead)
    same_counts(back, whole.counts)


def test_a_table_is_the_same_when_read_from_its_file(tmp_path: Path) -> None:
    made_now = ngrams.of_tokens([each.tokens["exact"] for each in CORPUS])
    ngrams.write(tmp_path / "table", made_now)
    read = ngrams.read(tmp_path / "table")
    assert read is not None
    same(read, made_now)
    assert ngrams.read(tmp_path / "absent") is None


@given(held=st.lists(st.lists(st.integers(0, 2**40)).map(lambda v: np.array(v, np.int64))))
def test_arrays_come_back_from_a_file_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, held: list[NDArray[np.int64]]
) -> None:
    path = tmp_path_factory.mktemp("arrays") / "file"
    arrays.write(path, [np.zeros(1), *(arrays.narrow(each) for each in held)])
    for ours, theirs in zip(arrays.mapped(path)[1:], held, strict=True):
        assert ours.flags.aligned
        np.testing.assert_array_equal(ours, theirs)


def tables(folder: Path) -> set[str]:
    return {path.name.partition(".")[0] for path in folder.rglob(f"*{ngrams.ENDING}")}


def segments(folder: Path) -> set[str]:
    opened = whoosh_index.open_dir(folder / "generation-0001")
    names = {each.make_filename("") for each in opened._segments()}
    opened.close()
    return names


def test_every_segment_has_a_table_and_no_table_outlives_its_segment(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    for number in range(2 * FANOUT):
        fill(engine, [made(f"d{number}", number, "nga rút")])
        assert tables(tmp_path) == segments(tmp_path)
    listed = json.loads((tmp_path / "current.json").read_text())["files"]
    assert {name.partition(".")[0] for name in listed if ngrams.ENDING in name} == tables(tmp_path)
    with engine.writer() as writer:
        for number in range(2 * FANOUT):
            writer.delete(f"d{number}")
    assert tables(tmp_path) == segments(tmp_path) == set()


def test_a_batch_that_fails_leaves_no_table_behind_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(tmp_path)
    fill(engine, CORPUS)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(arrays, "write", fail)
        with pytest.raises(IndexDamaged, match="disk full"):
            fill(engine, [made("lost", 50, "nga rút")])
    assert [pair.count for pair in engine.pairs(["nga"], ["rút"])] == [1]
    fill(engine, [made("next", 51, "nga rút")])
    assert [pair.count for pair in engine.pairs(["nga"], ["rút"])] == [2]
    assert tables(tmp_path) == segments(tmp_path)


def drop_tables(folder: Path) -> None:
    """Make it an index as an older format has it."""
    for path in folder.rglob(f"*{ngrams.ENDING}"):
        path.unlink()
    generations = Generations(folder, lock_wait=0)
    state = generations.current()
    assert state is not None
    generations.publish(state)


def test_an_index_without_tables_counts_the_same_from_its_postings(tmp_path: Path) -> None:
    fill(WhooshEngine(tmp_path / "with"), CORPUS)
    fill(WhooshEngine(tmp_path / "without"), CORPUS)
    drop_tables(tmp_path / "without")
    engines = [WhooshEngine(tmp_path / name) for name in ("with", "without")]
    texts = ["nga", "mỹ", "đàm", "phán", "hòa", "bình", "năm", "absent"]

    def counted(engine: WhooshEngine) -> object:
        return (
            list(engine.pairs(texts, texts)),
            engine.frequencies("exact", texts),
            [engine.markings(fold) for fold in ("nam", "my", "dam")],
            list(engine.terms("exact", "")),
        )

    for step in ("whole", "deleted", "merged"):
        for engine in engines:
            with engine.writer() as writer:
                for gone in {"whole": "", "deleted": "be", "merged": "acd"}[step]:
                    writer.delete(gone)
            if step == "merged":
                fill(engine, [made(f"d{n}", 50 + n, "đàm phán") for n in range(FANOUT)], size=1)
        assert counted(engines[0]) == counted(engines[1])


@settings(max_examples=30)
@given(
    texts=st.lists(words, min_size=1, max_size=6),
    gone=st.sets(st.integers(0, 5)),
    asked=st.lists(
        st.lists(st.sampled_from(["nga", "rút", "quân", "absent"]), min_size=1, max_size=4)
    ),
    without=st.booleans(),
)
def test_runs_are_counted_as_they_stand_in_live_documents(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[list[str]],
    gone: set[int],
    asked: list[list[str]],
    without: bool,
) -> None:
    folder = tmp_path_factory.mktemp("index")
    engine = WhooshEngine(folder)
    fill(engine, [made(f"d{n}", n, " ".join(text)) for n, text in enumerate(texts)])
    with engine.writer() as writer:
        for number in gone:
            writer.delete(f"d{number}")
    if without:
        drop_tables(folder)
    runs = [tuple(run) for run in asked]
    living = [text for number, text in enumerate(texts) if number not in gone]

    def occurrences(run: tuple[str, ...]) -> int:
        starts = ((text, at) for text in living for at in range(len(text)))
        return sum(tuple(text[at : at + len(run)]) == run for text, at in starts)

    snapshot = WhooshEngine(folder)._latest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_RUNS", 5)
        for _ in range(2):  # the second time some are remembered
            assert snapshot.runs(runs) == {run: occurrences(run) for run in runs}
            assert len(snapshot._runs) <= max(5, len(runs))


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"\x93NUMPY\x01\x00"])
def test_a_damaged_table_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    fill(WhooshEngine(tmp_path), CORPUS)
    path = max((tmp_path / "generation-0001").glob(f"*{ngrams.ENDING}"))
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="timtin rebuild"):
        list(WhooshEngine(tmp_path).pairs(["nga"], ["rút"]))
    with pytest.raises(ValueError, match=r".+"):
        ngrams.read(path)


def test_the_counts_are_those_that_whooshs_own_reader_gives(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    fill(engine, CORPUS)
    opened = whoosh_index.open_dir(tmp_path / "generation-0001")
    with opened.reader() as reader:
        for term in engine.terms("exact", ""):
            assert reader.doc_frequency("exact", term.text) == term.documents
            count = engine.frequencies("exact", [term.text])[term.text]
            assert reader.frequency("exact", term.text) == count
    opened.close()
