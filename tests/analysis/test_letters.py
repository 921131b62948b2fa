"""The quick form of an expression finds what the plain form finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.letters import ALPHANUMERIC, LETTER, Expression

pytestmark = pytest.mark.parametrize("written", [LETTER, ALPHANUMERIC])


def _found(written: str, text: str) -> list[str]:
    return Expression(f"{written}+").reading(text).findall(text)


def test_a_character_of_the_basic_plane_belongs_in_both_forms_or_in_none(written: str) -> None:
    # Lone surrogates, too: hostile text has them.
    text = " ".join(map(chr, range(0x10000)))
    assert _found(written, text) == re.findall(f"{written}+", text)


def test_letters_beyond_the_basic_plane_are_read(written: str) -> None:
    assert _found(written, "chữ 𝐀𝐁 và 😀 hình") == ["chữ", "𝐀𝐁", "và", "hình"]


@given(text=st.text())
def test_both_forms_find_the_same(written: str, text: str) -> None:
    assert _found(written, text) == re.findall(f"{written}+", text)
