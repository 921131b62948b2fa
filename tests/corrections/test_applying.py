"""What each kind of correction does to an article, and what it must not touch."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from index.article import (
    Article,
    ArticleDate,
    Evidence,
    Field,
    Mention,
    Person,
    Precision,
    Quote,
    Source,
)
from index.corrections import KINDS, Correction, Kind, apply, holds, refuse, sentence
from index.errors import BadCorrection

TITLE = "Ông Hòa nói về cầu"
BODY = "Ông Hòa nói: “Cầu sẽ xong.” Bà Nga và Hòa đi cùng, theo TASS, hôm 16/1."


def at(text: str, field: Field, start: int) -> Mention:
    whole = {"title": TITLE, "body": BODY}[field]
    assert whole[start : start + len(text)] == text
    return Mention(text, start, start + len(text), field)


ARTICLE = Article(
    "a",
    TITLE,
    BODY,
    outlet="TPO",
    sources=(Source("TASS", "cite"), Source("AFP", "photo")),
    persons=(
        Person("Hòa", (at("Hòa", "title", 4), at("Hòa", "body", 4), at("Hòa", "body", 38))),
        Person("Nga", (at("Nga", "body", 31),)),
    ),
    quotes=(Quote("Cầu sẽ xong.", 14, 26, speaker="Hòa", kind="person", sure=False),),
    published=ArticleDate("2024-02-01", "day", "metadata"),
    event=ArticleDate("2024-01-16", "day", "text", "published"),
    evidence=(
        Evidence("outlet", "TPO", "outlet-metadata", "metadata", "TPO"),
        Evidence("published", "2024-02-01", "published-metadata", "metadata", "2024-02-01"),
        Evidence(
            "event",
            "2024-01-16",
            "event-day-year-supplied",
            "body",
            "hôm 16/1",
            62,
            70,
            sure=False,
        ),
        Evidence("source", "TASS:cite", "source-theo", "body", "theo TASS", 51, 60),
        Evidence("person", "Hòa", "person-honorific", "title", "Ông Hòa", 0, 7),
        Evidence("person", "Nga", "person-honorific", "body", "Bà Nga", 28, 34),
    ),
)


def done(kind: Kind, value: str, target: str | None = None) -> Article:
    applied = apply(ARTICLE, [Correction(kind, value, target)])
    assert applied.unmet == ()
    sound(applied.article)
    return applied.article


def sound(article: Article) -> None:
    """Every offset points at its words, every piece of evidence at a value that is there."""
    for person in article.persons:
        assert person.mentions
        for each in person.mentions:
            assert getattr(article, each.field)[each.start : each.end] == each.text
    for told in article.evidence:
        if told.start is not None:
            assert getattr(article, told.place)[told.start : told.end] == told.text
    persons = {person.name for person in article.persons}
    assert {each.value for each in article.evidence if each.about == "person"} <= persons


def rules(article: Article, about: str) -> list[str]:
    return [each.rule for each in article.evidence if each.about == about]


def test_the_offsets_of_the_sample_are_right() -> None:
    sound(ARTICLE)


def test_outlet() -> None:
    assert done("outlet", "VOV").outlet == "VOV"
    assert rules(done("outlet", "VOV"), "outlet") == ["corrected"]
    assert done("outlet", "").outlet is None


def test_a_title_takes_the_mentions_it_has_and_no_others() -> None:
    article = done("title", "Bà Nga nói")
    assert (article.title, article.title_derived) == ("Bà Nga nói", False)
    fields = {person.name: [m.field for m in person.mentions] for person in article.persons}
    assert fields == {"Hòa": ["body", "body"], "Nga": ["title", "body"]}
    assert "title" not in {each.place for each in article.evidence}


def test_a_person_named_only_in_the_old_title_goes_with_it() -> None:
    only = replace(ARTICLE, persons=(Person("Hòa", ARTICLE.persons[0].mentions[:1]),))
    assert apply(only, [Correction("title", "Tin")]).article.persons == ()


@pytest.mark.parametrize(
    ("value", "precision"),
    [("2025", "year"), ("2025-03", "month"), ("2025-03-01", "day"), ("2025-03-01T07:30", "minute")],
)
def test_a_date_is_as_precise_as_it_is_written(value: str, precision: Precision) -> None:
    assert done("date", value).published == ArticleDate(value, precision, "given")
    assert done("event-date", value).event == ArticleDate(value, precision, "given")


def test_no_date_is_a_correction_too() -> None:
    assert done("event-date", "").event is None
    undated = done("date", "")
    assert undated.published is None
    assert undated.event == ARTICLE.event


@pytest.mark.parametrize(
    ("published", "event"),
    [("2025-03-01", "2025-01-16"), ("2025-01-15", "2024-01-16"), ("2023", "2023-01-16")],
)
def test_a_supplied_year_follows_the_day_of_publication(published: str, event: str) -> None:
    article = done("date", published)
    assert article.event == ArticleDate(event, "day", "text", "published")
    [told] = [each for each in article.evidence if each.about == "event"]
    assert (told.value, told.sure) == (event, False)


def test_a_day_without_a_year_gets_one_and_a_written_year_stays() -> None:
    unknown = replace(ARTICLE, event=ArticleDate("XXXX-02-29", "day-no-year", "text"))
    found = apply(unknown, [Correction("date", "2026-03-01")]).article.event
    assert found == ArticleDate("2024-02-29", "day", "text", "published")
    written = replace(ARTICLE, event=ArticleDate("2024-01-16", "day", "text", "written"))
    assert apply(written, [Correction("date", "2026-03-01")]).article.event == written.event


def test_last_years_day_is_left_to_the_rules() -> None:
    body = "Cầu sập hôm 16/1 năm ngoái."
    told = Evidence("event", "2023-01-16", "event-day-year-supplied", "body", "hôm 16/1", 8, 16)
    article = Article(
        "a",
        "Tít",
        body,
        event=ArticleDate("2023-01-16", "day", "text", "published"),
        evidence=(told,),
    )
    assert apply(article, [Correction("date", "2026-03-01")]).article.event == article.event


def test_an_added_person_has_every_mention_as_whole_words() -> None:
    article = apply(
        replace(ARTICLE, body="Lan và Lanh. LAN? Lan."), [Correction("person-add", "Lan")]
    )
    [person] = [each for each in article.article.persons if each.name == "Lan"]
    assert [(m.start, m.end) for m in person.mentions] == [(0, 3), (18, 21)]


def test_a_name_is_found_in_decomposed_text_too() -> None:
    body = unicodedata.normalize("NFD", "Bà Đỗ Thị Nhẫn kể.")
    article = apply(Article("a", "Tin", body), [Correction("person-add", "Đỗ Thị Nhẫn")]).article
    [mention] = article.persons[0].mentions
    assert body[mention.start : mention.end] == unicodedata.normalize("NFD", "Đỗ Thị Nhẫn")


def test_a_person_may_be_added_by_the_form_the_article_uses() -> None:
    article = done("person-add", "Nguyễn Thị Nga", "Bà Nga")
    added = next(person for person in article.persons if person.name == "Nguyễn Thị Nga")
    assert [mention.text for mention in added.mentions] == ["Bà Nga"]


def test_a_removed_person_says_nothing_as_a_person() -> None:
    article = done("person-remove", "Hòa")
    assert [person.name for person in article.persons] == ["Nga"]
    assert [(quote.speaker, quote.kind) for quote in article.quotes] == [("Hòa", "label")]


def test_a_renamed_person_keeps_mentions_quotations_and_evidence() -> None:
    article = done("person-rename", "Nguyễn Văn Hòa", "Hòa")
    renamed = article.persons[0]
    assert (renamed.name, len(renamed.mentions)) == ("Nguyễn Văn Hòa", 3)
    assert article.quotes[0].speaker == "Nguyễn Văn Hòa"
    told = [each.rule for each in article.evidence if each.value == "Nguyễn Văn Hòa"]
    assert told == ["corrected", "person-honorific"]


def test_two_that_are_one_become_one() -> None:
    article = done("person-rename", "Hòa", "Nga")
    assert [(person.name, len(person.mentions)) for person in article.persons] == [("Hòa", 4)]


def test_an_added_source_goes_over_another_kind_of_the_same() -> None:
    article = done("source-add", "TASS:relay")
    assert article.sources == (Source("TASS", "relay"), Source("AFP", "photo"))
    assert rules(article, "source") == ["corrected"]


@pytest.mark.parametrize("value", ["TASS", "TASS:cite"])
def test_a_removed_source_goes_with_its_evidence(value: str) -> None:
    article = done("source-remove", value)
    assert article.sources == (Source("AFP", "photo"),)
    assert rules(article, "source") == []


@pytest.mark.parametrize(
    ("speaker", "kind"), [("Nga", "person"), ("TASS", "organisation"), ("một người dân", "label")]
)
def test_a_speaker_is_what_the_article_knows_of_the_name(speaker: str, kind: str) -> None:
    [quote] = done("quote-speaker", speaker, "Cầu sẽ xong.").quotes
    assert (quote.speaker, quote.kind, quote.sure) == (speaker, kind, True)


def test_an_unknown_speaker_is_none() -> None:
    [quote] = done("quote-speaker", "", "Cầu sẽ xong.").quotes
    assert (quote.speaker, quote.kind) == (None, None)


@pytest.mark.parametrize(
    "correction",
    [
        Correction("person-add", "Bình"),
        Correction("person-rename", "Bình", "An"),
        Correction("quote-speaker", "Nga", "Không có lời này."),
    ],
)
def test_what_finds_nothing_is_unmet_and_changes_nothing(correction: Correction) -> None:
    applied = apply(ARTICLE, [correction])
    assert applied.unmet == (correction,)
    assert applied.article == ARTICLE


EACH_KIND: tuple[tuple[Kind, str, str | None], ...] = (
    ("title", "Tít khác", None),
    ("outlet", "VOV", None),
    ("date", "2020-01-01", None),
    ("event-date", "XXXX-03-04", None),
    ("person-add", "Bà Nga", None),
    ("person-remove", "Hòa", None),
    ("person-rename", "Nguyễn Văn Hòa", "Hòa"),
    ("source-add", "RT:relay", None),
    ("source-remove", "AFP", None),
    ("quote-speaker", "Nga", "Cầu sẽ xong."),
)


@pytest.mark.parametrize(("kind", "value", "target"), EACH_KIND)
def test_an_article_holds_a_correction_once_it_is_made(
    kind: Kind, value: str, target: str | None
) -> None:
    correction = Correction(kind, value, target)
    refuse(ARTICLE, correction)
    assert not holds(ARTICLE, correction)
    made = done(kind, value, target)
    assert holds(made, correction)
    assert apply(made, [correction]).unmet == ()
    for lang in ("vi", "en"):
        assert (value or "") in sentence(correction, lang)


def test_every_kind_is_tested_above() -> None:
    assert [kind for kind, _value, _target in EACH_KIND] == list(KINDS)


@pytest.mark.parametrize(
    ("correction", "told"),
    [
        (Correction("title", " "), "headline"),
        (Correction("date", "hôm qua"), "2025-10-29"),
        (Correction("date", "XXXX-10-29"), "2025-10-29"),
        (Correction("date", "0001-01-01"), "2025-10-29"),
        (Correction("event-date", "2025-02-30"), "2025-10-29"),
        (Correction("person-add", "{Bình}"), "{Bình}"),
        (Correction("person-add", ""), "name"),
        (Correction("person-remove", "Bình"), "Hòa, Nga"),
        (Correction("person-rename", "An", "Bình"), "Hòa, Nga"),
        (Correction("person-rename", "", "Hòa"), "name"),
        (Correction("source-add", "TASS"), "relay, cite, photo, mention"),
        (Correction("source-add", ":cite"), "relay, cite, photo, mention"),
        (Correction("source-remove", "RT"), "TASS:cite, AFP:photo"),
        (Correction("quote-speaker", "Nga", None), "it has 1"),
    ],
)
def test_what_cannot_be_is_refused_and_says_what_there_is(
    correction: Correction, told: str
) -> None:
    with pytest.raises(BadCorrection) as error:
        refuse(ARTICLE, correction)
    assert told in error.value.message("en")
    assert error.value.message("vi").startswith("Không sửa được: ")
