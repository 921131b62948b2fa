"""Judged sets as folders of plain files."""

import gzip
import json
from pathlib import Path

import pytest

from quality.judged import FOLDER, NAMES, OWN, load


def write_set(folder: Path, packed: bool = False) -> Path:
    folder.mkdir()
    records = [
        {"_id": "a", "title": "Cầu phao qua sông", "text": "Xe máy đã qua được."},
        {"id": "b", "title": "Chợ đêm", "body": "Chợ mở đến sáng.", "outlet": "VOV"},
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records).encode()
    name = "corpus.jsonl.gz" if packed else "corpus.jsonl"
    (folder / name).write_bytes(gzip.compress(lines) if packed else lines)
    queries = [{"_id": "q1", "text": "cầu phao"}, {"_id": "q2", "text": "không ai trả lời"}]
    (folder / "queries.jsonl").write_text("".join(json.dumps(q) + "\n" for q in queries))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tb\t0\n")
    return folder


@pytest.mark.parametrize("packed", [False, True])
def test_documents_are_drafts_with_the_sets_own_ids(tmp_path: Path, packed: bool) -> None:
    drafts = list(load(write_set(tmp_path / "small", packed)).drafts())
    assert [draft.own_id for draft in drafts] == ["a", "b"]
    assert [draft.text for draft in drafts] == ["Xe máy đã qua được.", "Chợ mở đến sáng."]
    assert drafts[1].outlet == "VOV"


def test_a_query_needs_a_relevant_document(tmp_path: Path) -> None:
    queries = load(write_set(tmp_path / "small")).queries
    assert [(query.id, query.text, query.relevant) for query in queries] == [
        ("q1", "cầu phao", frozenset({"a"}))
    ]


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "small")
    before = load(folder).digest
    assert load(folder).digest == before
    with (folder / "qrels.tsv").open("a") as file:
        file.write("q2\tb\t1\n")
    assert load(folder).digest != before


def test_our_own_set_judges_documents_that_it_has() -> None:
    own = load(OWN)
    ids = [draft.own_id for draft in own.drafts()]
    assert len(ids) == len(set(ids)) >= 60
    assert len(own.queries) >= 60
    assert {each for query in own.queries for each in query.relevant} <= set(ids)


@pytest.mark.skipif(not FOLDER.exists(), reason="no judged sets beside the checkout")
@pytest.mark.parametrize(
    ("name", "documents", "queries"),
    list(zip(NAMES, (628, 240, 2_131), (199, 1_190, 202), strict=True)),
)
def test_shared_sets_are_read_whole(name: str, documents: int, queries: int) -> None:
    judged = load(FOLDER / name)
    assert len(list(judged.drafts())) == documents
    assert len(judged.queries) == queries
