import pytest

from index.analysis import analyze


def joined(text: str) -> list[tuple[str, int, int]]:
    return [(alt.text, alt.first, alt.count) for alt in analyze(text).alts]


@pytest.mark.parametrize(
    ("text", "parts", "alt"),
    [
        ("Mát-xcơ-va", ("mát", "xcơ", "va"), ("matxcova", 0, 3)),
        ("F-16", ("f", "16"), ("f16", 0, 2)),
        ("F\u201116", ("f", "16"), ("f16", 0, 2)),
        ("F–16", ("f", "16"), ("f16", 0, 2)),
        ("U-crai-na", ("u", "crai", "na"), ("ucraina", 0, 3)),
        ("Su-35S", ("su", "35", "s"), ("su35s", 0, 3)),
        ("Covid-19", ("covid", "19"), ("covid19", 0, 2)),
        ("35km", ("35", "km"), ("35km", 0, 2)),
        ("4.700m", ("4.700", "m"), ("4700m", 0, 2)),
    ],
)
def test_parts_side_by_side_and_the_joined_form_over_them(
    text: str, parts: tuple[str, ...], alt: tuple[str, int, int]
) -> None:
    tokens = analyze(text)
    assert tokens.exact == parts
    assert tokens.positions == tuple(range(len(parts)))
    assert alt in joined(text)


@pytest.mark.parametrize(
    "text", ["1-1", "2017-2018", "Boeing 737-800", "Á - Âu", "Nga -Mỹ", "Mát-\nxcơ"]
)
def test_scores_years_and_dashes_are_not_joined(text: str) -> None:
    assert joined(text) == []


def test_a_dash_between_spaces_does_not_part_its_neighbours() -> None:
    assert analyze("Á - Âu").positions == (0, 1)


def test_a_chain_without_end_is_not_joined() -> None:
    assert joined("-".join("ab" * 500)) == []
