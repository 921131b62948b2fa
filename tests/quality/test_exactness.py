"""Forms, highlights and totals are exact: over our own samples, and over the corpus."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from index.article import Article
from quality.archive import serving
from quality.exactness import asked, highlights, keys, speed, totals
from quality.exactness.archive import archive
from quality.exactness.written import WAYS
from quality.news import FILE, Story, stories
from search.service import Service

SEEDS = Path(__file__).parents[2] / "seeds"
needs_corpus = pytest.mark.skipif(not FILE.exists(), reason="no corpora beside the checkout")


def rng() -> random.Random:
    return random.Random(4)  # noqa: S311  # reproducible, no secret


@pytest.fixture(scope="module")
def samples() -> list[Story]:
    """The product's own sample articles, each once for every form."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    found = [
        Story(f"seed-{number}", title, "", body)
        for number, (title, body) in enumerate(text.split("\n", 1) for text in texts)
    ]
    assert len(found) >= 10
    return [replace(each, id=f"{each.id}-{way}") for each in found for way in WAYS]


@pytest.fixture(scope="module")
def articles(samples: list[Story]) -> list[Article]:
    return list(archive(samples, rng()))


@pytest.fixture(scope="module")
def service(articles: list[Article]) -> Iterator[Service]:
    with serving(articles) as opened:
        yield opened


def test_one_word_has_one_exact_form(samples: list[Story]) -> None:
    surfaces = keys.surfaces(samples)
    found = keys.invariance(surfaces)
    assert found.broken == found.disputed == []
    assert found.syllables > 500


def test_a_word_whose_spellings_part_is_reported() -> None:
    found = keys.invariance(["Weiß", "hòa"])
    assert [each.split(":")[0] for each in found.foreign] == ["Weiß"]
    assert found.words == 2
    assert found.syllables == 1


def test_exactly_what_was_asked_for_is_marked(samples: list[Story], service: Service) -> None:
    queries = list(asked.sample(samples, 12, rng()))
    assert {each.kind for each in queries} >= {"word", "unmarked phrase", "hyphenated", "number"}
    marks = highlights.check(service, queries)
    assert marks.wrong == []
    assert marks.hits > 300


def test_totals_are_those_of_a_plain_count(articles: list[Article], service: Service) -> None:
    plain = [totals.plain(each) for each in articles]
    counts = list(totals.sample(plain, 8, rng()))
    assert list(totals.wrong(service, counts)) == []
    # the same service with one total too high is caught
    first = replace(counts[0], least=counts[0].least + 1, most=counts[0].most + 1)
    assert len(list(totals.wrong(service, [first]))) == 1


@pytest.mark.parametrize(
    ("text", "ranges", "faults"),
    [
        ("Vì hoà bình.", [(3, 11)], 0),
        ("Vì hoa\u0300 bi\u0300nh.", [(3, 13)], 0),
        ("Vì ho\u200bà\u00a0bình.", [(3, 12)], 0),
        ("Vì hoà bình.", [(2, 11)], 1),  # the space before
        ("Vì hoà bình.", [(3, 10)], 2),  # "bìn", and cut
        ("Vì hoa\u0300 bình.", [(3, 6)], 2),  # "hoa" without its mark
        ("Vì hoa bình.", [(3, 6)], 1),
        ("Vì hoà bình.", [(3, 6), (5, 11)], 1),
        ("Vì hoà bình.", [(7, 14)], 1),
    ],
)
def test_a_wrong_mark_is_a_fault(text: str, ranges: list[tuple[int, int]], faults: int) -> None:
    query = asked.Asked("words", "hòa bình", asked.any_of(["hòa", "bình"]))
    found = list(highlights.faults_in(text, ranges, query))
    assert len(found) == faults


@pytest.mark.parametrize(
    ("kind", "text", "query", "covered", "other"),
    [
        ("phrase", "nhà máy", '"nhà máy"', "nhà máy nhà máy", "nhà máy nhà"),
        ("hyphenated", "chiếc F-16 bay", "F-16", "F16 F-16", "F-15"),
        ("number", "hơn 4.700 người", "4.700", "4700 4,700", "4,7"),
        ("day", "hôm 26/8 qua", "26/8", "26 tháng 08", "26/9"),
        ("day in words", "hôm 26/8 qua", "ngày 26 tháng 8", "26-8", "27-8"),
        ("prefix", "nghiêm", "ngh*", "nghe nghiêm", "nga"),
    ],
)
def test_what_a_query_covers(kind: str, text: str, query: str, covered: str, other: str) -> None:
    story = Story("1", "", "", text)
    made = {each.query: each for each in asked.sample([story], 1, rng(), [kind])}
    assert list(made) == [query]
    assert made[query].covers(covered)
    assert not made[query].covers(other)


def test_words_with_offsets_are_the_whole_text_in_order(samples: list[Story]) -> None:
    for story in samples[:: len(WAYS)]:
        _, words = speed.tokens_and_words(story.body)
        assert all(start < end for start, end in words)
        assert all(before[1] <= after[0] for before, after in pairwise(words))
        shown = "".join(story.body[start:end] for start, end in words)
        assert "".join(shown.split()) == "".join(story.body.replace("_", "").split())


@needs_corpus
def test_one_word_of_the_corpus_has_one_exact_form() -> None:
    surfaces = keys.surfaces(stories())
    found = keys.invariance(surfaces)
    assert found.syllables > 10_000
    assert found.broken == []
    # ß, ı and µ change in capitals for Unicode itself
    assert len(found.foreign) < 10
    # the tellings differ over typing errors only
    assert [each for each in found.disputed if surfaces[each.split(":")[0]] >= 5] == []


@needs_corpus
def test_highlights_and_totals_are_exact_on_the_corpus() -> None:
    news = list(stories(24))
    dice = rng()
    articles = list(archive(news, dice))
    queries = list(asked.sample(news, asked.EACH, dice))
    counts = list(totals.sample([totals.plain(each) for each in articles], totals.EACH, dice))
    assert len(counts) >= 300
    with serving(articles) as opened:
        marks = highlights.check(opened, queries, asked.HITS)
        assert marks.hits >= 10_000
        assert marks.wrong == []
        assert list(totals.wrong(opened, counts)) == []
