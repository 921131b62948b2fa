"""The drawn queries: the same each time, of every kind, matching what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import queries
from benchmarks.queries import KINDS, STRATA, Query
from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from index.engines.query import Question
from tests.engines.corpus import made

TITLES = [
    "tổng thống nga đến hà nội để đàm phán",
    "đội tuyển việt nam thắng trận mở màn",
    "giá vàng trong nước tăng trở lại sáng nay",
    "bộ giáo dục công bố đề thi tham khảo",
]


@pytest.fixture(scope="module")
def drawn(engine: Engine) -> list[Query]:
    return queries.draw(engine, TITLES, ["Lan"], each=1)


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = MemoryEngine()
    with engine.writer() as writer:
        for number in range(12):
            title = TITLES[number % len(TITLES)]
            words = title.split()
            text = " ".join(words[number % 3 :])
            document = made(
                f"d{number}", number + 1, text, title, outlet=("Báo 01",), person=("Lan",),
                date=f"{2015 + number % 10}-05-01",
            )  # fmt: skip
            writer.put(document)
    return engine


def test_the_same_archive_gives_the_same_queries_of_every_kind(
    engine: Engine, drawn: list[Query]
) -> None:
    assert drawn == queries.draw(engine, TITLES, ["Lan"], each=1)
    assert {query.kind for query in drawn} == set(KINDS)
    assert len({query.args for query in drawn}) == len(drawn)


def test_a_query_matches_what_it_says_and_keeps_to_its_stratum(
    engine: Engine, drawn: list[Query]
) -> None:
    for query in drawn:
        question = queries.asked(query.args, engine).question
        found = engine.search(Question(question.where, filters=question.filters, limit=0))
        assert found.total == query.hits > 0
        assert queries.stratum(query.hits) <= query.hits
        assert queries.stratum(query.hits) in STRATA


def test_queries_are_kept_as_they_were_drawn(drawn: list[Query], tmp_path: Path) -> None:
    queries.save(tmp_path / "queries.json", drawn)
    assert queries.saved(tmp_path / "queries.json") == drawn
    counted = queries.mix(drawn)
    assert sum(n for row in counted.values() for n in row.values()) == len(drawn)
