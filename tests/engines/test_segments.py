"""From documents to the file of a segment and back, and from several files to one."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.schema import VALUES, Document, FieldTokens
from index.engines.whoosh import inverted, merging, ngrams, rising
from index.engines.whoosh.building import contents_of
from index.engines.whoosh.contents import Contents
from index.engines.whoosh.fields import INDEXED, rows_of
from index.engines.whoosh.inverted import Inverted
from index.engines.whoosh.merging import Source
from index.engines.whoosh.rising import Ints
from index.engines.whoosh.sections import Sections
from index.engines.whoosh.texts import Texts
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
        rising.by_number(numbers, size), np.argsort(numbers, kind="stable")
    )


def written(folder: Path, found: list[Part]) -> list[tuple[Contents, list[int]]]:
    read = []
    for number, (held, deleted) in enumerate(found):
        contents_of(held).write(folder / str(number))
        read.append((Contents.read(Sections(folder / str(number))), deleted))
    return read


def assert_same(folder: Path, found: list[Part]) -> Path:
    """The file ``merged`` has the sections of the one built of the live documents, its path."""
    contents_of(living(found)).write(folder / "built")
    merged, built = Sections(folder / "merged"), Sections(folder / "built")
    merged.verify()
    assert set(merged) == set(built)
    for name in built:
        assert merged[name].dtype == built[name].dtype, name
        assert merged[name].tobytes() == built[name].tobytes(), name
    return folder / "built"


@settings(max_examples=50)
@given(found=parts(), stretch=st.sampled_from([1, 5, 1 << 19]))
def test_merged_segments_are_the_segment_of_their_live_documents(
    tmp_path_factory: pytest.TempPathFactory, found: list[Part], stretch: int
) -> None:
    """Section by section and byte by byte, however little is looked at together."""
    folder = tmp_path_factory.mktemp("merged")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "AT_ONCE", stretch)
        patch.setattr(merging, "_TERMS", stretch)
        patch.setattr(inverted, "AT_ONCE", stretch)
        patch.setattr(ngrams, "_MERGED_AT_ONCE", stretch)
        patch.setattr(ngrams, "_TOKENS", stretch)
        merging.merge(folder / "merged", merging.sources(written(folder, found)))
    assert_same(folder, found)


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
        patch.setattr(merging, "_TERMS", 20)
        patch.setattr(inverted, "AT_ONCE", 300)
        patch.setattr(inverted, "_FEW", 16)
        patch.setattr(ngrams, "_MERGED_AT_ONCE", 200)
        patch.setattr(ngrams, "_TOKENS", 400)
        merging.merge(tmp_path / "merged", merging.sources(written(tmp_path, found)))
    assert (tmp_path / "merged").stat().st_size == assert_same(tmp_path, found).stat().st_size


def test_no_more_postings_are_held_than_the_bound_however_frequent_or_dead_a_term_is(
    tmp_path: Path,
) -> None:
    """One term stands in every document, another only in deleted ones."""
    texts = [f"nga {'mỹ ' * (n % 9)} nga t{n}" + " gone" * 5 * (n % 3 > 0) for n in range(300)]
    every = [made(f"d{n}", n, text) for n, text in enumerate(texts)]
    dead = [n for n in range(200) if n % 3]
    found = [(every[:200], dead), (every[200:], [])]
    read = written(tmp_path, found)
    held = read[0][0].fields["exact"]
    largest = int(held.frequencies.max())
    bound = 60
    assert largest < bound < int(held.frequencies.sum()) // 4
    unpacked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "AT_ONCE", bound)
        together = merging._living

        def noted(inverted: Inverted, source: Source, terms: Ints, *where: slice) -> Any:
            unpacked.append(where[1].stop - where[1].start)
            return together(inverted, source, terms, *where)

        patch.setattr(merging, "_living", noted)
        merging.merge(tmp_path / "merged", merging.sources(read))
    assert max(unpacked) <= bound
    assert_same(tmp_path, found)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "built", "merged"]


vocabularies = st.lists(st.sets(st.text("abă", max_size=4)), min_size=1, max_size=4)


@given(found=vocabularies, bound=st.integers(1, 5))
def test_vocabularies_are_read_in_step_a_bounded_part_at_a_time(
    found: list[set[str]], bound: int
) -> None:
    parts = [Texts.of(sorted(each, key=str.encode)) for each in found]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_TERMS", bound)
        stretches = list(merging._in_step(parts))
    before: set[str] = set()
    for stretch in stretches:
        here = [part[slice(*inside)] for part, inside in zip(parts, stretch, strict=True)]
        assert max(map(len, here)) <= bound
        assert before.isdisjoint(set().union(*here))
        before = before.union(*here)
    assert before == set().union(*found)


def test_what_deleted_documents_hold_is_counted_a_bounded_part_at_a_time() -> None:
    lengths = [3, 40, 7, 1, 0, 25, 25, 100, 2]
    every = [made(f"d{n}", n, "nga " * length) for n, length in enumerate(lengths)]
    counted = contents_of(every).ngrams
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ngrams, "_TOKENS", 50)
        found = [int(each.occurrences.sum()) for each in counted.of_documents(counted.lengths >= 0)]
    assert sum(found) == int(counted.lengths.sum())
    assert len(found) > 2
    assert max(found) < 50 + int(counted.lengths.max())
