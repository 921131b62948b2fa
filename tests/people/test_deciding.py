"""What a newsroom decides → rows, or why it cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.errors import RulingRefused
from index.people import Identities
from index.people.deciding import Marks, Ruling, confirm, merge, part, tell_apart
from index.people.identities import Listed
from index.store import Alias, Namesake, Rulings

TOLD = Namesake("Lê Nam (Huế)", "Lê Nam", places=("Huế",))
KNOWN = Identities(
    Rulings((Alias("Bá Lộc", "Trần Bá Lộc", "learnt", {"name": 2}),), (TOLD,)), Listed({}, {})
)


def aliases(ruling: Ruling) -> list[tuple[str, str, str]]:
    return [(each.name, each.person, each.origin) for each in ruling[0].aliases]


def test_a_merge_takes_the_whole_person_along() -> None:
    assert aliases(merge(KNOWN, "Bá Lộc", "Lê An")) == [("Trần Bá Lộc", "Lê An", "confirmed")]
    assert aliases(merge(KNOWN, "Lê An", "Bá Lộc")) == [("Lê An", "Trần Bá Lộc", "confirmed")]


def test_a_confirmation_keeps_the_evidence() -> None:
    put, drop = confirm(KNOWN, "Bá Lộc")
    assert aliases((put, drop)) == [("Bá Lộc", "Trần Bá Lộc", "confirmed")]
    assert put.aliases[0].evidence == {"name": 2}
    assert [each.name for each in drop.aliases] == ["Bá Lộc"]


def test_the_value_of_a_namesake_says_by_which_marks() -> None:
    marks = Marks(("Bị cáo",), ("Bình Dương",), (1987,), "2024-01-01", None)
    one = tell_apart(KNOWN, "Trần Bá Lộc", marks)[0].namesakes[0]
    assert one.value == "Trần Bá Lộc (Bị cáo, Bình Dương, sinh 1987, 2024-01-01 – …)"
    assert one.roles == ("bị cáo",)


def test_a_place_goes_by_the_name_of_the_list() -> None:
    marks = Marks(places=("tp hồ chí minh",))
    assert tell_apart(KNOWN, "Lê An", marks)[0].namesakes[0].places == ("TP.HCM",)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (lambda: merge(KNOWN, "Bá Lộc", "Trần Bá Lộc"), "đã là một"),
        (lambda: merge(KNOWN, "Lê An", "Lê An"), "đã là một"),
        (lambda: merge(KNOWN, "Lê Nam (Huế)", "Lê An"), "hoàn tác"),
        (lambda: part(KNOWN, "Lê An"), "--role"),
        (lambda: confirm(KNOWN, "Lê An"), "Không có gì để xác nhận"),
        (lambda: tell_apart(KNOWN, "Lê Nam (Huế)", Marks(("a",))), "hoàn tác"),
        (lambda: tell_apart(KNOWN, "Lê An", Marks(places=("Atlantis",))), "places.txt"),
        (lambda: tell_apart(KNOWN, "Lê An", Marks(first="2025", last="2024")), "ngược"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    decision: Callable[[], Ruling], words: str
) -> None:
    with pytest.raises(RulingRefused) as error:
        decision()
    assert words in error.value.message("vi")
    assert error.value.message("en")
