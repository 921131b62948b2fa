"""Posting blocks: what is written comes back, to us and to Whoosh."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.query import And as WhooshAnd
from whoosh.query import Phrase as WhooshPhrase
from whoosh.query import Term as WhooshTerm

from index.engines.memory import MemoryEngine
from index.engines.query import And, Clause, Node, Phrase, Question, Term
from index.engines.schema import Document
from index.engines.whoosh import WhooshEngine, codec, writing
from index.engines.whoosh.codec import SpanCodec, packed, unpacked
from index.engines.whoosh.merging import FANOUT
from index.engines.whoosh.spans import LENGTH_BITS, pack, unpack
from tests.engines.corpus import made
from tests.engines.test_contract import fill

spans = st.lists(
    st.tuples(
        st.integers(0, (1 << 31 - LENGTH_BITS) - 1) | st.integers(0, 300),
        st.just(1) | st.integers(0, (1 << LENGTH_BITS) - 1),
    ),
    min_size=1,
    max_size=6,
).map(sorted)


@given(st.dictionaries(st.integers(0, 1 << 31) | st.integers(0, 300), spans, min_size=1))
def test_a_block_comes_back_as_it_was(postings: dict[int, list[tuple[int, int]]]) -> None:
    docs = sorted(postings)
    values = []
    for doc in docs:
        starts, lengths = np.array(postings[doc], np.int64).T
        values.append(pack(starts, lengths))
    block = unpacked(packed(docs, values), len(docs), docs[-1])
    assert block.docs.tolist() == docs
    assert block.frequencies.tolist() == [len(postings[doc]) for doc in docs]
    starts, lengths = unpack(values)
    np.testing.assert_array_equal(block.starts, starts)
    np.testing.assert_array_equal(block.lengths, lengths)


def test_spans_that_fall_are_refused_and_not_written_as_others() -> None:
    with pytest.raises(struct.error):
        packed([1], [pack(np.array([7, 3]), np.array([1, 1]))])


def documents(count: int) -> list[Document]:
    lot = random.Random(7)  # noqa: S311  # a seeded draw, no secret
    words = ["nga", "mỹ", "đàm", "phán", "hòa", "bình"]
    return [
        made(f"d{n}", n, " ".join(lot.choices(words, [9, 5, 3, 3, 1, 1], k=lot.randint(1, 9))))
        for n in range(count)
    ]


def word(text: str) -> Term:
    return Term("exact", text)


QUERIES: list[Node] = [
    word("nga"),
    word("bình"),
    And((word("nga"), word("hòa"), word("bình"))),
    Phrase(((word("đàm"),), (word("phán"),))),
]


def same_answers(engine: WhooshEngine, oracle: MemoryEngine) -> None:
    for node in QUERIES:
        question = Question(node, (Clause(word("nga"), 1.0), Clause(word("đàm"), 1.0)), limit=99)
        ours, theirs = engine.search(question), oracle.search(question)
        assert [hit.id for hit in ours.hits] == [hit.id for hit in theirs.hits]


def test_whooshs_own_searcher_reads_and_skips_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "_BLOCK", 3)
    engine, oracle = WhooshEngine(tmp_path), MemoryEngine()
    for each in (engine, oracle):
        fill(each, documents(80), size=80)
    same_answers(engine, oracle)
    opened = whoosh_index.open_dir(tmp_path / "generation-0001")
    terms = [WhooshTerm("exact", text) for text in ("nga", "hòa", "bình")]
    with opened.searcher() as searcher:
        for node, theirs in zip(
            QUERIES,
            (terms[0], terms[2], WhooshAnd(terms), WhooshPhrase("exact", ["đàm", "phán"])),
            strict=True,
        ):
            found = searcher.search(theirs, limit=None)
            assert len(found) == oracle.search(Question(node)).total > 0
    opened.close()


def test_segments_of_whooshs_own_codec_are_read_and_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, oracle = WhooshEngine(tmp_path), MemoryEngine()
    with monkeypatch.context() as patch:
        patch.setattr(writing, "SpanCodec", W3Codec)
        for each in (engine, oracle):
            fill(each, documents(20), size=5)
    same_answers(engine, oracle)
    for each in (engine, oracle):
        fill(each, [made(f"e{n}", 50 + n, "nga đàm phán") for n in range(FANOUT)], size=1)
    same_answers(engine, oracle)
    opened = whoosh_index.open_dir(tmp_path / "generation-0001")
    assert all(isinstance(found.codec(), SpanCodec) for found in opened._segments())
    opened.close()
