"""Key terms and persons that what is typed may become, on every engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis import analyze
from search.limits import COMPLETIONS
from search.suggest import Completion, Suggester
from tests.search.archive import Archive, MakeEngine, article

# (key terms, persons, articles)
ABOUT: list[tuple[tuple[str, ...], tuple[str, ...], int]] = [
    (("đàm phán", "Hòa Bình"), ("Sergei Lavrov",), 5),
    (("đàm phán", "da giày"), ("Donald Trump",), 3),
    (("Đà Nẵng", "hòa bình"), ("Tập Cận Bình",), 2),
    (("đại dương", "thương mại"), ("Nguyễn Phú Trọng",), 1),
    (("F-16", "Mát-xcơ-va", "Myanmar"), ("Karine Jean-Pierre",), 1),
    (("quyết định", "quý hiếm", "đường sắt"), ("Nguyễn Phú Trọng",), 4),
    (("TP.HCM", "Thủ tướng"), ("Thủ tướng",), 2),
]


@pytest.fixture(scope="module")
def about(make_engine: MakeEngine, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    articles = [
        article(f"{at}-{n}", "Bài viết.", key_terms=terms, persons=persons)
        for at, (terms, persons, times) in enumerate(ABOUT)
        for n in range(times)
    ]
    return Archive(make_engine(tmp_path_factory.mktemp("about")), articles)


def complete(archive: Archive, typed: str, limit: int = 10) -> tuple[Completion, ...]:
    return Suggester(archive.engine).completions(typed, limit)


def labels(archive: Archive, typed: str) -> list[str]:
    return [each.label for each in complete(archive, typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("da", ["đàm phán", "da giày", "Đà Nẵng", "đại dương"]),
        ("đa", ["đàm phán", "Đà Nẵng", "đại dương"]),
        ("đà", ["đàm phán", "Đà Nẵng"]),
        ("DAM", ["đàm phán"]),
        ("dam ph", ["đàm phán"]),
        ("dam  phan", ["đàm phán"]),
        ("đàm ph", ["đàm phán"]),
        ("đám", []),
        ("đàm ", ["đàm phán"]),
        ("phá", ["đàm phán"]),
        ("hò", ["Hòa Bình"]),
        ("hòa", ["Hòa Bình"]),
        ("hoà b", ["Hòa Bình"]),
        ("thưo", ["thương mại"]),
        ("đương", ["đường sắt"]),
        ("dươ", ["đường sắt", "đại dương"]),
        ("quy", ["quý hiếm", "quyết định"]),
        ("my", ["Myanmar"]),
        ("f1", ["F-16"]),
        ("F-1", ["F-16"]),
        ("matx", ["Mát-xcơ-va"]),
        ("mát-x", ["Mát-xcơ-va"]),
        ("hcm", ["TP.HCM"]),
        ("tp.h", ["TP.HCM"]),
        ("lav", ["Sergei Lavrov"]),
        ("trong", ["Nguyễn Phú Trọng"]),
        ("phu tr", ["Nguyễn Phú Trọng"]),
        ("pierre", ["Karine Jean-Pierre"]),
        ("jean-p", ["Karine Jean-Pierre"]),
        ("x", ["Mát-xcơ-va"]),
        ("zz", []),
        ("", []),
        (" ", []),
        ("-", []),
    ],
)
def test_what_a_prefix_may_become(about: Archive, typed: str, expected: list[str]) -> None:
    assert labels(about, typed) == expected
    assert labels(about, unicodedata.normalize("NFD", typed)) == expected


def test_a_letter_without_marks_becomes_any_and_one_with_marks_only_itself(about: Archive) -> None:
    assert "da giày" in labels(about, "da")
    assert "da giày" not in labels(about, "đa")


def test_the_most_frequent_comes_first_with_its_count(about: Archive) -> None:
    assert complete(about, "dam")[0] == Completion("đàm phán", "đàm phán", "term", 8)
    assert [each.documents for each in complete(about, "d")] == [8, 4, 4, 3, 3, 2, 1]


def test_persons_are_said_to_be_persons(about: Archive) -> None:
    kinds = {each.label: each.kind for each in complete(about, "t")}
    assert kinds["Tập Cận Bình"] == kinds["Donald Trump"] == "person"
    assert kinds["thương mại"] == "term"


def test_spellings_of_the_same_words_are_one_completion(about: Archive) -> None:
    assert complete(about, "hoa b") == (Completion("Hòa Bình", "Hòa Bình", "term", 7),)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("tổng thống tru", "tổng thống Donald Trump"),
        ("nga OR đàm p", "nga OR đàm phán"),
        ("nga -dam", 'nga -"đàm phán"'),
        ('nga "đàm p', 'nga "đàm phán'),
        ("person:lav", 'person:"Sergei Lavrov"'),
        ('person:"sergei l', 'person:"Sergei Lavrov'),
        ("title:dam", 'title:"đàm phán"'),
        ("(nga đàm", "(nga đàm phán"),
    ],
)
def test_what_stands_before_stays_as_typed(about: Archive, typed: str, text: str) -> None:
    assert complete(about, typed)[0].text == text


def test_the_end_of_a_longer_query_becomes_what_begins_with_it(about: Archive) -> None:
    assert "đàm phán" in labels(about, "pha")
    assert labels(about, "nga pha") == []
    assert labels(about, "nga lav") == ["Sergei Lavrov"]


@pytest.mark.parametrize("typed", ["outlet:d", "source:d", "date:2", "đàm phán", "(nga)", '"nga"'])
def test_where_there_is_nothing_to_complete(about: Archive, typed: str) -> None:
    assert labels(about, typed) == []


def test_a_field_of_persons_has_persons_only(about: Archive) -> None:
    assert {each.kind for each in complete(about, "person:t")} == {"person"}


def test_the_limit_is_kept(about: Archive) -> None:
    assert len(complete(about, "t", 1)) == 1
    assert complete(about, "t", 0) == complete(about, "t", -1) == ()
    assert len(complete(about, "t", 1_000)) <= COMPLETIONS


def without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


SHAPES: list[Callable[[str], str]] = [str, str.upper, str.lower, without_marks]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([name for terms, persons, _ in ABOUT for name in (*terms, *persons)]),
    length=st.integers(1, 20),
    shape=st.sampled_from(SHAPES),
)
def test_every_name_completes_each_of_its_own_beginnings(
    about: Archive, name: str, length: int, shape: Callable[[str], str]
) -> None:
    typed = shape(name[:length])
    wanted = analyze(name).exact
    found = [analyze(each).exact for each in labels(about, typed)]
    assert wanted in found or analyze(typed).exact == wanted
