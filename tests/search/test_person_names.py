"""Names are listed and looked through as they stand in the index."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from index.engines.base import Terms
from index.engines.document import document
from index.engines.memory import MemoryEngine
from index.engines.schema import MISSING
from search.person_names import HotPersonNames, PersonNames, folded
from tests.search.archive import Shelf, article

_NAMES = st.lists(
    st.sampled_from(["Nguyễn", "Nguyen", "Phú", "phu", "Trọng", "Trong", "Lavrov", "Ławrow", "Ли"]),
    min_size=1,
    max_size=4,
).map(" ".join)
_COUNTED = st.dictionaries(_NAMES | st.text(max_size=8) | st.just(MISSING), st.integers(1, 3))


def names_of(counted: dict[str, int]) -> PersonNames:
    texts = sorted(counted)
    return PersonNames(Terms(texts, [counted[text] for text in texts]))


def like(counted: dict[str, int], name: str, most: int) -> list[str]:
    """By definition: every name is compared."""
    falling = sorted(counted.keys() - {MISSING}, key=lambda text: (-counted[text], text))
    keys = list(dict.fromkeys(map(folded, falling)))
    bare = folded(name)
    holding = [key for key in keys if bare and f" {bare} " in f" {key} "]
    close = difflib.get_close_matches(bare, keys, n=most, cutoff=0.75)
    found = dict.fromkeys(t for k in (*holding, *close) for t in falling if folded(t) == k)
    return list(found)[:most]


@given(_COUNTED, _NAMES | st.text(max_size=8))
def test_the_names_like_another_are_those_of_a_comparison_with_each(
    counted: dict[str, int], name: str
) -> None:
    assert list(names_of(counted).like(name, 5)) == like(counted, name, 5)


@given(_COUNTED)
def test_every_name_stands_under_one_letter_the_frequent_first(counted: dict[str, int]) -> None:
    names = names_of(counted)
    places = [place for under in names.by_letter.values() for place in under]
    assert sorted(places) == list(range(len(names)))
    assert {term.text for term in names.at(places)} == counted.keys() - {MISSING}
    for under in names.by_letter.values():
        counts = [term.documents for term in names.at(under)]
        assert counts == sorted(counts, reverse=True)


def test_what_is_kept_follows_the_index() -> None:
    engine, hot = MemoryEngine(), HotPersonNames()
    for change, person in enumerate(("Sergei Lavrov", "Donald Trump"), start=1):
        shelf = Shelf([article(person, "Bài viết.", persons=(person,))])
        with engine.writer() as writer:
            for kept in shelf.kept.values():
                writer.put(document(kept))
            writer.contains(change)
        assert hot.of(engine) is hot.of(engine)
        assert len(hot.of(engine)) == change
