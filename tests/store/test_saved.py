"""Saved searches."""

from __future__ import annotations

from index.store import Store


def test_a_search_is_saved_once_per_owner(store: Store) -> None:
    first, created = store.save_search("me", "q=a&sort=newest", "a")
    assert created
    assert store.save_search("me", "q=a&sort=newest", "another title") == (first, False)
    other, created = store.save_search("you", "q=a&sort=newest", "a")
    assert created
    assert other.id != first.id


def test_ids_are_random_and_fit_into_a_path(store: Store) -> None:
    found = {store.save_search("me", f"q={number}", "")[0].id for number in range(50)}
    assert len(found) == 50
    for each in found:
        assert len(each) >= 16
        assert each.replace("-", "").replace("_", "").isalnum()
        assert each.isascii()


def test_anyone_may_look_one_up_by_its_id(store: Store) -> None:
    saved, _ = store.save_search("me", "q=a", "a")
    assert store.saved_search(saved.id) == saved
    assert store.saved_search("no such") is None


def test_an_owner_sees_only_its_own(store: Store) -> None:
    mine, _ = store.save_search("me", "q=a", "a")
    yours, _ = store.save_search("you", "q=b", "b")
    assert store.saved_searches("me") == [mine]
    assert {each.id for each in store.saved_searches()} == {mine.id, yours.id}
    assert store.saved_searches("nobody") == []


def test_only_its_owner_deletes_a_search(store: Store) -> None:
    saved, _ = store.save_search("me", "q=a", "a")
    assert not store.delete_saved_search(saved.id, "you")
    assert store.delete_saved_search(saved.id, "me")
    assert not store.delete_saved_search(saved.id, "me")
    assert store.saved_search(saved.id) is None


def test_the_operator_deletes_anybodys(store: Store) -> None:
    saved, _ = store.save_search("me", "q=a", "a")
    assert store.delete_saved_search(saved.id)
