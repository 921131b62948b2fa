"""Weights are tried without a change to the product, on one half of the queries."""

import pytest

from index.engines import bm25
from quality.judged import OWN, load
from quality.tuning import half_of, main, of_half
from quality.weights import UnknownWeight, weighted
from search.language import levels, ranking


def test_weights_hold_inside_and_are_put_back() -> None:
    before = (ranking.PAIR, ranking.MARKED, bm25.B, levels.ENOUGH)
    other = {"MARKED.fold": 0.3, "MARKED.exact": 2.0, "bm25.B": 0.4, "levels.ENOUGH": 0.1}
    with weighted({"PAIR": 0.9, "TITLE": 1.5, **other}):
        assert (ranking.PAIR, bm25.B, levels.ENOUGH) == (0.9, 0.4, 0.1)
        assert ranking.Weights(2.0, 0.3) == ranking.MARKED
    assert before == (ranking.PAIR, ranking.MARKED, bm25.B, levels.ENOUGH)


def test_weights_are_put_back_after_an_error() -> None:
    before = ranking.PAIR
    with pytest.raises(RuntimeError), weighted({"PAIR": 0.9}):
        raise RuntimeError
    assert before == ranking.PAIR


@pytest.mark.parametrize("name", ["NOTHING", "MARKED", "MARKED.nothing", "PAIR.exact", "bm25.idf"])
def test_an_unknown_weight_is_refused(name: str) -> None:
    with pytest.raises(UnknownWeight), weighted({name: 1.0}):
        pass
    assert main([f"{name}=1.0"]) == 2


def test_the_halves_part_the_queries() -> None:
    queries = load(OWN).queries
    choosing, reporting = of_half(queries, "choosing"), of_half(queries, "reporting")
    assert sorted(q.id for q in (*choosing, *reporting)) == sorted(q.id for q in queries)
    assert min(len(choosing), len(reporting)) > len(queries) / 4


def test_a_query_stays_in_its_half_for_ever() -> None:
    chosen = [n for n in range(1, 9) if half_of(f"mds-q{n}") == "choosing"]
    assert chosen == [4, 6, 7, 8]
