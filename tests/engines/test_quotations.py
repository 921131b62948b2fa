"""Where quotations stand and who says them, in the tokens of a document."""

from __future__ import annotations

from dataclasses import replace

from index.analysis import PARAGRAPH_GAP
from index.article import Article, Kept, Mention, Person, Quote
from index.engines.document import document
from index.engines.quotations import speaker_names, told_apart
from index.engines.schema import BEGIN, END, EXACT, QUOTATION, SPEAKER_ROOM, Document

BODY = "Bà Hạnh nói: “Giá điện không tăng”. Ông Quang đáp: “Đành chờ vậy”."


def quote(text: str, speaker: str | None = None, **more: object) -> Quote:
    start = BODY.index(text)
    made = Quote(text, start, start + len(text), speaker=speaker)
    return replace(made, **more)  # type: ignore[arg-type]


def told(*quotes: Quote, persons: tuple[Person, ...] = ()) -> Article:
    return Article("a", "Hai câu", BODY, quotes=quotes, persons=persons)


def made(article: Article) -> Document:
    return document(Kept(article, 1, 1, "2025-01-01T00:00:00Z"))


def at(document: Document, field: str) -> list[tuple[str, int]]:
    tokens = document.tokens[field]
    return list(zip(tokens.texts, tokens.positions, strict=True))


def test_a_quotation_lies_over_the_positions_of_the_text() -> None:
    found = made(told(quote("Đành chờ vậy"), quote("Giá điện không tăng")))
    where = dict(at(found, EXACT["text"]))
    assert at(found, QUOTATION) == [
        (BEGIN, where["giá"]), (END, where["tăng"]), (BEGIN, where["đành"]), (END, where["vậy"]),
    ]  # fmt: skip
    assert where["bà"] == 1 + PARAGRAPH_GAP


def test_the_names_of_each_speaker_stand_in_the_room_of_the_quotation() -> None:
    hanh = Person("Vũ Hạnh", (Mention("bà Hạnh", 0, 7), Mention("Vũ Hạnh", 9, 16)))
    first = quote("Giá điện không tăng", "Vũ Hạnh", kind="person")
    second = quote("Đành chờ vậy", "một khách", kind="label")
    assert at(made(told(first, second, persons=(hanh,))), EXACT["speaker"]) == [
        ("vũ", 0), ("hạnh", 1), ("bà", 3), ("hạnh", 4),
        ("một", SPEAKER_ROOM), ("khách", SPEAKER_ROOM + 1),
    ]  # fmt: skip


def test_names_without_room_are_left_out_and_the_listed_one_stays() -> None:
    forms = tuple(Mention(f"bà Hạnh số {n}", 0, 1) for n in range(SPEAKER_ROOM))
    first = quote("Giá điện không tăng", "Vũ Hạnh", kind="person")
    second = quote("Đành chờ vậy", "Lê Quang", kind="person")
    found = at(made(told(first, second, persons=(Person("Vũ Hạnh", forms),))), EXACT["speaker"])
    assert found[:2] == [("vũ", 0), ("hạnh", 1)]
    assert found[-2:] == [("lê", SPEAKER_ROOM), ("quang", SPEAKER_ROOM + 1)]
    assert found[-3][1] < SPEAKER_ROOM


def test_a_speaker_is_called_by_his_own_names_and_not_by_the_cue() -> None:
    quang = Person("Lê Quang", (Mention("ông Quang", 0, 1),))
    cue = Mention("trợ lý của bà Hạnh", 0, 1)
    said = quote("Đành chờ vậy", "Lê Quang", kind="person", cue=cue)
    both = told(said, persons=(Person("Vũ Hạnh", (Mention("bà Hạnh", 0, 1),)), quang))
    assert speaker_names(both, said) == ("Lê Quang", "ông Quang")
    assert speaker_names(both, replace(said, kind="organisation")) == ("Lê Quang",)
    assert speaker_names(both, replace(said, speaker=None)) == ()


def test_what_overlaps_or_has_no_words_is_no_quotation_of_its_own() -> None:
    whole, part = quote("Giá điện không tăng"), quote("điện không")
    dots = replace(quote("”."), text="”.")
    assert list(told_apart(told(part, whole, dots))) == [whole, dots]
    assert len(at(made(told(part, whole, dots)), QUOTATION)) == 2


def test_a_sentence_that_stands_in_for_the_headline_is_quoted_once() -> None:
    body = quote("Giá điện không tăng")
    title = replace(body, start=0, end=3, field="title")
    article = told(title, body)
    assert list(told_apart(article)) == [title, body]
    assert list(told_apart(replace(article, title_derived=True))) == [body]
