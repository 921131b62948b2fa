"""Copies share a story as they come, change and go."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import ArticleDate, Source, Story
from index.corrections import Correction
from index.store import Item, Store
from index.store.database import Database
from index.store.stories import COMMON
from tests.store.samples import admit, ids, item
from tests.store.test_schema import store_of
from tests.stories.texts import BRIDGE, LIBRARY, NOTICE, prices, replaced, text


def day(value: str) -> ArticleDate:
    return ArticleDate(value, "minute" if "T" in value else "day", "metadata")


def relaying(one: Item, *names: str) -> Item:
    draft, article, options = one
    return draft, replace(article, sources=tuple(Source(n, "relay") for n in names)), options


def story(store: Store, id: str) -> Story:
    kept = store.get(id)
    assert kept
    assert kept.story
    return kept.story


def groups(store: Store) -> set[frozenset[str]]:
    """The ids that share a story; says also that every count and first copy is right."""
    found: dict[int, set[str]] = {}
    firsts: dict[int, int] = {}
    for kept in store.all():
        assert kept.story
        found.setdefault(kept.story.id, set()).add(kept.article.id)
        firsts[kept.story.id] = firsts.get(kept.story.id, 0) + kept.story.first
    for number, members in found.items():
        assert firsts[number] == 1
        told = store.story(number)
        assert told
        assert told[0] == number
        assert {kept.article.id for kept in told[1]} == members
        assert all(kept.story == Story(number, len(members), place == 0)
                   for place, kept in enumerate(told[1]))  # fmt: skip
    return {frozenset(members) for members in found.values()}


def first(store: Store, id: str) -> str:
    told = store.story(story(store, id).id)
    assert told
    return told[1][0].article.id


def test_copies_share_a_story_and_others_stand_alone(store: Store) -> None:
    admit(store, item("a", text(BRIDGE)), item("b", text(LIBRARY)))
    admit(store, item("c", text(replaced(BRIDGE, 2, NOTICE))), item("d", text(BRIDGE[:6])))
    assert groups(store) == {frozenset("acd"), frozenset("b")}


def test_copies_of_one_batch_find_each_other(store: Store) -> None:
    admit(store, item("a", text(BRIDGE)), item("b", text(BRIDGE[::-1])))
    assert groups(store) == {frozenset("ab")}


def test_the_index_follows_every_article_whose_story_became_another(store: Store) -> None:
    admit(store, item("a", text(BRIDGE), published=day("2025-01-05")))
    before = store.highest_change()
    admit(store, item("b", text(BRIDGE), published=day("2025-01-04")))
    # b is the first copy now, and a no longer
    assert {each.id for each in store.changes(before, 9)} == {"a", "b"}
    assert first(store, "a") == "b"
    before = store.highest_change()
    admit(store, item("c", text(BRIDGE), published=day("2025-01-06")))
    assert [each.id for each in store.changes(before, 9)] == ["c"]


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (("2025-01-05", "2025-01-04", None), "b"),
        (("2025-01-05", "2025-01-05T09:00", None), "b"),
        (("2025-01-05T10:00", "2025-01-05T09:00", None), "b"),
        ((None, None, "2025-01-05"), "c"),
        ((None, None, None), "a"),
    ],
)
def test_the_first_copy_is_the_one_published_first_then_seen_first(
    store: Store, dates: Sequence[str | None], wanted: str
) -> None:
    for name, date in zip("abc", dates, strict=True):
        admit(store, item(name, text(BRIDGE), published=day(date) if date else None))
    assert first(store, "a") == wanted


def test_a_relay_is_not_the_original_of_the_paper_it_names(store: Store) -> None:
    relay = relaying(item("a", text(BRIDGE), outlet="VOV", published=day("2025-01-01")), "TTXVN")
    admit(store, relay, item("b", text(BRIDGE), outlet="TTXVN", published=day("2025-01-02")))
    assert first(store, "a") == "b"
    # an agency that has no article here says nothing about who was first
    admit(store, relaying(item("c", text(LIBRARY), outlet="VOV"), "TASS"), item("d", text(LIBRARY)))
    assert first(store, "c") == "c"


def test_when_the_first_copy_goes_the_next_takes_its_place(store: Store) -> None:
    for name in "abc":
        admit(store, item(name, text(BRIDGE)))
    number = story(store, "a").id
    before = store.highest_change()
    store.delete(["a"])
    assert groups(store) == {frozenset("bc")}
    assert story(store, "b") == Story(number, 2, True)
    assert {each.id for each in store.changes(before, 9)} == {"a", "b"}
    store.delete(["b", "c"])
    assert store.story(number) is None
    admit(store, item("d", text(BRIDGE)))
    assert groups(store) == {frozenset("d")}


def test_a_deleted_article_that_comes_again_finds_its_story(store: Store) -> None:
    admit(store, item("a", text(BRIDGE)), item("b", text(BRIDGE)))
    number = story(store, "b").id
    store.delete(["a"])
    admit(store, item("a", text(BRIDGE)))
    assert story(store, "a") == Story(number, 2, True)


def test_an_article_whose_text_becomes_another_leaves_and_joins(store: Store) -> None:
    admit(store, item("a", text(BRIDGE)), item("b", text(BRIDGE)), item("c", text(LIBRARY)))
    assert admit(store, item("b", text(LIBRARY))) == ["updated"]
    assert groups(store) == {frozenset("a"), frozenset("bc")}
    assert admit(store, item("b", text(NOTICE, BRIDGE[:2]))) == ["updated"]
    assert groups(store) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_an_article_that_is_alone_keeps_its_story_through_an_update(store: Store) -> None:
    admit(store, item("a", text(BRIDGE)))
    number = story(store, "a").id
    admit(store, item("a", text(LIBRARY)))
    assert story(store, "a") == Story(number)
    admit(store, item("b", text(BRIDGE)), item("c", text(LIBRARY)))
    assert groups(store) == {frozenset("ac"), frozenset("b")}


def test_two_stories_that_turn_out_to_be_one_keep_the_older_id(store: Store) -> None:
    # five of twelve sentences in common: no copies; the middle is a copy of both
    admit(store, item("a", text(BRIDGE[4:9], BRIDGE[:4])))
    admit(store, item("b", text(BRIDGE[4:])))
    admit(store, item("x", text(LIBRARY)))
    assert len(groups(store)) == 3
    older, younger = story(store, "a").id, story(store, "b").id
    before = store.highest_change()
    admit(store, item("c", text(BRIDGE[4:11], BRIDGE[2:4])))
    assert groups(store) == {frozenset("abc"), frozenset("x")}
    assert story(store, "b").id == older
    told = store.story(younger)
    assert told
    assert told[0] == older
    assert {each.id for each in store.changes(before, 9)} == {"b", "c"}


def test_a_text_of_very_many_sentences_is_taken_too(store: Store) -> None:
    body = " ".join(f"Câu thứ {n} của một bài dài kể lại chuyện số {n * 7}." for n in range(40_000))
    assert admit(store, item("a", body), item("b", body)) == ["added", "added"]
    assert groups(store) == {frozenset("ab")}


def test_a_chain_of_copies_does_not_lead_from_story_to_story(store: Store) -> None:
    steps = [text(replaced(BRIDGE, number, LIBRARY)) for number in range(0, 11, 2)]
    for number, body in enumerate(steps):
        admit(store, item(f"s{number}", body))
    told = groups(store)
    assert len(told) > 1
    assert not any({"s0", "s5"} <= members for members in told)


def test_what_many_stories_have_in_common_makes_no_story(store: Store) -> None:
    short = [item("x", text(BRIDGE[:1], NOTICE)), item("y", text(NOTICE, BRIDGE[1:2]))]
    admit(store, *short)
    # three quarters of two short pieces, as if one were a copy
    assert groups(store) == {frozenset("xy")}
    store.delete(["x", "y"])
    every = (*BRIDGE, *LIBRARY)
    for number in range(COMMON):
        # of four sentences in such steps no two articles have more than one in common
        own = [every[(number + step) % len(every)] for step in (0, 3, 7, 12)]
        admit(store, item(f"n{number}", text(own, NOTICE)))
    assert len(groups(store)) == COMMON
    admit(store, *short)
    assert len(groups(store)) == COMMON + 2


def test_a_daily_list_is_a_new_story_every_day(store: Store) -> None:
    for number in range(1, 6):
        admit(store, item(f"p{number}", prices(number * 3)))
    admit(store, item("again", prices(3)))
    assert len(groups(store)) == 5
    assert frozenset(["p1", "again"]) in groups(store)


def test_headlines_without_a_text_are_not_grouped(store: Store) -> None:
    admit(store, item("a", "", own=True), item("b", "", own=True))
    admit(store, item("c", BRIDGE[0], own=True))
    admit(store, item("d", BRIDGE[0], own=True))
    assert len(groups(store)) == 4


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, 2**70])
def test_a_story_that_nobody_tells_is_none(store: Store, number: int) -> None:
    admit(store, item("a", text(BRIDGE)))
    assert store.story(number) is None


def test_an_old_store_has_its_stories_told_when_it_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "timtin.db"
    store_of(file, "0001")
    database = Database(f"sqlite:///{file}", 1)
    with database.writing() as connection:
        for seq, name in ((20, "x"), (21, "y")):
            connection.exec_driver_sql(
                "INSERT INTO articles (seq, id, change, first_seen, updated_at, deleted, article,"
                " draft, options) SELECT ?, ?, ?, first_seen, updated_at, 0,"
                " json_set(article, '$.id', ?, '$.body', ?), draft, options FROM articles"
                " WHERE id = 'a'",
                (seq, name, seq, name, text(BRIDGE)),
            )
    database.close()
    with closing(Store.open(f"sqlite:///{file}", 1, migrate=True)) as store:
        assert groups(store) == {frozenset("xy"), frozenset("a")}
        assert story(store, "x").first


BODIES = (
    text(BRIDGE),
    text(replaced(BRIDGE, 2, NOTICE)),
    text(BRIDGE[:7]),
    text(LIBRARY),
    text(LIBRARY[:6], NOTICE),
    BRIDGE[0],
)
steps = st.lists(
    st.tuples(st.sampled_from("abcd"), st.none() | st.sampled_from(BODIES)), max_size=12
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_comes_and_goes_counts_first_copies_and_changes_stay_true(
    store: Store, steps: list[tuple[str, str | None]]
) -> None:
    store.delete_all()
    mirror: dict[str, tuple[int, bool]] = {}
    for name, body in steps:
        before = store.highest_change()
        if body is None:
            store.delete([name])
        else:
            admit(store, item(name, body))
        groups(store)
        for change in store.changes(before, 99):
            if change.kept is None:
                mirror.pop(change.id, None)
            else:
                assert change.kept.story
                mirror[change.id] = (change.kept.story.id, change.kept.story.first)
        # who follows the changes knows every story
        assert mirror == {
            kept.article.id: (kept.story.id, kept.story.first) for kept in store.all() if kept.story
        }


def test_a_correction_may_say_which_copy_was_first(store: Store) -> None:
    admit(store, item("a", text(BRIDGE), published=day("2025-01-05")))
    admit(store, item("b", text(BRIDGE), published=day("2025-01-06")))
    before = store.highest_change()
    store.correct("b", [Correction("date", "2025-01-04")], "lan")
    assert first(store, "a") == "b"
    assert {each.id for each in store.changes(before, 9)} == {"a", "b"}


@given(
    drawn=st.lists(st.tuples(st.sampled_from(range(6)), st.integers(0, 5)), max_size=12),
    cuts=st.sets(st.integers(1, 11)),
)
@settings(max_examples=25, deadline=None)
def test_a_batch_tells_the_stories_that_one_article_after_the_other_tells(
    drawn: list[tuple[int, int]], cuts: set[int]
) -> None:
    items = [item(str(n), versions(kind, edits)) for n, (kind, edits) in enumerate(drawn)]
    found = []
    for ends in (range(1, len(items)), sorted(cuts)):
        with TemporaryDirectory() as folder, closing(opened(folder)) as store:
            begin = 0
            for end in [*(each for each in ends if each < len(items)), len(items)]:
                admit(store, *items[begin:end])
                begin = end
            found.append((groups(store), {first(store, each) for each in ids(store)}))
    assert found[0] == found[1]


def opened(folder: str) -> Store:
    return Store.open(f"sqlite:///{folder}/timtin.db", lock_wait=1)


def versions(kind: int, edits: int) -> str:
    """One of six texts, edited more or less."""
    if kind >= 3:
        return prices(edits * 7 + kind)
    sentences = (BRIDGE, LIBRARY, (*BRIDGE[:6], *LIBRARY[:6]))[kind]
    return text(replaced(sentences, edits, NOTICE))
