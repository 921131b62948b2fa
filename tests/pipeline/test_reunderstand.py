"""The newest rules over stored inputs: reported before anything changes, then switched to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index import enrich
from index.article import Article, Draft, Options
from index.catch_up import catch_up
from index.corrections import Correction
from index.engines.base import Engine
from index.enrich import steps
from index.rebuild import check
from index.reunderstand import look, looked_at, report, switch
from index.store import Store

TEXTS = {
    "a": ("Cầu treo thông xe", "TPO - Sáng 12/3/2024, ông Trần Bá Lộc cắt băng khánh thành."),
    "b": ("Mùa lũ về sớm", "Bà Đỗ Thị Nga kể nước lên nhanh trong đêm, xã sơ tán 47 hộ."),
    "c": ("Lúa được mùa", "Nông dân xã Gò Trâm được mùa lúa, giá vẫn giữ như năm trước."),
}


def draft(id: str) -> Draft:
    title, body = TEXTS[id]
    return Draft(f"{id}.jsonl:1", body, structured=True, own_id=id, title=title)


def earlier(article: Article) -> Article:
    """As rules that knew neither outlets nor evidence, and took a place for a person."""
    return replace(article, outlet=None, event=None, persons=(), evidence=())


@pytest.fixture
def archive(store: Store, engine: Engine) -> Store:
    """Three articles that version 2 understood; c came out as it does today."""
    now = {name: steps.understand(draft(name), Options()) for name in TEXTS}
    understood = {"a": earlier(now["a"]), "b": earlier(now["b"]), "c": now["c"]}
    items = [(draft(name), understood[name], Options()) for name in TEXTS]
    store.admit(items, "2")
    catch_up(store, engine)
    return store


def article(store: Store, id: str) -> Article:
    kept = store.get(id)
    assert kept
    return kept.article


def names(store: Store, id: str) -> list[str]:
    return [person.name for person in article(store, id).persons]


def test_the_report_comes_before_any_change(archive: Store) -> None:
    change = archive.highest_change()
    seen: list[int] = []
    look(archive, batch=2, progress=seen.append)
    assert seen == [2, 3]
    found = report(archive)
    assert (found.articles, found.changed) == (3, 2)
    assert found.counts == {"outlet": 1, "event": 1, "person-gained": 2}
    [example] = found.examples["outlet"]
    assert (example.id, example.change.before, example.change.after) == ("a", None, "TPO")
    assert {each.change.after for each in found.examples["person-gained"]} == {
        "Trần Bá Lộc",
        "Đỗ Thị Nga",
    }
    assert (list(found.rejected), list(found.unmet)) == ([], [])
    assert archive.highest_change() == change
    assert names(archive, "a") == []
    assert archive.stats().understandings == (("2", 3),)


def test_the_switch_changes_the_articles_and_the_index_follows(
    archive: Store, engine: Engine
) -> None:
    before = archive.get_many(TEXTS)
    look(archive, batch=2)
    done: list[int] = []
    assert switch(archive, engine, 2, done.append) == 2
    assert done == [2, 3]
    assert (article(archive, "a").outlet, names(archive, "b")) == ("TPO", ["Đỗ Thị Nga"])
    assert article(archive, "a").evidence
    for name, kept in archive.get_many(TEXTS).items():
        assert (kept.seq, kept.first_seen) == (before[name].seq, before[name].first_seen)
        assert (kept.change > before[name].change) == (name != "c")
        assert archive.revisions(name) == []
    assert archive.stats().understandings == ((enrich.VERSION, 3),)
    assert check(archive, engine).sound
    look(archive, batch=2)
    assert report(archive).changed == 0


def test_corrections_hold_and_lost_ones_are_told(archive: Store, engine: Engine) -> None:
    lost = Correction("person-rename", "Trần Bá Lộc", "Lộc Trần")
    archive.correct("a", [Correction("outlet", "VOV"), lost], "lan")
    look(archive, batch=5)
    assert list(report(archive).unmet) == []  # the rules give the right name by themselves
    other = Correction("quote-speaker", "Nga", "Không có lời này.")
    archive.correct("b", [other], "lan")
    assert list(report(archive).unmet) == [("b", other)]
    switch(archive, engine, 5)
    assert article(archive, "a").outlet == "VOV"
    assert names(archive, "a") == ["Trần Bá Lộc"]


def test_an_interrupted_look_goes_on_where_it_stopped(archive: Store, engine: Engine) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look(archive, 1, stop)
    assert looked_at(archive) == 1
    seen: list[int] = []
    look(archive, 1, seen.append)
    assert seen == [2, 3]  # the first article was not understood again
    assert report(archive).changed == 2


def test_an_interrupted_switch_goes_on_where_it_stopped(archive: Store, engine: Engine) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    look(archive, 5)
    with pytest.raises(KeyboardInterrupt):
        switch(archive, engine, 1, stop)
    assert (names(archive, "a"), names(archive, "b")) == (["Trần Bá Lộc"], [])
    seen: list[int] = []
    look(archive, 5, seen.append)
    assert seen == []
    assert switch(archive, engine, 5) == 1
    assert names(archive, "b") == ["Đỗ Thị Nga"]


def test_other_tables_begin_anew(archive: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    look(archive, 5)
    monkeypatch.setattr(enrich, "rules", lambda: "3-edited")
    seen: list[int] = []
    look(archive, 5, seen.append)
    assert seen == [3]


@pytest.mark.parametrize("text", ["", "   \n"])
def test_what_the_rules_reject_is_told_and_stays(store: Store, engine: Engine, text: str) -> None:
    empty = Draft("x.txt", text, own_id="x")
    store.admit([(empty, Article("x", "Tít cũ", "Bài cũ."), Options())], "2")
    look(store, 5)
    found = report(store)
    assert [(each.id, each.title) for each in found.rejected] == [("x", "Tít cũ")]
    assert "no line" in found.rejected[0].reason.en
    assert switch(store, engine, 5) == 0
    assert article(store, "x").body == "Bài cũ."
    assert store.stats().understandings == (("2", 1),)


def test_each_article_keeps_its_own_options(store: Store, engine: Engine) -> None:
    title, body = "Cầu sập", "Cầu sập hôm 16/1, ông Lộc nói."
    for name, year in (("a", "2024"), ("b", "2025"), ("c", "2024")):
        one = Draft("x", body, structured=True, own_id=name, title=title)
        store.admit([(one, Article(name, title, body), Options(as_of=f"{year}-06-01"))], "2")
    look(store, 5)
    switch(store, engine, 5)
    events = [kept.article.event for kept in store.get_many("abc").values()]
    assert [event and event.value for event in events] == ["2024-01-16", "2025-01-16", "2024-01-16"]


def test_the_rules_are_named_by_version_and_tables() -> None:
    named: Callable[[], str] = enrich.rules
    assert named().startswith(f"{enrich.VERSION}-")
    assert named() == named()
