"""Generated articles: made of real sentences, with new words, and nobody's copy."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.growth import Heaps, Inventor, Material, put_together, source_of
from index.article import Article, Mention, Person, Quote


def article(number: int) -> Article:
    """Ten sentences that only this article has, with a name and a quotation in each."""
    body = ""
    mentions, quotes = [], []
    for at in range(10):
        start = len(body)
        name, said = f"Nguyễn {chr(65 + number)}{chr(97 + at)}", f"câu thứ {at} của bài {number}"
        body += f"Theo {name}, “{said}” nên phải nghe."
        mentions.append(Mention(name, start + 5, start + 5 + len(name)))
        at_quote = body.index(said)
        quotes.append(Quote(said, at_quote, at_quote + len(said), speaker=name))
        body += "\n" if at % 3 == 2 else " "
    persons = tuple(Person(each.text, (each,)) for each in mentions)
    return Article(
        str(number),
        f"Tít của bài {number} rất dài",
        body.strip(),
        standfirst=f"Sa pô {number}",
        persons=persons,
        quotes=tuple(quotes),
        key_terms=("chung",),
    )


@pytest.fixture(scope="module")
def material() -> Material:
    sources = [source_of(article(number)) for number in range(20)]
    words = Counter({"nghe": 20, "nên": 20, "phải": 20, "theo": 20, "câu": 20})
    rare = ("krông", "buôn", "đắkmil", "xơđăng")
    return Material(sources, {"chung": list(range(20))}, words, rare, Heaps(10, 0.5), 1_000)


def test_names_and_quotations_come_along_with_their_sentences(material: Material) -> None:
    lot = random.Random(3)  # noqa: S311  # the same each time
    for _ in range(50):
        made = put_together(material, lot)
        for person in made.persons:
            for mention in person.mentions:
                assert made.body[mention.start : mention.end] == mention.text == person.name
        for quote in made.quotes:
            assert made.body[quote.start : quote.end] == quote.text
        assert len(made.persons) == len(made.quotes) == made.body.count("nghe.")


def test_no_article_gives_more_than_three_sentences(material: Material) -> None:
    lot = random.Random(4)  # noqa: S311  # the same each time
    for _ in range(50):
        made = put_together(material, lot)
        given = Counter(quote.text.rpartition(" ")[2] for quote in made.quotes)
        assert max(given.values()) <= 3
        assert len(made.quotes) >= 10


def test_new_words_are_as_many_as_wanted_and_nobodys(material: Material) -> None:
    lot = random.Random(5)  # noqa: S311  # the same each time
    known: set[str] = set()
    for shard in range(3):
        inventor = Inventor(material, lot, shard, 3)
        for _ in range(10):
            old = put_together(material, lot)
            made = inventor.renewed(old, 2)
            assert len(made.body) == len(old.body)
            new = [b for a, b in zip(old.body.split(), made.body.split(), strict=True) if a != b]
            assert len(new) == 2
            for person in made.persons:
                for mention in person.mentions:
                    assert made.body[mention.start : mention.end] == mention.text
            words = {word.strip("“”.,").lower() for word in new if word.strip("“”.,").isalpha()}
            assert not words & (known | set(material.documents_with))
            known |= words


def test_heaps_law_is_found_again() -> None:
    law = Heaps(12.5, 0.6)
    points = [(n, round(law.vocabulary(n))) for n in (10_000, 100_000, 1_000_000, 10_000_000)]
    found = Heaps.fitted(points)
    assert found.k == pytest.approx(12.5, rel=0.01)
    assert found.beta == pytest.approx(0.6, rel=0.01)
