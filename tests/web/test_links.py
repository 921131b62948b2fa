"""An address and what it asks for are one, through every percent sign."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.request import Pair, SearchRequest
from tests.search.test_request import pairs_of_urls
from web.links import as_typed, pairs_of, plain_search_url, query_string

encodable = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(encodable, encodable), max_size=8))
def test_a_query_string_is_read_as_the_pairs_it_was_made_of(pairs: list[Pair]) -> None:
    assert pairs_of(query_string(pairs)) == pairs


@settings(max_examples=200)
@given(pairs_of_urls)
def test_the_address_of_a_search_asks_for_that_search(pairs: list[Pair]) -> None:
    request, _ = SearchRequest.from_args(pairs)
    asked = pairs_of(plain_search_url(request).partition("?")[2])
    again, problems = SearchRequest.from_args(asked, strict=True)
    assert again == request.with_lang(None)
    assert problems == ()
    assert as_typed(asked) == asked  # no redirect from an address of ours
