"""Random corpora and questions: the Whoosh engine says what the oracle says."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engines.base import Engine
from index.engines.memory import MemoryEngine
from index.engines.query import (
    HOW,
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
    Or,
    Phrase,
    Prefix,
    Proximity,
    Question,
    Recency,
    Scored,
    Term,
    Value,
    Within,
)
from index.engines.schema import MISSING, NO_YEAR, Document
from index.engines.whoosh import WhooshEngine
from tests.engines.corpus import made

WORDS = ["nga", "ngã", "năm", "nam", "đàm", "phán", "f", "16"]
OUTLETS = [("tpo",), ("vov",), ("vov", "TASS/RT"), (MISSING,), (MISSING, "TASS/RT")]
NAMES = ["sergei", "lavrov", "peskov", "ông"]
SPEAKERS = ["sergei lavrov | lavrov | ông lavrov", "peskov", "ông peskov | ông", ""]
PEOPLE = ["Lavrov", "Peskov", "Trump"]
KEY_TERMS = ["hòa bình", "tên lửa"]
DATES = [None, "2022", "2022-03", "2022-03-01", "2022-03-02T10:30", "2025-10-29", "2025"]

terms = st.builds(Term, st.just("exact"), st.sampled_from(WORDS)) | st.builds(
    Term, st.sampled_from(["fold", "title_exact", "alt_forms"]), st.sampled_from(["nga", "f16"])
)
slots = st.lists(
    st.builds(lambda w: (Term("exact", w), Term("alt_forms", w)), st.sampled_from([*WORDS, "f16"])),
    min_size=1,
    max_size=3,
).map(tuple)
texts: st.SearchStrategy[Scored] = (
    terms
    | st.builds(Phrase, slots)
    | st.builds(Near, slots, st.integers(0, 4))
    | st.builds(Prefix, st.just("exact"), st.sampled_from(["n", "ng", "đ"]))
)
names = (
    st.builds(Term, st.sampled_from(["speaker_exact", "speaker_fold"]), st.sampled_from(NAMES))
    | st.builds(Prefix, st.just("speaker_exact"), st.sampled_from(["l", "pe"]))
    | st.just(Phrase(((Term("speaker_exact", "sergei"),), (Term("speaker_exact", "lavrov"),))))
    | st.just(Near(((Term("speaker_exact", "ông"),), (Term("speaker_exact", "lavrov"),)), 3))
)
values = st.builds(Value, st.just("outlet"), st.sampled_from(["tpo", "TASS/RT", MISSING])) | (
    st.builds(Value, st.just("date"), st.sampled_from([MISSING, NO_YEAR]))
)
ranges = st.builds(
    DateWithin,
    st.none() | st.sampled_from([27_000_000, 27_440_000]),
    st.none() | st.sampled_from([27_500_000, 29_400_000]),
)
others: st.SearchStrategy[Node] = values | ranges | st.just(Everything())


def combined(leaves: st.SearchStrategy[Node], most: int) -> st.SearchStrategy[Node]:
    return st.recursive(leaves, of_several, max_leaves=most)


def of_several(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return (
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Not, inner)
        | st.builds(
            Enough,
            st.lists(inner, min_size=1, max_size=4).map(tuple),
            st.sampled_from([0.0, 0.34, 0.5, 1.0]),
        )
    )


quoted = st.builds(
    Within, texts | combined(texts | names | others, 4), combined(names | st.just(Everything()), 3)
)
scored: st.SearchStrategy[Scored] = texts | quoted
nodes = combined(scored | others | names, 6)
questions = st.builds(
    Question,
    where=nodes,
    rank=st.lists(
        st.builds(
            Clause,
            scored,
            st.sampled_from([0.15, 0.5, 1.0]),
            st.sampled_from([0.0, 0.5]),
            st.lists(scored, max_size=2).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    nearest=st.none() | st.builds(Nearest, nodes, st.integers(0, 4), st.sampled_from([0.0, 0.5])),
    proximity=st.none()
    | st.builds(
        Proximity, slots, st.integers(1, 6), st.sampled_from([0.5, 1.0]), st.integers(1, 4)
    ),
    beneath=st.none() | st.builds(Beneath, nodes, nodes),
    recency=st.none()
    | st.builds(Recency, st.just(29_400_000), st.just(50_000), st.just(0.3), st.none() | scored),
    labels=st.lists(
        st.builds(Label, st.sampled_from("abc"), nodes),
        max_size=2,
        unique_by=lambda label: label.name,
    ).map(tuple),
    filters=st.lists(
        st.builds(Filter, st.just("outlet"), values)
        | st.builds(Filter, st.just("date"), ranges)
        | st.builds(Filter, st.just(HOW), terms),
        max_size=2,
    ).map(tuple),
    facets=st.just(
        (
            FacetWanted("outlet", 2, keep=("tpo",)),
            FacetWanted("person", 10),
            FacetWanted("term", 10),
        )
    ),
    dates=st.just(True),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    offset=st.integers(0, 3),
    limit=st.integers(0, 8),
    group=st.sampled_from(["article", "story"]),
)


@st.composite
def quotations(draw: st.DrawFn, size: int) -> list[tuple[int, int, str]]:
    """Some disjoint stretches of ``size`` positions, each with who says it."""
    cuts = sorted(draw(st.sets(st.integers(0, size), max_size=6)))
    stretches = [(a, b - 1) for a, b in pairwise(cuts) if draw(st.booleans())]
    return [(*each, draw(st.sampled_from(SPEAKERS))) for each in stretches]


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    made_ones = []
    for seq in range(draw(st.integers(0, 9))):
        words = draw(st.lists(st.sampled_from([*WORDS, "|"]), max_size=12))
        starts = [at for at, (f, n) in enumerate(pairwise(words))
                  if (f, n) == ("f", "16") and "|" not in words]  # fmt: skip
        made_ones.append(
            made(
                f"d{seq}",
                seq + 1,
                " ".join(words),
                draw(st.sampled_from(["", "nga", "năm nam"])),
                alts=[("f16", at, 2) for at in starts],
                outlet=draw(st.sampled_from(OUTLETS)),
                person=tuple(draw(st.lists(st.sampled_from(PEOPLE), unique=True, min_size=1))),
                term=tuple(draw(st.lists(st.sampled_from(KEY_TERMS), unique=True))),
                date=draw(st.sampled_from(DATES)),
                quotes=draw(quotations(len(words) if "|" not in words else 0)),
                story=draw(st.sampled_from([None, None, 1, 2])),
                original=draw(st.booleans()),
            )
        )
    return made_ones


def _same_counts(oracle: Engine, engine: Engine) -> None:
    assert list(engine.pairs(WORDS, WORDS)) == list(oracle.pairs(WORDS, WORDS))
    assert engine.frequencies("exact", WORDS) == oracle.frequencies("exact", WORDS)
    assert engine.markings("nam") == oracle.markings("nam")
    for field, prefix in (("exact", "n"), ("fold", ""), ("term", ""), ("title_exact", "n")):
        assert list(engine.terms(field, prefix)) == list(oracle.terms(field, prefix))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpus=documents(), asked=st.lists(questions, min_size=1, max_size=8), data=st.data())
def test_same_hits_totals_counts_orders_and_scores(
    tmp_path: Path, corpus: list[Document], asked: list[Question], data: st.DataObject
) -> None:
    oracle = MemoryEngine()
    engine = WhooshEngine(Path(tempfile.mkdtemp(dir=tmp_path)) / "index")
    cut = data.draw(st.integers(0, len(corpus)))
    gone = (
        data.draw(st.lists(st.sampled_from([d.id for d in corpus]), max_size=3)) if corpus else []
    )
    for each in (oracle, engine):
        for part in (corpus[:cut], corpus[cut:]):
            with each.writer() as writer:
                for document in part:
                    writer.put(document)
        with each.writer() as writer:
            for name in gone:
                writer.delete(name)
    _same_counts(oracle, engine)
    for question in asked:
        expected, answer = oracle.search(question), engine.search(question)
        assert answer.total == expected.total
        assert answer.facets == expected.facets
        assert answer.dates == expected.dates
        assert answer.labels == expected.labels
        assert [hit.id for hit in answer.hits] == [hit.id for hit in expected.hits]
        assert [hit.labels for hit in answer.hits] == [hit.labels for hit in expected.hits]
        assert [hit.key for hit in answer.hits] == [hit.key for hit in expected.hits]
        for ours, theirs in zip(answer.hits, expected.hits, strict=True):
            assert abs(ours.score - theirs.score) <= 2e-6
