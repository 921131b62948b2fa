"""Terms that come often with the articles found."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.base import FacetCounts
from search import keywords as module
from search.keywords import Keyword, keywords, over_representation

Archive = Sequence[tuple[str, ...]]
"""The key terms of each article."""


def counted(articles: Archive) -> Counter[str]:
    return Counter(term for article in articles for term in set(article))


def found_in(articles: Archive, archive: Counter[str]) -> FacetCounts:
    counts = counted(articles)
    everywhere = tuple(archive[term] for term, _ in counts.most_common())
    return FacetCounts(tuple(counts.most_common()), 0, len(counts), everywhere)


def told(found: Archive, others: Archive, *words: str) -> tuple[Keyword, ...]:
    every = [*found, *others]
    return keywords(found_in(found, counted(every)), len(found), len(every), words)


FILLER: Archive = [(f"chuyện {n % 40}", "Việt Nam") for n in range(800)]


def test_what_the_results_have_and_the_archive_lacks_comes_first() -> None:
    found = [("tên lửa", "Việt Nam", "Kaliningrad")] * 6 + [("tên lửa", "Việt Nam")] * 14
    assert told(found, [*FILLER, ("tên lửa",), ("Kaliningrad",)]) == (
        Keyword("tên lửa", 20, 21),
        Keyword("Kaliningrad", 6, 7),
    )


def test_a_term_in_fewer_articles_than_the_support_says_nothing() -> None:
    found = [("hiếm có",)] * (module.SUPPORT - 1) + [("Việt Nam",)] * 5
    assert told(found, FILLER) == ()
    assert told([*found, ("hiếm có",)], FILLER) == (Keyword("hiếm có", 3, 3),)


def test_spellings_of_a_term_have_the_support_together() -> None:
    found = [("Tên lửa",), ("Tên lửa", "hiếm"), ("tên lửa", "hiếm")]
    assert told(found, FILLER) == (Keyword("Tên lửa", 3, 3),)


def test_the_words_of_the_query_are_not_told_again_nor_parts_of_a_better_term() -> None:
    found = [("đàm phán", "hòa bình", "bàn đàm phán", "Kim", "Kim Jong-un")] * 8 + [
        ("Kim Jong-un",)
    ]
    names = {keyword.text for keyword in told(found, FILLER, "đàm phán")}
    assert names == {"hòa bình", "bàn đàm phán", "Kim Jong-un"}
    names = {keyword.text for keyword in told(found, FILLER, "dam phan", "hoa binh")}
    assert names == {"bàn đàm phán", "Kim Jong-un"}
    names = {keyword.text for keyword in told(found, FILLER, "đảm phận")}
    assert any("đàm phán" in name for name in names)


def test_spellings_in_another_case_count_together_under_the_commonest() -> None:
    found = [("Quốc hội",)] * 4 + [("quốc hội",)] * 2 + [("Quốc Hội",)]
    others = [*FILLER, *[("quốc hội",)] * 9]
    assert told(found, others) == (Keyword("quốc hội", 7, 16),)
    assert told([("Trump",), ("TRUMP",)] * 2, FILLER) == (Keyword("Trump", 4, 4),)


def test_spellings_that_are_not_among_the_counted_are_left_out_on_both_sides() -> None:
    found = FacetCounts((("Quốc hội", 40), ("quốc hội", 8)), 0, 3, everywhere=(50, 9))
    assert keywords(found, 100, 3000, ()) == (Keyword("Quốc hội", 48, 59),)


def test_of_two_placements_of_a_tone_the_better_one_is_told() -> None:
    assert told([("hoà bình",)] * 3 + [("hòa bình",)] * 4, FILLER) == (Keyword("hòa bình", 4, 4),)


def test_no_more_than_a_few_are_told() -> None:
    found = [tuple(f"chữ{n} riêng{n}" for n in range(20))] * 10
    assert len(told(found, FILLER)) == module.MOST


@pytest.mark.parametrize("size", [0, 1, 30, 400, 3000])
def test_articles_drawn_by_lot_have_almost_nothing_to_tell(size: int) -> None:
    """Terms as frequent as in real archives (Zipf): few in every tenth article, most in a few."""
    lot = random.Random(4)  # noqa: S311  # a seeded draw, no secret
    terms = [f"từ{n} ghép{n}" for n in range(6000)]
    weights = [1 / (n + 10) for n in range(6000)]
    archive = [tuple(set(lot.choices(terms, weights, k=7))) for _ in range(3000)]
    kept = counted(archive)
    told_in_draws = 0
    for _ in range(20):
        drawn = lot.sample(archive, size)
        told_in_draws += len(keywords(found_in(drawn, kept), size, len(archive), ()))
    assert told_in_draws <= 1


@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_g2_is_that_of_the_table_and_signed(a: int, b: int, c: int, d: int) -> None:
    total, documents = a + b, a + b + c + d
    expected = 0.0
    for seen, row, column in (
        (a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d),
    ):  # fmt: skip
        expected += 2 * seen * log(seen * documents / (row * column)) if seen else 0.0
    found = over_representation(np.array([float(a)]), total, np.array([float(a + c)]), documents)
    if a * documents > total * (a + c):
        assert found[0] == pytest.approx(expected, abs=1e-6)
    else:
        assert found[0] == 0.0
