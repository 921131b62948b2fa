"""The n-gram tables of the Whoosh engine: their arithmetic and what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index

from index.analysis import fold
from index.engines.schema import Document
from index.engines.whoosh import WhooshEngine, merging, ngrams
from index.engines.whoosh import snapshot as module
from index.engines.whoosh.building import contents_of
from index.engines.whoosh.contents import Contents
from index.engines.whoosh.ngrams import Live, NGrams
from index.engines.whoosh.rising import Ints
from index.engines.whoosh.sections import Sections
from index.engines.whoosh.tables import table
from tests.engines.corpus import made
from tests.engines.test_contract import CORPUS, fill

words = st.lists(st.sampled_from(["nga", "ngã", "rút", "rụt", "quân", "x\ud800", "|"]), max_size=9)
corpora = st.lists(words, max_size=6).map(
    lambda texts: [made(f"d{n}", n, " ".join(text)) for n, text in enumerate(texts)]
)


def ngrams_of(held: list[Document]) -> NGrams:
    contents = contents_of(held)
    return contents.ngrams


def runs_in(held: list[Document], length: int) -> dict[tuple[str, ...], int]:
    """Every run of so many tokens side by side, counted by definition."""
    found: dict[tuple[str, ...], int] = {}
    for each in held:
        tokens = each.tokens["exact"]
        for at in range(len(tokens.texts) - length + 1):
            if tokens.positions[at + length - 1] - tokens.positions[at] == length - 1:
                run = tokens.texts[at : at + length]
                found[run] = found.get(run, 0) + 1
    return found


@given(held=corpora, gone=st.sets(st.integers(0, 5)))
def test_what_live_documents_hold_is_counted(held: list[Document], gone: set[int]) -> None:
    every = ngrams_of(held)
    wanted = np.array([number in gone for number in range(len(held))], bool)
    live = Live(every, list(every.of_documents(wanted)))
    kept = [each for number, each in enumerate(held) if number not in gone]
    texts = [*every.inverted.terms, "absent"]
    for length in (1, 2, 3):
        expected = runs_in(kept, length)
        for run in _every_run(texts, length):
            if length == 1:
                count = live.of(live.occurrences, run)
                documents = live.of(live.documents, run)
                assert documents == sum(run[0] in each.tokens["exact"].texts for each in kept)
            elif length == 2:
                count = live.side_by_side(run[:1], run[1:])
            else:
                count = live.triples([run])
            assert count == expected.get(run, 0)
    matrix = live.pairs(texts, texts)
    two = runs_in(kept, 2)
    assert matrix.tolist() == [[two.get((one, other), 0) for other in texts] for one in texts]


@given(held=corpora, gone=st.sets(st.integers(0, 5)))
def test_documents_with_a_pair_are_counted_without_reading_where_it_stands(
    held: list[Document], gone: set[int]
) -> None:
    """Each document once, in whatever markings and however often the two stand in it."""
    every = ngrams_of(held)
    wanted = np.array([number in gone for number in range(len(held))], bool)
    live = Live(every, list(every.of_documents(wanted)))
    kept = [each for number, each in enumerate(held) if number not in gone]
    exact = [set(runs_in([each], 2)) for each in kept]
    folded = [{(fold(one), fold(other)) for one, other in pairs} for pairs in exact]
    for one, other in _every_run([*every.inverted.terms, "absent"], 2):
        pair = (one, other)
        assert live.documents_with(*pair) == sum(pair in pairs for pairs in exact)
        pair = (fold(one), fold(other))
        assert live.documents_with_folded(*pair) == sum(pair in pairs for pairs in folded)


def _every_run(texts: list[str], length: int) -> list[tuple[str, ...]]:
    if length == 0:
        return [()]
    return [(*run, text) for run in _every_run(texts, length - 1) for text in texts]


cells = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 9)), st.integers(1, 400))


@given(held=cells, asked=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 11))))
def test_a_table_says_what_was_counted(
    held: dict[tuple[int, int], int], asked: list[tuple[int, int]]
) -> None:
    def column(pairs: list[tuple[int, int]], side: int) -> Ints:
        return np.array([pair[side] for pair in pairs], np.int64)

    keys = sorted(held)
    counts = np.array([held[key] for key in keys], np.int64)
    made_now = table(column(keys, 0), column(keys, 1), counts, 6)
    found = made_now.of(column(asked, 0), column(asked, 1))
    assert found.tolist() == [held.get(pair, 0) for pair in asked]
    rows = zip(*(each.tolist() for each in made_now.rows(2, 5)), strict=True)
    assert list(rows) == [(*key, held[key]) for key in keys if 2 <= key[0] < 5]


def reread(folder: Path, held: Sequence[Document]) -> Contents:
    contents_of(held).write(folder)
    return Contents.read(Sections(folder))


def test_of_too_many_terms_threes_are_counted_from_positions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also once they were merged with others and deleted down to fewer."""
    three = ("đàm", "phán", "hòa")
    monkeypatch.setattr(ngrams, "MOST_TERMS", 5)
    engine = WhooshEngine(tmp_path / "index")
    fill(engine, CORPUS)
    assert engine.runs([three]) == {three: 2}
    large = reread(tmp_path / "large", CORPUS)
    few = reread(tmp_path / "few", [made("few", 1, "nga rút quân")])
    assert (large.counts.triples, few.counts.triples is None) == (None, False)
    monkeypatch.undo()
    parts = merging.sources([(few, []), (large, list(range(1, large.size)))])
    merging.merge(tmp_path / "merged", parts)
    assert Contents.read(Sections(tmp_path / "merged")).counts.triples is None


@settings(max_examples=30)
@given(
    texts=st.lists(words, min_size=1, max_size=6),
    gone=st.sets(st.integers(0, 5)),
    asked=st.lists(
        st.lists(st.sampled_from(["nga", "rút", "quân", "absent"]), min_size=1, max_size=4)
    ),
)
def test_runs_are_counted_as_they_stand_in_live_documents(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[list[str]],
    gone: set[int],
    asked: list[list[str]],
) -> None:
    folder = tmp_path_factory.mktemp("index")
    engine = WhooshEngine(folder)
    fill(engine, [made(f"d{n}", n, " ".join(text)) for n, text in enumerate(texts)])
    with engine.writer() as writer:
        for number in gone:
            writer.delete(f"d{number}")
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
