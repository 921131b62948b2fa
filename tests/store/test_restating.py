"""Newer rules are put beside what is in force, and switched to a batch at a time."""

from __future__ import annotations

from dataclasses import replace

from index.article import Article
from index.corrections import Correction
from index.store import Store, Stored
from index.wording import Wording
from tests.store.samples import admit, item

RULES = "4-abc"
NO = Wording("không phải bài", "no article")


def outlet_of(store: Store, id: str) -> str | None:
    kept = store.get(id)
    assert kept
    return kept.article.outlet


def again(stored: Stored, outlet: str | None) -> Article:
    """The article as newer rules understand it: by another outlet."""
    return Article(stored.id, stored.draft.title or "", stored.draft.text, outlet=outlet)


def restated(store: Store, outlet: str = "VOV") -> None:
    found = store.originals(0, 10)
    store.restate(RULES, [(each, again(each, outlet)) for each in found])


def test_nothing_changes_before_the_switch(store: Store) -> None:
    admit(store, item("a"), item("b"))
    change = store.highest_change()
    restated(store)
    assert store.highest_change() == change
    assert outlet_of(store, "a") is None
    waiting = [
        (each.id, each.before.outlet, each.article and each.article.outlet)
        for each in store.restated()
    ]
    assert waiting == [("a", None, "VOV"), ("b", None, "VOV")]


def test_the_switch_is_for_the_index_and_no_revision(store: Store) -> None:
    admit(store, item("a"), item("b"))
    before = store.get_many(["a", "b"])
    restated(store)
    assert store.switch(1, "4").written == 1
    assert (outlet_of(store, "a"), outlet_of(store, "b")) == ("VOV", None)
    assert store.switch(10, "4").written == 1
    assert store.switch(10, "4").looked_at == 0
    for name, kept in store.get_many(["a", "b"]).items():
        assert (kept.seq, kept.first_seen) == (before[name].seq, before[name].first_seen)
        assert kept.change > before[name].change
        assert store.revisions(name) == []
    with store._database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT first_seen, updated_at FROM articles").all()
    assert all(first == updated for first, updated in rows)
    assert store.stats().understandings == (("4", 2),)


def test_an_article_that_stays_the_same_gets_no_change(store: Store) -> None:
    admit(store, item("a"))
    change = store.highest_change()
    [stored] = store.originals(0, 10)
    store.restate(RULES, [(stored, again(stored, None))])
    assert list(store.restated()) == []
    assert store.switch(10, "4").written == 0
    assert store.highest_change() == change
    assert store.stats().understandings == (("4", 1),)


def test_a_rejected_article_is_told_and_stays(store: Store) -> None:
    admit(store, item("a"))
    [stored] = store.originals(0, 10)
    store.restate(RULES, [(stored, NO)])
    [found] = store.restated()
    assert (found.article, found.rejected) == (None, NO)
    assert store.switch(10, "4").written == 0
    kept = store.get("a")
    assert kept
    assert kept.article.body == "Một đoạn văn."
    assert store.stats().understandings == (("", 1),)


def test_a_run_goes_on_behind_what_the_same_rules_understood(store: Store) -> None:
    admit(store, item("a"), item("b"))
    [first] = store.originals(0, 1)
    store.restate(RULES, [(first, again(first, "VOV"))])
    assert store.restated_up_to(RULES) == first.seq
    assert store.restated_up_to("4-other") == 0
    assert [each.id for each in store.originals(first.seq, 10)] == ["b"]
    store.drop_restated(but=RULES)
    assert store.restated_up_to(RULES) == first.seq
    store.drop_restated()
    assert store.restated_up_to(RULES) == 0


def test_an_input_that_has_changed_since_is_left_as_it_is(store: Store) -> None:
    admit(store, item("a", own=True))
    restated(store)
    admit(store, item("a", "Một bản khác.", own=True))
    assert list(store.restated()) == []
    assert store.switch(10, "4").written == 0
    kept = store.get("a")
    assert kept
    assert (kept.article.body, kept.article.outlet) == ("Một bản khác.", None)


def test_corrections_hold_over_newer_rules_also_those_made_meanwhile(store: Store) -> None:
    admit(store, item("a"), item("b"))
    store.correct("a", [Correction("outlet", "TPO")], "lan")
    restated(store)
    store.correct("b", [Correction("outlet", "TNO")], "lan")
    store.switch(10, "4")
    assert (outlet_of(store, "a"), outlet_of(store, "b")) == ("TPO", "TNO")
    store.undo_corrections("a", [store.corrections("a")[0].number], "lan")
    assert outlet_of(store, "a") == "VOV"


def test_corrections_are_laid_over_anew_where_the_rules_say_the_same(store: Store) -> None:
    admit(store, item("a"))
    store.correct("a", [Correction("outlet", "TPO")], "lan")
    with store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE articles SET article = replace(article, 'TPO', 'TP')")
    [stored] = store.originals(0, 10)
    store.restate(RULES, [(stored, again(stored, None))])
    assert store.switch(10, "4").written == 1
    assert outlet_of(store, "a") == "TPO"


def test_a_correction_that_finds_no_place_is_told(store: Store) -> None:
    admit(store, item("a", "Bà Nga kể chuyện."))
    added = Correction("person-add", "Nga")
    store.correct("a", [added], "lan")
    [stored] = store.originals(0, 10)
    store.restate(RULES, [(stored, replace(again(stored, None), body="Chuyện làng."))])
    [found] = store.restated()
    assert found.unmet == (added,)


def test_a_deleted_article_is_not_switched(store: Store) -> None:
    admit(store, item("a"))
    [stored] = store.originals(0, 10)
    store.delete(["a"])
    store.restate(RULES, [(stored, again(stored, "VOV"))])
    assert store.switch(10, "4").looked_at == 0
    assert store.get("a") is None


def test_the_switched_article_is_known_by_its_input_under_the_new_version(store: Store) -> None:
    first = item("a", own=True)
    admit(store, first)
    restated(store)
    store.switch(10, "4")
    draft, article, options = first
    [admission] = store.admit([(draft, replace(article, outlet="VOV"), options)], "4")
    assert admission.status == "unchanged"
