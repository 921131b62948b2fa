"""Counters, deletions, and what an index has to follow."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from index.store import Change, Store
from tests.store.samples import admit, admit_one, ids, item

URL = "https://vov.vn/1"


def test_seq_and_change_grow_and_are_never_reused(store: Store) -> None:
    admit(store, item("a"), item("b"))
    store.delete(["b"])
    admit(store, item("c"))
    kept = store.get("c")
    assert kept
    assert (kept.seq, kept.change) == (3, 4)


def test_a_deleted_article_is_gone_and_leaves_a_tombstone(store: Store) -> None:
    admit(store, item("a"), item("b"))
    assert store.delete(["a", "no such", "a"]) == ["a"]
    assert store.get("a") is None
    assert store.original("a") is None
    assert store.get_many(["a", "b"]).keys() == {"b"}
    assert ids(store) == ["b"]
    assert store.changes(2, 10) == [Change(3, "a", None)]


def test_reads_that_share_a_connection_see_the_latest_each(store: Store, url: str) -> None:
    """An index may have what was added after the first of them: it must be there to be shown."""
    admit(store, item("a"))
    made: list[object] = []
    event.listen(store._database._engine, "connect", lambda *each: made.append(each))
    with closing(Store.open(url, 5)) as other, store.connected():
        assert store.highest_change() == 1
        admit(other, item("b"))
        assert store.highest_change() == 2
        assert store.get_many(["a", "b"]).keys() == {"a", "b"}
    assert len(made) == 1
    assert store.highest_change() == 2
    assert len(made) == 2


def test_a_tombstone_keeps_no_words(store: Store, url: str) -> None:
    words = "một câu phải biến mất"
    admit(store, item("a", words, url=URL), item("a", words + "!", url=URL))
    store.delete(["a"])
    assert store.revisions("a") == []
    with closing(Store.open(url, 5)) as again, again._database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM articles").all()
        assert len(rows) == 1
        assert words not in str(rows)
        assert connection.exec_driver_sql("SELECT count(*) FROM revisions").scalar() == 0


def test_added_again_it_keeps_its_place_and_its_first_day(store: Store) -> None:
    admit(store, item("a"), item("b"))
    before = store.get("a")
    store.delete(["a"])
    assert admit(store, item("a")) == ["added"]
    after = store.get("a")
    assert before
    assert after
    assert (after.seq, after.first_seen) == (before.seq, before.first_seen)
    assert after.change == 4
    assert [change.change for change in store.changes(0, 10)] == [2, 4]


def test_added_again_from_another_input_it_is_recognised(store: Store) -> None:
    admit(store, item("a", url=URL))
    store.delete(["a"])
    assert admit(store, item("b", url=URL)) == ["added"]
    assert ids(store) == ["a"]


def test_a_deleted_article_has_no_claim_on_its_own_id(store: Store) -> None:
    admit(store, item("1", own=True, url=URL))
    store.delete_all()
    assert admit(store, item("1", "Khác.", own=True, url="https://tpo.vn/1")) == ["added"]
    kept = store.get("1")
    assert kept
    assert (kept.seq, kept.change, kept.article.body) == (2, 3, "Khác.")
    assert store.changes(1, 10) == [Change(3, "1", kept)]


def test_deleting_twice_is_deleting_once(store: Store) -> None:
    admit(store, item("a"))
    store.delete(["a"])
    assert store.delete(["a"]) == []
    assert store.highest_change() == 2


def test_deleting_an_outlet_leaves_the_others(store: Store) -> None:
    admit(
        store, item("a", outlet="VOV"), item("b", outlet="TPO"), item("c"), item("d", outlet="VOV")
    )
    assert store.delete_outlet("VOV") == 2
    assert ids(store) == ["b", "c"]
    assert store.delete_outlet(None) == 1
    assert ids(store) == ["b"]


def test_deleting_everything(store: Store) -> None:
    admit(store, *(item(str(number)) for number in range(7)))
    assert store.delete_all() == 7
    assert ids(store) == []
    assert [change.kept for change in store.changes(7, 100)] == [None] * 7
    assert store.delete_all() == 0


def test_an_id_that_no_database_holds_is_of_no_article(store: Store) -> None:
    for bad in ("\ud800", "a\0"):
        assert store.get(bad) is None
        assert store.delete([bad]) == []
        assert store.original(bad) is None
        assert store.revisions(bad) == []
        assert store.saved_search(bad) is None
        assert not store.delete_saved_search(bad)
        assert store.delete_outlet(bad) == 0


def test_many_are_answered_in_the_order_asked(store: Store) -> None:
    admit(store, *(item(str(number)) for number in range(1200)))
    wanted = [str(number) for number in reversed(range(1200))]
    assert list(store.get_many([*wanted, "no such", "5"])) == wanted


def test_all_streams_in_order_of_admission(store: Store) -> None:
    admit(store, *(item(str(number)) for number in range(1200)))
    admit(store, item("7", "Khác."))
    store.delete(["500"])
    assert ids(store) == [str(number) for number in range(1200) if number != 500]


def test_all_goes_on_while_others_write(store: Store) -> None:
    admit(store, *(item(str(number)) for number in range(600)))
    articles = store.all()
    next(articles)
    store.delete(["599"])
    admit(store, item("new"))
    assert [kept.article.id for kept in articles][-2:] == ["598", "new"]


def test_changes_come_rising_and_limited(store: Store) -> None:
    admit(store, item("a"), item("b"), item("c"))
    admit(store, item("a", "Khác."))
    assert [(change.change, change.id) for change in store.changes(0, 2)] == [(2, "b"), (3, "c")]
    assert [(change.change, change.id) for change in store.changes(3, 2)] == [(4, "a")]
    assert store.changes(4, 2) == []


def test_stats_count(store: Store) -> None:
    admit(
        store, item("a", outlet="VOV"), item("b", outlet="VOV"), item("c"), item("d", outlet="TPO")
    )
    admit(store, item("a", "Khác.", outlet="VOV"))
    store.delete(["d"])
    store.save_search("me", "q=a", "a")
    found = store.stats()
    assert (found.articles, found.deleted, found.revisions, found.saved_searches) == (3, 1, 1, 1)
    assert found.outlets == (("VOV", 2), (None, 1))
    assert found.change == store.highest_change() == 6
    assert found.epoch == store.epoch()


def test_every_store_has_an_epoch_of_its_own(url: str) -> None:
    with closing(Store.open(url, 5)) as one, closing(Store.open(url + "2", 5)) as other:
        assert one.epoch() != other.epoch()
        with closing(Store.open(url, 5)) as again:
            assert again.epoch() == one.epoch()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "1", "2"])), max_size=12))
@settings(max_examples=30)
def test_following_the_changes_is_having_the_store(steps: list[tuple[str, str]]) -> None:
    """An index that takes the changes, step by step or at once, holds what the store holds."""
    with closing(Store.open("sqlite://", 1)) as store:
        followed: dict[str, str] = {}
        last = 0
        for each, text in steps:
            if text:
                admit(store, item(each, text))
            else:
                store.delete([each])
            for change in store.changes(last, 100):
                assert change.change > last
                last = change.change
                followed.pop(change.id, None)
                if change.kept:
                    followed[change.id] = change.kept.article.body
        held = {kept.article.id: kept.article.body for kept in store.all()}
        assert followed == held
        at_once = {c.id: c.kept.article.body for c in store.changes(0, 100) if c.kept}
        assert at_once == held
        assert store.highest_change() == last


def test_what_is_at_hand_is_not_read_again(store: Store) -> None:
    first, second = (admission.kept for admission in store.admit([item("a"), item("b")]))
    assert first
    assert second
    mine = replace(first.article, title="Chính bài này")
    store.delete(["b"])
    later = admit_one(store, item("c")).kept
    assert later
    # b was deleted since: its change is another now, and nothing at hand stands for it
    at_hand = {first.change: mine, second.change: second.article}
    found = {each.id: each.kept for each in store.changes(0, 10, at_hand)}
    assert found["a"] is not None
    assert found["a"].article is mine
    assert (found["b"], found["c"]) == (None, later)


def test_who_interrupts_the_end_of_a_connection_is_not_answered_by_a_traceback(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = store._database._engine

    def interrupted(_connection: object) -> None:
        raise KeyboardInterrupt  # as Ctrl-C does wherever it arrives

    monkeypatch.setattr(engine.dialect, "do_close", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.stats()
    assert caplog.records == []
