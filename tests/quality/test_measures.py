"""Measures against values worked out by hand."""

from math import log2, sqrt

import pytest

from quality.measures import compare, mean, ndcg, recall, reciprocal_rank

RANKING = ["x", "a", "y", "b", "c"]


def test_ndcg_discounts_by_the_logarithm_of_the_place() -> None:
    found = 1 / log2(3) + 1 / log2(5)
    ideal = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ndcg(RANKING, {"a", "b", "d"}) == pytest.approx(found / ideal)
    assert ndcg(["a", "b"], {"a", "b"}) == 1.0
    assert ndcg(RANKING, {"d"}) == 0.0
    assert ndcg(RANKING, {"c"}, top=4) == 0.0


def test_ndcg_can_be_perfect_with_more_relevant_documents_than_places() -> None:
    every = [str(i) for i in range(30)]
    assert ndcg(every, every) == pytest.approx(1.0)


def test_reciprocal_rank_is_of_the_first_relevant_one() -> None:
    assert reciprocal_rank(RANKING, {"b", "c"}) == 0.25
    assert reciprocal_rank(RANKING, {"c"}, top=4) == 0.0
    assert reciprocal_rank([], {"a"}) == 0.0


def test_recall_counts_each_relevant_document_once() -> None:
    assert recall(RANKING, {"a", "b", "d", "e"}) == 0.5
    assert recall(["a", "a"], {"a", "b"}) == 0.5
    assert recall(RANKING, {"c"}, top=4) == 0.0


def test_a_mean_has_the_standard_error_of_a_sample() -> None:
    found = mean([1.0, 2.0, 3.0, 4.0])
    assert found.value == 2.5
    assert found.error == pytest.approx(sqrt(5 / 3) / 2)
    assert mean([1.0]).error == 0.0


def test_a_paired_difference_is_judged_by_its_own_error() -> None:
    # differences 1, 1, 1, 3: mean 1.5, s = 1, error .5, t = 3 with 3 degrees of freedom
    found = compare([2.0, 3.0, 4.0, 8.0], [1.0, 2.0, 3.0, 5.0])
    assert (found.difference, found.error) == (1.5, 0.5)
    assert found.p == pytest.approx(0.0577, abs=1e-4)  # table of Student's t
    assert found.verdict == "better"


def test_under_two_standard_errors_there_is_no_difference() -> None:
    # differences 1, -1, 2: mean 2/3, s = 1.53, error .88
    found = compare([1.0, 0.0, 2.0], [0.0, 1.0, 0.0])
    assert not found.clear
    assert found.verdict == "no difference"
    assert compare([0.0, 0.0], [1.0, 1.0]).verdict == "worse"
    assert compare([0.5, 0.7], [0.5, 0.7]).verdict == "no difference"
