"""What the archive suggests about who is who, and what it must never suggest."""

from __future__ import annotations

import pytest

from index.article import Article
from index.people import Identities
from index.people.deciding import learn
from index.people.identities import NO_RULINGS, Listed
from index.people.learning import Proposal, gathered, propose
from index.people.namesakes import namesakes
from index.people.sounds import one_slip, sound
from index.store import Alias, Rulings
from tests.people.articles import article, kept

NOTHING_LISTED = Listed({}, {})
NOBODY = Identities(NO_RULINGS, NOTHING_LISTED)


def proposed(*articles: Article, known: Identities = NOBODY) -> dict[str, Proposal]:
    return {each.name: each for each in propose(gathered(kept(*articles), known))}


def titled(id: str, title: str, name: str, times: int = 1) -> list[Article]:
    return [article(f"{id}{n}", f"{title} {name} nói.", name) for n in range(times)]


@pytest.mark.parametrize(
    ("rare", "known", "kind"),
    [
        ("Kim Dae Ho", "Kim Dae-ho", "spelling"),
        ("Renaud Lefevre", "Renaud Lefèvre", "marks"),
        ("Sergey Volkonsky", "Sergei Volkonskiy", "sound"),
        ("Aleksandr Gromov", "Alexander Gromov", "sound"),
        ("Oleg Petrovskyi", "Oleg Petrovskiy", "sound"),
        ("Marco Belini", "Marco Bellini", "slip"),
        ("Henry J. Walcott", "Henry Walcott", "middle"),
        ("H. Walcott", "Henry Walcott", "initial"),
        ("Walcott", "Henry Walcott", "partial"),
        ("Ricardo Mansilla", "Mansilla Ricardo", "order"),
    ],
)
def test_another_way_to_write_a_name_is_proposed(rare: str, known: str, kind: str) -> None:
    found = proposed(*titled("a", "Đại sứ", known, times=6), *titled("b", "Đại sứ", rare))
    assert (found[rare].person, found[rare].kind) == (known, kind)
    assert found[rare].evidence["name"] == 1
    assert found[rare].evidence["person"] == 6
    assert found[rare].evidence["roles"] == ["đại sứ"]
    assert known not in found


def test_an_article_that_explains_a_name_is_evidence() -> None:
    body = "Ông Hen-ri Oan-cót (Henry Walcott) nói."
    found = proposed(article("a", body, "Hen-ri Oan-cót", "Henry Walcott"))
    assert {each.kind for each in found.values()} == {"gloss"}


def test_an_actor_behind_a_part_is_no_other_name() -> None:
    body = "Vai Lý Nhã (Henry Walcott) rất hay."
    assert proposed(article("a", body, "Lý Nhã", "Henry Walcott")) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Thị B.", "Nguyễn Thị B"),  # a victim's initials name nobody
        ("Trần Thị Hồng", "Trần Thị Hòng"),  # a mark makes another Vietnamese name
        ("Hồng Ánh", "Hồng Anh"),
        ("Lê Văn Nam", "Lê Nam"),
        ("Kim Jong-il", "Kim Jong-ill"),  # a letter makes another Korean name
        ("Kim So Hyun", "Kim Soo Hyun"),
        ("Irina Khanova", "Irina Hanova"),
    ],
)
def test_names_that_may_be_two_people_are_never_learnt(one: str, other: str) -> None:
    found = proposed(*titled("a", "Đại sứ", one, 6), *titled("b", "Đại sứ", other))
    assert not [each for each in found.values() if each.sure]


def test_two_that_one_article_names_are_two() -> None:
    body = "Đại sứ Sergey Orlov gặp đại sứ Sergei Orlov."
    assert proposed(article("a", body, "Sergey Orlov", "Sergei Orlov")) == {}


def test_a_surname_of_several_people_means_none_of_them() -> None:
    several = [
        *titled("a", "Đại sứ", "Henry Walcott", 6),
        *titled("b", "Đại sứ", "Emma Walcott", 6),
    ]
    found = proposed(*several, *titled("c", "Đại sứ", "Walcott"))
    assert "Walcott" not in found


def test_only_sure_kinds_are_learnt_and_never_against_a_person() -> None:
    archive = gathered(
        kept(
            *titled("a", "Đại sứ", "Sergei Orlov", 6),
            *titled("b", "Đại sứ", "Sergey Orlov"),
            *titled("c", "Đại sứ", "Orlov"),
        ),
        NOBODY,
    )
    put, drop = learn(NOBODY, propose(archive))
    assert [(a.name, a.person, a.origin) for a in put.aliases] == [
        ("Sergey Orlov", "Sergei Orlov", "learnt")
    ]
    assert put.aliases[0].evidence["kind"] == "sound"
    assert drop == Rulings()
    apart = Identities(Rulings((Alias("Sergey Orlov", "Sergey Orlov", "apart"),)), NOTHING_LISTED)
    assert learn(apart, propose(archive))[0].aliases == ()


def test_a_listed_name_stays_the_name_however_rare() -> None:
    listed = Listed({"sergeiorlov": "Sergei Orlov"}, {"sergeiorlov": "Sergei Orlov"})
    articles = (*titled("a", "Đại sứ", "Sergei Orlov"), *titled("b", "Đại sứ", "Sergey Orlov", 6))
    found = proposed(*articles, known=Identities(NO_RULINGS, listed))
    assert {each.name: each.person for each in found.values()} == {"Sergey Orlov": "Sergei Orlov"}


def test_what_is_known_is_not_proposed_again() -> None:
    known = Identities(Rulings((Alias("Sergey Orlov", "Sergei Orlov", "learnt"),)), NOTHING_LISTED)
    articles = (*titled("a", "Đại sứ", "Sergei Orlov", 3), *titled("b", "Đại sứ", "Sergey Orlov"))
    assert proposed(*articles, known=known) == {}


def test_marks_that_exclude_each_other_suggest_namesakes() -> None:
    articles = (
        article("a", "Bị cáo Lê Nam (SN 1987, trú Huế) khai.", "Lê Nam"),
        article("b", "Bị cáo Lê Nam (SN 1987) khai.", "Lê Nam"),
        article("c", "Ông Lê Nam (SN 1950) kể.", "Lê Nam"),
        article("d", "Ông Lê Nam kể.", "Lê Nam"),
        article("e", "Ông Trần Bá (SN 1950) kể.", "Trần Bá"),
        article("f", "Ông Trần Bá (75 tuổi) kể.", "Trần Bá", day="2025-06-01"),
    )
    found = namesakes(kept(*articles), NOBODY, gathered(kept(*articles), NOBODY))
    assert [one.name for one in found] == ["Lê Nam"]
    assert [group.articles for group in found[0].groups] == [("a", "b"), ("c",)]
    assert [group.born for group in found[0].groups] == [(1987,), (1950,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei", "Sergey"),
        ("Serghei", "Sergej"),
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Zelenskyi"),
        ("Alexander", "Aleksandr"),
        ("Yuri", "Yuriy"),
        ("Natalya", "Natalia"),
        ("Mahmud", "Mahmoud"),
        ("Viktor", "Victor"),
    ],
)
def test_romanisations_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Khan", "Han"), ("So", "Soo"), ("Maria", "Mario"), ("Anna", "Ana")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("kane", "kame", True),
        ("kane", "kanee", True),
        ("kane", "kane", False),
        ("kane", "kenn", False),
        ("ab", "ba", False),
        ("", "a", True),
    ],
)
def test_one_slip_is_one_letter(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) is slip
    assert one_slip(other, one) is slip
