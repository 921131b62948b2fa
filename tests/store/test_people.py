"""What is decided about persons is kept with its history, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from index.article import Article, Person
from index.store import Alias, Namesake, Overruled, Rulings, Store
from index.store.people import Effect
from tests.store.samples import admit, item


@dataclass(frozen=True)
class Naming:
    """Bears on every article that names one of these."""

    names: frozenset[str]

    def concerns(self, names: Sequence[str]) -> bool:
        return not self.names.isdisjoint(names)

    def changes(self, article: Article) -> bool:
        return self.concerns([person.name for person in article.persons])


def effect_of(before: Rulings, after: Rulings) -> Effect:
    old, new = set_of(before), set_of(after)
    return Naming(frozenset(name for name, _ in old ^ new))


def set_of(some: Rulings) -> set[tuple[str, str]]:
    pairs = {(each.name, each.person) for each in some.aliases}
    return pairs | {(each.name, each.value) for each in some.namesakes}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 1)) as opened:
        for name, names in (("a", ["Bá Lộc"]), ("b", ["Trần Bá Lộc", "Lê Nam"]), ("c", [])):
            draft, article, options = item(name)
            persons = tuple(Person(each) for each in names)
            admitted = opened.admit([(draft, replace(article, persons=persons), options)])
            assert admitted[0].status == "added"
        yield opened


ALIAS = Rulings((Alias("Bá Lộc", "Trần Bá Lộc", "learnt", {"name": 3}),))
SPLIT = Rulings(namesakes=(Namesake("Lê Nam (Huế)", "Lê Nam", places=("Huế",), born=(1950,)),))
NOTHING = Rulings()


def changed(store: Store, after: int) -> list[str]:
    return [change.id for change in store.changes(after, 100)]


def test_before_the_first_decision_nothing_is_ruled(store: Store) -> None:
    assert store.rulings() == Rulings()
    assert store.rulings_version() == 0
    assert store.decisions() == []


def test_a_decision_is_in_force_and_its_articles_change(store: Store) -> None:
    before = store.highest_change()
    decision, articles = store.decide("merge", ALIAS, NOTHING, effect_of)
    assert (decision.number, decision.action, articles) == (1, "merge", 1)
    assert changed(store, before) == ["a"]
    kept = store.get("a")
    assert kept
    assert kept.article.persons[0].name == "Bá Lộc"  # the article keeps its own form
    found = store.rulings()
    assert [replace(each, decided_at="") for each in found.aliases] == list(ALIAS.aliases)
    assert found.aliases[0].decided_at
    assert found.version == store.rulings_version() == 1


def test_namesakes_come_back_as_they_went_in(store: Store) -> None:
    store.decide("split", SPLIT, NOTHING, effect_of)
    found = store.rulings().namesakes
    assert [replace(each, decided_at="") for each in found] == list(SPLIT.namesakes)


def test_undoing_puts_everything_back_and_is_a_decision_too(store: Store) -> None:
    store.decide("merge", ALIAS, NOTHING, effect_of)
    store.decide("split", SPLIT, NOTHING, effect_of)
    before = store.highest_change()
    undone, articles = store.undo(1, effect_of)
    assert (undone.number, undone.action, articles) == (3, "undo", 1)
    assert changed(store, before) == ["a"]
    assert store.rulings().aliases == ()
    assert len(store.rulings().namesakes) == 1
    assert [(each.number, each.undone_by) for each in store.decisions()] == [
        (3, None),
        (2, None),
        (1, 3),
    ]
    store.undo(3, effect_of)  # the undoing can be undone
    assert [each.name for each in store.rulings().aliases] == ["Bá Lộc"]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_what_was_not_decided_cannot_be_undone(store: Store, number: int) -> None:
    store.decide("merge", ALIAS, NOTHING, effect_of)
    with pytest.raises(KeyError):
        store.undo(number, effect_of)
    store.undo(1, effect_of)
    with pytest.raises(KeyError):
        store.undo(1, effect_of)


def test_a_later_decision_about_the_same_name_stands_in_the_way(store: Store) -> None:
    store.decide("learn", ALIAS, NOTHING, effect_of)
    other = Rulings((Alias("Bá Lộc", "Lê Nam", "confirmed"),))
    store.decide("merge", other, NOTHING, effect_of)
    before = store.rulings()
    with pytest.raises(Overruled) as error:
        store.undo(1, effect_of)
    assert error.value.later == 2
    assert store.rulings() == before
    store.undo(2, effect_of)
    assert store.rulings().aliases[0].person == "Trần Bá Lộc"


def test_a_row_is_dropped_and_comes_back(store: Store) -> None:
    store.decide("merge", ALIAS, NOTHING, effect_of)
    store.decide("split", NOTHING, ALIAS, effect_of)
    assert store.rulings().aliases == ()
    store.undo(2, effect_of)
    assert [each.person for each in store.rulings().aliases] == ["Trần Bá Lộc"]


def test_a_decision_that_bears_on_nothing_changes_nothing(store: Store) -> None:
    before = store.highest_change()
    _, articles = store.decide(
        "merge", Rulings((Alias("Ai Đó", "Ai Khác", "confirmed"),)), NOTHING, effect_of
    )
    assert articles == 0
    assert store.highest_change() == before


def test_a_deleted_article_is_left_alone(store: Store) -> None:
    store.delete(["a"])
    _, articles = store.decide("merge", ALIAS, NOTHING, effect_of)
    assert articles == 0
    assert admit(store, item("d")) == ["added"]
