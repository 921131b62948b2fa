"""A newsroom's corrections hold over whatever is understood, and can be undone."""

from __future__ import annotations

from dataclasses import replace

from index.article import Article, ArticleDate, Mention, Options, Person, Quote, Source
from index.corrections import Correction
from index.store import Store
from index.store.admission import Item
from tests.store.samples import admit, admit_one, item

BODY = "Ông Hòa nói: “Cầu sẽ xong trước mùa lũ.” Bà Nga và ông Hòa cùng đi."
VOV = Correction("outlet", "VOV")


def story(id: str = "a", body: str = BODY, **more: object) -> Item:
    """An article with a person, a source and a quotation, as rules would understand it."""
    draft, article, options = item(id, body, own=True)
    found = {
        "outlet": "TPO",
        "persons": (Person("Hòa", (Mention("Hòa", 4, 7),)),),
        "sources": (Source("RT", "relay"),),
        "quotes": (Quote("Cầu sẽ xong trước mùa lũ.", 14, 39, speaker="Hòa", kind="person"),),
        **more,
    }
    return draft, replace(article, **found), options  # type: ignore[arg-type]


def article(store: Store, id: str = "a") -> Article:
    kept = store.get(id)
    assert kept
    return kept.article


def names(store: Store) -> list[str]:
    return [person.name for person in article(store).persons]


def test_a_correction_shows_at_once_with_who_said_so(store: Store) -> None:
    admit(store, story())
    before = store.highest_change()
    applied = store.correct("a", [VOV], "lan", "ghi nhầm báo")
    assert applied
    assert applied.unmet == ()
    assert article(store).outlet == "VOV"
    told = [each for each in article(store).evidence if each.about == "outlet"]
    assert [(each.rule, each.place, each.key) for each in told] == [
        ("corrected", "option", "--outlet")
    ]
    assert store.highest_change() == before + 1
    assert [change.id for change in store.changes(before, 10)] == ["a"]
    made = store.corrections("a")
    assert [(each.correction, each.who, each.why, each.in_force) for each in made] == [
        (VOV, "lan", "ghi nhầm báo", True)
    ]
    assert store.stats().corrections == 1
    assert store.stats().outlets == (("VOV", 1),)


def test_a_correction_is_no_revision_and_no_new_admission(store: Store) -> None:
    admit(store, story())
    before = store.get("a")
    store.correct("a", [VOV], "lan")
    after = store.get("a")
    assert before
    assert after
    assert (after.seq, after.first_seen) == (before.seq, before.first_seen)
    assert store.revisions("a") == []


def test_it_holds_when_the_same_input_comes_again(store: Store) -> None:
    admit(store, story())
    store.correct("a", [VOV], "lan")
    assert admit(store, story()) == ["unchanged"]
    assert article(store).outlet == "VOV"


def test_it_holds_when_the_text_is_another(store: Store) -> None:
    admit(store, story())
    store.correct("a", [VOV, Correction("person-add", "Nga")], "lan")
    changed = admit_one(store, story(body=BODY + " Bà Nga đồng ý."))
    assert (changed.status, changed.unmet) == ("updated", ())
    assert article(store).outlet == "VOV"
    added = next(person for person in article(store).persons if person.name == "Nga")
    assert len(added.mentions) == 2
    [revision] = store.revisions("a")
    assert revision.article.outlet == "VOV"


def test_it_holds_when_newer_rules_understand_the_same_input(store: Store) -> None:
    admit(store, story())
    store.correct("a", [VOV], "lan")
    draft, understood, options = story(event=ArticleDate("2025-03-01", "day", "text", "written"))
    [admission] = store.admit([(draft, understood, options)], "4")
    assert admission.status == "updated"
    assert (article(store).outlet, article(store).event) == ("VOV", understood.event)
    found = store.understood("a")
    assert found
    assert found.outlet == "TPO"


def test_rules_that_come_to_say_the_same_change_nothing(store: Store) -> None:
    admit(store, story())
    store.correct("a", [Correction("person-remove", "Hòa")], "lan")
    seen = article(store)
    [admission] = store.admit([story(persons=(), quotes=seen.quotes)], "4")
    assert admission.status == "unchanged"
    assert store.understood("a") == seen


def test_a_correction_whose_target_is_gone_is_reported_and_kept(store: Store) -> None:
    admit(store, story())
    added = Correction("person-add", "Nga")
    store.correct("a", [added], "lan")
    admission = admit_one(store, story(body="Ông Hòa đi một mình.", quotes=()))
    assert admission.unmet == (added,)
    assert [each.in_force for each in store.corrections("a")] == [True]
    assert names(store) == ["Hòa"]
    admit(store, story())
    assert names(store) == ["Hòa", "Nga"]


def test_undoing_gives_back_what_the_rules_understood(store: Store) -> None:
    admit(store, story())
    before = article(store)
    store.correct("a", [VOV], "lan")
    store.correct("a", [Correction("title", "Tít đúng")], "lan")
    outlet, title = (each.number for each in store.corrections("a"))
    store.undo_corrections("a", [outlet], "minh")
    assert (article(store).outlet, article(store).title) == ("TPO", "Tít đúng")
    store.undo_corrections("a", [title], "minh")
    assert article(store) == before
    history = [(each.undone_by, each.in_force) for each in store.corrections("a")]
    assert history == [("minh", False), ("minh", False)]
    assert store.all_corrections() == []


def test_a_later_correction_goes_over_an_earlier_one(store: Store) -> None:
    admit(store, story())
    store.correct("a", [VOV], "lan")
    store.correct("a", [Correction("outlet", "")], "minh")
    assert article(store).outlet is None
    store.undo_corrections("a", [store.corrections("a")[1].number], "minh")
    assert article(store).outlet == "VOV"


def test_a_corrected_outlet_makes_no_conflict_when_the_record_comes_again(store: Store) -> None:
    admit(store, story())
    store.correct("a", [VOV], "lan")
    assert admit(store, story(body="Một bản khác.", quotes=(), persons=())) == ["updated"]


def test_no_article_no_correction(store: Store) -> None:
    assert store.correct("x", [VOV], "lan") is None
    assert store.undo_corrections("x", [1], "lan") is None
    assert store.corrections("x") == []
    assert store.understood("x") is None
    for bad in ("\0", "\ud800"):
        assert store.correct(bad, [VOV], "lan") is None
        assert store.corrections(bad) == []


def test_undo_touches_only_the_corrections_of_this_article(store: Store) -> None:
    admit(store, story("a"), story("b"))
    store.correct("a", [VOV], "lan")
    store.correct("b", [VOV], "lan")
    of_b = store.corrections("b")[0].number
    store.undo_corrections("a", [of_b], "minh")
    assert article(store, "b").outlet == "VOV"
    assert [each.id for each in store.all_corrections()] == ["a", "b"]


def test_a_deleted_article_takes_its_corrections_along(store: Store) -> None:
    admit(store, story())
    store.correct("a", [Correction("person-add", "Nga")], "lan")
    store.delete(["a"])
    assert store.corrections("a") == []
    with store._database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT understood FROM articles").scalars().all()
    assert rows == [None]
    assert admit(store, story()) == ["added"]
    assert names(store) == ["Hòa"]


def test_other_options_make_an_update_over_which_the_correction_holds(store: Store) -> None:
    admit(store, story())
    store.correct("a", [VOV], "lan")
    draft, understood, _ = story(outlet="TTO")
    assert admit(store, (draft, understood, Options(outlet="TTO"))) == ["updated"]
    assert article(store).outlet == "VOV"
