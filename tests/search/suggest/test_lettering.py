"""A vocabulary's spelling as arrays is that of its words, one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyze, fold
from index.analysis.syllable import all_syllables
from index.analysis.tone import place
from search.suggest.lettering import LONGEST, lettered
from search.suggest.slips import PAD, TONES, spelled

SEEDS = Path(__file__).parents[3] / "seeds"

_NEAR = "aăâbcđeêghiklmnoôơpquưyýỳỵỹf1.éöñçøłıßæǘṓåkſǆﬁＡ각ที่"
_MARKS = "".join(mark for mark in TONES if mark) + "\u0302\u0306\u031b\u0308\u0340\u034f\u1161"


_LETTERS = 0x2200
"""Code points that hold all letters of Latin, and those of other scripts."""


def same(words: Sequence[str]) -> None:
    """Compare :func:`lettered` with the definition."""
    found = lettered(words)
    each = [spelled(word) for word in words]
    kept = [at for at, one in enumerate(each) if one and len(one.symbols) <= LONGEST]
    assert found.places.tolist() == kept
    for row, at in enumerate(kept):
        one = each[at]
        assert one is not None
        assert bytes(found.symbols[row]) == one.symbols.ljust(LONGEST, bytes([PAD]))
        assert found.tones[row] == one.tone
        assert found.folds[row].decode() == fold(words[at])


def test_every_letter_alone_and_in_a_word() -> None:
    letters = list(map(chr, range(_LETTERS)))
    same(letters)
    same([f"g{letter}y" for letter in letters])


def test_every_syllable_in_every_tone() -> None:
    toned = {
        place(unicodedata.normalize("NFC", each + (tone or "")))
        for each in all_syllables()
        for tone in TONES
    }
    same(sorted(toned | {unicodedata.normalize("NFD", each) for each in toned}))


def test_the_words_of_articles() -> None:
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    forms = sorted({form for text in texts for form in analyze(text).exact})
    assert len(forms) > 1_000
    same(forms)


@given(st.lists(st.text(alphabet=_NEAR + _MARKS, max_size=LONGEST + 3)))
def test_words_with_marks_beside_their_letters(words: list[str]) -> None:
    same(words)
    same([unicodedata.normalize("NFC", word) for word in words])


@given(st.lists(st.text(max_size=8)))
def test_any_text(texts: list[str]) -> None:
    same(texts)
    same([form for text in texts for form in analyze(text).exact])
