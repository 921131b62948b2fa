import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.scanner import scan, visible


def surfaces(text: str) -> list[str]:
    return scan(text)[1::2]


@given(st.text(alphabet=st.characters(), max_size=60))
def test_gaps_and_surfaces_together_are_the_text(text: str) -> None:
    assert "".join(scan(text)) == text


def test_combining_marks_belong_to_their_word() -> None:
    assert surfaces("hoa\u0300 bi\u0300nh") == ["hoa\u0300", "bi\u0300nh"]


@pytest.mark.parametrize("hidden", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_zero_width_characters_inside_a_word_belong_to_it_and_those_behind_do_not(
    hidden: str,
) -> None:
    assert surfaces(f"ho{hidden}à{hidden} bình") == [f"ho{hidden}à", "bình"]
    assert visible(f"ho{hidden}à") == "hoà"


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u3000", "\t", "\n"])
def test_every_white_space_separates(space: str) -> None:
    assert surfaces(f"hoà{space}bình") == ["hoà", "bình"]


def test_a_number_keeps_its_separators_but_not_the_stop_behind_it() -> None:
    assert surfaces("4.700, 2,4 26/08/2022. 5.") == ["4.700", "2,4", "26/08/2022", "5"]


def test_a_number_ends_where_its_unit_begins() -> None:
    assert surfaces("35km F16 4.700m") == ["35", "km", "F16", "4.700", "m"]


def test_words_of_one_letter_count() -> None:
    assert surfaces("Ý ở á") == ["Ý", "ở", "á"]


def test_underscore_emoji_controls_and_degree_signs_are_no_letters() -> None:
    assert surfaces("a_b 😀 c\x00d 37ºC \ud800") == ["a", "b", "c", "d", "37", "C"]


def test_an_emoji_in_the_text_changes_nothing_else() -> None:
    text = "Thuỷ điện F-16, 4.700 m² ở Mátxcơva"
    assert surfaces(text + " 😀") == surfaces(text)


def test_letters_beyond_the_basic_plane_make_words() -> None:
    assert surfaces("a \U00010400\U00010401 b") == ["a", "\U00010400\U00010401", "b"]
