"""The five seeds: persons and agencies exactly as the specification's table has them."""

from pathlib import Path

import pytest

from index.article import Draft, Options
from index.enrich.steps import understand

SEEDS = Path(__file__).parents[3] / "shared/seeds"

EXPECTED: dict[str, tuple[set[str], set[tuple[str, str]]]] = {
    "000": ({"Dmitry Peskov"}, {("RT", "relay"), ("CNN", "cite"), ("BBC", "photo")}),
    "001": ({"Jens Stoltenberg", "Dmitry Peskov", "Sergei Shoigu"}, set()),
    "002": (
        {"Sergei Lavrov", "Vladimir Putin", "Dmitry Peskov", "Volodymyr Zelensky", "Joe Biden"},
        {("RIA Novosti", "cite"), ("TASS", "cite")},
    ),
    "003": (
        {"Sergei Lavrov", "Vladimir Putin", "Donald Trump", "Dmitry Peskov", "Mark Rutte"},
        {("TASS", "photo")},
    ),
    "004": (
        {"John Kirby", "Volodymyr Zelensky", "Joe Biden", "Anatoly Antonov"},
        {
            ("TASS", "cite"),
            ("RT", "cite"),
            ("THX", "photo"),
            ("TTXVN", "photo"),
            ("AFP", "photo"),
        },
    ),
}


@pytest.mark.skipif(not SEEDS.exists(), reason="no seeds beside the checkout")
@pytest.mark.parametrize("number", EXPECTED)
def test_persons_and_agencies_of_a_seed(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = path.read_text(encoding="utf-8")
    article = understand(Draft(origin=path.name, text=text), Options())
    persons, sources = EXPECTED[number]
    assert {person.name for person in article.persons} == persons
    assert {(source.name, source.kind) for source in article.sources} == sources
