"""What people and links call an outlet, an agency or a person, as the index holds it."""

from __future__ import annotations

import pytest

from index.article import source_parts
from search.names import facet_value


@pytest.mark.parametrize(
    ("facet", "typed", "value"),
    [
        ("outlet", "Tiền Phong", "TPO"),
        ("outlet", "tass/rt", "TASS/RT"),
        ("outlet", "__missing", "__missing"),
        ("outlet", "Bản tin chưa ai biết", "Bản tin chưa ai biết"),
        ("source", "tass", "TASS"),
        ("source", "Russia Today", "RT"),
        ("source", "Tass : Photo", "TASS:photo"),
        ("source", "reuters", "Reuters"),
        ("source", "Hãng tin chưa ai biết", "Hãng tin chưa ai biết"),
        ("person", "Sergey Lavrov", "Sergey Lavrov"),
        ("person", "  Trần   Bá Lộc ", "Trần Bá Lộc"),
        ("person", "__missing", "__missing"),
        ("date", "__no_year", "__no_year"),
    ],
)
def test_an_alias_becomes_the_value(facet: str, typed: str, value: str) -> None:
    assert facet_value(facet, typed) == value
    assert facet_value(facet, value) == value


def test_a_value_of_the_source_facet_has_an_agency_and_perhaps_a_kind() -> None:
    assert source_parts("TASS") == ("TASS", None)
    assert source_parts("TASS:cite") == ("TASS", "cite")
    assert source_parts("a:b") == ("a:b", None)
