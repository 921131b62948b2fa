"""Whoosh's own writer and searcher over our files: it writes the same and says the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from whoosh import index as whoosh_index
from whoosh import query, sorting
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F, BM25FScorer
from whoosh.searching import Searcher

from index.engines import bm25
from index.engines.base import Batch
from index.engines.query import (
    And,
    Clause,
    Everything,
    FacetWanted,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Question,
    Term,
)
from index.engines.schema import MISSING, VALUES, Document
from index.engines.whoosh import WhooshEngine, writing
from index.engines.whoosh.codec import ArrayCodec, ArraySegment
from index.engines.whoosh.contents import ENDING
from index.engines.whoosh.fields import (
    ID_FIELD,
    INDEXED,
    ROW_FIELD,
    column,
    fields_of,
    rows_of,
    schema,
    split_values,
)
from index.engines.whoosh.policy import FANOUT
from index.engines.whoosh.sections import Sections
from index.engines.whoosh.spans import from_bytes, to_bytes
from tests.engines.corpus import made
from tests.engines.drawn import documents
from tests.engines.test_contract import CORPUS, fill


class LiveScorer(BM25FScorer):  # type: ignore[misc]  # Whoosh has no types
    """BM25 with the statistics of live documents; see docs/decisions/0005."""

    def __init__(self, searcher: Any, field: str, text: bytes) -> None:
        every = searcher.get_parent()
        documents = every.doc_count()
        self.idf = bm25.idf(documents, every.doc_frequency(field, text))
        self.avgfl = every.reader().field_length(field) / max(1, documents) or 1.0
        self.B, self.K1, self.qf = bm25.B, bm25.K1, 1
        self.setup(searcher, field, text)


class LiveBM25(BM25F):  # type: ignore[misc]  # Whoosh has no types
    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> LiveScorer:
        del qf
        return LiveScorer(searcher, fieldname, text)


@contextmanager
def searching(folder: Path) -> Iterator[Searcher]:
    opened = whoosh_index.open_dir(folder / "generation-0001")
    with opened.searcher(weighting=LiveBM25()) as searcher:
        yield searcher
    opened.close()


def theirs(node: Node) -> query.Query:
    """The same question in Whoosh's words."""
    match node:
        case Term(field, text):
            return query.Term(field, text)
        case Prefix(field, text):
            return query.Prefix(field, text)
        case And(nodes):
            return query.And([theirs(each) for each in nodes])
        case Or(nodes):
            return query.Or([theirs(each) for each in nodes])
        case Not(inner):
            return query.Not(theirs(inner))
        case Phrase(slots):
            return query.Phrase("exact", [slot[0].text for slot in slots])
        case _:
            return query.Every()


WORDS = ["nga", "mỹ", "đàm", "phán", "hòa", "bình", "f16", "absent"]


def drawn_documents(lot: random.Random, count: int) -> list[Document]:
    found = []
    for number in range(count):
        words = lot.choices(WORDS[:6], [9, 5, 3, 3, 1, 1], k=lot.randint(0, 12))
        found.append(
            made(
                f"d{lot.randint(0, 60)}",
                number,
                " ".join(words),
                lot.choice(["", "nga đàm phán", "bình"]),
                alts=[("f16", 1, 2)] if len(words) > 2 else [],
                outlet=lot.choice([("tpo",), ("vov",), ("vov", "TASS/RT"), (MISSING,)]),
                person=tuple(lot.sample(["Lavrov", "Peskov", "Trump"], lot.randint(0, 2))),
            )
        )
    return found


def drawn_nodes(lot: random.Random) -> Iterator[Node]:
    def word() -> Term:
        return Term(lot.choice(["exact", "exact", "title_exact", "alt_forms"]), lot.choice(WORDS))

    for _ in range(6):
        yield word()
        yield And((word(), word()))
        yield And((word(), Not(word())))
        yield Or((word(), And((word(), word()))))
        yield Phrase(tuple((Term("exact", w),) for w in lot.choices(WORDS[:4], k=2)))
    yield Prefix("exact", "đ")
    yield Everything()


def agree(engine: WhooshEngine, searcher: Searcher, node: Node) -> None:
    """On hits, and on orders and scores where the question is one word."""
    rank = (Clause(node, 1.0),) if isinstance(node, Term) else ()
    facets = (FacetWanted("outlet", 99), FacetWanted("person", 99))
    answer = engine.search(Question(node, rank, facets=facets, limit=999))
    grouped = {
        name: sorting.FieldFacet(column(name), maptype=sorting.Count)
        for name in ("outlet", "person")
    }
    found = searcher.search(theirs(node), limit=None, groupedby=grouped)
    ids = [from_bytes(_cell(searcher.reader(), "name", hit.docnum)) for hit in found]
    assert sorted(ids) == sorted(hit.id for hit in answer.hits)
    assert len(found) == answer.total
    for name, facet in answer.facets.items():
        counts: Counter[str] = Counter()
        for cell, count in found.groups(name).items():
            for value in split_values(cell):
                counts[value] += count
        assert counts.pop(MISSING, 0) == facet.missing
        assert counts == dict(facet.values)
    if rank:
        scores = {hit.id: hit.score for hit in answer.hits}
        for name, hit in zip(ids, found, strict=True):
            assert abs(hit.score - scores[name]) <= 1e-5
        assert all(scores[a] >= scores[b] - 1e-5 for a, b in pairwise(ids))


def _cell(reader: IndexReader, name: str, doc: int) -> bytes:
    return bytes(reader.column_reader(column(name), translate=False)[doc])


@pytest.mark.parametrize("seed", range(6))
def test_whooshs_own_searcher_agrees_on_hits_scores_orders_and_facets(
    tmp_path: Path, seed: int
) -> None:
    """Over several segments, with articles changed and deleted, and after a merge."""
    lot = random.Random(seed)  # noqa: S311  # a seeded draw, no secret
    engine = WhooshEngine(tmp_path)
    fill(engine, drawn_documents(lot, 60), size=lot.choice([9, 20, 60]))
    for step in ("made", "deleted", "merged"):
        if step == "deleted":
            with engine.writer() as writer:
                for number in lot.sample(range(60), 9):
                    writer.delete(f"d{number}")
        if step == "merged":
            fill(engine, drawn_documents(lot, FANOUT), size=1)
        with searching(tmp_path) as searcher:
            for node in drawn_nodes(lot):
                agree(engine, searcher, node)


def segment_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{ENDING}"))


@settings(max_examples=40)
@given(held=documents())
def test_whooshs_own_writer_makes_the_same_file(
    tmp_path_factory: pytest.TempPathFactory, held: list[Document]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    writing.create(folder / "ours")
    batch = Batch()
    for document in held:
        batch.put(document)
    writing.commit(folder / "ours", batch)
    writing.create(folder / "theirs")
    opened = whoosh_index.open_dir(folder / "theirs")
    with opened.writer(codec=ArrayCodec()) as writer:
        for document in held:
            writer.add_document(**fields_of(document))
    opened.close()
    ours, theirs = (segment_files(folder / name) for name in ("ours", "theirs"))
    assert len(ours) == len(theirs) == bool(held)
    for one, other in zip(ours, theirs, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_whooshs_own_writer_updates_deletes_and_optimizes(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    fill(engine, CORPUS)
    opened = whoosh_index.open_dir(tmp_path / "generation-0001")
    with opened.writer(codec=ArrayCodec()) as writer:
        writer.update_document(**fields_of(made("a", 1, "nga thay")))
        assert writer.delete_by_term(ID_FIELD, "b") == 1
    with opened.reader() as before:
        live = {_cell(before, "name", doc) for doc in before.all_doc_ids()}
    opened.optimize(codec=ArrayCodec())
    with opened.reader() as after:
        assert isinstance(after.segment(), ArraySegment)
        assert not after.has_deletions()
        assert {_cell(after, "name", doc) for doc in after.all_doc_ids()} == live
    opened.close()
    optimized = Sections(*segment_files(tmp_path / "generation-0001"))
    optimized.verify()
    other = WhooshEngine(tmp_path / "other")
    kept = {each.id: each for each in CORPUS if to_bytes(each.id) in live}
    with other.writer() as writer:
        for name in optimized_ids(optimized):
            writer.put(made("a", 1, "nga thay") if name == "a" else kept[name])
    same = Sections(*segment_files(tmp_path / "other" / "generation-0001"))
    assert {name: same[name].tobytes() for name in same} == {
        name: optimized[name].tobytes() for name in optimized
    }


def optimized_ids(sections: Sections) -> list[str]:
    from index.engines.whoosh.texts import Texts

    return list(Texts.read(sections, "ids"))


def test_a_cancelled_or_empty_writer_of_whooshs_leaves_no_file(tmp_path: Path) -> None:
    writing.create(tmp_path / "index")
    opened = whoosh_index.open_dir(tmp_path / "index")
    writer = opened.writer(codec=ArrayCodec())
    writer.add_document(**fields_of(CORPUS[0]))
    writer.cancel()
    with opened.writer(codec=ArrayCodec()):
        pass
    assert segment_files(tmp_path / "index") == []
    opened.close()


def test_all_that_whoosh_asks_of_a_reader_is_answered(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    fill(engine, CORPUS, size=len(CORPUS))
    with engine.writer() as writer:
        writer.delete("c")
    live = [each for each in CORPUS if each.id != "c"]
    with searching(tmp_path) as searcher:
        reader = searcher.reader()
        assert reader.doc_count() == len(live) < reader.doc_count_all()
        assert list(reader.all_stored_fields()) == [{}] * len(live)
        assert reader.column_reader(ROW_FIELD, translate=False)[0] == rows_of(CORPUS[:1]).tobytes()
        for number, document in enumerate(CORPUS):
            for name in VALUES:
                assert split_values(_cell(reader, name, number)) == list(document.values[name])
            for field in ("exact", "title_exact"):
                length = reader.doc_field_length(number, field)
                assert length == len(document.tokens[field].texts)
        for field in INDEXED:
            stands: dict[str, list[list[int]]] = {}
            for each in live:
                places: dict[str, list[int]] = {}
                tokens = each.tokens[field]
                for text, start in zip(tokens.texts, tokens.positions, strict=True):
                    places.setdefault(text, []).append(start)
                for text, starts in places.items():
                    stands.setdefault(text, []).append(starts)
            for text, expected in stands.items():
                matcher = reader.postings(field, text)
                found = []
                while matcher.is_active():
                    found.append(matcher.value_as("positions"))
                    assert matcher.weight() == len(found[-1])
                    matcher.next()
                assert found == expected
                info = reader.term_info(field, text)
                assert info.doc_frequency() == reader.doc_frequency(field, text) == len(expected)
                assert info.weight() == reader.frequency(field, text) == sum(map(len, expected))
                assert info.max_weight() == max(map(len, expected))
        assert sum(reader.field_length(f) for f in ("exact", "title_exact")) == sum(
            len(each.tokens[f].texts) for each in live for f in ("exact", "title_exact")
        )


def test_whoosh_walks_the_terms_in_order_and_finds_those_like_another(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    fill(engine, CORPUS, size=len(CORPUS))
    with searching(tmp_path) as searcher:
        reader = searcher.reader()
        every = list(reader.all_terms())
        assert every == sorted(every)
        exact = sorted({text for each in CORPUS for text in each.tokens["exact"].texts})
        assert [from_bytes(text) for name, text in every if name == "exact"] == exact
        assert [from_bytes(t) for t in reader.expand_prefix("exact", "n")] == [
            text for text in exact if text.startswith("n")
        ]
        assert [t for t, _ in reader.iter_from("exact", "n")] == [
            term for term in every if term >= ("exact", b"n")
        ]
        assert "năm" in reader.terms_within("exact", "nam", 1)
        cursor = reader.cursor("exact")
        assert (cursor.first(), cursor.find("n"), cursor.next()) == (
            exact[0],
            *[text for text in exact if text >= "n"][:2],
        )
        assert reader.doc_frequency("exact", "absent") == reader.frequency("exact", "absent") == 0


def test_a_field_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    from whoosh.fields import KEYWORD

    (tmp_path / "index").mkdir()
    opened = whoosh_index.create_in(tmp_path / "index", schema())
    writer = opened.writer(codec=ArrayCodec())
    writer.add_field("other", KEYWORD())
    writer.add_document(**fields_of(CORPUS[0]), other="nga")
    with pytest.raises(ValueError, match="other: no field of ours"):
        writer.commit()
    assert segment_files(tmp_path / "index") == []
    opened.close()
