"""Every engine that is compared answers our executable queries alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.documents import Prepared
from benchmarks.engines.base import Asked, Engine, Found, Layout
from benchmarks.engines.translation import matching, plan, within_fields
from index.article import Article, Kept, Person
from index.engines.document import document
from index.engines.query import (
    And,
    Clause,
    DateWithin,
    Everything,
    Filter,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Question,
    Term,
    Value,
)
from index.engines.schema import ALT, EXACT, FOLD
from search.language.compile import Compiled
from search.language.tree import Every
from tests.engines.corpus import made

TEXT = EXACT["text"]


def word(text: str, field: str = TEXT) -> Term:
    return Term(field, text)


def phrase(*words: str, field: str = TEXT) -> Phrase:
    return Phrase(tuple((Term(field, each),) for each in words))


MIXED = Phrase(((word("đàm"), word("dam", FOLD["text"])), (word("phán"), word("x", ALT["text"]))))
"""Met in one field by *đàm phán* only; peers know no other way."""
NOWHERE = Phrase(((word("đàm"),), (word("phan", FOLD["text"]),)))

DOCUMENTS = [
    made("a", 1, "tổng thống nga nói | đàm phán", "tổng thống", outlet=("VOV",), date="2024-03-01"),
    made("b", 2, "thống tổng và nga", outlet=("VOV",), person=("Lan",), date="2023-01-05"),
    made("c", 3, "đàm phán hòa bình f-16", outlet=("VOV", "TASS/RT"), person=("Lan", "Nam")),
    made("d", 4, "đàm phán đàm phán và 4.700", person=("Nam", "Hòa 'x' \"y\""), date="2024-12-31"),
    made("e", 5, "nga | nga tổng", "nga", date="2022-06-06"),
]
NODES: list[Node] = [
    word("nga"),
    word("nga", EXACT["title"]),
    word("dam", FOLD["text"]),
    word("f-16"),
    word("4.700"),
    word("vắng"),
    And((word("tổng"), word("nga"))),
    And((word("nga"), Not(word("nói")))),
    And((word("nga"), Not(word("nói")), Not(Value("person", "Lan")))),
    And((Or((word("đàm"), word("nga"))), Or((word("và"), phrase("hòa", "bình"))))),
    Or((word("hòa"), word("nói"))),
    Or((And((word("tổng"), word("nga"))), word("hòa"))),
    Or((And((word("tổng"), DateWithin(28_000_000, None))), word("hòa"))),
    phrase("tổng", "thống"),
    phrase("nga", "nga"),
    phrase("nói", "đàm"),
    phrase("đàm", "phán", "đàm"),
    MIXED,
    Or((NOWHERE, word("hòa"))),
    And((NOWHERE, word("hòa"))),
    Prefix(TEXT, "th"),
    Prefix(FOLD["text"], "da"),
    And((word("nga"), DateWithin(None, 28_400_000))),
    And((word("nga"), Value("outlet", "VOV"))),
    And((Not(word("nga")), word("đàm"))),
    Not(word("nga")),
    Everything(),
    Nothing(),
    DateWithin(28_000_000, 28_450_000),
]
RANK = (
    Clause(word("nga"), 1.0),
    Clause(word("đàm"), 0.5),
    Clause(word("nga", EXACT["title"]), 1.0),
    Clause(phrase("đàm", "phán"), 0.5),
    Clause(MIXED, 1.0),
)


def asked(node: Node, *filters: Filter, rank: tuple[Clause, ...] = RANK) -> Asked:
    compiled = Compiled(Every(()), node, node, node, {}, (), True, 0, rank)
    return Asked(compiled, Question(node, rank, filters=filters))


def prepared() -> list[Prepared]:
    return [Prepared(each, "một đoạn về đàm phán và nga") for each in DOCUMENTS]


def answers(engine: Engine, folder: Path, layout: Layout, asks: list[Asked]) -> list[Found]:
    folder.mkdir(parents=True)
    engine.build(folder, iter(prepared()), layout, None)
    opened = engine.open(folder)
    found = [opened.prepare(each)() for each in asks]
    opened.close()
    return found


@pytest.mark.parametrize("layout", ["one", "several"])
def test_a_peer_finds_and_counts_what_ours_does(
    ours: Engine, peer: Engine, layout: Layout, tmp_path: Path
) -> None:
    if layout not in peer.layouts:
        layout = "one"
    asks = [asked(node) for node in NODES]
    outlet, person = Value("outlet", "VOV"), Value("person", "Nam")
    asks += [asked(word("nga"), Filter("outlet", outlet))]
    asks += [asked(word("đàm"), Filter("outlet", outlet), Filter("person", person))]
    asks += [asked(Everything(), Filter("date", DateWithin(28_000_000, None)))]
    as_peers = [asked(within_fields(ask.question.where), *ask.question.filters) for ask in asks]
    expected = answers(ours, tmp_path / "ours", "one", as_peers)
    found = answers(peer, tmp_path / "peer", layout, asks)
    for ask, one, other in zip(asks, expected, found, strict=True):
        assert (other.total, set(other.ids), other.facets) == (
            one.total,
            set(one.ids),
            one.facets,
        ), ask.question


def test_a_peer_puts_the_best_first(peer: Engine, tmp_path: Path) -> None:
    """Nga in the title counts again; of two with the same words the pair comes first."""
    asks = [asked(word("nga"), rank=RANK[:3])]
    (found,) = answers(peer, tmp_path / "peer", "one", asks)
    assert found.ids[0] == "e"
    pair = (Clause(word("tổng"), 0.1), Clause(phrase("tổng", "thống"), 5.0))
    (found,) = answers(
        peer, tmp_path / "again", "one", [asked(And((word("tổng"), word("thống"))), rank=pair)]
    )
    assert found.ids == ("a", "b")


def test_a_peer_marks_the_words_in_its_passages(peer: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "peer"
    folder.mkdir()
    peer.build(folder, iter(prepared()), "one", None)
    opened = peer.open(folder)
    ask = asked(word("phán"), rank=(Clause(word("phán"), 1.0),))
    passages = opened.passages(ask)(opened.prepare(ask)())
    opened.close()
    assert len(passages) == 3
    assert all("phán</" in passage for passage in passages), passages


def test_texts_are_no_part_of_a_peers_size(peer: Engine, tmp_path: Path) -> None:
    sizes = []
    for name, text in {"short": "", "long": " ".join(map(str, range(50_000)))}.items():
        folder = tmp_path / name
        folder.mkdir()
        documents = [Prepared(each.document, text) for each in prepared()]
        peer.build(folder, iter(documents), "one", None)
        sizes.append(peer.size(folder))
    assert abs(sizes[1] - sizes[0]) < 5_000


def test_what_must_match_is_scored_in_place_and_nothing_twice() -> None:
    node = And((Or((word("a"), word("b"))), word("c"), Not(word("d"))))
    rank = tuple(Clause(word(text), 2.0) for text in "abe")
    found = plan(node, rank)
    assert [[(each.node, each.weight) for each in group] for group in found.groups] == [
        [(word("a"), 2.0), (word("b"), 2.0)],
        [(word("c"), 0.0)],
    ]
    assert found.excluded == (word("d"),)
    assert [each.node for each in found.optional] == [word("e")]


def test_a_facet_ignores_its_own_filter() -> None:
    chosen = Value("outlet", "VOV")
    question = Question(word("nga"), filters=(Filter("outlet", chosen),))
    assert matching(question) == And((word("nga"), chosen))
    assert matching(question, but="outlet") == word("nga")


def test_ours_makes_passages_of_the_store(tmp_path: Path) -> None:
    from benchmarks.documents import opened_store
    from benchmarks.engines.ours import Ours
    from index.article import Draft, Options

    article = Article("a", "Đàm phán", "Hai bên đàm phán ở Moskva.", persons=(Person("Lan"),))
    data = tmp_path / "data"
    data.mkdir()
    store = opened_store(data)
    store.admit([(Draft("a", article.body, True), article, Options())], "1")
    (kept,) = store.all()
    store.close()
    assert isinstance(kept, Kept)
    engine = Ours(data)
    folder = tmp_path / "index"
    engine.build(folder, iter([Prepared(document(kept), "")]), "one", None)
    opened = engine.open(folder)
    ask = asked(word("phán"))
    (passage,) = opened.passages(ask)(opened.prepare(ask)())
    opened.close()
    assert "đàm phán" in passage
