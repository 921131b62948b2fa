"""A word with marks never stands for its twin: our own pairs, and those of the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from quality.minimal_pairs import from_corpus, from_own
from quality.minimal_pairs.building import build
from quality.minimal_pairs.cases import Case, Data, Expect, read, write
from quality.minimal_pairs.material import TWINS, Context, Material, Twins, check, distinct
from quality.minimal_pairs.product import ProductFace
from quality.minimal_pairs.running import Found, by_kind, run, wrong
from quality.minimal_pairs.standard import StandardFace
from quality.news import FILE

needs_corpus = pytest.mark.skipif(not FILE.exists(), reason="no corpora beside the checkout")


@pytest.fixture(scope="module")
def own() -> Data:
    material = from_own.material()
    check(material)
    return build(material)


@pytest.fixture(scope="module")
def corpus() -> Data:
    material = from_corpus.material()
    check(material)
    assert distinct(material.twins) >= 2_000
    return build(material)


@pytest.fixture
def product() -> Iterator[ProductFace]:
    face = ProductFace()
    yield face
    face.close()


def asked(data: Data) -> Counter[str]:
    return Counter(case.kind for case in data.cases)


def test_our_own_pairs_are_many_and_of_every_kind(own: Data) -> None:
    assert distinct(from_own.material().twins) >= 150
    assert {kind.split()[0] for kind in asked(own)} == {*TWINS, "same", "context"}


def test_the_product_takes_none_of_our_own_pairs_for_one_word(
    own: Data, product: ProductFace
) -> None:
    assert [str(each) for each in run(own, product)] == []


def test_an_engine_that_only_folds_takes_every_twin_for_the_word(own: Data) -> None:
    violated = by_kind(run(own, StandardFace(folding=True)))
    cases = asked(own)
    twins = [kind for kind in cases if kind.split()[0] not in ("literal", "same", "context")]
    assert all(violated[kind] == cases[kind] for kind in twins)
    assert violated["literal word"] > 0.9 * cases["literal word"]
    assert violated["same spelling"] < 0.5 * cases["same spelling"]


def test_an_engine_that_does_nothing_takes_every_spelling_for_another_word(own: Data) -> None:
    violated = by_kind(run(own, StandardFace(folding=False)))
    cases = asked(own)
    assert violated["same spelling"] == cases["same spelling"]
    assert violated["tone word"] == 0


def test_the_same_seed_makes_the_same_data_and_files_keep_it(own: Data, tmp_path: Path) -> None:
    assert build(from_own.material()).digest == own.digest
    assert build(from_own.material(), seed=5).digest != own.digest
    write(own, tmp_path / "data")
    assert read(tmp_path / "data") == own
    assert read(tmp_path / "data").digest == own.digest


def test_twins_that_are_none_are_refused() -> None:
    def material(**parts: Sequence[object]) -> Material:
        empty = dict.fromkeys(("twins", "alike", "contexts", "filler", "background"), ())
        return Material(**{**empty, **parts})  # type: ignore[arg-type]

    check(material(twins=[Twins("bán", "bàn", ("bán", "vé"), 0)]))
    for bad in (
        material(twins=[Twins("bán", "bằng", ("bán", "vé"), 0)]),
        material(twins=[Twins("hoà", "hòa", ("hoà", "vốn"), 0)]),
        material(twins=[Twins("bán", "bàn", ("bán", "bàn"), 0)]),
        material(alike=[("hoà", "hoá")]),
        material(contexts=[Context(("đàm", "phán"), ("đảng",))]),
        material(contexts=[Context(("đàm", "phán"), ("Đàm",))]),
    ):
        with pytest.raises(ValueError, match=r"."):
            check(bad)


@pytest.mark.parametrize(
    ("expect", "misses"),
    [
        (Expect(must=("a",), must_not=("c",), above=(("a", "b"), ("b", "c")), full=2), 0),
        (Expect(must=("c",)), 1),
        (Expect(must_not=("a",)), 1),
        (Expect(above=(("b", "a"),)), 1),
        (Expect(above=(("d", "a"),)), 1),
        (Expect(equal=(("a", "b"),)), 1),
        (Expect(equal=(("a", "c"),)), 1),
        (Expect(full=3), 1),
        (Expect(counts={"outlet": {"x": 2}}), 0),
        (Expect(counts={"outlet": {"x": 1}}), 1),
    ],
)
def test_what_an_answer_misses_is_said(expect: Expect, misses: int) -> None:
    # c is shown, but widened: it does not count
    shown = (("a", 2.0), ("b", 1.0), ("c", 0.5))
    found = Found(shown, frozenset("ab"), 2, {"outlet": {"x": 2}})
    assert len(list(wrong(Case("1", "kind", "q", (), expect), found))) == misses


@needs_corpus
def test_the_product_takes_none_of_the_pairs_of_the_corpus_for_one_word(
    corpus: Data, product: ProductFace
) -> None:
    assert [str(each) for each in run(corpus, product)] == []


@needs_corpus
def test_an_engine_that_only_folds_fails_on_the_pairs_of_the_corpus(corpus: Data) -> None:
    part = corpus.part(every=20)
    violated = by_kind(run(part, StandardFace(folding=True)))
    cases = asked(part)
    twins = [kind for kind in cases if kind.split()[0] not in ("literal", "same", "context")]
    assert sum(violated[kind] for kind in twins) > 0.95 * sum(cases[kind] for kind in twins)
