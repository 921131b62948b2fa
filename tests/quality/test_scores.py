"""How answers are counted, and that the measured scores keep their floors."""

from dataclasses import replace

import pytest

from index.article import Mention, Person, Quote, Source
from quality.floors import read
from quality.gold import FOLDER, GoldPerson, GoldQuote, Row, digest, load
from quality.renaming import renamed
from quality.scores import Agencies, Quotes, Tally, count_agencies, count_persons, count_quotes
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


def test_quotes_count_by_their_first_words_and_speakers_by_any_form() -> None:
    row = replace(
        ROW,
        quotes=(
            GoldQuote("Jorim Velkanov", "Cầu sẽ xong"),
            GoldQuote("một nhân chứng", "Tôi nghe tiếng nổ"),
            GoldQuote("Trần Thị Hạnh", "Trạm đủ thuốc"),
        ),
    )
    persons = [Person("Velkanov", (Mention("Velkanov", 0, 8),))]
    found = [
        Quote("Cầu sẽ xong trước mùa lũ", 0, 24, speaker="Velkanov", kind="person"),
        Quote("Cầu sẽ xong trước mùa lũ", 90, 114, speaker="Velkanov", kind="person"),
        Quote("Tôi nghe tiếng nổ lớn", 30, 51, speaker="Nhân chứng", kind="label"),
        Quote("Bài hát mùa xuân", 60, 76, speaker="Velkanov", kind="person"),
    ]
    into = Quotes()
    count_quotes(row, persons, found, into)
    assert (into.text.right, into.text.wrong, into.text.missed) == (2, 1, 1)
    assert (into.speaker.right, into.speaker.wrong, into.speaker.missed) == (2, 1, 1)


def test_a_quote_with_another_speaker_is_found_but_not_told() -> None:
    row = replace(ROW, quotes=(GoldQuote("Trần Thị Hạnh", "Cầu sẽ xong"),))
    into = Quotes()
    count_quotes(row, [], [Quote("Cầu sẽ xong", 0, 11, speaker="Bộ Y tế")], into)
    assert (into.text.right, into.text.wrong, into.text.missed) == (1, 0, 0)
    assert (into.speaker.right, into.speaker.wrong, into.speaker.missed) == (0, 1, 1)


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
