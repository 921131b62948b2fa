"""What is printed is read as the same again: queries from their trees, searches from their URLs."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search.language.parser import parse
from search.language.printer import print_query
from search.language.tree import (
    Dated,
    Every,
    Exclude,
    Fuzzy,
    Having,
    InField,
    Quoted,
    Said,
    Starting,
    Tree,
    Word,
    either,
    every,
)
from search.limits import EDITS, QUERY_CHARACTERS, SLOP

TEXTS = st.sampled_from(
    ("nga", "Đàm", "phán", "F-16", "26/8", "1.312", "or", "said", "日本", "x:y")
)
DAYS = st.sampled_from(("2021", "2022-03", "2022-03-01"))
leaves = st.one_of(
    st.builds(Word, TEXTS),
    st.builds(Word, TEXTS),
    st.builds(Starting, st.sampled_from(("đà", "zelen", "F-16"))),
    st.builds(Fuzzy, st.sampled_from(("lavrof", "nga")), st.integers(1, EDITS)),
    st.builds(
        Quoted,
        st.lists(TEXTS, min_size=1, max_size=4).map(" ".join),
        st.none() | st.integers(0, SLOP),
    ),
)


def grown(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """Trees of trees, as the parser could make them."""
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(several.map(every), several.map(either), inner.map(Exclude))


words: st.SearchStrategy[Tree] = st.recursive(leaves, grown, max_leaves=5)
fields: st.SearchStrategy[Tree] = st.one_of(
    st.builds(InField, st.sampled_from(("title", "person")), words),
    st.builds(Said, st.none() | words, words | st.just(Every())),
    st.builds(Having, st.sampled_from(("outlet", "source")), TEXTS | st.just("Tuổi Trẻ")),
    st.builds(lambda day: Dated(day, day), DAYS),
    st.builds(lambda year: Dated(None, year), DAYS),
    st.builds(lambda: Dated("2021", "2022-03")),
)
trees: st.SearchStrategy[Tree] = st.recursive(words | fields, grown, max_leaves=6)


@settings(max_examples=400)
@given(trees)
def test_a_tree_printed_and_read_again_is_the_same_tree(tree: Tree) -> None:
    printed = print_query(tree)
    assume(len(printed) <= QUERY_CHARACTERS)
    again, problems = parse(printed)
    assume("too-deep" not in {each.code for each in problems})
    assert again == tree
    assert print_query(again) == printed
