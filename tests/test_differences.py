"""Two texts as pieces: what is the same, what was taken out, what was put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, ArticleDate, Person, Quote, Source
from index.comparison import ValueChange, value_changes
from index.differences import differences


def shown(before: str, after: str) -> str:
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return "".join(marks[each.operation].format(each.text) for each in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("Cầu sập.", "Cầu sập.", "Cầu sập."),
        ("", "Cầu sập.", "{+Cầu sập.+}"),
        ("Cầu sập.", "", "[-Cầu sập.-]"),
        (
            "Cầu dài 86 m. Ba người đến.",
            "Cầu dài 90 m. Ba người đến.",
            "Cầu dài [-86-]{+90+} m. Ba người đến.",
        ),
        (
            "Một. Hai.\nBa.",
            "Một. Bốn năm.\nBa.",
            "Một. [-Hai-]{+Bốn năm+}.\nBa.",
        ),
        ("Giá 4.700 đồng.", "Giá 4.800 đồng.", "Giá 4.[-700-]{+800+} đồng."),
    ],
)
def test_changed_words_are_marked_and_no_more(before: str, after: str, wanted: str) -> None:
    assert shown(before, after) == wanted


def test_a_moved_sentence_does_not_mark_those_it_passed() -> None:
    found = differences("Một hai ba. Bốn năm sáu. Bảy tám.", "Bốn năm sáu. Bảy tám. Một hai ba.")
    assert [each.text.strip() for each in found if each.operation == "same"] == [
        "Bốn năm sáu. Bảy tám."
    ]


@given(
    st.text(alphabet="ab .!?…\n”đ\u0301", max_size=60),
    st.text(alphabet="ab .!?…\n”đ\u0301", max_size=60),
)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(each.text for each in found if each.operation != "in") == before
    assert "".join(each.text for each in found if each.operation != "out") == after
    assert all(each.text for each in found)


def test_hostile_texts_end() -> None:
    repeated = "".join(f"a. x{number}. " for number in range(490))
    others = "".join(f"a. y{number}. " for number in range(490))
    dots = ("." * 100_000 + "x", "?" * 100_000 + "y")
    for before, after in ((repeated, others), dots, ("a. b! " * 40_000, "c? d… " * 40_000)):
        found = differences(before, after)
        assert "".join(each.text for each in found if each.operation != "in") == before


OLD = Article(
    "a",
    "Tít",
    "Bài",
    outlet="TPO",
    persons=(Person("Hòa"),),
    sources=(Source("RT", "cite"),),
    quotes=(Quote("Một hai.", 0, 3, speaker="Hòa"),),
)


def test_equal_articles_have_no_changes() -> None:
    assert value_changes(OLD, OLD) == ()


def test_every_value_that_differs_is_named_once() -> None:
    new = Article(
        "a",
        "Tít",
        "Bài mới",
        outlet="VOV",
        persons=(Person("Nga"),),
        sources=(Source("RT", "relay"),),
        event=ArticleDate("2025-01-01", "day", "text"),
        quotes=(Quote("Một hai.", 0, 3, speaker="Nga"),),
    )
    assert value_changes(OLD, new) == (
        ValueChange("body", "Bài", "Bài mới"),
        ValueChange("outlet", "TPO", "VOV"),
        ValueChange("event", None, "2025-01-01"),
        ValueChange("person-gained", None, "Nga"),
        ValueChange("person-lost", "Hòa", None),
        ValueChange("source-gained", None, "RT:relay"),
        ValueChange("source-lost", "RT:cite", None),
        ValueChange("speaker", "Hòa", "Nga"),
    )


def test_what_no_value_shows_is_a_detail() -> None:
    new = Article(
        "a",
        "Tít",
        "Bài",
        url="https://vov.vn/1",
        outlet="TPO",
        persons=OLD.persons,
        sources=OLD.sources,
        quotes=OLD.quotes,
    )
    assert value_changes(OLD, new) == (ValueChange("details", None, None),)
