"""Who is who: added, updated, unchanged, rejected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.article import Article, ArticleDate, Options
from index.store import Item, Known, Overtaken, Store, input_digest
from tests.store.samples import DAY, admit, admit_one, ids, item, renamed, texts

URL = "https://vov.vn/the-gioi/bai-1.vov"


def test_a_new_article_is_added(store: Store) -> None:
    admission = admit_one(store, item("a"))
    assert admission.status == "added"
    assert admission.kept == store.get("a")
    assert admission.kept
    assert (admission.kept.seq, admission.kept.change) == (1, 1)


def test_the_same_again_is_unchanged_and_changes_nothing(store: Store) -> None:
    admit(store, item("a"))
    before = store.get("a")
    assert admit(store, item("a", origin="elsewhere.txt")) == ["unchanged"]
    assert store.get("a") == before
    assert store.highest_change() == 1


def test_another_text_at_the_same_address_is_an_update_under_the_first_id(store: Store) -> None:
    admit(store, item("a", "Bản đầu.", url=URL))
    admission = admit_one(store, item("b", "Bản sau.", url=URL))
    assert admission.status == "updated"
    assert ids(store) == ["a"]
    kept = store.get("a")
    assert kept == admission.kept
    assert kept
    assert kept.article.body == "Bản sau."
    assert (kept.seq, kept.change) == (1, 2)


@pytest.mark.parametrize(
    "same",
    [
        "http://www.vov.vn/the-gioi/bai-1.vov?utm_source=fb",
        "https://m.vov.vn/the-gioi/bai-1.vov/#binh-luan",
    ],
)
def test_an_address_is_compared_in_its_canonical_form(store: Store, same: str) -> None:
    admit(store, item("a", url=URL))
    assert admit(store, item("b", "Khác.", url=same)) == ["updated"]


def test_title_outlet_and_day_together_recognise_an_article(store: Store) -> None:
    admit(store, item("a", title="Giá vàng", outlet="VOV", published=DAY))
    again = item("b", "Khác.", title="GIÁ  vàng ", outlet="VOV", published=DAY)
    assert admit(store, again) == ["updated"]
    assert ids(store) == ["a"]


@pytest.mark.parametrize(
    ("outlet", "published"),
    [
        (None, DAY),
        ("VOV", None),
        ("TPO", DAY),
        ("VOV", ArticleDate("2025-10-30", "day", "given")),
        ("VOV", ArticleDate("2025-10", "month", "given")),
        ("VOV", ArticleDate("XXXX-10-29", "day-no-year", "text")),
    ],
)
def test_an_unknown_or_other_outlet_or_day_recognises_nothing(
    store: Store, outlet: str | None, published: ArticleDate | None
) -> None:
    admit(store, item("a", title="Giá vàng", outlet="VOV", published=DAY))
    other = item("b", title="Giá vàng", outlet=outlet, published=published)
    assert admit(store, other) == ["added"]


def test_two_unknown_outlets_are_not_the_same_outlet(store: Store) -> None:
    admit(store, item("a", title="Giá vàng", published=DAY))
    assert admit(store, item("b", title="Giá vàng", published=DAY, origin="b.txt")) == ["added"]


def test_a_derived_title_recognises_nothing(store: Store) -> None:
    draft, article, options = item("a", title="Câu đầu", outlet="VOV", published=DAY)
    derived = replace(article, title_derived=True)
    admit(store, (draft, derived, options))
    elsewhere = replace(draft, origin="b.txt")
    assert admit(store, (elsewhere, replace(derived, id="b"), options)) == ["added"]


def test_two_addresses_are_two_articles_whatever_their_titles(store: Store) -> None:
    admit(store, item("a", title="Tin 6h", outlet="VOV", published=DAY, url=URL))
    other = item("b", title="Tin 6h", outlet="VOV", published=DAY, url=URL + "?id=2")
    assert admit(store, other) == ["added"]


def test_two_own_ids_are_two_articles_whatever_their_titles(store: Store) -> None:
    admit(store, item("1", own=True, title="Tin 6h", outlet="VOV", published=DAY))
    other = item("2", own=True, title="Tin 6h", outlet="VOV", published=DAY)
    assert admit(store, other) == ["added"]


def test_an_own_id_from_another_address_is_a_conflict(store: Store) -> None:
    admit(store, item("1", "Bài này.", own=True, url=URL))
    admission = admit_one(store, item("1", "Bài kia.", own=True, url="https://tpo.vn/2"))
    assert admission.status == "rejected"
    assert admission.reason
    assert admission.kept is None
    for lang in ("vi", "en"):
        reason = admission.reason.text(lang, **admission.details)
        assert "“1”" in reason
        assert URL in reason
    kept = store.get("1")
    assert kept
    assert kept.article.body == "Bài này."


def test_an_own_id_from_another_outlet_is_a_conflict(store: Store) -> None:
    admit(store, item("1", "Bài này.", own=True, outlet="VOV"))
    assert admit(store, item("1", "Bài kia.", own=True, outlet="TPO")) == ["rejected"]


def test_the_same_record_under_another_outlet_option_is_a_correction(store: Store) -> None:
    draft, article, _ = item("1", own=True)
    admit(store, (draft, replace(article, outlet="VOV"), Options(outlet="VOV")))
    corrected = (draft, replace(article, outlet="TPO"), Options(outlet="TPO"))
    assert admit(store, corrected) == ["updated"]


def test_an_own_id_with_an_address_of_another_article_is_a_conflict(store: Store) -> None:
    admit(store, item("1", own=True), item("2", own=True, url=URL))
    admission = admit_one(store, item("1", "Khác.", own=True, url=URL))
    assert admission.status == "rejected"
    assert admission.details["other"] == "2"


def test_every_own_id_of_an_article_leads_to_it(store: Store) -> None:
    admit(store, item("1", own=True, url=URL))
    admit(store, item("2", "Mới.", own=True, url=URL))
    assert admit(store, item("2", "Mới hơn.", own=True)) == ["updated"]
    assert ids(store) == ["1"]


def test_an_option_that_would_change_the_id_changes_the_article(store: Store) -> None:
    draft, article, _ = item("c-1", "Một tin.", origin="tin.txt")
    admit(store, (draft, article, Options()))
    given = Options(outlet="VOV", date="2025-10-29")
    better = replace(article, id="t-1", outlet="VOV", published=DAY)
    assert admit(store, (draft, better, given)) == ["updated"]
    assert ids(store) == ["c-1"]
    assert admit(store, (draft, better, given)) == ["unchanged"]


def test_an_understanding_that_would_change_the_id_changes_the_article(store: Store) -> None:
    draft, article, options = item("c-1", "Một tin.", origin="tin.txt")
    store.admit([(draft, article, options)], understanding="1")
    better = replace(article, id="c-2", title="Tít đúng hơn")
    assert [a.status for a in store.admit([(draft, better, options)], "2")] == ["updated"]
    assert [a.status for a in store.admit([(draft, better, options)], "2")] == ["unchanged"]
    assert ids(store) == ["c-1"]


def test_the_same_words_from_another_outlet_are_another_article(store: Store) -> None:
    one = item("t-1", title="Tin", outlet="VOV", published=DAY, origin="vov/1.txt")
    other = item("t-2", title="Tin", outlet="TPO", published=DAY, origin="tpo/1.txt")
    assert admit(store, one, other) == ["added", "added"]


def test_an_address_once_known_is_kept(store: Store) -> None:
    admit(store, item("a", title="Giá vàng", outlet="VOV", published=DAY, url=URL))
    later = item("b", "Khác.", title="Giá vàng", outlet="VOV", published=DAY)
    assert admit(store, later) == ["updated"]
    kept = store.get("a")
    assert kept
    assert kept.article.url == URL
    assert admit(store, later) == ["unchanged"]


@pytest.mark.parametrize(
    "options", [Options(outlet="VOV"), Options(date="2025-01-01"), Options(as_of="2025-01-01")]
)
def test_a_changed_option_makes_an_update_and_no_revision(store: Store, options: Options) -> None:
    admit(store, item("a"))
    assert admit(store, item("a", options=options)) == ["updated"]
    assert admit(store, item("a", options=options)) == ["unchanged"]
    assert store.revisions("a") == []


def test_options_that_are_not_given_again_are_said_to_be_gone(store: Store) -> None:
    admit(store, item("a", options=Options(date="2022-01-01", as_of="2022-12-31")))
    other = Options(outlet="VOV", date="2022-01-02")
    admission = admit_one(store, item("a", options=other))
    assert admission.status == "updated"
    assert admission.reason
    for lang in ("vi", "en"):
        said = admission.reason.text(lang, **admission.details)
        assert "--as-of 2022-12-31" in said
        assert "--date" not in said
    more = replace(other, as_of="2022-12-31")
    assert admit_one(store, item("a", options=more)).reason is None


def test_a_better_understanding_is_an_update_and_no_revision(store: Store) -> None:
    draft, article, options = item("a")
    store.admit([(draft, article, options)], understanding="1")
    better = replace(article, outlet="VOV")
    assert store.admit([(draft, better, options)], "2")[0].status == "updated"
    assert store.revisions("a") == []
    original = store.original("a")
    assert original
    assert original.understanding == "2"


def test_an_understanding_that_sees_the_same_changes_nothing_but_is_noted(store: Store) -> None:
    one = item("a")
    store.admit([one], understanding="1")
    assert store.admit([one], understanding="2")[0].status == "unchanged"
    assert store.highest_change() == 1
    digest = input_digest(one[0], one[2], "2")
    assert store.known([digest]) == {digest: Known(digest, "a")}


def test_the_earlier_text_is_kept_as_a_revision(store: Store) -> None:
    for text in ("Bản một.", "Bản hai.", "Bản ba."):
        admit(store, item("a", text, url=URL))
    found = store.revisions("a")
    assert [revision.article.body for revision in found] == ["Bản một.", "Bản hai."]
    assert [revision.draft.text for revision in found] == ["Bản một.", "Bản hai."]
    assert [revision.change for revision in found] == [1, 2]


def test_the_original_input_is_kept_with_what_was_said_about_it(store: Store) -> None:
    one = item("a", url=URL, options=Options(as_of="2025-01-01"))
    store.admit([one], understanding="7")
    original = store.original("a")
    assert original
    assert (original.draft, original.options, original.understanding) == (one[0], one[2], "7")
    assert store.original("b") is None


def test_the_same_article_twice_in_one_batch(store: Store) -> None:
    assert admit(store, item("a"), item("a")) == ["added", "unchanged"]
    first, second = item("b", "Một.", url=URL), item("c", "Hai.", url=URL)
    assert admit(store, first, second, first) == ["added", "updated", "updated"]
    kept = store.get("b")
    assert kept
    assert kept.article.body == "Một."
    assert [revision.article.body for revision in store.revisions("b")] == ["Một.", "Hai."]


def test_a_rejected_item_takes_nothing_from_its_batch(store: Store) -> None:
    conflicting = item("1", own=True, url="https://tpo.vn/1")
    batch = [item("1", own=True, url=URL), conflicting, item("2", own=True)]
    assert admit(store, *batch) == ["added", "rejected", "added"]
    assert ids(store) == ["1", "2"]


@pytest.mark.parametrize("id", ["", "x" * 501, "a\0b", "a\ud800"])
def test_an_id_that_cannot_be_kept_is_rejected_with_a_reason(store: Store, id: str) -> None:
    admission = admit_one(store, renamed(item("a"), id))
    assert admission.status == "rejected"
    assert admission.reason
    assert "500" in admission.reason.text("vi", **admission.details)
    assert ids(store) == []


@pytest.mark.parametrize("bad", ["https://vov.vn/\ud800", "https://vov.vn/\0"])
def test_an_address_or_outlet_that_cannot_be_kept_is_rejected(store: Store, bad: str) -> None:
    assert admit(store, item("a", url=bad), item("b", outlet=bad)) == ["rejected", "rejected"]


def test_a_text_with_broken_characters_is_kept_as_it_is(store: Store) -> None:
    admit(store, item("a", "nửa \ud800 và \0"))
    kept = store.get("a")
    assert kept
    assert kept.article.body == "nửa \ud800 và \0"


class TestKnown:
    """An input that the store has as it is needs no understanding."""

    def known(self, store: Store, body: str) -> Known:
        draft, _, options = item("a", body, url=URL)
        digest = input_digest(draft, options, "")
        return store.known([digest])[digest]

    def test_it_is_unchanged(self, store: Store) -> None:
        admit(store, item("a", "Một.", url=URL))
        admission = store.admit([self.known(store, "Một.")])[0]
        assert (admission.status, admission.kept) == ("unchanged", store.get("a"))

    def test_only_what_the_store_holds_now_is_known(self, store: Store) -> None:
        admit(store, item("a", "Một.", url=URL))
        admit(store, item("a", "Hai.", url=URL))
        draft, _, options = item("a", "Một.", url=URL)
        assert store.known([input_digest(draft, options, "")]) == {}
        store.delete(["a"])
        draft, _, options = item("a", "Hai.", url=URL)
        assert store.known([input_digest(draft, options, "")]) == {}

    def test_overtaken_in_its_batch_nothing_is_kept(self, store: Store) -> None:
        admit(store, item("a", "Một.", url=URL))
        known = self.known(store, "Một.")
        batch: list[Item | Known] = [known, item("a", "Hai.", url=URL), item("b"), known]
        with pytest.raises(Overtaken) as overtaken:
            store.admit(batch)
        assert overtaken.value.places == (3,)
        assert ids(store) == ["a"]
        assert store.highest_change() == 1

    def test_overtaken_by_a_deletion(self, store: Store) -> None:
        admit(store, item("a", "Một.", url=URL))
        known = self.known(store, "Một.")
        store.delete(["a"])
        with pytest.raises(Overtaken):
            store.admit([known])


def test_an_unchanged_batch_writes_nothing(store: Store) -> None:
    admit(store, item("a"))
    assert [a.kept for a in store.admit([item("a")])] == [store.get("a")]
    assert store.highest_change() == 1


def test_an_article_may_share_everything_but_its_identity(store: Store) -> None:
    assert (
        admit(
            store,
            *(item(str(n), "Cùng một chữ.", title="Tít", origin=f"{n}.txt") for n in range(3)),
        )
        == ["added"] * 3
    )


def test_kept_is_what_get_finds(store: Store) -> None:
    admissions = store.admit([item("a"), item("b", url=URL)])
    assert [admission.kept for admission in admissions] == list(store.all())
    assert isinstance(store.get_many(["a"])["a"].article, Article)


class TestAnInputWithoutABody:
    """A feed's entry or a list of titles announces an article; it is not its text."""

    @pytest.mark.parametrize("own", [True, False])
    def test_it_takes_no_body_away(self, store: Store, own: bool) -> None:
        admit(store, item("a", "Cả bài.", own=own, url=URL))
        before = store.get("a")
        stub = item("a" if own else "b", "", own=own, url=None if own else URL)
        admission = admit_one(store, stub)
        assert (admission.status, admission.kept) == ("unchanged", before)
        assert admission.reason
        assert "Giữ bài đã có" in admission.reason.text("vi", **admission.details)
        assert store.get("a") == before
        assert store.revisions("a") == []

    def test_whichever_comes_first_the_text_is_kept(self, store: Store) -> None:
        whole, stub = item("a", "Cả bài.", url=URL), item("b", "", url=URL)
        assert admit(store, whole, stub) == ["added", "unchanged"]
        store.delete_all()
        assert admit(store, stub, whole) == ["added", "updated"]
        assert texts(store, ids(store)) == ["Cả bài."]

    def test_its_id_leads_to_the_article_from_now_on(self, store: Store) -> None:
        admit(store, item("a", "Cả bài.", url=URL))
        admit(store, item("7", "", own=True, url=URL))
        assert admit(store, item("7", "Bản sau.", own=True)) == ["updated"]
        assert ids(store) == ["a"]

    def test_one_takes_the_place_of_another(self, store: Store) -> None:
        admit(store, item("a", "", url=URL, title="Tít đầu"))
        assert admit(store, item("a", "", url=URL, title="Tít sau")) == ["updated"]

    def test_rules_that_find_no_body_in_the_same_words_are_believed(self, store: Store) -> None:
        draft, article, options = item("a", "Chỉ là chú thích.", url=URL)
        store.admit([(draft, article, options)], understanding="1")
        better = replace(article, body="")
        assert store.admit([(draft, better, options)], "2")[0].status == "updated"

    def test_the_deleted_article_does_not_hold_it_up(self, store: Store) -> None:
        admit(store, item("a", "Cả bài.", url=URL))
        store.delete(["a"])
        assert admit(store, item("a", "", url=URL)) == ["added"]
