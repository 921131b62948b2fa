import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.numbers import canonical, read


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("4.700", "4700"),
        ("4,700", "4700"),
        ("4,7", "4.7"),
        ("2,4", "2.4"),
        ("2.4", "2.4"),
        ("1.234.567", "1234567"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("0,125", "0.125"),
        ("26.8", "26.8"),
        ("192.168.1.1", None),
        ("1,2,3", None),
        ("4700", None),
    ],
)
def test_groups_of_three_are_thousands_everything_else_is_a_fraction(
    surface: str, value: str | None
) -> None:
    assert canonical(surface) == value


@pytest.mark.parametrize(
    ("surface", "parts", "alts"),
    [
        ("26/08", ["26/08"], [("26/8", 0, 1)]),
        ("26/8/2022", ["26/8", "2022"], [("26/8", 0, 1), ("2022-08-26", 0, 2)]),
        ("26/8/22", ["26/8", "22"], [("26/8", 0, 1)]),
        ("26.8.2022", ["26", "8", "2022"], [("26/8", 0, 2), ("2022-08-26", 0, 3)]),
        ("08/2022", ["08", "2022"], [("8/2022", 0, 2), ("2022-08", 0, 2)]),
        ("15/2020", ["15", "2020"], [("15/2020", 0, 2)]),
        ("1,2,3", ["1", "2", "3"], []),
        ("26/8,27/8", ["26/8", "27/8"], [("26/8", 0, 1), ("27/8", 1, 1)]),
        ("2,5/10", ["2,5", "10"], [("2.5", 0, 1)]),
        ("192.168.1.1", ["192.168.1.1"], []),
        ("4.700", ["4.700"], [("4700", 0, 1)]),
    ],
)
def test_the_tokens_and_other_forms_of_a_surface(
    surface: str, parts: list[str], alts: list[tuple[str, int, int]]
) -> None:
    reading = read(surface)
    assert [surface[start:end] for start, end in reading.pieces] == parts
    assert [(alt.text, alt.first, alt.count) for alt in reading.alts] == alts


@given(st.integers(1, 10**12))
def test_a_number_written_with_groups_is_the_number(number: int) -> None:
    grouped = f"{number:,}"
    assert (canonical(grouped) or grouped) == str(number)
    dotted = grouped.replace(",", ".")
    assert (canonical(dotted) or dotted) == str(number)


@given(st.from_regex(r"\A[0-9]+([.,/][0-9]+)*\Z").filter(lambda text: text.isascii()))
def test_every_token_of_a_surface_is_by_itself_read_as_one_token(surface: str) -> None:
    reading = read(surface)
    for start, end in reading.pieces:
        assert len(read(surface[start:end]).pieces) == 1
    assert all(
        0 <= alt.first < alt.first + alt.count <= len(reading.pieces) for alt in reading.alts
    )
