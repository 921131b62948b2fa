"""One abbreviation, however it is pointed."""

import pytest

from index.analysis import analyze


def joined(text: str) -> list[tuple[str, str]]:
    """Every other form with the raw text it covers."""
    tokens = analyze(text)
    return [
        (alt.text, text[tokens.starts[alt.first] : tokens.ends[alt.first + alt.count - 1]])
        for alt in tokens.alts
    ]


@pytest.mark.parametrize("text", ["TP.HCM", "TP HCM", "TP. HCM", "Tp.HCM", "tp hcm", "tp.hcm"])
def test_the_town_that_is_written_most_ways(text: str) -> None:
    assert joined(f"ở {text} hôm qua") == [("tphcm", text)]
    assert analyze(f"ở {text} hôm qua").positions == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("GD&ĐT", "gddt"),
        ("GD & ĐT", "gddt"),
        ("gd&đt", "gddt"),
        ("VHTT&DL", "vhttdl"),
        ("VHTT & DL", "vhttdl"),
        ("AT&T", "att"),
        ("at&t", "att"),
        ("PGS.TS", "pgsts"),
        ("L.H.Q", "lhq"),
        ("W.H.O", "who"),
        ("HA.GL", "hagl"),
        ("U.23", "u23"),
        ("Q.1", "q1"),
    ],
)
def test_dots_and_ampersands_inside_join(text: str, form: str) -> None:
    assert joined(f"theo {text} thì") == [(form, text)]


@pytest.mark.parametrize(
    "text",
    [
        "TP.Hồ Chí Minh",
        "TP HUẾ",
        "TP\nHCM",
        "TP, HCM",
        "T.Ư",  # else từ and tư would find it
        "A.I",
        "M.U",
        "U.S",
        "T.H",
        "T&T",
        "zing.vn",
        "ĐỒNG NAI.ÔNG NAM",
        "văn hoá & thể thao",
        "hết.20",
    ],
)
def test_what_is_no_abbreviation_or_too_short_to_be_told_is_not_joined(text: str) -> None:
    assert joined(text) == []


def test_hyphens_and_ampersands_mix() -> None:
    assert ("ldtbxh", "LĐ-TB&XH") in joined("Bộ LĐ-TB&XH và")
    assert ("vhttdl", "VH-TT&DL") in joined("Bộ VH-TT&DL và")
    assert joined("Hà Nội-R&D-Huế") == [("noir", "Nội-R"), ("dhue", "D-Huế")]


def test_a_forgotten_space_does_not_hide_an_abbreviation() -> None:
    assert joined("ở TP.HCM.Trong đó") == [("tphcm", "TP.HCM")]


def test_an_abbreviation_at_the_end_of_the_text() -> None:
    assert joined("TP") == []
    assert joined("ở TP.") == []
    assert joined("TP.HCM.") == [("tphcm", "TP.HCM")]
