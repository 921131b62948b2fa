"""A read of the store stops when the time is over; a write does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from index import deadline
from index.errors import DeadlinePassed
from index.store import Store
from index.store.database import Database
from tests.store.samples import item

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Store.open(url, lock_wait=1)), closing(Database(url, lock_wait=1)) as opened:
        yield opened


def test_a_query_without_end_is_stopped(database: Database) -> None:
    with deadline.within(0.05), pytest.raises(DeadlinePassed), database.reading() as connection:
        connection.exec_driver_sql(ENDLESS).all()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_reading_articles_stops_between_two_of_them(store: Store) -> None:
    store.admit([item("one", "Một đoạn."), item("two", "Hai đoạn.")])
    ids = [kept.article.id for kept in store.all()]
    with deadline.within(0.0), pytest.raises(DeadlinePassed):
        store.get_many(ids)


def test_a_write_is_finished_whatever_the_time(store: Store) -> None:
    with deadline.within(0.0):
        store.admit([item("one")])
    assert len(list(store.all())) == 1
