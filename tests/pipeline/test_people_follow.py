"""What is decided about persons reaches the index at once, without understanding anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.article import Draft, Options
from index.catch_up import catch_up
from index.engines.base import Engine
from index.engines.query import Everything, FacetWanted, Question
from index.engines.whoosh import WhooshEngine
from index.people import Identities, RulingEffect, identities_of
from index.people.deciding import Marks, Ruling, confirm, merge, part, tell_apart
from index.pipeline import ingest
from index.rebuild import check, rebuild
from index.store import Action, Alias, Rulings, Store

TEXTS = {
    "a": "Bị cáo Trần Bá Lộc (SN 1987, trú Huế) nhận tội trước tòa.",
    "b": "Giám đốc Trần Bá Lộc khánh thành cầu treo xã Gò Trâm.",
    "c": "Đại sứ Sergey Orlov thăm xã Gò Trâm hôm qua.",
    "d": "Đại sứ Sergei Orlov nói cầu treo rất đẹp.",
    "e": "Ngoại trưởng Sergey Lavrov phát biểu ở Geneva.",
}


@dataclass(frozen=True)
class Archive:
    store: Store
    engine: Engine

    def decide(self, action: Action, ruling: Ruling) -> int:
        """How many articles it bears on; the index has followed."""
        _, articles = self.store.decide(action, *ruling, RulingEffect)
        assert catch_up(self.store, self.engine) == articles
        assert check(self.store, self.engine).sound
        return articles

    def counts(self) -> dict[str, int]:
        answer = self.engine.search(
            Question(Everything(), facets=(FacetWanted("person", 100),), limit=0)
        )
        return {value: n for value, n in answer.facets["person"].values if n}

    @property
    def identities(self) -> Identities:
        return identities_of(self.store)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    engine = WhooshEngine(tmp_path / "index", lock_wait=1, cache_mb=8)
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 1)) as store:
        drafts = [
            Draft(f"{name}.txt", text, structured=True, own_id=name, title=f"Bài {name}")
            for name, text in TEXTS.items()
        ]
        assert {o.status for o in ingest(drafts, Options(), store, engine, 10)} == {"added"}
        yield Archive(store, engine)


def test_names_count_as_understood_before_anything_is_decided(archive: Archive) -> None:
    assert archive.counts() == {
        "Trần Bá Lộc": 2,
        "Sergey Orlov": 1,
        "Sergei Orlov": 1,
        "Sergei Lavrov": 1,
    }


def test_one_person_by_hyphen_and_no_person_by_a_verb(archive: Archive) -> None:
    """Cases 34 and 35 of the language's list."""
    texts = (
        "Người phát ngôn Karine Jean-Pierre họp báo. Bà Jean-Pierre nói sẽ trả lời sau.",
        "Chủ tịch Tập Cận Bình đến thăm. Học sinh xã Gò Trâm tập hát. Tập thể lớp rất vui.",
    )
    before = archive.counts()
    drafts = [
        Draft(f"{n}.txt", text, structured=True, own_id=f"case-{n}", title=f"Chuyện số {n}")
        for n, text in enumerate(texts)
    ]
    list(ingest(drafts, Options(), archive.store, archive.engine, 10))
    assert archive.counts() == before | {"Karine Jean-Pierre": 1, "Tập Cận Bình": 1}


def test_a_merge_reaches_the_facet_and_a_rebuild_keeps_it(archive: Archive) -> None:
    assert archive.decide("merge", merge(archive.identities, "Sergey Orlov", "Sergei Orlov")) == 1
    assert archive.counts()["Sergei Orlov"] == 2
    assert "Sergey Orlov" not in archive.counts()
    rebuild(archive.store, archive.engine)
    assert archive.counts()["Sergei Orlov"] == 2
    archive.store.undo(1, RulingEffect)
    catch_up(archive.store, archive.engine)
    assert archive.counts()["Sergey Orlov"] == archive.counts()["Sergei Orlov"] == 1


def test_a_merge_and_its_split_leave_two(archive: Archive) -> None:
    archive.decide("merge", merge(archive.identities, "Sergey Orlov", "Sergei Orlov"))
    assert archive.decide("split", part(archive.identities, "Sergey Orlov")) == 1
    assert archive.counts()["Sergey Orlov"] == 1


def test_a_form_of_the_list_can_be_taken_away(archive: Archive) -> None:
    assert archive.decide("split", part(archive.identities, "Sergey Lavrov")) == 1
    assert archive.counts()["Sergey Lavrov"] == 1
    assert "Sergei Lavrov" not in archive.counts()


def test_the_person_can_go_by_the_other_name(archive: Archive) -> None:
    archive.decide("merge", merge(archive.identities, "Sergey Orlov", "Sergei Orlov"))
    assert archive.decide("merge", merge(archive.identities, "Sergei Orlov", "Sergey Orlov")) == 2
    assert archive.counts()["Sergey Orlov"] == 2


def test_namesakes_are_told_apart_and_an_added_article_follows(archive: Archive) -> None:
    marks = Marks(roles=("bị cáo",), places=("Huế",), born=(1987,))
    assert archive.decide("split", tell_apart(archive.identities, "Trần Bá Lộc", marks)) == 1
    assert archive.counts()["Trần Bá Lộc (bị cáo, Huế, sinh 1987)"] == 1
    assert archive.counts()["Trần Bá Lộc"] == 1
    text = "Bị cáo Trần Bá Lộc (SN 1987, ngụ Huế) kháng cáo bản án sơ thẩm."
    later = Draft("f.txt", text, structured=True, own_id="f", title="Bài f")
    list(ingest([later], Options(), archive.store, archive.engine, 10))
    assert archive.counts()["Trần Bá Lộc (bị cáo, Huế, sinh 1987)"] == 2


def test_confirming_moves_no_article(archive: Archive) -> None:
    learnt = Rulings((Alias("Sergey Orlov", "Sergei Orlov", "learnt"),))
    assert archive.decide("learn", (learnt, Rulings())) == 1
    assert archive.decide("confirm", confirm(archive.identities, "Sergey Orlov")) == 0
    alias = archive.identities.alias("Sergey Orlov")
    assert alias
    assert alias.origin == "confirmed"
