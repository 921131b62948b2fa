"""What every engine must do; run on each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from index import analysis
from index.article import ArticleDate
from index.engines import bm25
from index.engines.base import Engine
from index.engines.document import interval
from index.engines.query import (
    HOW,
    WIDEST,
    And,
    Beneath,
    Clause,
    DateWithin,
    Enough,
    Everything,
    FacetWanted,
    Filter,
    Label,
    Near,
    Nearest,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Proximity,
    Question,
    Recency,
    Sort,
    SortKey,
    Term,
    Value,
    Within,
)
from index.engines.schema import MISSING, NO_YEAR, Document
from tests.engines.corpus import made, when

CORPUS = (
    made("a", 1, "nga rút tên lửa khỏi kaliningrad", "tên lửa nga", outlet=("tpo",),
         source=("RT", "RT:relay"), person=("Dmitry Peskov",), date="2022-01-16",
         term=("tên lửa", "Kaliningrad")),
    made("b", 2, "nga và mỹ đàm phán hòa bình | đàm phán hòa bình", "đàm phán",
         outlet=("vov", "TASS/RT"), source=("TASS", "TASS:cite"),
         person=("Sergei Lavrov", "Dmitry Peskov"), date="2025-10-29T16:30",
         term=("đàm phán", "hòa bình")),
    made("c", 3, "tiêm kích f 16 bay", "f 16", alts=(("f16", 2, 2),), date="2025-10"),
    made("d", 4, "hòa | bình đàm năm nam phán", "", outlet=(MISSING, "TASS/RT"), date="2025",
         term=("hòa bình",)),
    made("e", 5, "năm năm năm năm mỹ", "năm", outlet=("vov",), date=None, no_year=True),
    made("f", 6, "nam mỹ và nga", "nam mỹ", outlet=("tpo",), source=("AFP:photo", MISSING),
         date="2025-10-29"),
    made("g", 7, "thủy điện", "thủy điện"),
)  # fmt: skip


def fill(engine: Engine, documents: Iterable[Document] = CORPUS, size: int = 3) -> Engine:
    """Commits of ``size``: the documents lie in several segments."""
    documents = list(documents)
    for first in range(0, len(documents), size):
        with engine.writer(visible=True) as writer:
            for document in documents[first : first + size]:
                writer.put(document)
    return engine


def ids(engine: Engine, node: Node, **more: object) -> list[str]:
    question = Question(where=node, sort="oldest", limit=100, **more)  # type: ignore[arg-type]
    answer = engine.search(question)
    assert answer.total == len(answer.hits)
    return sorted(hit.id for hit in answer.hits)


def word(text: str) -> Term:
    return Term("exact", text)


def phrase(*texts: str) -> Phrase:
    return Phrase(tuple((Term("exact", text), Term("alt_forms", text)) for text in texts))


def near(slop: int, *texts: str) -> Near:
    return Near(tuple((Term("exact", text), Term("alt_forms", text)) for text in texts), slop)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Everything(), "abcdefg"),
        (Nothing(), ""),
        (word("nga"), "abf"),
        (word("năm"), "de"),
        (word("nam"), "df"),
        (Term("fold", "nam"), "def"),
        (Term("title_exact", "nga"), "a"),
        (word("absent"), ""),
        (And((word("nga"), word("mỹ"))), "bf"),
        (Or((word("tên"), word("thủy"))), "ag"),
        (And((word("nga"), Not(word("mỹ")))), "a"),
        (Not(Or((word("nga"), word("năm")))), "cg"),
        (And((Or((word("tên"), word("nam"))), word("nga"))), "af"),
        (phrase("đàm", "phán"), "b"),
        (phrase("hòa", "bình"), "b"),
        (phrase("năm", "năm", "năm"), "e"),
        (phrase("f16", "bay"), "c"),
        (phrase("kích", "f16", "bay"), "c"),
        (phrase("f", "16", "bay"), "c"),
        (phrase("bay", "f16"), ""),
        (phrase("nga", "absent"), ""),
        (near(0, "phán", "đàm"), "b"),
        (near(1, "phán", "đàm"), "b"),
        (near(2, "phán", "đàm"), "bd"),
        (near(1, "bình", "đàm", "phán"), "b"),
        (near(20, "hòa", "bình"), "b"),
        (near(0, "năm", "năm", "năm", "năm"), "e"),
        (near(20, "năm", "năm", "năm", "năm", "năm"), ""),
        (near(0, "f16", "kích"), "c"),
        (near(0, "bay", "f16"), ""),
        (near(1, "bay", "f16"), "c"),
        (near(9, "nga", "absent"), ""),
        (near(0, "nga"), "abf"),
        (Not(near(1, "nga", "mỹ")), "acdeg"),
        (Prefix("exact", "thủ"), "g"),
        (Prefix("fold", "n"), "abdef"),
        (Prefix("exact", "absent"), ""),
        (Value("outlet", "vov"), "be"),
        (Value("outlet", "TASS/RT"), "bd"),
        (Value("outlet", MISSING), "cdg"),
        (Value("source", "TASS"), "b"),
        (Value("source", "AFP:photo"), "f"),
        (Value("source", MISSING), "cdefg"),
        (Value("person", "Dmitry Peskov"), "ab"),
        (Value("term", "hòa bình"), "bd"),
        (Value("term", "hòa"), ""),
        (Value("term", MISSING), ""),
        (Value("date", MISSING), "eg"),
        (Value("date", NO_YEAR), "e"),
        (DateWithin(None, None), "abcdf"),
    ],
)
def test_a_node_matches_exactly_these_articles(engine: Engine, node: Node, expected: str) -> None:
    assert ids(fill(engine), node) == list(expected)


SAID = (
    made("a", 1, "lavrov nói nga rút tên lửa và peskov nói nga đàm phán",
         quotes=((2, 5, "sergei lavrov | ông lavrov"), (9, 11, "dmitry peskov")),
         outlet=("tpo",), date="2022-01-16"),
    made("b", 2, "nga rút tên lửa ông ấy nói", quotes=((0, 3, "peskov"),), date="2025-10"),
    made("c", 3, "nga nói tên nga lửa và tên lửa nga",
         quotes=((2, 2, "lavrov"), (3, 4, "lavrov"), (6, 7, ""))),
    made("d", 4, "tiêm kích f 16 bay", "nga", alts=(("f16", 2, 2),), quotes=((3, 4, "lavrov"),)),
    made("e", 5, "lavrov đàm phán tên lửa", "tên lửa"),
)  # fmt: skip
LAVROV = Term("speaker_exact", "lavrov")


def name(*words: str) -> Phrase:
    return Phrase(tuple((Term("speaker_exact", text),) for text in words))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Within(Everything(), Everything()), "abcd"),
        (Within(Everything(), LAVROV), "acd"),
        (Within(Nothing(), LAVROV), ""),
        (Within(Everything(), Nothing()), ""),
        (Within(Everything(), Not(LAVROV)), "abc"),
        (Within(Everything(), Not(Prefix("speaker_exact", ""))), "c"),
        (Within(Everything(), name("sergei", "lavrov")), "a"),
        (Within(Everything(), name("lavrov", "ông")), ""),  # two names, no phrase
        (Within(Everything(), And((LAVROV, Term("speaker_exact", "dmitry")))), ""),
        (Within(Everything(), Or((LAVROV, Term("speaker_exact", "peskov")))), "abcd"),
        (Within(word("tên"), LAVROV), "ac"),
        (Within(word("nga"), LAVROV), "ac"),
        (Within(word("đàm"), LAVROV), ""),
        (Within(word("đàm"), Term("speaker_exact", "peskov")), "a"),
        (Within(phrase("tên", "lửa"), LAVROV), "a"),
        (Within(And((word("tên"), word("lửa"))), LAVROV), "a"),  # one quotation has both
        (Within(And((word("tên"), Not(word("nga")))), LAVROV), "c"),
        (Within(Or((word("bay"), word("lửa"))), LAVROV), "acd"),
        (Within(near(1, "nga", "lửa"), Everything()), "c"),
        (Within(near(2, "tên", "nga"), LAVROV), "a"),  # in c two quotations share them
        (Within(Prefix("exact", "b"), LAVROV), "d"),
        (Within(Term("alt_forms", "f16"), LAVROV), ""),  # it begins before the quotation
        (Within(Term("fold", "ten"), Everything()), "abc"),
        (Within(And((word("bay"), Term("title_exact", "nga"))), LAVROV), "d"),
        (Within(And((word("tên"), Value("outlet", "tpo"))), LAVROV), "a"),
        (Within(And((word("tên"), DateWithin(None, None))), Everything()), "ab"),
        (Within(Within(word("lửa"), Everything()), LAVROV), "ac"),  # asked of the article
        (And((Not(Within(Everything(), LAVROV)), word("tên"))), "be"),
    ],
)
def test_words_stand_in_one_quotation_of_the_speaker(
    engine: Engine, node: Node, expected: str
) -> None:
    assert ids(fill(engine, SAID, 2), node) == list(expected)


def test_only_what_the_speaker_says_is_scored(engine: Engine) -> None:
    once = made("once", 1, "nga nga nga nói nga", quotes=((4, 4, "lavrov"),))
    twice = made("twice", 2, "nga nói nga và nga", quotes=((2, 2, "lavrov"), (4, 4, "lavrov")))
    fill(engine, [once, twice, made("none", 3, "nga nga nga nga nga")])
    question = Question(word("nga"), (Clause(Within(word("nga"), LAVROV), 1.0),))
    assert [hit.id for hit in engine.search(question).hits] == ["twice", "once", "none"]
    made_of = engine.explain(question, "twice").contributions
    assert [(c.field, c.text, c.frequency, c.documents, c.quoted) for c in made_of] == [
        ("exact", "nga", 2, 2, True)
    ]
    spoken = Question(word("nga"), (Clause(Within(Everything(), LAVROV), 1.0),))
    assert [c.frequency for c in engine.explain(spoken, "twice").contributions] == [2]
    assert engine.explain(spoken, "none").score == 0.0


def test_a_range_takes_only_whole_intervals(engine: Engine) -> None:
    fill(engine)
    october = when("2025-10")
    day = when("2025-10-29")
    assert october is not None
    assert day is not None
    assert ids(engine, DateWithin(october.start, october.end)) == ["b", "c", "f"]
    assert ids(engine, DateWithin(day.start, day.end)) == ["b", "f"]
    assert ids(engine, DateWithin(october.start, None)) == ["b", "c", "f"]
    assert ids(engine, DateWithin(None, october.start)) == ["a"]


def test_newest_and_oldest_put_undated_last_and_break_ties_by_sequence(engine: Engine) -> None:
    fill(engine)

    def order(sort: str) -> str:
        question = Question(where=Everything(), sort=sort)  # type: ignore[arg-type]
        return "".join(hit.id for hit in engine.search(question).hits)

    assert order("newest") == "bfcdage"
    assert order("oldest") == "adcfbge"


def test_pages_follow_each_other_without_gap_or_repeat(engine: Engine) -> None:
    fill(engine)
    rank = (Clause(word("nga"), 1.0),)
    whole = [h.id for h in engine.search(Question(Everything(), rank, limit=100)).hits]
    parts = [
        h.id
        for offset in range(0, 8, 2)
        for h in engine.search(Question(Everything(), rank, offset=offset, limit=2)).hits
    ]
    assert parts == whole
    assert len(whole) == len(CORPUS)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_cursor_neither_repeats_nor_skips_when_articles_arrive(engine: Engine, sort: str) -> None:
    fill(engine)
    seen: list[str] = []
    after: SortKey | None = None
    for turn in range(10):
        answer = engine.search(
            Question(Everything(), sort=sort, limit=2, after=after)  # type: ignore[arg-type]
        )
        if not answer.hits:
            break
        seen += [hit.id for hit in answer.hits]
        after = answer.hits[-1].key
        if turn == 0:
            fill(engine, [made("late", 8, "nga", date="2025-10-30"), made("old", 9, date="1999")])
    assert [name for name in seen if name in "abcdefg"] == [
        hit.id
        for hit in engine.search(Question(Everything(), sort=sort, limit=99)).hits  # type: ignore[arg-type]
        if hit.id in "abcdefg"
    ]
    assert len(seen) == len(set(seen))


def test_score_is_the_weighted_sum_of_clauses_and_does_not_decide_the_match(
    engine: Engine,
) -> None:
    fill(engine)
    one = engine.search(Question(word("nga"), (Clause(word("nga"), 1.0),)))
    two = engine.search(Question(word("nga"), (Clause(word("nga"), 2.0),)))
    both = engine.search(
        Question(word("nga"), (Clause(word("nga"), 1.0), Clause(phrase("tên", "lửa"), 3.0)))
    )
    assert {h.id for h in one.hits} == {h.id for h in both.hits} == {"a", "b", "f"}
    assert [h.score for h in two.hits] == pytest.approx([2 * h.score for h in one.hits])
    assert both.hits[0].id == "a"


def test_facet_counts_ignore_their_own_selection_and_honour_the_others(engine: Engine) -> None:
    fill(engine)
    answer = engine.search(
        Question(
            where=Everything(),
            filters=(
                Filter("outlet", Value("outlet", "vov")),
                Filter("person", Value("person", "Dmitry Peskov")),
            ),
            facets=(FacetWanted("outlet", 10), FacetWanted("person", 10)),
            dates=True,
        )
    )
    assert answer.total == 1
    assert dict(answer.facets["outlet"].values) == {"tpo": 1, "vov": 1, "TASS/RT": 1}
    assert dict(answer.facets["person"].values) == {"Sergei Lavrov": 1, "Dmitry Peskov": 1}
    assert answer.facets["person"].missing == 1
    assert answer.dates is not None
    assert answer.dates.years == {"2025": 1}


def test_facets_count_values_missing_and_distinct(engine: Engine) -> None:
    fill(engine)
    answer = engine.search(
        Question(
            Everything(),
            facets=(
                FacetWanted("outlet", 1, keep=("tpo", "gone")),
                FacetWanted("source", 10),
            ),
            dates=True,
        )
    )
    outlet, source = answer.facets["outlet"], answer.facets["source"]
    assert outlet.values == (("TASS/RT", 2), ("tpo", 2), ("gone", 0))
    assert (outlet.missing, outlet.distinct) == (3, 3)
    assert source.values == tuple(
        (value, 1) for value in ("AFP:photo", "RT", "RT:relay", "TASS", "TASS:cite")
    )
    assert source.missing == 5
    dates = answer.dates
    assert dates is not None
    assert dates.years == {"2022": 1, "2025": 4}
    assert dates.months == {"2022-01": 1, "2025-10": 3}
    assert dates.days == {"2022-01-16": 1, "2025-10-29": 2}
    assert (dates.no_year, dates.missing) == (1, 2)


def test_dates_ignore_a_date_filter_but_the_total_does_not(engine: Engine) -> None:
    fill(engine)
    year = when("2022")
    assert year is not None
    answer = engine.search(
        Question(
            Everything(),
            filters=(Filter("date", DateWithin(year.start, year.end)),),
            dates=True,
        )
    )
    assert answer.total == 1
    assert answer.dates is not None
    assert answer.dates.years == {"2022": 1, "2025": 4}


def test_deleting_and_updating_leave_one_version_everywhere(engine: Engine) -> None:
    fill(engine)
    with engine.writer(visible=True) as writer:
        writer.delete("a")
        writer.delete("never there")
        writer.put(made("b", 2, "chỉ còn thế này", outlet=("vov",)))
    assert ids(engine, word("nga")) == ["f"]
    assert ids(engine, word("chỉ")) == ["b"]
    assert ids(engine, phrase("đàm", "phán")) == []
    assert engine.status().documents == len(CORPUS) - 1
    assert sorted(name for name, _ in engine.documents()) == list("bcdefg")
    assert [t.text for t in engine.terms("person")] == [MISSING]
    assert [t.text for t in engine.terms("term")] == ["hòa bình"]
    assert engine.frequencies("term", ["tên lửa", "hòa bình"]) == {"tên lửa": 0, "hòa bình": 1}
    assert engine.markings("phan") == ("phán",)
    assert engine.frequencies("exact", ["nga", "đàm"]) == {"nga": 1, "đàm": 1}
    assert list(engine.pairs(["đàm"], ["phán"])) == []


def test_statistics_are_of_live_articles_whatever_was_deleted(engine: Engine) -> None:
    fill(engine)
    question = Question(word("mỹ"), (Clause(word("mỹ"), 1.0), Clause(Term("fold", "nam"), 0.3)))
    before = {h.id: h.score for h in engine.search(question).hits}
    fill(engine, [made(f"x{n}", 100 + n, "mỹ nam " * 30, "mỹ") for n in range(20)], size=5)
    assert {h.id: h.score for h in engine.search(question).hits} != before
    with engine.writer(visible=True) as writer:
        for n in range(20):
            writer.delete(f"x{n}")
    assert {h.id: h.score for h in engine.search(question).hits} == before


def test_one_id_twice_in_a_batch_keeps_the_last(engine: Engine) -> None:
    with engine.writer(visible=True) as writer:
        writer.put(made("twice", 1, "đầu"))
        writer.put(made("twice", 1, "sau"))
        writer.put(made("gone", 2, "đầu"))
        writer.delete("gone")
    assert ids(engine, Everything()) == ["twice"]
    assert ids(engine, word("sau")) == ["twice"]


def test_an_error_inside_a_batch_leaves_nothing_of_it(engine: Engine) -> None:
    fill(engine)

    def fail() -> None:
        with engine.writer() as writer:
            writer.put(made("new", 9, "nga"))
            writer.delete("a")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert ids(engine, word("nga")) == ["a", "b", "f"]
    fill(engine, [made("next", 10, "nga")])
    assert ids(engine, word("nga")) == ["a", "b", "f", "next"]


def test_a_rebuild_replaces_everything_or_nothing(engine: Engine) -> None:
    fill(engine)
    generation = engine.status().generation

    def fail() -> None:
        with engine.rebuilding() as writer:
            writer.put(made("new", 1, "nga"))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert ids(engine, word("nga")) == ["a", "b", "f"]
    with engine.rebuilding() as writer:
        writer.put(made("new", 1, "nga"))
        writer.contains(77)
    assert ids(engine, Everything()) == ["new"]
    status = engine.status()
    assert (status.documents, status.change) == (1, 77)
    assert status.generation > generation
    assert status.analysis == analysis.VERSION
    assert status.current


def test_the_change_that_the_index_contains_is_remembered(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.put(made("a", 1, "nga"))
        writer.contains(5)
    with engine.writer() as writer:
        writer.put(made("b", 2, "nga"))
    assert engine.status().change == 5


def test_terms_run_in_order_with_live_article_counts(engine: Engine) -> None:
    fill(engine)
    assert [(t.text, t.documents) for t in engine.terms("exact", "n")] == [
        ("nam", 2),
        ("nga", 3),
        ("năm", 2),
    ]
    assert [(t.text, t.documents) for t in engine.terms("person", "D")] == [("Dmitry Peskov", 2)]
    assert [(t.text, t.documents) for t in engine.terms("term", "")] == [
        ("Kaliningrad", 1),
        ("hòa bình", 2),
        ("tên lửa", 1),
        ("đàm phán", 1),
    ]


def test_key_terms_are_counted_in_the_results(engine: Engine) -> None:
    fill(engine)
    question = Question(
        Or((word("nga"), word("đàm"))),
        filters=(Filter("outlet", Value("outlet", "TASS/RT")),),
        facets=(FacetWanted("term", 1, keep=("tên lửa", "absent"), everywhere=True),),
    )
    terms = engine.search(question).facets["term"]
    assert terms.values == (("hòa bình", 2), ("tên lửa", 0), ("absent", 0))
    assert (terms.missing, terms.distinct) == (0, 2)
    assert terms.everywhere == (2, 1, 0)


def test_values_by_name_come_with_all_their_kinds(engine: Engine) -> None:
    fill(engine)
    every = (("AFP:photo", 1), ("RT", 1), ("RT:relay", 1), ("TASS", 1), ("TASS:cite", 1))
    for size, keep, values, distinct in (
        (1, (), every[1:], 3),  # ties with the last are included
        (3, (), every, 3),
        (2, ("AFP:cite", "Interfax"), (*every, ("AFP:cite", 0), ("Interfax", 0)), 3),
    ):
        facets = (FacetWanted("source", size, keep, by_name=True),)
        found = engine.search(Question(Everything(), facets=facets)).facets["source"]
        assert (found.values, found.missing, found.distinct) == (values, 5, distinct)


def test_markings_pairs_and_frequencies_tell_how_words_stand(engine: Engine) -> None:
    fill(engine)
    assert engine.markings("nam") == ("nam", "năm")
    assert engine.markings("absent") == ()
    assert engine.frequencies("exact", ["năm", "absent"]) == {"năm": 5, "absent": 0}
    assert engine.frequencies("term", ["hòa bình", "absent"]) == {"hòa bình": 2, "absent": 0}
    pairs = {
        (p.left, p.right): p.count for p in engine.pairs(["đàm", "hòa"], ["phán", "bình", "năm"])
    }
    assert pairs == {("đàm", "phán"): 2, ("hòa", "bình"): 2, ("đàm", "năm"): 1}


def test_counts_of_words_and_pairs_are_of_live_articles_whatever_was_deleted(
    engine: Engine,
) -> None:
    texts = ["nga rút quân nga rút", "nga rút tên lửa", "rút quân | nga rút", "mỹ rút quân nga"]
    fill(engine, [made(f"d{n}", n, texts[n % 4]) for n in range(12)], size=4)

    def pairs() -> dict[tuple[str, str], int]:
        found = engine.pairs(["nga", "rút", "quân"], ["rút", "quân", "nga", "absent"])
        return {(pair.left, pair.right): pair.count for pair in found}

    whole = {("nga", "rút"): 12, ("quân", "nga"): 6, ("rút", "quân"): 9}
    assert pairs() == whole
    for gone in ("d0", "d3", "d7"):
        with engine.writer(visible=True) as writer:
            writer.delete(gone)
    assert pairs() == {("nga", "rút"): 10, ("quân", "nga"): 3, ("rút", "quân"): 6}
    assert engine.frequencies("exact", ["nga", "mỹ", "lửa"]) == {"nga": 11, "mỹ": 1, "lửa": 3}
    assert [(t.text, t.documents) for t in engine.terms("exact", "m")] == [("mỹ", 1)]
    with engine.writer(visible=True) as writer:
        writer.delete("d11")
    assert engine.markings("my") == ()
    assert list(engine.terms("exact", "m")) == []
    fill(engine, [made(f"e{n}", 90 + n, texts[n % 4]) for n in (0, 3, 7, 11)], size=1)
    assert pairs() == whole


def test_no_pair_is_counted_twice_for_a_word_that_is_asked_for_twice(engine: Engine) -> None:
    fill(engine)
    assert [p.count for p in engine.pairs(["đàm", "đàm"], ["phán", "phán"])] == [2]
    assert list(engine.pairs([], ["phán"])) == list(engine.pairs(["đàm"], [])) == []


def test_words_near_each_other_count_once_for_every_minimal_window(engine: Engine) -> None:
    texts = {
        "once": "nga x x mỹ x x",
        "either way": "mỹ nga mỹ x x",
        "three": "nga mỹ nga mỹ x",
        "too far": "nga x x x mỹ",
        "wide": "nga nga x mỹ mỹ",
    }
    fill(engine, [made(name, seq, text) for seq, (name, text) in enumerate(texts.items(), 1)])
    question = Question(Everything(), (Clause(near(2, "nga", "mỹ"), 0.5),))

    def frequency(name: str) -> int:
        made_of = engine.explain(question, name).contributions
        return made_of[0].frequency if made_of else 0

    counts = {name: frequency(name) for name in texts}
    assert counts == {"once": 1, "either way": 2, "three": 3, "too far": 0, "wide": 1}
    hits = engine.search(question).hits
    assert [hit.id for hit in hits] == ["three", "either way", "wide", "once", "too far"]
    explained = engine.explain(question, "three").contributions[0]
    assert (explained.text, explained.documents) == ("nga|nga mỹ|mỹ ~2", 4)


def test_a_window_may_not_be_wider_than_the_gap_between_paragraphs(engine: Engine) -> None:
    fill(engine, [made("a", 1, "nga | mỹ"), made("b", 2, "nga " + "x " * 98 + "mỹ")])
    assert ids(engine, near(WIDEST - 2, "nga", "mỹ")) == ["b"]
    with pytest.raises(ValueError, match="100"):
        near(WIDEST - 1, "nga", "mỹ")


def test_an_explanation_adds_up_to_the_score(engine: Engine) -> None:
    fill(engine)
    question = Question(word("nga"), (Clause(word("nga"), 1.0), Clause(phrase("tên", "lửa"), 0.5)))
    hit = engine.search(question).hits[0]
    explained = engine.explain(question, hit.id)
    assert explained.matches
    assert explained.score == hit.score
    assert sum(c.score for c in explained.contributions) == pytest.approx(hit.score, abs=1e-6)
    assert not engine.explain(question, "g").matches
    assert not engine.explain(question, "absent").matches


def test_enough_asks_for_a_share_of_the_rarity(engine: Engine) -> None:
    fill(engine)
    rare, frequent = word("kaliningrad"), word("nga")
    assert ids(engine, Enough((rare, frequent), 1.0)) == ["a"]
    assert ids(engine, Enough((rare, frequent), 0.5)) == ["a"]  # the rare one is over half
    assert ids(engine, Enough((rare, frequent), 0.1)) == ["a", "b", "f"]
    assert ids(engine, Enough((rare, word("absent")), 1.0)) == ["a"]
    assert ids(engine, Enough((word("absent"), word("missing")), 0.5)) == []
    assert ids(engine, Enough((rare, frequent), 0.0)) == ["a", "b", "f"]


def test_labels_are_counted_and_said_on_the_hits(engine: Engine) -> None:
    fill(engine)
    question = Question(
        Or((word("nga"), word("mỹ"))),
        labels=(Label("both", And((word("nga"), word("mỹ")))), Label("nga", word("nga"))),
        filters=(Filter(HOW, word("nga")), Filter("outlet", Value("outlet", "tpo"))),
    )
    answer = engine.search(question)
    assert {hit.id: hit.labels for hit in answer.hits} == {
        "a": frozenset({"nga"}),
        "f": frozenset({"both", "nga"}),
    }
    assert answer.labels == {"both": 1, "nga": 2}
    without = replace(question, filters=(Filter(HOW, Nothing()),))
    assert engine.search(without).labels == {"both": 2, "nga": 3}


def test_only_the_nearest_count_beside_what_always_does(engine: Engine) -> None:
    texts = {
        "full": "giá xăng",
        "near": "giá giá giá",
        "far": "giá và nhiều điều khác",
        "out": "dầu",
    }
    outlets = {"full": "tpo", "near": "vov", "far": "tpo", "out": "tpo"}
    fill(
        engine,
        [
            made(name, n + 1, text, outlet=(outlets[name],))
            for n, (name, text) in enumerate(texts.items())
        ],
    )
    always = And((word("giá"), word("xăng")))
    question = Question(
        word("giá"),
        (Clause(word("giá"), 1.0),),
        nearest=Nearest(always, 1),
        facets=(FacetWanted("outlet", 5),),
        labels=(Label("all", Everything()),),
    )
    answer = engine.search(question)
    assert {hit.id for hit in answer.hits} == {"full", "near"}
    assert answer.total == 2
    assert dict(answer.facets["outlet"].values) == {"tpo": 1, "vov": 1}
    assert answer.labels == {"all": 2}
    tpo = replace(question, filters=(Filter("outlet", Value("outlet", "tpo")),))
    assert [hit.id for hit in engine.search(tpo).hits] == ["full"]
    assert not engine.explain(question, "far").matches
    assert engine.search(replace(question, nearest=Nearest(always, 9))).total == 3


def _near_each_other(engine: Engine) -> Question:
    """Three articles that score alike: words together, apart, and one of them lacking."""
    apart = "hòa " + "rồi lại " * 6 + "bình"
    together = "hòa bình " + "rồi lại " * 6
    texts = {"a": apart, "t": together, "l": "hòa hòa " + "rồi lại " * 6}
    fill(engine, [made(name, n + 1, text) for n, (name, text) in enumerate(texts.items())])
    rank = (Clause(word("hòa"), 1.0), Clause(word("bình"), 1.0))
    return Question(word("hòa"), rank)


def test_words_close_together_gain_by_the_share_of_their_rarity(engine: Engine) -> None:
    plain = _near_each_other(engine)
    slots = ((word("hòa"),), (word("bình"),), (word("absent"),))
    before, after = (
        {hit.id: hit.score for hit in engine.search(question).hits}
        for question in (plain, replace(plain, proximity=Proximity(slots, 5, 0.5)))
    )
    assert before["a"] == before["t"]
    assert after["t"] == pytest.approx(1.5 * before["t"], abs=1e-6)  # all there is, absent left out
    rare, frequent = bm25.idf(3, 2), bm25.idf(3, 3)
    share = rare / (rare + frequent)  # one at a time: the rarer is the better window
    assert after["a"] == pytest.approx((1 + 0.5 * share) * before["a"], abs=1e-6)
    explained = engine.explain(replace(plain, proximity=Proximity(slots, 5, 0.5)), "t")
    assert explained.score == after["t"]
    assert explained.factor == pytest.approx(1.5)


def test_only_the_best_found_are_looked_at_for_words_close_together(engine: Engine) -> None:
    plain = _near_each_other(engine)
    slots = ((word("hòa"),), (word("bình"),))
    one = replace(plain, proximity=Proximity(slots, 99, 1.0, depth=1))
    before = {hit.id: hit.score for hit in engine.search(plain).hits}
    after = {hit.id: hit.score for hit in engine.search(one).hits}
    assert after["a"] > before["a"]
    assert after["t"] > before["t"]  # a tie with the last
    assert after["l"] == before["l"]
    found = replace(one, filters=(Filter("outlet", Value("outlet", "absent")),))
    assert engine.explain(found, "a").factor == 1.0


def test_beneath_keeps_one_set_under_another_in_its_own_order(engine: Engine) -> None:
    fill(engine)
    rank = (Clause(word("năm"), 1.0), Clause(word("nam"), 5.0), Clause(word("nga"), 1.0))
    where = Or((word("năm"), word("nam")))
    plain = Question(where, rank)
    assert [hit.id for hit in engine.search(plain).hits] == ["f", "d", "e"]
    under = replace(plain, beneath=Beneath(word("nam"), word("năm")))
    assert [hit.id for hit in engine.search(under).hits][-1] == "f"
    explained = engine.explain(under, "f")
    assert 0 < explained.factor < 1
    assert explained.score == pytest.approx(
        explained.factor * sum(c.score for c in explained.contributions), abs=2e-6
    )


def test_beneath_holds_whatever_lifts_a_score(engine: Engine) -> None:
    dates = {"real": "2000-01-01", "twin": "2025-10-29"}
    texts = {"real": "giá vàng rồi tăng vào năm ấy", "twin": "giá vàng tăng nam"}
    fill(engine, [made(k, n, texts[k], date=day) for n, (k, day) in enumerate(dates.items(), 1)])
    now = interval(ArticleDate("2025-10-30", "day", "given"))
    assert now is not None
    rank = (
        Clause(word("giá"), 1.0),
        Clause(word("tăng"), 1.0),
        Clause(phrase("vàng", "tăng"), 1.0),
    )
    question = Question(
        word("giá"),
        rank,
        recency=Recency(now.start, 60 * 24, 9.0),
        proximity=Proximity(((word("vàng"),), (word("tăng"),)), 2, 1.0),
    )
    assert [hit.id for hit in engine.search(question).hits] == ["twin", "real"]
    under = replace(question, beneath=Beneath(word("nam"), word("năm")))
    assert [hit.id for hit in engine.search(under).hits] == ["real", "twin"]


def test_beneath_leaves_an_order_where_something_above_scores_nothing(engine: Engine) -> None:
    texts = {"real": "năm ấy và chuyện khác", "twin": "nam", "weak": "nam rồi lại", "vov": "dầu"}
    outlets = {"vov": ("vov",)}
    fill(
        engine,
        [
            made(key, number, text, outlet=outlets.get(key, ("tpo",)))
            for number, (key, text) in enumerate(texts.items(), 1)
        ],
    )
    rank = (Clause(word("năm"), 1.0), Clause(word("nam"), 5.0))
    above = Or((word("năm"), Value("outlet", "vov")))
    under = Question(Everything(), rank, beneath=Beneath(word("nam"), above))
    scores = {hit.id: hit.score for hit in engine.search(under).hits}
    assert scores["real"] > scores["twin"] > scores["weak"] > scores["vov"] == 0


def test_recency_lifts_new_articles_but_never_over_a_phrase(engine: Engine) -> None:
    texts = ["tên lửa mới", "tên một quả lửa mới", "lửa ở tên mới và lửa"]
    days = ["2000-01-01", "2025-10-29", "2025-10-28"]
    fill(
        engine,
        [made(f"t{i}", i + 1, t, date=d) for i, (t, d) in enumerate(zip(texts, days, strict=True))],
    )
    rank = (Clause(word("tên"), 1.0), Clause(word("lửa"), 1.0), Clause(phrase("tên", "lửa"), 0.1))
    now = interval(ArticleDate("2025-10-30", "day", "given"))
    assert now is not None
    fresh = Recency(now.start, 60 * 24 * 365, 100.0)
    question = Question(word("mới"), rank, recency=fresh)
    assert engine.search(question).hits[-1].id == "t0"
    kept = replace(question, recency=replace(fresh, phrase=phrase("tên", "lửa")))
    assert engine.search(kept).hits[0].id == "t0"


def test_a_floor_counts_once_and_pooled_forms_share_their_rarity(engine: Engine) -> None:
    fill(engine)
    plain = engine.explain(Question(word("năm"), (Clause(word("năm"), 1.0),)), "e")
    lifted = engine.explain(Question(word("năm"), (Clause(word("năm"), 1.0, floor=1.0),)), "e")
    assert lifted.score > plain.score
    pooled = Clause(word("năm"), 1.0, pooled=(word("nga"),))
    assert engine.explain(Question(word("năm"), (pooled,)), "e").score < plain.score


def test_runs_count_tokens_side_by_side_in_live_articles(engine: Engine) -> None:
    fill(engine)
    asked = [("đàm", "phán", "hòa"), ("đàm", "phán"), ("năm", "năm", "năm"), ("phán", "đàm"),
             ("hòa", "bình"), ("absent", "nga")]  # fmt: skip
    assert list(engine.runs(asked).values()) == [2, 2, 2, 0, 2, 0]
    with engine.writer(visible=True) as writer:
        writer.delete("b")
    assert list(engine.runs(asked).values()) == [0, 0, 2, 0, 0, 0]


def test_an_empty_index_answers_with_nothing(engine: Engine) -> None:
    question = Question(
        word("nga"),
        (Clause(word("nga"), 1.0),),
        filters=(Filter("date", DateWithin(0, None)), Filter("outlet", Value("outlet", "vov"))),
        facets=(FacetWanted("outlet", 5, keep=("vov",)),),
        dates=True,
    )
    answer = engine.search(question)
    assert (answer.total, answer.hits) == (0, ())
    assert answer.facets["outlet"].values == (("vov", 0),)
    assert list(engine.documents()) == []
    assert engine.status().documents == 0


STORIES = (
    made("a1", 1, "nga rút quân", outlet=("tpo",), date="2025-10-28", story=1),
    made("a2", 2, "nga rút quân", outlet=("vov",), date="2025-10-29", story=1, original=False),
    made("a3", 3, "nga rút quân khỏi kyiv rồi nga nga", outlet=("vov",), story=1, original=False),
    made("b1", 4, "nga và mỹ", outlet=("vov",), date="2025-10", story=4),
    made("c1", 5, "mỹ và anh", outlet=("tpo",), no_year=True, story=5),
)  # fmt: skip


def by_story(where: Node, **more: object) -> Question:
    facets = (FacetWanted("outlet", 9),)
    question = Question(where, facets=facets, dates=True, sort="newest", group="story")
    return replace(question, **more)  # type: ignore[arg-type]


def test_by_story_everything_counts_stories(engine: Engine) -> None:
    fill(engine, STORIES)
    labels = (Label("quân", word("quân")), Label("mỹ", word("mỹ")))
    answer = engine.search(by_story(Everything(), labels=labels))
    assert answer.total == 3
    assert answer.labels == {"quân": 1, "mỹ": 2}
    # the story of three articles counts once at each of its outlets and days
    assert answer.facets["outlet"].values == (("tpo", 2), ("vov", 2))
    assert answer.dates is not None
    assert answer.dates.years == {"2025": 2}
    assert answer.dates.months == {"2025-10": 2}
    assert answer.dates.days == {"2025-10-28": 1, "2025-10-29": 1}
    assert (answer.dates.missing, answer.dates.no_year) == (2, 1)
    plain = engine.search(replace(by_story(Everything()), group="article"))
    assert (plain.total, plain.facets["outlet"].values) == (5, (("vov", 3), ("tpo", 2)))


def test_a_story_is_counted_by_its_articles_that_match_and_pass(engine: Engine) -> None:
    fill(engine, STORIES)
    vov = Filter("outlet", Value("outlet", "vov"))
    answer = engine.search(by_story(word("nga"), filters=(vov,)))
    assert answer.total == 2
    assert answer.facets["outlet"].values == (("vov", 2), ("tpo", 1))
    assert [hit.id for hit in answer.hits] == ["a2", "b1"]


@pytest.mark.parametrize(
    ("sort", "wanted"), [("newest", ["a2", "b1", "c1"]), ("oldest", ["b1", "a1", "c1"])]
)
def test_the_first_hit_of_a_story_stands_for_it_and_cursors_go_on(
    engine: Engine, sort: Sort, wanted: list[str]
) -> None:
    fill(engine, STORIES)
    question = by_story(Everything(), sort=sort)
    assert [hit.id for hit in engine.search(question).hits] == wanted
    seen: list[str] = []
    after = None
    while True:
        hits = engine.search(replace(question, limit=1, after=after)).hits
        if not hits:
            break
        seen += [hit.id for hit in hits]
        after = hits[-1].key
    assert seen == wanted
    pages = [engine.search(replace(question, limit=1, offset=at)).hits[0].id for at in range(3)]
    assert pages == wanted


def test_an_original_ranks_before_its_copies_and_as_high_as_the_best_of_them(
    engine: Engine,
) -> None:
    fill(engine, STORIES)
    question = Question(word("nga"), (Clause(word("nga"), 1.0),))
    hits = engine.search(question).hits
    # a3 says it three times, the others once: of these a2 is a copy, and newer than b1
    assert [hit.id for hit in hits] == ["a1", "a3", "b1", "a2"]
    assert hits[0].score == hits[1].score > hits[2].score == hits[3].score
    explained = engine.explain(question, "a1")
    assert explained.score == hits[0].score
    assert explained.factor > 1
    assert [hit.id for hit in engine.search(replace(question, group="story")).hits] == ["a1", "b1"]
    # an original that the filters leave out lifts nothing and stands nowhere
    vov = replace(question, filters=(Filter("outlet", Value("outlet", "vov")),))
    assert [hit.id for hit in engine.search(vov).hits] == ["a3", "b1", "a2"]


def test_a_document_that_changes_its_story_counts_anew(engine: Engine) -> None:
    fill(engine, STORIES)
    with engine.writer(visible=True) as writer:
        writer.put(made("b1", 4, "nga và mỹ", story=1, original=False))
        writer.delete("a1")
    answer = engine.search(by_story(Everything()))
    assert (answer.total, len(answer.hits)) == (2, 2)
