"""A name as an article has it → the value that the archive counts."""

from __future__ import annotations

import unicodedata

import pytest

from index.people import Identities, RulingEffect
from index.people.identities import Listed
from index.store import Alias, Namesake, Rulings
from tests.people.articles import article

LIST = Listed(
    {"sergeilavrov": "Sergei Lavrov", "sergeylavrov": "Sergei Lavrov"},
    {"sergeilavrov": "Sergei Lavrov", "sergeylavrov": "Sergey Lavrov"},
)


def identities(*rows: Alias | Namesake) -> Identities:
    return Identities(ruled(*rows), LIST)


def ruled(*rows: Alias | Namesake) -> Rulings:
    aliases = tuple(each for each in rows if isinstance(each, Alias))
    return Rulings(aliases, tuple(each for each in rows if isinstance(each, Namesake)))


def test_an_unknown_name_is_its_own_value() -> None:
    assert identities().person("  Trần   Bá Lộc ") == "Trần Bá Lộc"
    assert identities().person(unicodedata.normalize("NFD", "Trần Bá Lộc")) == "Trần Bá Lộc"


@pytest.mark.parametrize("name", ["Sergey Lavrov", "SERGEY LAVROV", "Sergei Lavrov"])
def test_a_listed_form_is_the_listed_person(name: str) -> None:
    assert identities().person(name) == "Sergei Lavrov"


def test_an_alias_of_an_alias_leads_to_the_last_person() -> None:
    found = identities(Alias("A An", "B An", "learnt"), Alias("B An", "C An", "confirmed"))
    assert found.person("A An") == "C An"
    assert {each.name: each.origin for each in found.known_as("C An")} == {
        "A An": "learnt",
        "B An": "confirmed",
    }


def test_a_circle_ends() -> None:
    found = identities(Alias("A An", "B An", "learnt"), Alias("B An", "A An", "learnt"))
    assert found.person("A An") in ("A An", "B An")


def test_two_writings_of_one_spelling_are_one() -> None:
    found = identities(Alias("Kim Jong Un", "Kim Jong-un", "learnt"))
    assert found.person("Kim Jong Un") == found.person("Kim Jong-un") == "Kim Jong-un"


def test_what_is_kept_apart_overrules_the_list() -> None:
    found = identities(Alias("Sergey Lavrov", "Sergey Lavrov", "apart"))
    assert found.person("Sergey Lavrov") == "Sergey Lavrov"
    assert found.person("Sergei Lavrov") == "Sergei Lavrov"
    body = "Ông Sergey Lavrov, bưu tá xã Gò Trâm, về hưu. Ông Lavrov cười."
    # understanding has written the listed name: the article's own form decides
    own = article("a", body, ("Sergei Lavrov", "Sergey Lavrov", "Lavrov"))
    assert found.values(own) == ("Sergey Lavrov",)
    assert identities().values(own) == ("Sergei Lavrov",)


ACCUSED = Namesake("Lê Nam (bị cáo)", "Lê Nam", roles=("bị cáo",))
OFFICER = Namesake("Lê Nam (Nghệ An)", "Lê Nam", roles=("giám đốc",), places=("Nghệ An",))
LATER = Namesake("Lê Nam (2025-01-01 – …)", "Lê Nam", first="2025-01-01")
ELDER = Namesake("Lê Nam (sinh 1950)", "Lê Nam", born=(1950,))


@pytest.mark.parametrize(
    ("body", "day", "value"),
    [
        ("Bị cáo Lê Nam nhận tội.", None, "Lê Nam (bị cáo)"),
        ("Giám đốc Sở Y tế Nghệ An Lê Nam đến thăm.", None, "Lê Nam (Nghệ An)"),
        ("Giám đốc Sở Y tế Lê Nam đến thăm.", None, "Lê Nam"),
        ("Ông Lê Nam nói vậy.", None, "Lê Nam"),
        ("Ông Lê Nam nói vậy.", "2025-03-01", "Lê Nam (2025-01-01 – …)"),
        ("Ông Lê Nam nói vậy.", "2024-03-01", "Lê Nam"),
        ("Bị cáo Lê Nam nhận tội.", "2025-03-01", "Lê Nam"),  # two fit: neither is claimed
        ("Ông Lê Nam (SN 1950) nói vậy.", None, "Lê Nam (sinh 1950)"),
        ("Ông Lê Nam (74 tuổi) nói vậy.", "2024-03-01", "Lê Nam (sinh 1950)"),
    ],
)
def test_a_namesake_is_told_by_marks_beside_the_name(
    body: str, day: str | None, value: str
) -> None:
    found = identities(ACCUSED, OFFICER, LATER, ELDER)
    assert found.values(article("a", body, "Lê Nam", day=day)) == (value,)


def test_older_names_lead_to_the_bare_name_and_its_namesakes() -> None:
    found = identities(ACCUSED, Alias("Lê Nam Sơn", "Lê Nam", "confirmed"))
    assert found.person("Lê Nam Sơn") == "Lê Nam"
    assert found.person("lê nam (bị cáo)") == "Lê Nam (bị cáo)"
    assert found.bare_name("Lê Nam (bị cáo)") == "Lê Nam"
    assert found.namesakes("Lê Nam") == (ACCUSED,)


def test_a_decision_concerns_all_that_leads_to_the_person() -> None:
    first = ruled(Alias("A An", "B An", "confirmed"))
    both = ruled(Alias("A An", "B An", "confirmed"), Alias("B An", "C An", "confirmed"))
    effect = RulingEffect(first, both)
    touched = article("a", "A An nói.", "A An")
    other = article("b", "D An nói.", "D An")
    assert effect.concerns(["A An"])
    assert effect.changes(touched)
    assert not effect.concerns(["D An"])
    assert not effect.changes(other)


def test_a_split_of_namesakes_concerns_their_articles_only() -> None:
    effect = RulingEffect(Rulings(), ruled(ACCUSED))
    accused = article("a", "Bị cáo Lê Nam nhận tội.", "Lê Nam")
    quiet = article("b", "Ông Lê Nam nói vậy.", "Lê Nam")
    assert effect.concerns(["Lê Nam"])
    assert [effect.changes(each) for each in (accused, quiet)] == [True, False]
