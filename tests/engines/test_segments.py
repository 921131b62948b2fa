"""From documents to the file of a segment and back, and from several files to one."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.schema import VALUES, Document, FieldTokens
from index.engines.whoosh import building, inverted, merging, ngrams
from index.engines.whoosh.building import contents_of
from index.engines.whoosh.contents import Contents
from index.engines.whoosh.fields import INDEXED, rows_of
from index.engines.whoosh.sections import Sections
from tests.engines.corpus import made
from tests.engines.drawn import Part, documents, living, parts


def tokens_of(contents: Contents, field: str) -> list[list[tuple[int, str, int]]]:
    """(position, text, length) of every token, document by document."""
    found: list[list[tuple[int, str, int]]] = [[] for _ in range(contents.size)]
    held = contents.fields[field]
    for number, text in enumerate(held.terms):
        docs, frequencies, starts, lengths = held.of_term(number)
        covers = [1] * len(starts) if lengths is None else lengths.tolist()
        spans = zip(starts.tolist(), covers, strict=True)
        for doc, frequency in zip(docs.tolist(), frequencies.tolist(), strict=True):
            assert frequency > 0
            found[doc] += [
                (start, text, cover) for start, cover in [next(spans) for _ in range(frequency)]
            ]
        assert docs.tolist() == sorted(set(docs.tolist()))
        assert next(spans, None) is None
    return [sorted(each) for each in found]


@given(held=documents())
def test_all_that_a_document_has_comes_back_from_the_file(
    tmp_path_factory: pytest.TempPathFactory, held: list[Document]
) -> None:
    path = tmp_path_factory.mktemp("built") / "segment"
    contents_of(held).write(path)
    read = Contents.read(Sections(path))
    assert list(read.columns.ids) == [each.id for each in held]
    assert list(read.columns.digests) == [each.digest for each in held]
    assert read.columns.rows.tobytes() == rows_of(held).tobytes()
    for name in VALUES:
        carried = [read.columns.values[name].carried(doc) for doc in range(len(held))]
        assert carried == [list(each.values[name]) for each in held]
    for field in INDEXED:
        expected = [
            sorted(zip(t.positions, t.texts, t.lengths, strict=True))
            for t in (each.tokens[field] for each in held)
        ]
        assert tokens_of(read, field) == expected
        assert list(read.fields[field].terms) == sorted({w for d in expected for _, w, _ in d})
    for number, each in enumerate(held):
        assert read.columns.numbers(each.id.encode("utf-8", "surrogatepass")) == [number]
    assert read.columns.numbers(b"absent") == []


def test_positions_that_fall_are_refused_and_not_written_as_others() -> None:
    document = made("a", 1, "nga rút quân")
    falling = FieldTokens(("nga", "rút"), (7, 3), (1, 1))
    with pytest.raises(ValueError, match="document 1: position 3 after 7"):
        contents_of(
            [made("b", 2, "nga"), replace(document, tokens={**document.tokens, "exact": falling})]
        )


@pytest.mark.parametrize("size", [2, 1 << 16, 1 << 17, (1 << 16) + 1])
def test_terms_are_ordered_by_number_whatever_its_width(size: int) -> None:
    numbers = np.random.default_rng(5).integers(0, size, 3_000)
    np.testing.assert_array_equal(
        building.by_number(numbers, size), np.argsort(numbers, kind="stable")
    )


def written(folder: Path, found: list[Part]) -> list[tuple[Contents, list[int]]]:
    read = []
    for number, (held, deleted) in enumerate(found):
        contents_of(held).write(folder / str(number))
        read.append((Contents.read(Sections(folder / str(number))), deleted))
    return read


@settings(max_examples=50)
@given(found=parts(), stretch=st.sampled_from([1, 5, 1 << 19]))
def test_merged_segments_are_the_segment_of_their_live_documents(
    tmp_path_factory: pytest.TempPathFactory, found: list[Part], stretch: int
) -> None:
    """Section by section and byte by byte, however little is looked at together."""
    folder = tmp_path_factory.mktemp("merged")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "AT_ONCE", stretch)
        patch.setattr(inverted, "AT_ONCE", stretch)
        patch.setattr(ngrams, "_MERGED_AT_ONCE", stretch)
        merging.merge(folder / "merged", merging.sources(written(folder, found)))
    contents_of(living(found)).write(folder / "built")
    merged, built = Sections(folder / "merged"), Sections(folder / "built")
    merged.verify()
    assert set(merged) == set(built)
    for name in built:
        assert merged[name].dtype == built[name].dtype, name
        assert merged[name].tobytes() == built[name].tobytes(), name


def test_many_documents_merge_as_few_do(tmp_path: Path) -> None:
    """Enough for numbers of every width, in stretches that hold a part of each row."""
    lot = random.Random(3)  # noqa: S311  # a seeded draw, no secret
    words = [f"w{n}" for n in range(400)]
    weights = [1 / (n + 1) for n in range(400)]
    texts = [" ".join(lot.choices(words, weights, k=lot.randint(0, 200))) for _ in range(200)]
    every = [made(f"d{n}", n, text) for n, text in enumerate(texts)]
    found = [(every[:90], list(range(0, 90, 7))), (every[90:91], []), (every[91:], [50])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "AT_ONCE", 500)
        patch.setattr(inverted, "AT_ONCE", 300)
        patch.setattr(inverted, "_FEW", 16)
        patch.setattr(ngrams, "_MERGED_AT_ONCE", 200)
        patch.setattr(ngrams, "_DOCUMENTS", 4)
        merging.merge(tmp_path / "merged", merging.sources(written(tmp_path, found)))
    contents_of(living(found)).write(tmp_path / "built")
    assert (tmp_path / "merged").stat().st_size == (tmp_path / "built").stat().st_size
    merged, built = Sections(tmp_path / "merged"), Sections(tmp_path / "built")
    assert {name: merged[name].tobytes() for name in built} == {
        name: built[name].tobytes() for name in built
    }
