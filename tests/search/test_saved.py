"""A saved search is one search, one owner and a short id, kept in a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store import Store
from search.errors import SavedSearchNotFound
from search.request import SearchRequest
from search.saved import SavedSearches


@pytest.fixture
def saved(tmp_path: Path) -> Iterator[SavedSearches]:
    store = Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", lock_wait=5, migrate=True)
    yield SavedSearches(store)
    store.close()


def request(q: str, *pairs: tuple[str, str]) -> SearchRequest:
    return SearchRequest.from_args([("q", q), *pairs], strict=True)[0]


def test_the_same_search_is_saved_once_per_owner(saved: SavedSearches) -> None:
    first, created = saved.save("me", request("đàm phán", ("outlet", "VOV"), ("page", "3")))
    again, recreated = saved.save("me", request(" đàm  phán", ("outlet", "VOV")))
    other, theirs = saved.save("you", request("đàm phán", ("outlet", "VOV")))
    assert (created, recreated, theirs) == (True, False, True)
    assert again == first
    assert other.id != first.id
    assert [each.id for each in saved.of("me")] == [first.id]


def test_it_comes_back_as_the_search_it_was(saved: SavedSearches) -> None:
    wanted = request("a&b=c đ", ("-person", "Ông X"), ("date", "2022-03"), ("to", "-7d"))
    made, _ = saved.save("me", wanted)
    assert saved.get(made.id).request == wanted
    assert made.title == "a&b=c đ"


def test_only_the_owner_deletes_it(saved: SavedSearches) -> None:
    made, _ = saved.save("me", request("nga"))
    with pytest.raises(SavedSearchNotFound):
        saved.delete(made.id, "you")
    with pytest.raises(SavedSearchNotFound):
        saved.owned(made.id, "you")
    assert saved.owned(made.id, "me") == made
    saved.delete(made.id, "me")
    with pytest.raises(SavedSearchNotFound):
        saved.get(made.id)
