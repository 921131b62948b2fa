"""Look-up forms are stable: what is one already is not changed by being made one again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.syllable import all_syllables
from index.enrich.persons.tables import spelling
from index.enrich.tables import normal

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SYLLABLES = st.sampled_from(sorted(all_syllables()))


@given(_SYLLABLES, st.sampled_from(_TONES), st.integers(0, 7), st.booleans())
def test_a_normal_word_is_its_own_normal_form(
    syllable: str, tone: str, place: int, capital: bool
) -> None:
    word = syllable[:place] + tone + syllable[place:]
    once = normal(word.capitalize() if capital else word)
    assert normal(once) == once


@given(st.text(st.characters(categories=["L"], max_codepoint=0x1EFF), min_size=1, max_size=8))
def test_a_normal_word_of_letters_alone_is_its_own_spelling(word: str) -> None:
    form = normal(word)
    if form.isalpha():
        assert spelling(form) == form
