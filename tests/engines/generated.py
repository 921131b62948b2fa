"""Random corpora, what happens to them, and random questions: for the suite and for soak/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import strategies as st

from index.engines.base import Answer, Engine, Explanation
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
    Nothing,
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
from index.engines.whoosh import (
    WhooshEngine,
    among,
    counting,
    matching,
    policy,
    postings,
    rising,
)
from tests.engines.corpus import made

WORDS = ["nga", "ngã", "năm", "nam", "đàm", "phán", "f", "16", "😀", "x\ud800y"]
OUTLETS = [("tpo",), ("vov",), ("vov", "TASS/RT"), (MISSING,), (MISSING, "TASS/RT")]
NAMES = ["sergei", "lavrov", "peskov", "ông"]
SPEAKERS = ["sergei lavrov | lavrov | ông lavrov", "peskov", "ông peskov | ông", ""]
PEOPLE = ["Lavrov", "Peskov", "Trump", "Đỗ Mười", "Á"]
KEY_TERMS = ["hòa bình", "tên lửa"]
CLOSE = 1e-5
"""What two scores may differ by."""
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
values = (
    st.builds(Value, st.just("outlet"), st.sampled_from(["tpo", "TASS/RT", MISSING, "absent"]))
    | st.builds(Value, st.just("person"), st.sampled_from(PEOPLE))
    | st.builds(Value, st.just("date"), st.sampled_from([MISSING, NO_YEAR]))
)
ranges = st.builds(
    DateWithin,
    st.none() | st.sampled_from([27_000_000, 27_440_000]),
    st.none() | st.sampled_from([27_500_000, 29_400_000]),
)
others: st.SearchStrategy[Node] = values | ranges | st.sampled_from([Everything(), Nothing()])


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
        st.builds(Filter, st.sampled_from(["outlet", "person"]), values)
        | st.builds(Filter, st.just("date"), ranges)
        | st.builds(Filter, st.just(HOW), terms),
        max_size=2,
    ).map(tuple),
    facets=st.just(
        (
            FacetWanted("outlet", 2, keep=("tpo",)),
            FacetWanted("person", 2),
            FacetWanted("term", 10, everywhere=True),
            FacetWanted("source", 2, keep=("TASS:cite",), by_name=True),
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
def documents(draw: st.DrawFn, number: int) -> Document:
    """The ``number``-th article in one of its states."""
    words = draw(st.lists(st.sampled_from([*WORDS, "|"]), max_size=12))
    whole = "|" not in words
    starts = [at for at, pair in enumerate(pairwise(words)) if pair == ("f", "16") and whole]
    date = draw(st.sampled_from(DATES))
    return made(
        f"d{number}",
        number + 1,
        " ".join(words),
        draw(st.sampled_from(["", "nga", "năm nam"])),
        alts=[("f16", at, 2) for at in starts],
        outlet=draw(st.sampled_from(OUTLETS)),
        person=tuple(draw(st.lists(st.sampled_from(PEOPLE), unique=True, min_size=1))),
        term=tuple(draw(st.lists(st.sampled_from(KEY_TERMS), unique=True))),
        date=date,
        no_year=date is None and draw(st.booleans()),
        quotes=draw(quotations(len(words) if whole else 0)),
        story=draw(st.sampled_from([None, None, 1, 2])),
        original=draw(st.booleans()),
    )


@dataclass(frozen=True, slots=True)
class Commit:
    """Articles put, some of them again, and ids taken away."""

    put: tuple[Document, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """What an index goes through. ``fanout`` segments of one size merge."""

    commits: tuple[Commit, ...]
    fanout: int


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Up to six commits of up to ten articles: segments, deletions, changes and merges."""
    numbers = st.integers(0, 9)
    commits = []
    for _ in range(draw(st.integers(1, 6))):
        put = [draw(documents(n)) for n in draw(st.lists(numbers, unique=True, max_size=6))]
        gone = draw(st.lists(numbers, max_size=2))
        commits.append(Commit(tuple(put), tuple(f"d{number}" for number in gone)))
    return Life(tuple(commits), draw(st.sampled_from([2, 8])))


def lived(life: Life, folder: Path) -> tuple[MemoryEngine, WhooshEngine]:
    """The oracle and the Whoosh engine, both after ``life``."""
    oracle, engine = MemoryEngine(), WhooshEngine(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "FANOUT", life.fanout)
        for commit in life.commits:
            for each in (oracle, engine):
                with each.writer() as writer:
                    for document in commit.put:
                        writer.put(document)
                    for name in commit.gone:
                        writer.delete(name)
            engine.search(Question(Everything()))  # a snapshot that the next commit follows
    return oracle, engine


SHARES = (
    (rising, "_FLAGS"),
    (rising, "_MERGE"),
    (rising, "_MANY"),
    (among, "_FEW"),
    (matching, "_FEW"),
    (matching, "_FEWER"),
    (postings, "_BISECTED"),
    (postings, "_SPARSE"),
    (counting, "_SPARSE"),
    (postings, "_FREQUENT"),
)
"""Where the engine takes another way for what is rare in a large archive."""


@contextmanager
def as_if_large(large: bool) -> Iterator[None]:
    """With ``large`` the ways for large archives are taken in these small ones too."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in SHARES if large else ():
            patch.setattr(module, name, 1)
        yield


def differences(oracle: Engine, engine: Engine, question: Question) -> Iterator[str]:
    """How the engine's answers to ``question`` differ from the oracle's, cursors followed."""
    while True:
        expected, answer = oracle.search(question), engine.search(question)
        yield from _of_answers(expected, answer)
        if question.sort == "relevance" or not expected.hits or question.limit > 2:
            break
        question = replace(question, after=expected.hits[-1].key, offset=0)
    for number in range(0, 10, 3):
        said = (each.explain(question, f"d{number}") for each in (oracle, engine))
        yield from _of_explanations(*said)


def _of_answers(expected: Answer, answer: Answer) -> Iterator[str]:
    for name in ("total", "facets", "dates", "labels"):
        wanted, found = getattr(expected, name), getattr(answer, name)
        if wanted != found:
            yield f"{name}: {found} ≠ {wanted}"
    for name in ("id", "labels", "key"):
        wanted, found = ([getattr(h, name) for h in each.hits] for each in (expected, answer))
        if wanted != found:
            yield f"{name} of the hits: {found} ≠ {wanted}"
    for ours, theirs in zip(answer.hits, expected.hits, strict=False):
        if abs(ours.score - theirs.score) > CLOSE:
            yield f"score of {ours.id}: {ours.score} ≠ {theirs.score}"


def _of_explanations(expected: Explanation, said: Explanation) -> Iterator[str]:
    if (expected.matches, expected.labels) != (said.matches, said.labels):
        yield f"explained: {said} ≠ {expected}"
    given = [replace(each, score=0.0) for each in said.contributions]
    if given != [replace(each, score=0.0) for each in expected.contributions]:
        yield f"contributions: {said.contributions} ≠ {expected.contributions}"
    both = list(zip(said.contributions, expected.contributions, strict=False))
    pairs = [(ours.score, theirs.score) for ours, theirs in both]
    whole = sum(each.score for each in expected.contributions)
    pairs += [(said.score, expected.score), (said.factor * whole, expected.factor * whole)]
    if any(abs(ours - theirs) > CLOSE for ours, theirs in pairs):
        yield f"explained scores: {said} ≠ {expected}"


def counted(engine: Engine) -> list[object]:
    """What an engine says of its words and values."""
    runs = [("nga", "năm"), ("đàm", "phán", "f"), ("f", "16", "nga", "ngã")]
    return [
        list(engine.pairs(WORDS, WORDS)),
        engine.frequencies("exact", WORDS),
        engine.frequencies("person", PEOPLE),
        engine.markings("nam"),
        engine.runs(runs),
        sorted(engine.documents()),
        *(
            list(engine.terms(field, prefix))
            for field, prefix in (
                ("exact", "n"), ("fold", ""), ("term", ""), ("title_exact", "n"), ("person", ""),
            )
        ),
    ]  # fmt: skip
