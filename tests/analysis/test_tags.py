"""Our features say to pyvi's tagger what its own say: the tags are the same."""

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.models import KINDS, Model
from index.analysis.tags import Kinds, cut
from index.analysis.words import tag
from tests.analysis.bare import ViPosTagger, ViTokenizer

SENTENCES = [
    "Bộ_trưởng Phạm_Bình_Minh thăm Liên_bang Nga vào ngày 31.5",
    "UBND TP.HCM : 3 con bò sữa , 21h30 ...",
    "“ Chị Hồng tâm_sự ”",
    "hoà",
    "Mới đây , NSƯT Trung_Dân và Kim_Jong - un",
]
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    return Kinds(Model(KINDS))


def theirs(words: Sequence[str]) -> list[str]:
    return [str(name) for name in ViPosTagger.postagging_tokens(list(words))[1]]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tags_are_those_of_pyvi(kinds: Kinds, sentence: str) -> None:
    assert kinds.tags(sentence.split()) == theirs(sentence.split())


@given(
    st.lists(
        st.sampled_from((*WORDS, "TP.", "Đ.", "ThS.", "==>", "...", "a@b.vn", "31.5", "x://y", " "))
        | st.text(max_size=5),
        max_size=8,
    ).map(lambda parts: unicodedata.normalize("NFC", "".join(parts)))
)
def test_any_sentence_is_cut_as_by_pyvi(sentence: str) -> None:
    assert cut(sentence) == ViTokenizer.sylabelize(sentence)[1]


@given(st.lists(st.sampled_from(WORDS) | st.text("aĐ1.ßǅ…٣_", min_size=1), min_size=1, max_size=12))
def test_any_words_have_the_tags_of_pyvi(kinds: Kinds, words: list[str]) -> None:
    assert kinds.tags(words) == theirs(words)


def test_the_sentences_above_hold_names_verbs_and_marks(kinds: Kinds) -> None:
    found = {name for sentence in SENTENCES for name in kinds.tags(sentence.split())}
    assert {"Np", "N", "V", "F"} <= found


def test_syllables_have_the_tags_of_the_words_that_pyvi_makes_of_them() -> None:
    sentence = "Bộ trưởng Phạm Bình Minh thăm Liên bang Nga ngày 31.5"
    words, names = ViPosTagger.postagging(ViTokenizer.tokenize(sentence))
    by_syllable = [
        str(name) for word, name in zip(words, names, strict=True) for _ in word.split("_")
    ]
    assert tag(sentence.split()) == by_syllable
