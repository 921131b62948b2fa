"""The store remembers what was fetched and what is watched."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from index.article import Options
from index.store import Fetched, Store, Watched
from tests.store.samples import admit, item

URL = "https://vov.vn/tin"
AT = "2026-03-01T08:00:00+00:00"

words = some.text(some.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
states = some.builds(
    Fetched,
    url=words.filter(bool),
    at=some.just(AT),
    options=some.builds(Options, outlet=some.none() | words, as_of=some.none() | words),
    etag=some.none() | words,
    last_modified=some.none() | words,
    content=some.none() | words,
    entry=some.none() | words,
    whole=some.booleans(),
    failures=some.integers(0, 9),
    article_id=some.none() | words,
)


@given(some.lists(states, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_a_state_comes_back_as_it_was_the_last_one_of_an_address(
    store: Store, kept: list[Fetched]
) -> None:
    store.keep_fetched(kept)
    assert store.fetched([each.url for each in kept]) == {each.url: each for each in kept}


def test_more_addresses_than_a_statement_takes(store: Store) -> None:
    kept = [Fetched(f"{URL}/{number}", AT, Options()) for number in range(1_200)]
    store.keep_fetched(kept)
    assert len(store.fetched(each.url for each in kept)) == 1_200
    assert store.fetched([]) == {}


def test_an_emptied_store_has_fetched_nothing(store: Store) -> None:
    store.keep_fetched([Fetched(URL, AT, Options())])
    store.delete_all()
    assert store.fetched([URL]) == {}


def test_an_article_is_found_at_its_address_in_any_form(store: Store) -> None:
    admit(store, item("a", url=URL))
    for url in (URL, "http://www.vov.vn/tin/", URL + "?utm_source=x#y"):
        assert store.article_at(url) == "a"
    assert store.article_at(URL + "/khac") is None
    assert store.article_at("\ud800") is None
    store.delete(["a"])
    assert store.article_at(URL) is None


class TestTheList:
    def test_an_address_is_due_at_once_and_once_on_the_list(self, store: Store) -> None:
        assert store.watch(URL, 900, "VOV")
        assert not store.watch(URL, 3_600, None)
        (watched,) = store.watched()
        assert (watched.url, watched.every, watched.outlet) == (URL, 3_600, None)
        assert watched.next_at == watched.added_at
        assert (watched.looked_at, watched.failures, watched.error) == (None, 0, None)

    def test_the_next_one_is_first(self, store: Store) -> None:
        for name, hour in (("a", "09"), ("b", "08"), ("c", "10")):
            store.watch(f"{URL}/{name}", 900)
            later = Watched(f"{URL}/{name}", 900, AT, AT.replace("08:", f"{hour}:"))
            store.note_look(later)
        assert [each.url[-1] for each in store.watched()] == ["b", "a", "c"]

    def test_how_a_look_went_is_kept_and_what_a_person_said_meanwhile_too(
        self, store: Store
    ) -> None:
        store.watch(URL, 900)
        (before,) = store.watched()
        store.watch(URL, 60, "VOV")
        store.note_look(replace(before, looked_at=AT, next_at=AT, failures=2, error="{}"))
        (after,) = store.watched()
        assert (after.failures, after.error, after.looked_at) == (2, "{}", AT)
        assert (after.every, after.outlet) == (60, "VOV")

    def test_what_was_taken_off_meanwhile_stays_off(self, store: Store) -> None:
        store.watch(URL, 900)
        (before,) = store.watched()
        assert store.unwatch(URL)
        assert not store.unwatch(URL)
        assert not store.unwatch("\ud800")
        store.note_look(before)
        assert store.watched() == []
