"""Our features say to pyvi's model what its own say: the labels are the same."""

from collections.abc import Sequence

import pytest

from index.analysis.joins import Joiner
from index.analysis.models import WORDS, Model, dictionary
from tests.analysis.bare import ViTokenizer

SENTENCES = [
    "Nhà máy thuỷ điện lớn nhất miền Bắc xả lũ từ sáng nay",
    "ỦY BAN NHÂN DÂN XÃ họp với Hợp tác xã nông nghiệp",
    "Ông Nguyễn Văn An , 45 tuổi , mua 3 con bò sữa",
    "các em học sinh lớp ba học sinh học",
    "hoà",
    "",
    "Tổng thống Mỹ Donald Trump thăm Liên bang Nga vào thứ Hai",
    "( điện thoại ) : 0123 - gọi giờ hành chính !",
]


@pytest.fixture(scope="module")
def joiner() -> Joiner:
    return Joiner(Model(WORDS), *dictionary())


def cut(joiner: Joiner, tokens: Sequence[str]) -> str:
    joined = joiner.joined(tokens)
    return "".join(tokens[:1]) + "".join(
        ("_" if together else " ") + token
        for token, together in zip(tokens[1:], joined, strict=True)
    )


@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_are_those_of_pyvi(joiner: Joiner, sentence: str) -> None:
    assert cut(joiner, sentence.split()) == ViTokenizer.tokenize(sentence)


def test_the_sentences_above_hold_words_of_two_and_three_syllables(joiner: Joiner) -> None:
    words = {word for sentence in SENTENCES for word in cut(joiner, sentence.split()).split()}
    assert {"thuỷ_điện", "Hợp_tác_xã", "học_sinh"} <= words
