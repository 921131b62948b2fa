"""What a slip costs: marks less than letters, likely fingers and ears less than any others."""

from __future__ import annotations

import pytest

from search.suggest.slips import LETTER_COST, TONE_COST, heard_alike, spelled


def letter(typed: str, meant: str) -> float:
    one, other = spelled(typed), spelled(meant)
    assert one is not None
    assert other is not None
    return float(LETTER_COST[one.symbols[0], other.symbols[0]])


def tone(typed: str, meant: str) -> float:
    one, other = spelled(typed), spelled(meant)
    assert one is not None
    assert other is not None
    return float(TONE_COST[one.tone, other.tone])


@pytest.mark.parametrize(
    ("cheap", "dear"),
    [
        (("d", "đ"), ("đ", "d")),  # a mark is left out more often than put
        (("o", "ơ"), ("ô", "ơ")),
        (("ô", "ơ"), ("b", "v")),  # a mark is not worth a letter
        (("s", "x"), ("g", "h")),  # the ear goes wrong more often than the finger
        (("g", "h"), ("g", "p")),  # the key beside more often than one far away
        (("a", "e"), ("a", "b")),
    ],
)
def test_the_likelier_slip_is_cheaper(cheap: tuple[str, str], dear: tuple[str, str]) -> None:
    assert 0 < letter(*cheap) < letter(*dear)


def test_keys_lie_beside_each_other_in_both_directions_and_across_rows() -> None:
    assert letter("g", "h") == letter("h", "g") == letter("g", "t") == letter("g", "b")
    assert letter("a", "q") == letter("a", "z") == letter("a", "w")
    assert letter("q", "p") == letter("z", "p")


def test_tones_heard_alike_are_nearer_than_others() -> None:
    assert tone("hỏi", "hõi") < tone("hói", "hỏi")
    assert tone("hoi", "hói") < tone("hói", "hỏi")
    assert tone("hói", "hói") == 0


@pytest.mark.parametrize(
    ("bare", "other"),
    [
        ("chình", "trình"),
        ("trình", "chình"),
        ("da", "gia"),
        ("nghành", "ngành"),
        ("banh", "ban"),
        ("ban", "bang"),
        ("hưu", "hươu"),
    ],
)
def test_what_sounds_alike_somewhere(bare: str, other: str) -> None:
    toneless = spelled(bare)
    assert toneless is not None
    meant = spelled(other)
    assert meant is not None
    assert meant.bare in heard_alike(toneless.bare)


@pytest.mark.parametrize("form", ["f16", "2022", "москва", "\ud800", "日本"])
def test_what_has_other_letters_is_not_spelled(form: str) -> None:
    assert spelled(form) is None


def test_letters_of_other_languages_count_as_their_plain_ones() -> None:
    one, other = spelled("senor"), spelled("señor")
    assert one is not None
    assert other is not None
    assert one.symbols == other.symbols
