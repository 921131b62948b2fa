"""The quick form of an expression finds what the plain form finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.letters import LETTER, Expression

_WORDS = Expression(f"{LETTER}+")


def test_every_character_of_the_basic_plane_is_a_letter_in_both_forms_or_in_none() -> None:
    # Lone surrogates, too: hostile text has them.
    text = " ".join(map(chr, range(0x10000)))
    assert _WORDS.reading(text).findall(text) == re.findall(r"[^\W\d_]+", text)


def test_letters_beyond_the_basic_plane_are_read() -> None:
    text = "chữ 𝐀𝐁 và 😀 hình"
    assert _WORDS.reading(text).findall(text) == ["chữ", "𝐀𝐁", "và", "hình"]


@given(st.text())
def test_both_forms_find_the_same(text: str) -> None:
    assert _WORDS.reading(text).findall(text) == re.findall(r"[^\W\d_]+", text)
