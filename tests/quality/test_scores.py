"""How answers are counted, and that the measured scores keep their floors."""

import pytest

from index.article import Mention, Person, Source
from quality.floors import read
from quality.gold import FOLDER, GoldPerson, Row, digest, load
from quality.renaming import renamed
from quality.scores import Agencies, Tally, count_agencies, count_persons
from quality.understanding import CORPUS, measure

ROW = Row(
    id="1",
    title="Bà Hạnh gặp ông Velkanov",
    standfirst="",
    body="Bà Trần Thị Hạnh gặp ông Jorim Velkanov. Theo Reuters. (VnExpress)",
    persons=(
        GoldPerson("Trần Thị Hạnh", ("Trần Thị Hạnh", "Hạnh")),
        GoldPerson("Jorim Velkanov", ("Jorim Velkanov", "Velkanov")),
    ),
    agencies=(("Reuters", "cite"), ("AFP", "photo"), ("VnExpress", "relay")),
    outlets=("VnExpress",),
)


def test_a_person_counts_once_and_by_any_form() -> None:
    found = [
        Person("Velkanov", (Mention("Velkanov", 0, 8),)),
        Person("Vladimir Velkanov", (Mention("Velkanov", 0, 8),)),
        Person("Kaliningrad"),
    ]
    tally = Tally()
    count_persons(ROW, found, tally)
    assert (tally.right, tally.wrong, tally.missed) == (1, 2, 1)
    assert tally.precision == pytest.approx(1 / 3)
    assert tally.f1 == pytest.approx(0.4)


def test_agencies_count_by_class_and_the_outlet_on_neither_side() -> None:
    into = Agencies()
    found = [Source("Reuters", "relay"), Source("VnExpress", "cite"), Source("BBC", "photo")]
    count_agencies(ROW, found, str, into)
    assert (into.told.right, into.told.wrong, into.told.missed) == (1, 0, 0)
    assert (into.rest.right, into.rest.wrong, into.rest.missed) == (0, 1, 1)
    assert (into.both_told, into.same_kind) == (1, 0)


def test_renaming_changes_every_name_in_text_and_gold_alike() -> None:
    other = renamed(ROW)
    for before, after in zip(ROW.persons, other.persons, strict=True):
        assert before.name not in other.body
        assert after.name in other.body
        assert len(after.name.split()) == len(before.name.split())
    assert "Reuters" not in other.body
    assert "VnExpress" in other.body


@pytest.mark.skipif(not FOLDER.exists(), reason="no gold articles beside the checkout")
def test_scores_keep_their_floors() -> None:
    floors = read(CORPUS)
    assert floors is not None
    assert floors.digest == digest()
    reports = measure(load())
    scores = {name: value for report in reports for name, value in report.scores().items()}
    assert floors.below(scores) == []
    plain, emptied, unseen = (report.tallies() for report in reports[:3])
    for name in ("persons", "agencies told"):
        assert plain[name].f1 - emptied[name].f1 <= 0.05
        assert plain[name].f1 - unseen[name].f1 <= 0.05
